import type { LeadRequest } from "../../domain/lead.ts";
import type { SlotName, Slots } from "../../domain/slot.ts";

/** What an earlier dimension has settled for later ones, as bits. */
export const FLAGS = { mustBeVip: 1, knowsService: 2, knowsCity: 4, knowsNoCity: 8 } as const;

/** Parts of a request that the people and the ladder tell apart, beside its rule. */
export interface Tail {
  readonly source: number;
  readonly language: number;
  /** Held back while its branch is closed. */
  readonly rests: boolean;
}

/** One class of values of a dimension: no rule and nobody in the team tells its members apart. */
export interface DimensionValue {
  readonly request: Partial<LeadRequest>;
  readonly slots: Slots;
  /** Rules whose conditions on this dimension it fulfils. */
  readonly accepts: bigint;
  readonly tail: Partial<Tail>;
  /** Flags with which it can't meet. */
  readonly refusesFlags: number;
}

/** A value before it is known which rules accept it. */
export interface Option {
  readonly request?: Partial<LeadRequest>;
  readonly slots?: Slots;
  /** Slots that this option says to be known (those in `slots`) or not (the rest). */
  readonly about?: readonly SlotName[];
  readonly tail?: Partial<Tail>;
  readonly refuses?: number;
}

/** Values that no rule and nobody tells apart become one; the first stands for all. */
export function mergeAlike<Value extends DimensionValue>(
  values: readonly Value[],
  keyOf: (value: Value) => string = () => "",
): readonly Value[] {
  const classes = new Map<string, Value>();
  for (const value of values) {
    const { accepts, tail, refusesFlags } = value;
    const { source, language, rests } = tail;
    const key = [accepts, source, language, rests, refusesFlags, keyOf(value)].join("/");
    if (!classes.has(key)) classes.set(key, value);
  }
  return [...classes.values()];
}
