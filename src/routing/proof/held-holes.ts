import { hasBit, NONE } from "./bits.ts";
import { foundAmong, type LadderReach } from "./ladder-reach.ts";
import type { RuleHours } from "./rule-clock.ts";
import type { TimeGrid } from "./time-grid.ts";

export interface HeldHole {
  readonly state: number;
  readonly rule: number;
  readonly at: Date;
}

/** Finds a closed hour whose rule's ladder has nobody at the next opening, though the rule of that opening has. */
export function createHeldHoles(grid: TimeGrid) {
  const pairs = new Map<number, readonly { from: number; to: number; at: Date }[]>();

  const pairsOf = (place: number) => {
    const known = pairs.get(place);
    if (known) return known;
    const found = new Map<string, { from: number; to: number; at: Date }>();
    let opening: number | undefined;
    for (const stretch of grid.stretches.toReversed()) {
      const isOpen = hasBit(grid.states[stretch.state]?.open ?? NONE, place);
      if (isOpen) opening = stretch.state;
      else if (opening !== undefined) {
        found.set(`${stretch.state}/${opening}`, { from: stretch.state, to: opening, at: stretch.from });
      }
    }
    const list = [...found.values()];
    pairs.set(place, list);
    return list;
  };

  return (
    place: number,
    parts: readonly RuleHours[],
    reachOf: (then: number, now: number) => LadderReach | undefined,
  ): HeldHole | undefined => {
    const ruleIn = (state: number) => parts.find(({ states }) => hasBit(states, state))?.rule;
    for (const { from, to, at } of pairsOf(place)) {
      const [then, now] = [ruleIn(from), ruleIn(to)];
      if (then === undefined || now === undefined || then === now) continue;
      const onShift = grid.states[to]?.onShift ?? NONE;
      const isEmpty = (reach: LadderReach | undefined) =>
        reach !== undefined && reach.rungs.every((rung) => foundAmong(rung, onShift) === NONE);
      if (isEmpty(reachOf(then, now)) && !isEmpty(reachOf(now, now))) return { state: to, rule: then, at };
    }
    return undefined;
  };
}
