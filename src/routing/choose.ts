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

/** Leads that the contenders must have taken together before their history says anything. */
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

/** The fewest leads offered so far, then the longest without one. */
const roundRobin: Compare = (a, b) =>
  offeredOf(a) - offeredOf(b) ||
  (a.load?.lastOfferedAt?.getTime() ?? 0) - (b.load?.lastOfferedAt?.getTime() ?? 0);

/** The fewest leads offered against the weight; somebody without weight comes after everybody with one. */
const weighted: Compare = (a, b) => {
  const [left, right] = [a.manager.weight, b.manager.weight];
  if (left <= 0 || right <= 0) return Number(left <= 0) - Number(right <= 0);
  return offeredOf(a) * right - offeredOf(b) * left;
};

/** The higher share of won leads, drawn towards the common share; `undefined` without enough evidence. */
function bestConverting(contenders: readonly Contender[]): Compare | undefined {
  const histories = contenders.map(({ load }) => load?.history ?? { taken: 0, won: 0 });
  const taken = histories.reduce((sum, history) => sum + history.taken, 0);
  const won = histories.reduce((sum, history) => sum + history.won, 0);
  if (taken < MIN_EVIDENCE) return undefined;
  const prior = (won / taken) * PRIOR_LEADS;
  const rate = ({ load }: Contender): number =>
    ((load?.history?.won ?? 0) + prior) / ((load?.history?.taken ?? 0) + PRIOR_LEADS);
  return (a, b) => rate(b) - rate(a);
}

function compareBy(
  chooser: Chooser,
  contenders: readonly Contender[],
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
      return bestConverting(contenders);
  }
}

/** Candidates in order of preference, what told the first from the second, and choosers without evidence. */
export interface Choice {
  readonly ordered: readonly Contender[];
  readonly decidedBy: RoutingTrace["decidedBy"];
  readonly skipped: readonly Chooser[];
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
  for (const name of choosers) {
    const compare = compareBy(name, contenders, sticky);
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
  return { ordered, decidedBy: whatDecided(ordered, steps), skipped };
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
