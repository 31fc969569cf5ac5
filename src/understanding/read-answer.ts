import type { Category } from "../domain/category.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { Cue } from "../domain/understanding.ts";
import { isBareFirm } from "./bare-firm.ts";
import { findRefused } from "./find-cues.ts";
import { INTENT_SCORE, type CategoryReading } from "./find-category.ts";
import { goesOnFromPrice, isSoftMove } from "./goes-on.ts";
import { isPureTalk, readPending } from "./read-pending.ts";
import type { Signals } from "./read-signals.ts";

/** How plain a new intent must be to end the request in progress; others than these never do. */
const NEW_INTENT: Readonly<Record<Category, number>> = {
  complaint: 2.5,
  cancel_reschedule: 3,
  lead_b2b: 4,
  lead_b2c: 3,
  price_info: 2.8,
  tender: 4,
  partnership: 4,
  job_applicant: 4,
  investor_media: 4,
  supplier_offer: 4.5,
  document_request: 4,
  order_status: 3.8,
  tech_support: 4.4,
  system_notification: 5,
  smalltalk: Infinity,
};

/** A request that holds on to what merely sounds like these: a new day for a visit that is moved is no new visit. */
const ABSORBS: Readonly<Partial<Record<Category, readonly Category[]>>> = {
  cancel_reschedule: ["lead_b2c", "price_info"],
  complaint: ["lead_b2c", "order_status", "tech_support", "document_request", "cancel_reschedule"],
  tech_support: ["lead_b2c", "lead_b2b", "order_status", "document_request"],
  order_status: ["lead_b2c", "lead_b2b"],
  document_request: ["lead_b2b", "lead_b2c", "order_status"],
  tender: ["lead_b2b", "document_request", "lead_b2c"],
  lead_b2b: ["lead_b2c", "document_request", "supplier_offer"],
  partnership: ["lead_b2b", "lead_b2c", "supplier_offer"],
  supplier_offer: ["lead_b2b", "lead_b2c", "price_info", "tender", "partnership"],
  job_applicant: ["lead_b2c", "lead_b2b", "document_request"],
  investor_media: ["lead_b2b", "lead_b2c", "partnership"],
  lead_b2c: ["order_status", "job_applicant", "smalltalk"],
};

/** From this stated confidence on, the model's reading of a turn's own words stands beside what the rules make of them. */
const SURE = 0.8;
/** Below this the model's reading of a question says no more than that it is one. */
const UNSURE = 0.55;
/** «Когда перезвоните?», «где мой заказ?»: asked of the request itself. */
const ASKS_OWN = / (?:когда|скоро|долго|мой|моя|мое|мои|мою|наш\S*|перезвон\S*|ответ\S*|забуд\S*|точно) /u;
/** A grievance is heard where rules and model agree on it, although neither is certain. */
const AGREED = { score: 2, confidence: 0.6 };
/** Requests beside which a question of terms may be asked; the others take every word for their own. */
const ASKED_BESIDE: ReadonlySet<Category> = new Set([
  "lead_b2c",
  "lead_b2b",
  "cancel_reschedule",
  "order_status",
  "tech_support",
  "document_request",
  "partnership",
]);
/** «Ок, жду», «понял»: said of what was answered, not to what was asked. */
const HEARD = / (?:жду|жд[её]м|ждать|подожду|подожд[её]м|понял\S*|ясно|спасибо|спс|благодар\S*) /u;

/** «А для ребёнка 7 лет?» after a price asks the price of that. */
const GOES_ON_ASKING =
  /^ (?:а|и) (?:для|если|с|на|у|со|без|детям|детск\S*|мужск\S*|женск\S*) (?:\S+ ){0,5}$/u;
const INCLUDED = / (?:входит|входят|включ\S*|нужн\S* ли|надо ли|обязательн\S*|отдельно|бесплатн\S*) /u;

