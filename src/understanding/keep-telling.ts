import type { Business } from "../domain/business.ts";
import { findService } from "../domain/find-service.ts";
import { SLOT_NAMES, type SlotName, type SlotValue, type Slots } from "../domain/slot.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";
import type { Signals } from "./read-signals.ts";

/** Slots in the contact's own words: fewer of the same words tell less. */
const WORDED: ReadonlySet<SlotName> = new Set([
  "service",
  "product",
  "car",
  "company",
  "doc_type",
  "position",
  "address",
  "master",
]);
/** What these requests are about is told first; what comes later are its circumstances. */
const TOLD_FIRST = new Set(["complaint", "tech_support"]);
/** «Просто», «обычный», «без»: less is what is meant. */
const LESS = / (?:просто|обычн\S*|только|лишь|без|не|вместо|перепутал\S*|ошибл\S*|передумал\S*) /u;
/** When work is done and things are fetched is no hour of a visit. */
const FETCHED =
  / (?:забрать|забер\S*|готов\S*|сделаете|успеете|управитесь|освобо\S*|закончите|выдадите|длится) /u;

function isFewerWords(said: string, known: string): boolean {
  const [few, many] = [wordsOf(said).map(stemOf), wordsOf(known).map(stemOf)];
  return few.length < many.length && few.every((stem) => many.some((other) => isSameStem(stem, other)));
}

const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  morning: [0, 12],
  afternoon: [12, 17],
  evening: [17, 24],
};

/** «Вечером» after «в 19:00» says nothing new. */
function isWithinPart(said: string, known: string): boolean {
  const part = PARTS[said];
  const hour = /^(\d\d):\d\d/u.exec(known)?.[1];
  return part !== undefined && hour !== undefined && Number(hour) >= part[0] && Number(hour) < part[1];
}

/** «На этой неделе» after a day of it. */
function isSpanAround(said: string, known: string): boolean {
  const [from, to] = said.split("/");
  return from !== undefined && to !== undefined && !known.includes("/") && from <= known && known <= to;
}

/** Goods that are named by their kind alone. */
const VAGUE_GOODS =
  /^(?:оборудовани[ея]|станок|станки|машин[аыу]|лини[яиюи]|установк[аиу]|агрегат|товар|изделие|деталь|детали|запчасть|запчасти)$/iu;

function isVaguer(slot: SlotName, said: SlotValue, known: SlotValue, { text }: Signals): boolean {
  if (typeof said !== "string" || typeof known !== "string") return false;
  if (slot === "time") return isWithinPart(said, known);
  if (slot === "date") return isSpanAround(said, known);
  if (slot === "product" && VAGUE_GOODS.test(said)) return true;
  return WORDED.has(slot) && !LESS.test(text.flat) && isFewerWords(said, known);
}

/** A name that the catalogue does not hold takes no place of one that it holds, unless it is asked for. */
function isStray(said: SlotValue, known: SlotValue, signals: Signals, business: Business): boolean {
  const holds = (name: SlotValue): boolean => findService(business, String(name)) !== undefined;
  return holds(known) && !holds(said) && !signals.has("book", "want", "need", "come");
}

/**
 * What a turn may overwrite: a vague value takes no place of a telling one, nor what is spoken of by the way of what the
 * request is about, nor the hour at which a thing is fetched of the hour of the visit.
 */
export function keepTelling(said: Slots, signals: Signals, business: Business): Slots {
  const { context, text } = signals;
  const isFetched = FETCHED.test(text.flat) && text.hasQuestion;
  const isKept = (slot: SlotName): boolean => {
    const [value, known] = [said[slot], context.slots[slot]];
    if (value === undefined) return false;
    if (isFetched && (slot === "time" || slot === "date") && context.category === "lead_b2c") return false;
    if (known === undefined || known === value) return true;
    if (isVaguer(slot, value, known, signals)) return false;
    const isThing = slot === "service" || slot === "product";
    const isFuller = typeof value === "string" && value.startsWith(`${String(known)} `);
    if (isThing && !isFuller && TOLD_FIRST.has(context.category ?? "") && !LESS.test(text.flat)) return false;
    return !(
      slot === "service" &&
      context.category !== "price_info" &&
      isStray(value, known, signals, business)
    );
  };
  return Object.fromEntries(
    SLOT_NAMES.filter(isKept).flatMap((slot) => (said[slot] === undefined ? [] : [[slot, said[slot]]])),
  );
}
