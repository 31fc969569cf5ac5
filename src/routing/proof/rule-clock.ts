import type { Business } from "../../domain/business.ts";
import { bitOf, bitsOf, hasBit, NONE } from "./bits.ts";
import { holdsInTime, type TimeGrid } from "./time-grid.ts";

/** A rule and the states of time in which it is the one that matches. */
export interface RuleHours {
  readonly rule: number;
  readonly states: bigint;
}

/** Which of the rules that are left matches in which states of time. */
export function createRuleClock(business: Business, grid: TimeGrid) {
  const every = bitOf(grid.states.length) - 1n;
  const parts = new Map<string, readonly RuleHours[]>();
  const open = new Map<number, bigint>();
  const timed = new Map<string, bigint>();

  const statesWhere = (holds: (state: TimeGrid["states"][number]) => boolean): bigint =>
    grid.states.reduce((set, state, index) => (holds(state) ? set | bitOf(index) : set), NONE);

  const holding = (rule: number, place: number): bigint => {
    const time = business.rules[rule]?.when.time;
    if (time === undefined) return every;
    const key = `${rule}/${typeof time === "object" ? "" : place}`;
    const known = timed.get(key) ?? statesWhere((state) => holdsInTime(time, rule, state, place));
    timed.set(key, known);
    return known;
  };

  const divide = (rules: bigint, place: number): readonly RuleHours[] => {
    const found: RuleHours[] = [];
    let left = every;
    for (const rule of bitsOf(rules)) {
      if (left === NONE) break;
      const states = left & holding(rule, place);
      if (states === NONE) continue;
      found.push({ rule, states });
      left &= ~states;
    }
    return left === NONE ? found : [...found, { rule: business.rules.length, states: left }];
  };

  return {
    every,
    rulesOf: (rules: bigint, place: number): readonly RuleHours[] => {
      const key = `${rules.toString(36)}/${place}`;
      const known = parts.get(key) ?? divide(rules, place);
      parts.set(key, known);
      return known;
    },
    openStates: (place: number): bigint => {
      const known = open.get(place) ?? statesWhere((state) => hasBit(state.open, place));
      open.set(place, known);
      return known;
    },
  };
}
