import type { RoutingRule, RuleCondition } from "../domain/business.ts";
import { coversLocalTime } from "../domain/calendar.ts";
import type { RuleTrace } from "../domain/routing.ts";
import type { RoutingSubject } from "./routing-subject.ts";
import { isSamePlace } from "./same-place.ts";

/** What a condition asks and the subject does not fulfil, as `key: wanted ≠ actual`; `undefined` when it holds. */
type Check = (subject: RoutingSubject) => string | undefined;

const NOTHING = "—";

function anyOf(
  key: string,
  wanted: readonly string[] | undefined,
  actual: (subject: RoutingSubject) => string | undefined,
): Check[] {
  if (wanted === undefined) return [];
  const prefix = `${key}: ${wanted.join("|")} ≠ `;
  return [
    (subject) => {
      const value = actual(subject);
      if (value === undefined) return prefix + NOTHING;
      return wanted.includes(value) ? undefined : prefix + value;
    },
  ];
}

/** Cities are compared as people write them: case, endings, short names. */
function cityCheck(wanted: readonly string[] | undefined): Check[] {
  if (wanted === undefined) return [];
  const prefix = `city: ${wanted.join("|")} ≠ `;
  return [
    ({ city }) => {
      if (city === undefined) return prefix + NOTHING;
      return wanted.some((one) => isSamePlace(one, city)) ? undefined : prefix + city;
    },
  ];
}

function flag(
  key: string,
  wanted: boolean | undefined,
  actual: (subject: RoutingSubject) => boolean,
): Check[] {
  if (wanted === undefined) return [];
  const failed = `${key}: ${wanted} ≠ ${!wanted}`;
  return [(subject) => (actual(subject) === wanted ? undefined : failed)];
}

function skillCheck(wanted: readonly string[] | undefined): Check[] {
  if (wanted === undefined) return [];
  return [
    ({ service }) => {
      const skills = service?.skills ?? [];
      if (wanted.some((skill) => skills.includes(skill))) return undefined;
      return `skill: ${wanted.join("|")} ≠ ${skills.join("|") || NOTHING}`;
    },
  ];
}

function valueChecks(from: number | undefined, to: number | undefined): Check[] {
  const checks: Check[] = [];
  if (from !== undefined) {
    checks.push(({ request: { expectedValue } }) =>
      expectedValue >= from ? undefined : `value_from: ${from} ≠ ${expectedValue}`,
    );
  }
  if (to !== undefined) {
    checks.push(({ request: { expectedValue } }) =>
      expectedValue <= to ? undefined : `value_to: ${to} ≠ ${expectedValue}`,
    );
  }
  return checks;
}

function timeCheck(wanted: RuleCondition["time"]): Check[] {
  if (wanted === undefined) return [];
  if (typeof wanted === "string") {
    return [
      (subject) => {
        const actual = subject.isOpenNow() ? "open" : "closed";
        return actual === wanted ? undefined : `time: ${wanted} ≠ ${actual}`;
      },
    ];
  }
  return [({ local }) => (coversLocalTime(local, wanted) ? undefined : "time: hours ≠ now")];
}

function hasCheck(wanted: RuleCondition["has"]): Check[] {
  if (wanted === undefined) return [];
  return [
    ({ request: { slots } }) => {
      const missing = wanted.filter((name) => slots[name] === undefined);
      return missing.length === 0 ? undefined : `has: ${missing.join("|")} ≠ ${NOTHING}`;
    },
  ];
}

function compile(when: RuleCondition): readonly Check[] {
  return [
    ...anyOf("category", when.category, ({ request }) => request.category),
    ...anyOf("priority", when.priority, ({ request }) => request.priority),
    ...flag("urgent", when.urgent, ({ request }) => request.urgent),
    ...anyOf("sentiment", when.sentiment, ({ request }) => request.sentiment),
    ...anyOf("source", when.source, ({ request }) => request.source),
    ...anyOf("branch", when.branch, ({ request }) => request.branchId),
    ...cityCheck(when.city),
    ...anyOf("service", when.service, ({ request }) => request.serviceId),
    ...skillCheck(when.skill),
    ...anyOf("language", when.language, ({ request }) => request.language),
    ...flag("vip", when.vip, ({ request }) => request.isVip),
    ...flag("returning", when.returning, ({ request }) => request.isReturning),
    ...valueChecks(when.value_from, when.value_to),
    ...timeCheck(when.time),
    ...hasCheck(when.has),
  ];
}

const compiled = new WeakMap<RuleCondition, readonly Check[]>();

/** The first key of the condition that does not hold, as `key: wanted ≠ actual`; `undefined` when all hold. */
export function failedCondition(when: RuleCondition, subject: RoutingSubject): string | undefined {
  let checks = compiled.get(when);
  if (!checks) {
    checks = compile(when);
    compiled.set(when, checks);
  }
  for (const check of checks) {
    const failed = check(subject);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** The first rule that matches, and what became of it and of those before it. Later rules are not looked at. */
export function matchRule(subject: RoutingSubject): {
  readonly rule: RoutingRule | undefined;
  readonly traces: readonly RuleTrace[];
} {
  const traces: RuleTrace[] = [];
  for (const rule of subject.business.rules) {
    const failed = failedCondition(rule.when, subject);
    if (failed === undefined) {
      traces.push({ rule: rule.name, matched: true });
      return { rule, traces };
    }
    traces.push({ rule: rule.name, matched: false, failed });
  }
  return { rule: undefined, traces };
}
