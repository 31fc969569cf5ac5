import type { Chooser, Manager } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { ManagerLoad, RoutingTrace } from "../domain/routing.ts";
import { compareIds } from "./routing-subject.ts";

export interface Contender {
  readonly manager: Manager;
  readonly load: ManagerLoad | undefined;
  /** How badly the manager fits the target; always told apart before any chooser is asked. */
  readonly misses: number;
}

type Compare = (a: Contender, b: Contender) => number;

/** Leads of known outcome that the contenders must have together before their history says anything. */
const MIN_EVIDENCE = 30;
/** Leads at the common rate that are added to everybody's history, so that one lucky sale is not a 100 % rate. */
const PRIOR_LEADS = 20;

const openOf = ({ load }: Contender): number => load?.open ?? 0;
const offeredOf = ({ load }: Contender): number => load?.offeredTotal ?? 0;

function isSticky(sticky: ManagerId | undefined): Compare {
  return (a, b) => Number(b.manager.id === sticky) - Number(a.manager.id === sticky);
}

/** The smaller share of the capacity in use; fractions are compared crosswise to stay exact. */
const leastLoaded: Compare = (a, b) => openOf(a) * b.manager.capacity - openOf(b) * a.manager.capacity;

const longestWithout: Compare = (a, b) =>
  (a.load?.lastOfferedAt?.getTime() ?? 0) - (b.load?.lastOfferedAt?.getTime() ?? 0);

/** The fewest leads offered so far, then the longest without one. */
const roundRobin: Compare = (a, b) => offeredOf(a) - offeredOf(b) || longestWithout(a, b);

/**
 * The fewest leads offered against the weight, then the longest without one; somebody without weight comes after
 * everybody with one.
 */
const weighted: Compare = (a, b) => {
  const [left, right] = [a.manager.weight, b.manager.weight];
  if (left <= 0 || right <= 0) return Number(left <= 0) - Number(right <= 0);
  return offeredOf(a) * right - offeredOf(b) * left || longestWithout(a, b);
};

/**
 * Shares of won leads in whole percent, drawn towards the common share; `undefined` without enough evidence. What makes
 * no whole percent is no difference: the next chooser tells such people apart, and the trace never shows equal figures.
 */
function conversionsOf(contenders: readonly Contender[]): ReadonlyMap<ManagerId, number> | undefined {
  let decided = 0;
  let won = 0;
  for (const { load } of contenders) {
    decided += load?.history?.decided ?? 0;
    won += load?.history?.won ?? 0;
  }
  if (decided < MIN_EVIDENCE) return undefined;
  const prior = (won / decided) * PRIOR_LEADS;
  return new Map(
    contenders.map(({ manager, load }) => {
      const share = ((load?.history?.won ?? 0) + prior) / ((load?.history?.decided ?? 0) + PRIOR_LEADS);
      return [manager.id, Math.round(share * 100)];
    }),
  );
}

function bestConverting(percents: ReadonlyMap<ManagerId, number> | undefined): Compare | undefined {
  if (!percents) return undefined;
  const percentOf = ({ manager }: Contender): number => percents.get(manager.id) ?? 0;
  return (a, b) => percentOf(b) - percentOf(a);
}

function compareBy(
  chooser: Chooser,
  percents: ReadonlyMap<ManagerId, number> | undefined,
  sticky: ManagerId | undefined,
): Compare | undefined {
  switch (chooser) {
    case "sticky":
      return isSticky(sticky);
    case "least_loaded":
      return leastLoaded;
    case "round_robin":
      return roundRobin;
    case "weighted":
      return weighted;
    case "best_converting":
      return bestConverting(percents);
  }
}

/** Candidates in order of preference, what told the first from the second, and choosers without evidence. */
export interface Choice {
  readonly ordered: readonly Contender[];
  readonly decidedBy: RoutingTrace["decidedBy"];
  readonly skipped: readonly Chooser[];
  /** Shares of won leads in whole percent, where they were compared. */
  readonly percents?: ReadonlyMap<ManagerId, number> | undefined;
}

/**
 * Orders candidates by fit, then by each chooser in turn; equals go to the lower id, so the answer never depends on
 * the order of the input.
 */
export function choose(
  contenders: readonly Contender[],
  choosers: readonly Chooser[],
  sticky: ManagerId | undefined,
): Choice {
  const skipped: Chooser[] = [];
  const steps: { name: Chooser; compare: Compare }[] = [];
  const percents = choosers.includes("best_converting") ? conversionsOf(contenders) : undefined;
  for (const name of choosers) {
    const compare = compareBy(name, percents, sticky);
    if (compare) steps.push({ name, compare });
    else if (contenders.length > 1) skipped.push(name);
  }
  const ordered = contenders.toSorted((a, b) => {
    if (a.misses !== b.misses) return a.misses - b.misses;
    for (const { compare } of steps) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return compareIds(a.manager.id, b.manager.id);
  });
  return { ordered, decidedBy: whatDecided(ordered, steps), skipped, percents };
}

function whatDecided(
  [first, second]: readonly Contender[],
  steps: readonly { readonly name: Chooser; readonly compare: Compare }[],
): Choice["decidedBy"] {
  if (!first) return undefined;
  // A better fit leaves only one candidate worth the name.
  if (!second || first.misses !== second.misses) return "only_candidate";
  return steps.find(({ compare }) => compare(first, second) !== 0)?.name ?? "id";
}
