import type { Signals } from "../read-signals.ts";
import { rulesOf, type CategoryRule } from "./rule.ts";

const b2b = rulesOf("lead_b2b");
const tender = rulesOf("tender");

const MANY = 5;
/** They pay us: a wish or a need, and no offer of their own. */
const buys = (s: Signals): boolean =>
  s.has("need", "want", "send_me", "price", "may_i") && !s.has("offering");
const breaksDown = (s: Signals): boolean => s.has("not_working", "help_how", "line_down");

export const BUYER_RULES: readonly CategoryRule[] = [
  b2b("business words", 1.4, (s) => s.has("b2b_word") && !s.has("offering")),
  b2b(
    "business words of a buyer",
    1.8,
    (s) =>
      s.has("b2b_word") &&
      !s.has("offering") &&
      (buys(s) ||
        s.text.hasQuestion ||
        s.isOrganisation ||
        s.has("org_noun", "call_me") ||
        s.hasProduct ||
        s.hasService),
  ),
  b2b("business hints", 1.6, (s) => s.has("b2b_hint") && !s.has("offering") && !s.has("job_word")),
  b2b(
    "business hints of a buyer",
    1,
    (s) => s.has("b2b_hint") && buys(s) && (s.hasProduct || s.hasService || s.has("org_noun", "b2b_word")),
  ),
  b2b("more business words", 1, (s) => s.hits.count("b2b_word") > 1 && !s.has("offering")),
  b2b("business words beside an offer", 1, (s) => s.has("b2b_word") && s.has("offering")),
  b2b("organisation buys", 3, (s) => s.isOrganisation && buys(s) && !s.hasDocument),
  b2b("somebody's staff", 1.6, (s) => s.has("org_noun") && buys(s) && !s.has("job_word") && !s.isPrivate),
  b2b(
    "equipment",
    3,
    (s) =>
      s.hasProduct &&
      buys(s) &&
      !s.isPrivate &&
      !breaksDown(s) &&
      !isPaperwork(s) &&
      (s.vertical === "industrial" || !s.hasService),
  ),
  b2b("equipment of a plant", 0.8, (s) => s.hasProduct && s.vertical === "industrial" && !breaksDown(s)),
  b2b(
    "a number of things",
    1.6,
    (s) => (s.slots.amounts.quantity ?? 0) >= MANY && (s.hasProduct || s.hasService) && !s.has("offering"),
  ),
  b2b(
    "a number for a firm",
    1.8,
    (s) => (s.slots.amounts.quantity ?? 0) >= MANY && s.has("org_noun") && !s.has("offering", "job_word"),
  ),
  b2b("invoice for goods", 3, (s) => isInvoiceForGoods(s)),
  b2b(
    "rents our place",
    2.4,
    (s) =>
      s.slots.services.some(({ name }) => name.toLowerCase().startsWith("аренда ")) &&
      !s.hasDocument &&
      !s.has("offering", "job_word", "price"),
  ),
  b2b("private buyer", -4, (s) => s.isPrivate),
  b2b(
    "only asks of terms",
    -1.6,
    (s) =>
      s.has("terms", "price") &&
      !s.has("b2b_word") &&
      !s.isOrganisation &&
      s.slots.amounts.quantity === undefined &&
      !s.has("need", "want"),
  ),
  b2b(
    "asks the price in short",
    -1.5,
    (s) =>
      s.has("price", "terms") &&
      s.wordCount <= 7 &&
      !s.has("b2b_word", "need", "want") &&
      !s.isOrganisation &&
      s.slots.amounts.quantity === undefined,
  ),
  b2b("papers", -3, (s) => isPaperwork(s) && s.slots.amounts.quantity === undefined),
  b2b(
    "somebody pays",
    1,
    (s) => s.hits.count("org_noun") > 1 && s.has("want", "need") && !s.has("offering", "job_word"),
  ),
  b2b(
    "together",
    -2,
    (s) => s.hits.count("partner_word") > 1 || (s.has("partner_word") && s.has("together")),
  ),
  b2b(
    "papers for goods",
    -3,
    (s) => s.hasDocument && s.hasProduct && s.has("send_me") && !isInvoiceForGoods(s) && !s.has("b2b_word"),
  ),
  b2b("procedure", -3, (s) => s.has("tender_word")),
  b2b("status", -2, (s) => s.has("status") && !s.has("need", "want", "b2b_word")),

  tender("procedure", 4.5, (s) => s.has("tender_word")),
  tender("procedure in detail", 1, (s) => s.hits.count("tender_word") > 1),
  tender("hints", 1.4, (s) => s.has("tender_hint")),
  tender("many hints", 1.4, (s) => s.hits.count("tender_hint") > 1),
  tender("number", 1, (s) => s.slots.identifiers.tenderNo !== undefined),
  tender("sells to us", -2.5, (s) => s.has("sell_to_you") && s.has("offering", "supplier_thing")),
];

/** Papers of a deal that is made already. */
function isPaperwork(s: Signals): boolean {
  return (
    s.hasDocument &&
    (s.has("send_me") || / не (?:приш|получ|хвата)/u.test(s.text.flat)) &&
    !isInvoiceForGoods(s)
  );
}

function isInvoiceForGoods(s: Signals): boolean {
  return (
    s.slots.documents.some(({ name }) => name === "счёт" || name === "invoice") &&
    s.hasProduct &&
    s.slots.identifiers.orderId === undefined &&
    !s.has("past_visit")
  );
}
