import type { Business, RoutingRule, RuleCondition } from "../../domain/business.ts";
import { bitOf, hasBit, NONE } from "./bits.ts";
import { createRuleClock } from "./rule-clock.ts";
import { createRuleDiagram, type RuleDiagram } from "./rule-diagram.ts";
import { toRequestSpace, type RequestSpace } from "./request-space.ts";
import { holdsInTime, type TimeGrid } from "./time-grid.ts";

export type RuleFault =
  | { readonly kind: "never_reached"; readonly rule: number; readonly by: readonly number[] }
  | { readonly kind: "contradicts_itself"; readonly rule: number; readonly keys: readonly string[] };

/** Rules that have conditions on time. */
export function timedRules({ rules }: Pick<Business, "rules">): bigint {
  return rules.reduce((set, { when }, index) => (when.time === undefined ? set : set | bitOf(index)), NONE);
}

/** For each rule that no request gets to: whether it can't hold at all, or which rules above take everything. */
export function explainUnreached(
  business: Business,
  grid: TimeGrid,
  space: RequestSpace,
  diagram: RuleDiagram,
  reached: ReadonlySet<number>,
): readonly RuleFault[] {
  return business.rules.flatMap((rule, index): RuleFault[] => {
    if (reached.has(index)) return [];
    const by = takersOf(index, business, grid, space, diagram);
    if (by.length > 0) return [{ kind: "never_reached", rule: index, by }];
    return [{ kind: "contradicts_itself", rule: index, keys: clashingKeys(rule, business, grid) }];
  });
}

/** The rules that take what would fulfil the rule's conditions; none when nothing would. */
function takersOf(
  rule: number,
  business: Business,
  grid: TimeGrid,
  space: RequestSpace,
  diagram: RuleDiagram,
): readonly number[] {
  const clock = createRuleClock(business, grid);
  const upTo = bitOf(rule + 1) - 1n;
  const takers = new Set<number>();
  const time = business.rules[rule]?.when.time;
  for (const wanted of space.wanted) {
    const holding = grid.states.reduce(
      (set, state, index) => (holdsInTime(time, rule, state, wanted.place) ? set | bitOf(index) : set),
      NONE,
    );
    if (holding === NONE) continue;
    for (const outcome of diagram.outcomesOf(wanted, upTo, rule)) {
      for (const part of clock.rulesOf(outcome.rules, wanted.place)) {
        if ((part.states & holding) !== NONE) takers.add(part.rule);
      }
    }
  }
  return [...takers].toSorted((a, b) => a - b);
}

/** Keys of a condition that can't hold together: without any one of them, the rest could. */
function clashingKeys(rule: RoutingRule, business: Business, grid: TimeGrid): readonly string[] {
  const keys = Object.entries(rule.when).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  const without = keys.filter((key) => canHold(omit(rule.when, key), rule, business, grid));
  return without.length > 0 ? without : keys;
}

function omit(when: RuleCondition, key: string): RuleCondition {
  return Object.fromEntries(Object.entries(when).filter(([name]) => name !== key));
}

function canHold(when: RuleCondition, rule: RoutingRule, business: Business, grid: TimeGrid): boolean {
  // The same place in the list, so that the grid's bits of rules' hours still fit.
  const index = business.rules.indexOf(rule);
  const rules = business.rules.map((one) => (one === rule ? { ...rule, when } : one));
  const changed = { ...business, rules };
  const space = toRequestSpace(changed, grid.from);
  const diagram = createRuleDiagram(space, rules.length, timedRules(changed));
  return space.wanted.some(
    (wanted) =>
      grid.states.some((state) => holdsInTime(when.time, index, state, wanted.place)) &&
      diagram.outcomesOf(wanted, bitOf(index), index).some(({ rules: left }) => hasBit(left, index)),
  );
}
