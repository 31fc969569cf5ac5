import type { SlotName } from "../../domain/slot.ts";

/** Slots whose words the tagger marks; phones, e-mails and taxpayer numbers have a form of their own. */
export const TAGGED_SLOTS = [
  "service",
  "product",
  "doc_type",
  "position",
  "company",
  "name",
  "master",
  "city",
  "branch",
  "car",
  "date",
  "time",
  "deadline",
  "quantity",
  "budget",
  "order_id",
  "tender_no",
] as const satisfies readonly SlotName[];
export type TaggedSlot = (typeof TAGGED_SLOTS)[number];

/** Tag 0 is a word of no slot; of slot `k` tag `2k + 1` begins a value and `2k + 2` goes on with it. */
export const TAG_COUNT = TAGGED_SLOTS.length * 2 + 1;
export const OUTSIDE = 0;
/** Names of the tags in their order, as taggers are wont to write them. */
export const TAGS: readonly string[] = ["O", ...TAGGED_SLOTS.flatMap((slot) => [`B-${slot}`, `I-${slot}`])];
export const beginTag = (slot: TaggedSlot): number => TAGGED_SLOTS.indexOf(slot) * 2 + 1;
export const isInside = (tag: number): boolean => tag !== OUTSIDE && tag % 2 === 0;

/** Whether `next` may follow `tag`: a value goes on only where it has begun. */
export const mayFollow = (tag: number, next: number): boolean =>
  !isInside(next) || tag === next || tag === next - 1;

/** Words of a turn by their indexes, last included, and the slot they are the value of. */
export interface TaggedSpan {
  readonly slot: TaggedSlot;
  readonly from: number;
  readonly to: number;
  /** By how much the value is preferred to none at its first word, in the units of the scores. */
  readonly margin: number;
}

/** The values that a row of tags marks, in order of place. @param scores Those of all tags, word by word. */
export function spansOf(tags: readonly number[], scores?: Float64Array): readonly TaggedSpan[] {
  const spans: TaggedSpan[] = [];
  for (let at = 0; at < tags.length; at += 1) {
    const tag = tags[at] ?? OUTSIDE;
    const slot = tag === OUTSIDE ? undefined : TAGGED_SLOTS[Math.floor((tag - 1) / 2)];
    if (slot === undefined || isInside(tag)) continue;
    let to = at;
    while (tags[to + 1] === tag + 1) to += 1;
    const first = at * TAG_COUNT;
    const margin = (scores?.[first + tag] ?? 0) - (scores?.[first + OUTSIDE] ?? 0);
    spans.push({ slot, from: at, to, margin });
  }
  return spans;
}
