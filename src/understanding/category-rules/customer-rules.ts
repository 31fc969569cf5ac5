import { rulesOf, type CategoryRule } from "./rule.ts";
import { asksWait } from "../read-shape.ts";
import type { Signals } from "../read-signals.ts";

const lead = rulesOf("lead_b2c");
const cancel = rulesOf("cancel_reschedule");
const price = rulesOf("price_info");
const talk = rulesOf("smalltalk");

const wantsNoBooking = (s: Signals): boolean => s.hits.isNegated("book") && !s.has("book");
const asks = (s: Signals): boolean => s.has("price", "hours", "address", "terms", "contact_q");
/** Speaks of work, supplies or papers, where «нужен», «можно» and a service's name mean no visit. */
const isOtherBusiness = (s: Signals): boolean =>
  s.has(
    "job_word",
    "job_role_self",
    "offering",
    "partner_word",
    "partner_generic",
    "investor_word",
    "media_word",
    "spam",
  ) || s.hits.count("machine") > 1;

const SEEKS_WORK =
  / (?:на работу|работ\S+ у вас|ваканси\S*|резюме|устрои\S*|зарплат\S*|стаж\S*|подработ\S*|трудоустр\S*|собеседован\S*|ищу работу) /u;

export const CUSTOMER_RULES: readonly CategoryRule[] = [
  lead("book", 3, (s) => s.has("book")),
  lead("visit named", 1.2, (s) => s.has("booking_noun") && !isOtherBusiness(s)),
  lead(
    "visit named at a time",
    1.4,
    (s) => s.has("booking_noun") && (s.hasFuture || s.has("want", "need", "may_i")) && !isOtherBusiness(s),
  ),
  lead("in the software", -3, (s) => s.has("it_thing") && (s.has("not_working", "help_how") || s.failsToDo)),
  lead("machine", -2, (s) => s.has("machine") && !s.text.hasQuestion && !s.has("want", "need", "greeting")),
  lead(
    "asks for a time",
    1.6,
    (s) =>
      s.hasFuture &&
      s.text.hasQuestion &&
      s.wordCount <= 9 &&
      !asks(s) &&
      !isOtherBusiness(s) &&
      !s.has("status", "status_done", "not_working", "overdue"),
  ),
  lead("come", 2, (s) => s.has("come") && !isOtherBusiness(s)),
  lead("come for a service", 1, (s) => s.has("come") && (s.hasService || s.hasFuture) && !isOtherBusiness(s)),
  lead("asks how to come", -2, (s) => s.has("visit_terms") && !s.has("book") && !s.hasFuture),
  lead(
    "asks after a thing",
    -2.5,
    (s) =>
      (s.has("status") || (s.has("status_done") && s.text.hasQuestion)) &&
      (s.has("status_thing") || s.slots.car !== undefined) &&
      !s.has("book", "free_time"),
  ),
  lead("free time", 2.6, (s) => s.has("free_time")),
  lead("goal", 2, (s) => s.has("visit_goal") && !isOtherBusiness(s)),
  lead("only asks the price for somebody", -1.5, (s) => asks(s) && namesOnlyWhom(s)),
  lead("wants a service", 2.2, (s) => s.has("want") && s.hasService && !isOtherBusiness(s)),
  lead("needs a service", 2.2, (s) => s.has("need") && s.hasService && !isOtherBusiness(s) && !s.hasDocument),
  lead("may I have a service", 1.2, (s) => s.has("may_i") && s.hasService && !isOtherBusiness(s)),
  lead(
    "service at a time",
    2.6,
    (s) =>
      s.hasService &&
      s.hasFuture &&
      !isOtherBusiness(s) &&
      !s.has("hours", "status", "past_visit") &&
      (!s.has("price") || s.has("book", "want", "need", "free_time")),
  ),
  lead("may I at a time", 2, (s) => s.has("may_i") && s.hasFuture && !asks(s) && !isOtherBusiness(s)),
  lead(
    "service and phone",
    2.2,
    (s) => s.hasService && s.slots.contacts.phone !== undefined && !isOtherBusiness(s),
  ),
  lead("call me", 1.8, (s) => s.has("call_me") && !isOtherBusiness(s)),
  lead(
    "call me by phone",
    1,
    (s) => s.has("call_me") && s.slots.contacts.phone !== undefined && !isOtherBusiness(s),
  ),
  lead("body", 2.4, (s) => s.has("body_trouble") && !s.blamesUs && !s.has("thanks")),
  lead("body to a clinic", 1, (s) => s.has("body_trouble") && s.vertical === "medical" && !s.blamesUs),
  lead("acute", 1.6, (s) => s.has("acute") && !s.blamesUs && s.vertical !== "industrial"),
  lead("car", 2.6, (s) => s.isCarTrouble && !s.blamesUs),
  lead("private buyer", 3, (s) => s.isPrivate && (s.hasProduct || s.has("need", "want"))),
  lead("service by name", 1.1, (s) => s.hasService && s.wordCount <= 4 && !asks(s) && !isOtherBusiness(s)),
  lead(
    "when for a service",
    1.8,
    (s) => s.hasService && /(?: |^)(?:когда|when)(?= |$)/u.test(s.text.flat) && !s.has("status_thing"),
  ),
  lead("seeks work", -3, (s) => s.has("job_word") && SEEKS_WORK.test(s.text.flat)),
  lead("wants no booking", -3, wantsNoBooking),
  lead("only asks", -3, (s) => s.has("price_only")),
  lead(
    "asks the price of a time",
    -1,
    (s) => s.has("hours", "address") && !s.has("book", "want", "free_time"),
  ),
  lead(
    "organisation",
    -1.5,
    (s) =>
      s.isOrganisation || s.has("b2b_word") || ((s.slots.amounts.quantity ?? 0) > 4 && s.has("org_noun")),
  ),
  lead("was here", -1, (s) => s.blamesUs && !s.has("book")),
  lead("has a visit already", -1, (s) => s.has("cancel", "move", "cant_come")),

  cancel("cancel", 4, (s) => s.has("cancel") && !isCancelQuestion(s)),
  cancel("move", 3.6, (s) => s.has("move") && !isCancelQuestion(s)),
  cancel("cannot come", 2.4, (s) => s.has("cant_come") && !isIllness(s)),
  cancel(
    "cannot come then",
    1.2,
    (s) => s.has("cant_come") && !isIllness(s) && (s.hasWhen || s.has("has_booking")),
  ),
  cancel(
    "another time",
    3.4,
    (s) => (s.has("has_booking") || / вместо /u.test(s.text.flat)) && changesTime(s),
  ),
  cancel("complains of our delay", -2, (s) =>
    / (?:начал|опоздал|задержал)\S* .{0,24}(?:позже|на час|на полчаса|на \d+) /u.test(s.text.flat),
  ),
  cancel("has a visit", 0.6, (s) => s.has("has_booking")),
  cancel("denied booking", 3, (s) => wantsNoBooking(s) && s.has("cancel")),
  cancel("software", -2.5, (s) => s.has("it_thing") && s.has("not_working")),
  cancel("was cancelled by us", -1.5, (s) =>
    s.has("complaint_word", "complaint_money", "complaint_fault", "complaint_review"),
  ),
  cancel(
    "other business",
    -2.5,
    (s) =>
      s.has("tender_word", "partner_word", "media_word", "investor_word", "spam") ||
      s.hits.count("machine") > 1,
  ),

  price("price", 3, (s) => s.has("price")),
  price("hours", 3, (s) => s.has("hours") && !s.has("job_word")),
  price("address", 3, (s) => s.has("address") && !s.has("complaint_word")),
  price("contact", 2, (s) => s.has("contact_q")),
  price("terms", 2.2, (s) => s.has("terms")),
  price("many terms", 0.6, (s) => s.hits.count("terms") > 1),
  price("asks what we do", 2, (s) => s.asksWhatWeDo && !s.has("job_word", "partner_word", "investor_word")),
  price("how long it takes", 3, (s) => asksWait(s.text.flat) && !s.has("not_working", "overdue")),
  price("visit terms", 2.4, (s) => s.has("visit_terms")),
  price("machine", -2, (s) => s.has("machine") && !s.text.hasQuestion && !s.has("greeting", "want")),
  price("advertises", -2.5, (s) => s.has("ad_style") && s.has("offering", "supplier_thing", "sell_to_you")),
  price("tells what they do", -1.5, (s) => s.tellsWhatTheyDo),
  price("only asks", 2.5, (s) => s.has("price_only")),
  price("wants no booking", 1.5, (s) => wantsNoBooking(s) && !s.has("cancel")),
  price("our dealers", 5, (s) => s.has("our_dealer_question")),
  price("asks after a service", 0.6, (s) => s.hasService && s.text.hasQuestion),
  price(
    "bargains",
    2.4,
    (s) => s.has("injection", "bargain") && s.hasService && !s.has("idle") && !s.has("book", "offering"),
  ),
  price("only plays with the bot", -2, (s) => s.has("injection") && !s.hasService && !s.hasProduct),
  price(
    "speaks of trade",
    -1.5,
    (s) => s.has("offering", "sell_to_you") && s.has("supplier_thing", "offering"),
  ),

  talk("greets", 1, (s) => s.has("greeting")),
  talk("thanks", 1.6, (s) => s.has("thanks")),
  talk("takes leave", 1, (s) => s.has("farewell")),
  talk("acknowledges", 1, (s) => s.has("ack")),
  talk("asks who we are", 2.6, (s) => s.has("asks_if_bot")),
  talk("wishes well", 2.6, (s) => s.has("wishes") && !s.has("book", "price", "hours")),
  talk("idles", 3, (s) => s.has("idle") && !s.has("book")),
  talk("turns the bot", 2, (s) => s.has("injection")),
  talk("abuses", 1.2, (s) => s.has("abuse")),
];

