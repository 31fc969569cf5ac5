import { asksWait } from "../read-shape.ts";
import { rulesOf, type CategoryRule } from "./rule.ts";
import type { Signals } from "../read-signals.ts";

const papers = rulesOf("document_request");
const status = rulesOf("order_status");
const tech = rulesOf("tech_support");

/** Between companies and customers of ours; not somebody who sells, seeks work or writes a story. */
const isOtherBusiness = (s: Signals): boolean =>
  s.has("offering", "partner_word", "partner_generic", "investor_word", "media_word", "job_word", "spam") ||
  s.hits.count("machine") > 1;
const asksBriefly = (s: Signals): boolean => s.wordCount <= 5 || s.text.hasQuestion;
const isEquipment = (s: Signals): boolean => s.hasProduct && !s.isCarTrouble;

export const SERVICE_RULES: readonly CategoryRule[] = [
  papers("paper wanted", 4, (s) => s.hasDocument && s.has("send_me") && !s.has("tender_word")),
  papers("paper", 1.4, (s) => s.hasDocument),
  papers("paper in few words", 1, (s) => s.hasDocument && asksBriefly(s) && !s.has("thanks")),
  papers("thanks", -2, (s) => s.has("thanks") && !s.has("send_me")),
  papers("urgent paper", 1.2, (s) => s.hasDocument && s.has("urgent", "overdue")),
  papers("finance", 3, (s) => s.has("doc_finance")),
  papers("authority", 1.5, (s) => s.has("doc_authority")),
  papers(
    "did not come",
    1.5,
    (s) => s.hasDocument && /не (?:приш|получ|дали|выдали|прислали|видим|вижу)/u.test(s.text.flat),
  ),
  papers("other business", -3, (s) => isOtherBusiness(s) && !s.has("doc_finance")),
  papers("asks whether we have it", -1.5, (s) => s.has("terms") && !s.has("send_me")),
  papers("of a tender", -2.5, (s) => s.has("tender_word")),
  papers("service", -1.5, (s) => s.has("book") && s.hasService),

  status(
    "status",
    2.4,
    (s) =>
      s.has("status") &&
      !isOtherBusiness(s) &&
      (s.text.hasQuestion || s.has("status_thing", "overdue") || s.wordCount <= 6),
  ),
  status("status of a thing", 1.6, (s) => s.has("status") && s.has("status_thing") && !isOtherBusiness(s)),
  status(
    "done yet",
    3.2,
    (s) =>
      s.has("status_done") &&
      (s.text.hasQuestion || / (?:уже|ли|или нет|или) /u.test(s.text.flat)) &&
      (s.has("status_thing") ||
        s.hasService ||
        s.hasProduct ||
        s.slots.car !== undefined ||
        s.wordCount <= 4) &&
      !isOtherBusiness(s) &&
      !s.has("not_working"),
  ),
  status("done at all", 2.6, (s) => s.asksIfDone && !isOtherBusiness(s)),
  status(
    "number",
    1.4,
    (s) => s.slots.identifiers.orderId !== undefined && s.has("status", "status_thing", "overdue"),
  ),
  status("car", 1, (s) => s.slots.car !== undefined && s.has("status")),
  status("overdue", 1.2, (s) => s.has("overdue") && s.has("status", "status_thing")),
  status(
    "number of a parcel",
    2,
    (s) =>
      s.slots.identifiers.orderId !== undefined &&
      / (?:номер|трек\S*) (?:ттн|накладной|отправления|трека?) /u.test(s.text.flat),
  ),
  status(
    "of a visit",
    -1.5,
    (s) =>
      s.has("book", "free_time", "price") && !s.has("overdue") && s.slots.identifiers.orderId === undefined,
  ),
  status("asks how long it takes", -4, asksHowLong),
  papers("asks how long it takes", -3, asksHowLong),
  status("asks for papers", -1.2, (s) => s.hasDocument && s.has("send_me")),
  status("fault", -1.5, (s) => s.has("it_thing") && s.has("not_working")),
  status(
    "buys",
    -1.5,
    (s) => s.has("need", "want") && s.hasProduct && s.slots.identifiers.orderId === undefined,
  ),

  tech("software fails", 4.5, (s) => s.has("it_thing") && s.has("not_working") && !isMachineNote(s)),
  tech("equipment fails", 4, (s) => isEquipment(s) && s.has("not_working")),
  tech("fails", 1.8, (s) => s.has("not_working") && !s.isCarTrouble && !s.has("body_trouble")),
  tech(
    "in the software",
    1,
    (s) =>
      s.has("it_thing") && / (?:хотя|почему|не вижу|не могу|пишет|показывает|помогите) /u.test(s.text.flat),
  ),
  tech(
    "thing does not",
    2.4,
    (s) =>
      s.failsToDo && (s.has("it_thing") || isEquipment(s)) && !s.has("not_working") && !s.has("body_trouble"),
  ),
  tech("how to", 2.6, (s) => s.has("help_how") && !s.isCarTrouble && !s.has("injection") && !asksOfVisit(s)),
  tech("how to with a thing", 1, (s) => s.has("help_how") && (isEquipment(s) || s.has("it_thing"))),
  tech("line is down", 2, (s) => s.has("line_down")),
  tech("at the door", 1.6, (s) => s.has("at_the_door") && s.has("it_thing", "not_working")),
  tech("error code", 1, (s) => s.slots.identifiers.errorCode !== undefined),
  tech(
    "shows a code",
    3,
    (s) =>
      s.slots.identifiers.errorCode !== undefined &&
      / (?:показывает|показал\S*|выдает|выдал\S*|пишет|высвечивает|высветил\S*|горит|мигает|выскочил\S*|вылез\S*|shows|displays) /u.test(
        s.text.flat,
      ),
  ),
  tech(
    "grievance",
    -2,
    (s) =>
      s.has("complaint_demand", "complaint_money", "complaint_legal") ||
      (s.has("complaint_fault") && !s.has("help_how")),
  ),
  tech("seeks work", -2.5, (s) => s.has("job_word")),
  tech("body", -2.5, (s) => s.has("body_trouble") && !s.has("it_thing") && !isEquipment(s)),
  tech("machine notice", -2.5, isMachineNote),
  tech("sells", -2.5, (s) => s.has("offering", "spam") && !s.has("not_working")),
];

/** «Где посмотреть расписание»: about hours, prices and the way to us, and no help with a thing. */
function asksOfVisit(s: Signals): boolean {
  return s.has("hours", "price", "address") && !s.has("it_thing", "not_working") && !isEquipment(s);
}

/** «Сколько ждать запись?» asks how long it takes at all; whose the thing is, its number or a promise make it a status. */
function asksHowLong(s: Signals): boolean {
  return (
    asksWait(s.text.flat) && s.slots.identifiers.orderId === undefined && !s.has("overdue", "not_working")
  );
}

function isMachineNote(s: Signals): boolean {
  return (
    s.has("machine") &&
    s.has("machine_error") &&
    s.hits.count("machine") > 1 &&
    !/ (?:я|у меня|мне|не могу|помогите|подскажите) /u.test(s.text.flat)
  );
}
