import { isDeepStrictEqual } from "node:util";

import type { RoutingRule, RuleCondition } from "../../domain/business.ts";
import type { Entry } from "./check-shape.ts";
import type { FileReport } from "./folder-report.ts";

/** Spans of value that hold nothing, and rules that an earlier one leaves nothing for. */
export function checkRules(report: FileReport, rules: readonly Entry<RoutingRule>[]): void {
  for (const [index, { value: rule, path }] of rules.entries()) {
    const { value_from: from, value_to: to } = rule.when;
    if (from !== undefined && to !== undefined && from > to) {
      const args = { from: String(from), to: String(to) };
      report.add({ path: [...path, "when", "value_to"] }, { code: "reversed_range", args });
    }
    const above = rules.slice(0, index).find((earlier) => covers(earlier.value.when, rule.when));
    if (!above) continue;
    const args = { rule: rule.name, by: above.value.name, byLine: report.lineOf(above.path) };
    report.add({ path: [...path, "name"], severity: "warning" }, { code: "shadowed_rule", args });
  }
}

/** Whether every request that fits `narrow` also fits `wide`. Never true by mistake; it may miss a case. */
export function covers(wide: RuleCondition, narrow: RuleCondition): boolean {
  return (
    coversList(wide.category, narrow.category) &&
    coversList(wide.priority, narrow.priority) &&
    coversValue(wide.urgent, narrow.urgent) &&
    coversList(wide.sentiment, narrow.sentiment) &&
    coversList(wide.source, narrow.source) &&
    coversList(wide.branch, narrow.branch) &&
    coversList(wide.city, narrow.city) &&
    coversList(wide.service, narrow.service) &&
    coversList(wide.skill, narrow.skill) &&
    coversList(wide.language, narrow.language) &&
    coversValue(wide.vip, narrow.vip) &&
    coversValue(wide.returning, narrow.returning) &&
    (wide.value_from === undefined || (narrow.value_from ?? -1) >= wide.value_from) &&
    (wide.value_to === undefined || (narrow.value_to ?? Infinity) <= wide.value_to) &&
    coversValue(wide.time, narrow.time) &&
    (wide.has === undefined || wide.has.every((slot) => narrow.has?.includes(slot)))
  );
}

function coversList<T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean {
  return wide === undefined || (narrow !== undefined && narrow.every((value) => wide.includes(value)));
}

function coversValue<T>(wide: T | undefined, narrow: T | undefined): boolean {
  return wide === undefined || isDeepStrictEqual(wide, narrow);
}
