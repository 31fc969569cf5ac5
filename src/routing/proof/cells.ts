import { NONE } from "./bits.ts";
import type { WantedValue } from "./wanted-values.ts";
import type { Outcome } from "./rule-diagram.ts";

/** Requests alike in what is wrong with them: when, and under which rules. */
export interface Cell {
  /** States of time in which it holds. */
  readonly states: bigint;
  /** Indices of rules, the one after the last being `default`. */
  readonly rules: Set<number>;
  classes: number;
  /** The first class met: usual requests come first. */
  readonly example: {
    readonly wanted: WantedValue;
    readonly outcome: Outcome;
    /** States in which it holds for this very class. */
    readonly states: bigint;
  };
  /** What beside the states makes the cell: a person, a ladder. */
  readonly subject: string;
  /** For a lack of places: how many there are at worst. */
  places: number;
  /** Set when such a lead waits for opening first: an hour at which it would come in. */
  readonly heldFrom?: Date | undefined;
}

export interface CellFacts {
  readonly subject?: string;
  readonly places?: number;
  readonly heldFrom?: Date;
}

/** Gathers what was found into cells: what holds at the same times for the same subject is one. */
export function createCells() {
  const cells = new Map<string, Map<bigint, Cell>>();
  return {
    add: (
      states: bigint,
      rule: number,
      { wanted, outcome }: Omit<Cell["example"], "states">,
      { subject = "", places = 0, heldFrom }: CellFacts = {},
    ): void => {
      if (states === NONE) return;
      const own = cells.get(subject) ?? new Map<bigint, Cell>();
      cells.set(subject, own);
      const known = own.get(states);
      if (!known) {
        const example = { wanted, outcome, states };
        own.set(states, { states, rules: new Set([rule]), classes: 1, example, subject, places, heldFrom });
        return;
      }
      known.rules.add(rule);
      known.classes += 1;
      known.places = Math.min(known.places, places);
    },
    all: (): readonly Cell[] => [...cells.values()].flatMap((own) => [...own.values()]),
  };
}
