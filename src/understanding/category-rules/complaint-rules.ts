import { rulesOf, type CategoryRule } from "./rule.ts";
import type { Signals } from "../read-signals.ts";

const wantsToCome = (s: Signals): boolean =>
  s.has("book", "free_time", "price", "visit_goal", "want") && !s.blamesUs;
const isAngry = (s: Signals): boolean =>
  s.has(
    "complaint_word",
    "complaint_money",
    "complaint_fault",
    "complaint_review",
    "complaint_demand",
    "abuse",
  );

const complaint = rulesOf("complaint");

export const COMPLAINT_RULES: readonly CategoryRule[] = [
  complaint("word", 2.5, (s) => s.has("complaint_word")),
  complaint("words", 1, (s) => s.hits.count("complaint_word") > 1),
  complaint("money", 3, (s) => s.has("complaint_money") && !isRefundQuestion(s)),
  complaint("fault", 3, (s) => s.has("complaint_fault")),
  complaint("faults", 1, (s) => s.hits.count("complaint_fault") > 1),
  complaint("fault in passing", -1.5, (s) => s.has("complaint_fault") && wantsToCome(s) && !isAngryBeside(s)),
  complaint("trouble", 1.5, (s) => s.has("complaint_trouble") && !s.isCarTrouble),
  complaint("trouble after us", 2, (s) => s.has("complaint_trouble") && s.blamesUs),
  complaint("trouble of a customer who comes", -1.5, (s) => s.has("complaint_trouble") && wantsToCome(s)),
  complaint("body after us", 3.5, (s) => s.has("complaint_body") && s.blamesUs && !s.has("thanks")),
  complaint(
    "machine after us",
    3,
    (s) => s.has("complaint_machine") && s.blamesUs && !s.has("it_thing", "help_how"),
  ),
  complaint("neglect", 1.8, (s) => s.has("complaint_neglect")),
  complaint("neglect twice", 1, (s) => s.hits.count("complaint_neglect") > 1),
  complaint("neglect of a payer", 1, (s) => s.has("complaint_neglect") && (isAngry(s) || s.blamesUs)),
  complaint("what we did", 2.3, (s) => s.tellsWhatWeDid && !s.has("cancel", "move", "media_word")),
  complaint("legal", 2.2, (s) => s.has("complaint_legal") && !s.has("doc_authority")),
  complaint("review", 3, (s) => s.has("complaint_review")),
  complaint("demand", 2, (s) => s.has("complaint_demand")),
  complaint("sarcasm", 0.8, (s) => s.has("complaint_sarcasm")),
  complaint(
    "sarcasm about harm",
    2.5,
    (s) =>
      s.has("complaint_sarcasm") &&
      s.has("complaint_fault", "complaint_trouble", "complaint_neglect", "complaint_word"),
  ),
  complaint(
    "paid for it",
    1,
    (s) =>
      s.has("complaint_paid") &&
      s.has("complaint_fault", "complaint_trouble", "complaint_neglect", "complaint_word"),
  ),
  complaint("paid in vain", 1.2, (s) => s.has("complaint_paid") && s.failsToDo && s.blamesUs),
  complaint(
    "soft remark",
    1.2,
    (s) => s.has("complaint_soft") && (s.blamesUs || s.has("complaint_trouble", "complaint_fault")),
  ),
  complaint(
    "wish",
    2.2,
    (s) =>
      s.has("complaint_soft") &&
      / (?:было бы|неплохо бы|отметить|поприветливее|приветливее|повнимательнее|не мешало бы|стоило бы|хоть иногда) /u.test(
        s.text.flat,
      ) &&
      !s.has("book"),
  ),
  complaint("remark about the place", 2, (s) => s.has("complaint_place")),
  complaint("after us", 0.6, (s) => s.blamesUs),
  complaint("threat beside a grievance", 2, (s) => s.has("threat") && isAngry(s)),
  complaint(
    "abuse beside a grievance",
    1,
    (s) =>
      s.has("abuse") && s.has("complaint_money", "complaint_fault", "complaint_neglect", "complaint_demand"),
  ),
  complaint(
    "asks politely",
    -1.5,
    (s) =>
      s.has("status") && !isAngry(s) && !s.has("complaint_legal") && s.hits.count("complaint_neglect") < 2,
  ),
  complaint(
    "sells or partners",
    -2.5,
    (s) =>
      s.has("offering", "partner_word", "investor_word", "media_word") &&
      !s.blamesUs &&
      !s.has("complaint_money", "complaint_review"),
  ),
  complaint("machine", -3, (s) => s.hits.count("machine") > 1),
];

function isAngryBeside(s: Signals): boolean {
  return s.has(
    "complaint_word",
    "complaint_money",
    "complaint_review",
    "complaint_demand",
    "complaint_neglect",
  );
}

/** «Возврат одобрили?» asks after a refund that is under way. */
function isRefundQuestion(s: Signals): boolean {
  return (
    s.has("status") && s.text.hasQuestion && !s.has("complaint_word", "complaint_legal", "complaint_demand")
  );
}