const WHOM =
  /^(?:для ребенка|ребенка|ребенку|сына|дочку|дочь|дочке|сыну|маму|маме|мужа|мужу|жене|жену|папу|бабушку|бабушке|деда|мальчика|девочку|подругу|подруге|внука|for my \p{L}+)$/u;

/** «Сертификат мужу сколько»: a person is named, and no wish to come. */
function namesOnlyWhom(s: Signals): boolean {
  const goals = s.hits.all.get("visit_goal") ?? [];
  const isWhom = goals.length > 0 && goals.every(({ words }) => WHOM.test(words));
  return isWhom && !s.hasFuture && !s.has("book", "want", "need", "come", "free_time", "call_me");
}

function isCancelQuestion(s: Signals): boolean {
  return /(?:услови\S* (?:отмены|переноса|возврата)|как(?:ие|ая|ой)? .{0,12}(?:отмены|переноса)|за сколько .{0,24}(?:отмен|перенес)|можно ли (?:отменить|перенести) (?:потом|бесплатно|если)|сколько раз .{0,16}замор)/u.test(
    s.text.flat,
  );
}

/** Two days or two hours, one of them to be left: «приём в 15, а мне бы в 17». */
function changesTime(s: Signals): boolean {
  const days = new Set(s.slots.dates.map((date) => date.from)).size;
  const times = new Set(s.slots.times.map((time) => time.value)).size;
  return (
    (days > 1 || times > 1) &&
    / (?:вместо|а мне|лучше|реально|получится|перепутал\S*|instead) /u.test(s.text.flat)
  );
}

/** «Заболел зуб» is a reason to come, not to stay away. */
function isIllness(s: Signals): boolean {
  return (
    s.has("body_trouble") &&
    !s.has("has_booking", "cancel", "move") &&
    !/ не (?:приду|приеду|смогу|получится|придем)/u.test(s.text.flat)
  );
}
