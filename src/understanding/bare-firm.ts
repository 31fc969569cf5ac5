import type { Category } from "../domain/category.ts";
import { firstNameOf, isSurnameLike } from "./gazetteer/names.ts";
import type { Signals } from "./read-signals.ts";

const SPEAKS_FOR_FIRM: ReadonlySet<Category> = new Set<Category>(["lead_b2b", "partnership", "tender"]);
const PROPER = /^\p{Lu}[\p{L}\d&-]+(?:\s+\p{Lu}[\p{L}\d&-]+){0,2}[.!]?$/u;

/** «АльфаЗдоровье» alone, where a firm writes whose name is not known yet: a proper name that is nobody's and nothing else's. */
export function isBareFirm({ text, context, slots, hits, hasService, hasProduct }: Signals): boolean {
  const isOpen = context.category !== undefined && SPEAKS_FOR_FIRM.has(context.category);
  if (!isOpen || context.slots.company !== undefined || !PROPER.test(text.clean.trim())) return false;
  const isTaken =
    hits.all.size > 0 || hasService || hasProduct || slots.cities.length > 0 || slots.branches.length > 0;
  return !isTaken && !text.words.some(({ raw }) => firstNameOf(raw) !== undefined || isSurnameLike(raw));
}
