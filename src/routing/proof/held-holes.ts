import { hasBit, NONE } from "./bits.ts";
import { foundAmong, type LadderReach } from "./ladder-reach.ts";
import type { RuleHours } from "./rule-clock.ts";
import type { TimeGrid } from "./time-grid.ts";

export interface HeldHole {
  /** State of time of the opening. */
  readonly state: number;
  /** The rule that matched when the lead came in. */
  readonly rule: number;
  /** A closed hour at which it would come in. */
  readonly at: Date;
}

/** A closed hour with one rule, followed by an opening with another. */
interface Change extends HeldHole {
  readonly next: number;
}

/** Finds a closed hour whose rule's ladder has nobody at the next opening, though the rule of that opening has. */
export function createHeldHoles(grid: TimeGrid) {
  const openings = new Map<number, ReturnType<typeof openingsOf>>();
  const changes = new WeakMap<readonly RuleHours[], readonly Change[]>();

  const changesOf = (place: number, parts: readonly RuleHours[]): readonly Change[] => {
    const known = changes.get(parts);
    if (known) return known;
    const pairs = openings.get(place) ?? openingsOf(grid, place);
    openings.set(place, pairs);
    const found = findChanges(pairs, parts);
    changes.set(parts, found);
    return found;
  };

  return (
    place: number,
    parts: readonly RuleHours[],
    reachOf: (then: number, now: number) => LadderReach | undefined,
  ): HeldHole | undefined =>
    changesOf(place, parts).find(({ state, rule, next }) => {
      const onShift = grid.states[state]?.onShift ?? NONE;
      const isEmpty = (reach: LadderReach | undefined) =>
        reach !== undefined && reach.rungs.every((rung) => foundAmong(rung, onShift) === NONE);
      return isEmpty(reachOf(rule, next)) && !isEmpty(reachOf(next, next));
    });
}

/** Each pair of a closed state and the state at the opening that follows it, once. */
function openingsOf(grid: TimeGrid, place: number) {
  const found = new Map<string, { readonly from: number; readonly to: number; readonly at: Date }>();
  let opening: number | undefined;
  for (const stretch of grid.stretches.toReversed()) {
    const isOpen = hasBit(grid.states[stretch.state]?.open ?? NONE, place);
    if (isOpen) opening = stretch.state;
    else if (opening !== undefined) {
      found.set(`${stretch.state}/${opening}`, { from: stretch.state, to: opening, at: stretch.from });
    }
  }
  return [...found.values()];
}

function findChanges(pairs: ReturnType<typeof openingsOf>, parts: readonly RuleHours[]): readonly Change[] {
  const found = new Map<string, Change>();
  const ruleIn = (state: number) => parts.find(({ states }) => hasBit(states, state))?.rule;
  for (const { from, to, at } of pairs) {
    const [rule, next] = [ruleIn(from), ruleIn(to)];
    if (rule === undefined || next === undefined || rule === next) continue;
    found.set(`${rule}/${next}/${to}`, { state: to, rule, next, at });
  }
  return [...found.values()];
}