/** «И мне тоже», «мужу тоже запишите»: somebody more. */
const ADDS_SOMEBODY =
  / (?:мне|меня|нам|нас|мужу|мужа|сыну|сына|дочке|дочку|жене|жену|маме|маму|подруге|подругу|другу|друга|ребенку|ребенка) (?:\S+ )?тоже | тоже (?:мне|меня|мужа|сына|дочку|жену|маму|подругу|друга|ребенка) /u;

/** «Ой еще и губы»: something more. */
const ADDS_MORE =
  / (?:еще|также|заодно|плюс) (?:и |на )?(?!раз |чуть |немного |подума|не |бы |ведь )\p{L}{3,}/u;

/** Whether the turn tells when, who or how many: what could answer a question of ours. */
function bringsAnswer({ slots }: Signals): boolean {
  return (
    slots.dates.length > 0 ||
    slots.times.length > 0 ||
    slots.branches.length > 0 ||
    slots.cities.length > 0 ||
    slots.amounts.quantity !== undefined ||
    slots.contacts.phone !== undefined ||
    slots.contacts.email !== undefined ||
    slots.names.name !== undefined ||
    slots.names.master !== undefined ||
    slots.car !== undefined ||
    slots.company.company !== undefined ||
    slots.company.inn !== undefined ||
    slots.identifiers.orderId !== undefined ||
    slots.identifiers.tenderNo !== undefined ||
    slots.identifiers.errorCode !== undefined ||
    slots.amounts.budget !== undefined
  );
}

/** Whether the turn brings a fact, as against mere words of politeness. */
function bringsFacts(signals: Signals): boolean {
  const { slots, hasService, hasProduct } = signals;
  return hasService || hasProduct || slots.documents.length > 0 || bringsAnswer(signals);
}

/**
 * Reads a turn in the light of the request in progress: a bare answer goes on with it, a plain new intent ends it, a
 * question of terms beside it is a question, and mere thanks are thanks.
 */
export function readInContext(
  reading: CategoryReading,
  signals: Signals,
  cues: readonly Cue[],
): CategoryReading {
  const current = signals.context.category;
  if (!current || current === "smalltalk" || current === "system_notification") return reading;
  const next = goesOnFromPrice(reading, signals);
  if (next) return { ...reading, category: next, also: [], confidence: Math.max(SURE, reading.confidence) };
  if (isMereTalk(reading, signals, cues))
    return { ...reading, category: "smalltalk", also: [], confidence: 0.9 };
  if (asksBeside(reading, signals, current)) return { ...reading, category: "price_info", also: [] };
  if (booksAnother(reading, signals, current)) return { ...reading, category: "lead_b2c" };
  if (reading.category === current) return reading;
  if (current === "lead_b2c" && isSoftMove(reading.category, signals))
    return { ...reading, category: current };
  if (isNewIntent(reading, signals, current)) return reading;
  return { ...reading, category: current, also: [], confidence: Math.max(0.75, reading.confidence) };
}

/** Whether the turn is plain enough of another matter to end the request in progress. */
function isNewIntent(
  { category, confidence, scores }: CategoryReading,
  signals: Signals,
  current: Category,
): boolean {
  const score = scores[category];
  if (ABSORBS[current]?.includes(category)) return false;
  if (score >= NEW_INTENT[category]) return true;
  if (category === "complaint") return score >= AGREED.score && confidence >= AGREED.confidence;
  return current === "price_info" && category === "lead_b2c" && score >= INTENT_SCORE;
}

/** «Запишите вместо неё на УЗИ»: after a cancellation, a visit for something else. */
function booksAnother(
  { category, also }: CategoryReading,
  { has, hasService, slots, context }: Signals,
  current: Category,
): boolean {
  const before = String(context.slots.service ?? "").toLowerCase();
  const isBooking = category === "lead_b2c" || also.includes("lead_b2c");
  if (current !== "cancel_reschedule" || !isBooking || before === "" || !has("book")) return false;
  const isSaid = (said: string): boolean => before.includes(said.trim().toLowerCase());
  return hasService && !slots.services.some(({ name, words }) => isSaid(name) || isSaid(words));
}

const isOrdering = (current: Category): boolean => current === "lead_b2c" || current === "lead_b2b";

