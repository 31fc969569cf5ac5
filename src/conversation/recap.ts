import type { Branch, Business, Vertical } from "../domain/business.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import { findServices, isWhollyNamed } from "./find-services.ts";
import type { Formats } from "./wording.ts";

/** Words around the values of a recap; `{}` stands for the value. */
export type RecapWords = Readonly<Partial<Record<SlotName | "people", string>>>;

const ORDER: readonly SlotName[] = [
  "service",
  "product",
  "quantity",
  "doc_type",
  "position",
  "order_id",
  "tender_no",
  "date",
  "time",
  "deadline",
  "branch",
  "master",
  "car",
  "company",
  "inn",
  "name",
  "phone",
  "email",
];
const MAX_VALUE_LENGTH = 60;

/** Only what is safe to say back: short and without links, so that nobody can make the bot post theirs. */
function isSafeToRepeat(value: string): boolean {
  return value.length <= MAX_VALUE_LENGTH && !/https?:|www\.|\n|<|>/i.test(value);
}

function valueText(
  slot: SlotName,
  value: string | number,
  format: Formats,
  branches: readonly Branch[],
): string {
  const text = String(value).trim();
  if (slot === "date" || slot === "deadline") return format.day(text);
  if (slot === "time") return format.time(text);
  if (slot === "phone") return format.phone(text);
  if (slot === "branch") return branches.find((branch) => branch.id === text)?.name ?? text;
  return text;
}

/** The owner's name for what the contact calls a service, when there is just one; several are named one by one. */
function serviceText(value: string, business: Business): string {
  return value
    .split(", ")
    .map((part) => {
      // Who writes in English knows it by that name.
      if (/^[a-z' -]+$/iu.test(part)) return lowerFirst(part);
      const { services, isAmbiguous } = findServices(business, part, "");
      const [only] = services;
      const isOurs = only && services.length === 1 && !isAmbiguous && isWhollyNamed(only, part);
      return lowerFirst(isOurs ? only.name : part);
    })
    .join(", ");
}

/** A service's name inside a sentence: "маникюр", but "СПА-программа" and "УЗИ" keep their capitals. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function inSentence(slot: SlotName, text: string, business: Business): string {
  if (slot === "service") return serviceText(text, business);
  return slot === "product" ? lowerFirst(text) : text;
}

const SERVES_PEOPLE: ReadonlySet<Vertical> = new Set(["beauty", "medical", "fitness", "barbershop"]);

/** Where people are served, a number beside a service counts them. */
function wordsAround(
  slot: SlotName,
  slots: Slots,
  business: Business,
  words: RecapWords,
): string | undefined {
  const countsPeople =
    slot === "quantity" &&
    SERVES_PEOPLE.has(business.vertical) &&
    slots.service !== undefined &&
    slots.product === undefined;
  return countsPeople ? words.people : words[slot];
}

/** The known slots in a row; slots without words in `words` are left out. */
export function recapOf(slots: Slots, business: Business, format: Formats, words: RecapWords): string {
  const parts: string[] = [];
  for (const slot of ORDER) {
    const value = slots[slot];
    const around = wordsAround(slot, slots, business, words);
    if (value === undefined || around === undefined) continue;
    const text = valueText(slot, value, format, business.branches);
    if (text === "" || !isSafeToRepeat(text)) continue;
    parts.push(around.replace("{}", () => inSentence(slot, text, business)));
  }
  return parts.join(", ");
}
