import type { Category } from "../domain/category.ts";
import type { CategoryReading } from "./find-category.ts";
import type { Signals } from "./read-signals.ts";

/** Readings that a turn after a price may have without being another matter. */
const CALM: ReadonlySet<Category> = new Set(["smalltalk", "price_info", "lead_b2c", "lead_b2b"]);
/** What a number of pieces or a bill sounds like without the goods that were talked of. */
const TRADE: ReadonlySet<Category> = new Set(["document_request", "supplier_offer", "tender"]);
const HARD_MOVE =
  /(?:перенес|перенос|сдви|передви|подви|переки|перебро|перезап|перепи|перестав|поменя|смен|измен|отлож|заморо|переназ|скоррект|исключ|уменьш|увелич|сократ|reschedul|postpone|move|change|switch|push)/u;
/** Who still thinks about it, or will write, names no day for a visit. */
const THINKS =
  / (?:подума\S*|реш[уиа]\S*|посоветуюсь|напишу|отпишусь|позвоню|перезвоню|сообщу|вернусь|уточню|think|let you know) /u;

/** «Оформите нам два»: from this stated confidence on, an order by meaning, whatever word it uses. */
const ORDER_CONFIDENCE = 0.7;

/**
 * «Давайте завтра», «лучше в пятницу»: words that move a visit when there is one, and name its day while it is being
 * arranged.
 */
export function isSoftMove(category: Category, signals: Signals): boolean {
  if (category !== "cancel_reschedule" || signals.has("cancel", "cant_come", "has_booking")) return false;
  const moves = signals.hits.all.get("move") ?? [];
  return moves.length > 0 && !moves.some(({ words }) => HARD_MOVE.test(words));
}

function asksOn({ has, text }: Signals): boolean {
  return (
    has("price", "hours", "address", "contact_q", "price_only", "visit_terms") ||
    / (?:а сколько|сколько в|сколько на) /u.test(text.flat)
  );
}

/** Names a day or an hour ahead, in earnest: a bare «сейчас» is none. */
function namesWhen({ slots, hasFuture }: Signals): boolean {
  const days = slots.dates.filter((date) => !date.isLeft && !date.isWeak);
  return (
    hasFuture && (slots.times.length > 0 || days.some((date) => (date.to ?? date.from) >= slots.today.day))
  );
}

/** A number of goods, or a bill for them: from a price to a purchase. */
function buysOn(signals: Signals): boolean {
  const { slots, context, vertical } = signals;
  const isPriced = context.slots.product !== undefined || signals.hasProduct;
  const isBill = slots.documents.some(({ name }) => name === "счёт" || name === "invoice");
  const isCounted = slots.amounts.quantity !== undefined && context.pendingSlot !== "quantity";
  const isFirm = vertical === "industrial" || signals.isOrganisation;
  const isDated = vertical === "industrial" && namesWhen(signals) && !signals.text.hasQuestion;
  return isPriced && isFirm && slots.identifiers.orderId === undefined && (isBill || isCounted || isDated);
}

/**
 * What a turn becomes after a price was told: a day, an hour or a wish to come is the booking of what the price was of, a number
 * of pieces or a bill its purchase. `undefined` when it is neither.
 */
export function goesOnFromPrice(
  { category, confidence }: CategoryReading,
  signals: Signals,
): Category | undefined {
  const { context, vertical } = signals;
  if (context.category !== "price_info" || asksOn(signals)) return undefined;
  if (THINKS.test(signals.text.flat) && !signals.text.hasQuestion && CALM.has(category)) return "smalltalk";
  if ((CALM.has(category) || TRADE.has(category)) && buysOn(signals)) return "lead_b2b";
  const isKnown = context.slots.service !== undefined || signals.hasService;
  if (vertical === "industrial" || !isKnown || THINKS.test(signals.text.flat)) return undefined;
  if (!CALM.has(category) && !isSoftMove(category, signals)) return undefined;
  if (category === "lead_b2b") return undefined;
  const isOrder = category === "lead_b2c" && confidence >= ORDER_CONFIDENCE;
  const wantsToCome = (signals.has("book", "come") || isOrder) && !signals.text.hasQuestion;
  const mayAsk = !signals.has("terms") || signals.has("free_time", "may_i", "book");
  return mayAsk && (namesWhen(signals) || wantsToCome) ? "lead_b2c" : undefined;
}
