import { z } from "zod";
import type { Category } from "../../domain/category.ts";
import type { SlotName, SlotValue, Slots } from "../../domain/slot.ts";
import { readModelFile } from "../model/model-file.ts";
import type { Signals } from "../read-signals.ts";
import { readValue } from "./read-value.ts";
import { readWordFeatures } from "./read-word-features.ts";
import { openSlotTagger, type SlotTagger } from "./slot-tagger.ts";
import { TAG_COUNT, type TaggedSpan } from "./slot-tags.ts";

const HEADER = z.object({ transitions: z.array(z.number()).length(TAG_COUNT * TAG_COUNT) });

let opened: SlotTagger | undefined;
/** The tagger of `npm run train`, opened at first use: a few milliseconds. */
function slotTagger(): SlotTagger {
  if (opened === undefined) {
    const { model, header } = readModelFile("slot-tagger");
    opened = openSlotTagger({ model, transitions: HEADER.parse(header).transitions });
  }
  return opened;
}

/** Slots that rules find too rarely: the tagger's word is taken as it is. */
const TRUSTED: ReadonlySet<SlotName> = new Set<SlotName>([
  "quantity",
  "deadline",
  "city",
  "position",
  "tender_no",
  "doc_type",
]);
/** Where a service or goods that no rule knows are worth a guess: somebody wants to buy. */
const BUYS: ReadonlySet<Category> = new Set<Category>(["lead_b2b", "lead_b2c", "tender"]);
/** How far the tagger must prefer a service or goods to none, in its own units; half of all its finds do. */
const SURE = 60;

function isTrusted({ slot, margin }: TaggedSpan, category: Category, ruled: Slots): boolean {
  if (TRUSTED.has(slot)) return true;
  // A turn names the one or the other: rules that found one know better.
  const isThing = slot === "service" || slot === "product";
  return isThing && margin >= SURE && BUYS.has(category) && !ruled.service && !ruled.product;
}

/**
 * Values of slots that the rules have not read in a turn, by a tagger that learned from the marked corpus what slots look
 * like in words that no list knows.
 *
 * @param ruled What the rules read, for the same category; it is left as it is.
 */
export function readMissedSlots(
  signals: Signals,
  category: Category,
  ruled: Slots,
  keeps: (slot: SlotName) => boolean,
): Slots {
  const missed: Partial<Record<SlotName, SlotValue>> = {};
  for (const span of slotTagger().tag(readWordFeatures(signals, category, ruled))) {
    const { slot } = span;
    if (ruled[slot] !== undefined || missed[slot] !== undefined || !keeps(slot)) continue;
    const value = isTrusted(span, category, ruled) ? readValue(signals, span, category) : undefined;
    if (value !== undefined) missed[slot] = value;
  }
  return missed;
}
