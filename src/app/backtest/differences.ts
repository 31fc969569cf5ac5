import type { SettledLead } from "../../routing/backtest/settled-lead.ts";

/** One request that went another way. */
export interface LeadDifference {
  readonly before: SettledLead;
  readonly after: SettledLead;
  /** By how much it is taken later (or earlier, when negative); a lead that nobody took counts as a day late. */
  readonly laterMs: number;
}

export interface Differences {
  /** The two sides of a request may come in any order. */
  add(side: "before" | "after", lead: SettledLead): void;
  /** The largest first. */
  largest(): readonly LeadDifference[];
}

const SHOWN = 10;
const NEVER_MS = 86_400_000;

/**
 * Pairs both sides of each request and keeps those that differ most. With `byRule`, only requests that another rule or
 * another first person got: what differs by chance alone says nothing of the rules.
 */
export function createDifferences(byRule: boolean): Differences {
  const waiting = new Map<string, { side: "before" | "after"; lead: SettledLead }>();
  let kept: LeadDifference[] = [];
  const keep = (difference: LeadDifference): void => {
    kept.push(difference);
    if (kept.length >= SHOWN * 8) kept = kept.toSorted(largestFirst).slice(0, SHOWN);
  };
  return {
    add: (side, lead) => {
      const other = waiting.get(lead.id);
      if (!other || other.side === side) {
        waiting.set(lead.id, { side, lead });
        return;
      }
      waiting.delete(lead.id);
      const [before, after] = side === "after" ? [other.lead, lead] : [lead, other.lead];
      const isOther = before.rule !== after.rule || before.offeredTo[0] !== after.offeredTo[0];
      if (byRule && !isOther) return;
      const laterMs = waitOf(after) - waitOf(before);
      if (laterMs !== 0 || before.takenBy !== after.takenBy) keep({ before, after, laterMs });
    },
    largest: () => kept.toSorted(largestFirst).slice(0, SHOWN),
  };
}

function waitOf({ at, takenAt }: SettledLead): number {
  return takenAt ? Math.min(NEVER_MS, takenAt.getTime() - at.getTime()) : NEVER_MS;
}

function largestFirst(a: LeadDifference, b: LeadDifference): number {
  return Math.abs(b.laterMs) - Math.abs(a.laterMs) || (a.before.id < b.before.id ? -1 : 1);
}