/** «А парковка есть?»: asked of the company beside a request, telling nothing of the request itself. */
function asksBeside(
  { category, also, confidence }: CategoryReading,
  signals: Signals,
  current: Category,
): boolean {
  if (!signals.text.hasQuestion || signals.has("book", "free_time", "call_me")) return false;
  if (asksWhatIsIncluded(signals, current)) return true;
  if (isOrdering(current) && !bringsAnswer(signals) && !ASKS_OWN.test(signals.text.flat)) {
    if (category === "price_info" && confidence >= SURE) return true;
    if (category !== current && confidence < UNSURE && !signals.hasService) return true;
  }
  if (bringsFacts(signals)) return false;
  if (current === "price_info") {
    const isTerms = also.includes("price_info") && signals.has("terms");
    return (
      category === "lead_b2c" && confidence < SURE && (isTerms || GOES_ON_ASKING.test(signals.text.flat))
    );
  }
  return ASKED_BESIDE.has(current) && category === "price_info" && confidence >= SURE;
}

/** «А балансировка входит?»: another service is asked about, not wanted instead. */
function asksWhatIsIncluded({ text, hasService, slots, has, context }: Signals, current: Category): boolean {
  const isOrdered = current === "lead_b2c" && context.slots.service !== undefined;
  const hasMoment = slots.times.length > 0 || slots.dates.some(({ isWeak }) => !isWeak);
  return isOrdered && hasService && !hasMoment && !has("want", "come") && INCLUDED.test(text.flat);
}

/** Thanks, laughter, a thumb up: talk that neither tells nor asks anything of the request. */
function isMereTalk(reading: CategoryReading, signals: Signals, cues: readonly Cue[]): boolean {
  const { text, context, wordCount } = signals;
  if (wordCount === 0) return text.clean.trim() !== "";
  if (refusesToBook(signals)) return true;
  if (ADDS_SOMEBODY.test(text.flat) || isBareFirm(signals)) return false;
  if (ADDS_MORE.test(text.flat) && !signals.has("thanks", "farewell")) return false;
  if (reading.category !== "smalltalk" || bringsFacts(signals) || findRefused(signals).length > 0)
    return false;
  const isSure = reading.confidence >= SURE && context.category !== "complaint" && !/\d/u.test(text.clean);
  if (!context.pendingSlot) return reading.scores.smalltalk >= 1 || isSure;
  const isAnswer = (cues.includes("yes") || cues.includes("no")) && !HEARD.test(text.flat);
  if (isAnswer || Object.keys(readPending(context.pendingSlot, signals)).length > 0) return false;
  return isPureTalk(signals) || isSure;
}

/** «Не, записывать никуда не надо» after a price. */
function refusesToBook(signals: Signals): boolean {
  const { context, hits, has, text } = signals;
  if (context.category !== "price_info" || text.hasQuestion || bringsFacts(signals)) return false;
  return (
    (hits.isNegated("book") ||
      / (?:не надо|не нужно) запис\S* | запис\S* (?:\S+ )?не (?:надо|нужно) /u.test(text.flat)) &&
    !has("price", "hours", "address")
  );
}

/** Adds the answer to our last question where the turn goes on with the request and no finder has read it. */
export function withPendingAnswer(
  slots: Slots,
  signals: Signals,
  category: Category,
  refused: readonly SlotName[],
): Slots {
  const { pendingSlot, category: current } = signals.context;
  if (!pendingSlot || slots[pendingSlot] !== undefined || refused.includes(pendingSlot)) return slots;
  if (current !== undefined && current !== category) return slots;
  // «Номер не дам» is no name.
  if (pendingSlot === "name" && refused.length > 0) return slots;
  const answer = readPending(pendingSlot, signals);
  // «Мы Уралстройсервис» to the question for a name tells a firm's.
  const name = String(answer.name ?? "");
  const isFirm = name !== "" && String(slots.company ?? "").includes(name);
  const isAddress = name !== "" && signals.slots.contacts.email?.includes(name.toLowerCase()) === true;
  return isFirm || isAddress ? slots : { ...slots, ...answer };
}
