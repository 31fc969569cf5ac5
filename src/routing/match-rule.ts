import type { RoutingRule, RuleCondition } from "../domain/business.ts";
import { coversLocalTime } from "../domain/calendar.ts";
import type { RuleTrace } from "../domain/routing.ts";
import type { RoutingSubject } from "./routing-subject.ts";
import { isSamePlace } from "./same-place.ts";

/** How a rule fails on one key, as `key: wanted ≠ actual`; `undefined` when the key holds. */
type Check = (subject: RoutingSubject) => RuleTrace | undefined;
/** Makes the trace of a failure. */
type Fail = (failed: string) => RuleTrace;

const NOTHING = "—";
/** Values that are kept per key: what customers write (cities) has no end. */
const MAX_KEPT = 500;

function anyOf(
  fail: Fail,
  key: string,
  wanted: readonly string[] | undefined,
  actual: (subject: RoutingSubject) => string | undefined,
): Check[] {
  if (wanted === undefined) return [];
  const prefix = `${key}: ${wanted.join("|")} ≠ `;
  return [
    (subject) => {
      const value = actual(subject);
      if (value === undefined) return fail(prefix + NOTHING);
      return wanted.includes(value) ? undefined : fail(prefix + value);
    },
  ];
}

/** Cities are compared as people write them: case, endings, short names. */
function cityCheck(fail: Fail, wanted: readonly string[] | undefined): Check[] {
  if (wanted === undefined) return [];
  const prefix = `city: ${wanted.join("|")} ≠ `;
  return [
    ({ city }) => {
      if (city === undefined) return fail(prefix + NOTHING);
      return wanted.some((one) => isSamePlace(one, city)) ? undefined : fail(prefix + city);
    },
  ];
}

function flag(
  fail: Fail,
  key: string,
  wanted: boolean | undefined,
  actual: (subject: RoutingSubject) => boolean,
): Check[] {
  if (wanted === undefined) return [];
  const failed = fail(`${key}: ${wanted} ≠ ${!wanted}`);
  return [(subject) => (actual(subject) === wanted ? undefined : failed)];
}

function skillCheck(fail: Fail, wanted: readonly string[] | undefined): Check[] {
  if (wanted === undefined) return [];
  return [
    ({ service }) => {
      const skills = service?.skills ?? [];
      if (wanted.some((skill) => skills.includes(skill))) return undefined;
      return fail(`skill: ${wanted.join("|")} ≠ ${skills.join("|") || NOTHING}`);
    },
  ];
}

function valueChecks(fail: Fail, from: number | undefined, to: number | undefined): Check[] {
  const checks: Check[] = [];
  if (from !== undefined) {
    checks.push(({ request: { expectedValue } }) =>
      expectedValue >= from ? undefined : fail(`value_from: ${from} ≠ ${expectedValue}`),
    );
  }
  if (to !== undefined) {
    checks.push(({ request: { expectedValue } }) =>
      expectedValue <= to ? undefined : fail(`value_to: ${to} ≠ ${expectedValue}`),
    );
  }
  return checks;
}

function timeCheck(fail: Fail, wanted: RuleCondition["time"]): Check[] {
  if (wanted === undefined) return [];
  if (typeof wanted === "string") {
    const failed = fail(`time: ${wanted} ≠ ${wanted === "open" ? "closed" : "open"}`);
    return [(subject) => (subject.isOpenNow() === (wanted === "open") ? undefined : failed)];
  }
  const failed = fail("time: hours ≠ now");
  return [({ local }) => (coversLocalTime(local, wanted) ? undefined : failed)];
}

function hasCheck(fail: Fail, wanted: RuleCondition["has"]): Check[] {
  if (wanted === undefined) return [];
  return [
    ({ request: { slots } }) => {
      const missing = wanted.filter((name) => slots[name] === undefined);
      return missing.length === 0 ? undefined : fail(`has: ${missing.join("|")} ≠ ${NOTHING}`);
    },
  ];
}

function compile(when: RuleCondition, fail: Fail): readonly Check[] {
  return [
    ...anyOf(fail, "category", when.category, ({ request }) => request.category),
    ...anyOf(fail, "priority", when.priority, ({ request }) => request.priority),
    ...flag(fail, "urgent", when.urgent, ({ request }) => request.urgent),
    ...anyOf(fail, "sentiment", when.sentiment, ({ request }) => request.sentiment),
    ...anyOf(fail, "source", when.source, ({ request }) => request.source),
    ...anyOf(fail, "branch", when.branch, ({ request }) => request.branchId),
    ...cityCheck(fail, when.city),
    ...anyOf(fail, "service", when.service, ({ request }) => request.serviceId),
    ...skillCheck(fail, when.skill),
    ...anyOf(fail, "language", when.language, ({ request }) => request.language),
    ...flag(fail, "vip", when.vip, ({ request }) => request.isVip),
    ...flag(fail, "returning", when.returning, ({ request }) => request.isReturning),
    ...valueChecks(fail, when.value_from, when.value_to),
    ...timeCheck(fail, when.time),
    ...hasCheck(fail, when.has),
  ];
}

const NO_RULE: Fail = (failed) => ({ rule: "", matched: false, failed });

const compiled = new WeakMap<RuleCondition, readonly Check[]>();

function checksOf(when: RuleCondition): readonly Check[] {
  let checks = compiled.get(when);
  if (!checks) {
    checks = compile(when, NO_RULE);
    compiled.set(when, checks);
  }
  return checks;
}

function firstFailure(checks: readonly Check[], subject: RoutingSubject): RuleTrace | undefined {
  for (const check of checks) {
    const failed = check(subject);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** The first key of the condition that does not hold, as `key: wanted ≠ actual`; `undefined` when all hold. */
export function failedCondition(when: RuleCondition, subject: RoutingSubject): string | undefined {
  return firstFailure(checksOf(when), subject)?.failed;
}

/** Keys of which a request has one value out of few; the rest (sums, hours, slots) come after them in a rule. */
const FEW_VALUED = {
  category: ({ request }) => request.category,
  priority: ({ request }) => request.priority,
  urgent: ({ request }) => request.urgent,
  sentiment: ({ request }) => request.sentiment,
  source: ({ request }) => request.source,
  branch: ({ request }) => request.branchId,
  city: ({ city }) => city,
  service: ({ request }) => request.serviceId,
  skill: ({ service }) => service?.skills,
  language: ({ request }) => request.language,
  vip: ({ request }) => request.isVip,
  returning: ({ request }) => request.isReturning,
} as const satisfies Partial<Record<keyof RuleCondition, (subject: RoutingSubject) => unknown>>;
const FEW_VALUED_KEYS = Object.keys(FEW_VALUED) as readonly (keyof typeof FEW_VALUED)[];

/** The rules that a value of a key turns away, with their traces. */
interface Refusals {
  readonly rules: readonly number[];
  readonly traces: readonly RuleTrace[];
}

interface PreparedRules {
  /** For each key, in the order of asking: whom does this subject's value turn away? */
  readonly columns: readonly ((subject: RoutingSubject) => Refusals)[];
  /** By rule: what is left to ask after the columns. */
  readonly rest: readonly (readonly Check[])[];
  readonly matches: readonly RuleTrace[];
}

const prepared = new WeakMap<readonly RoutingRule[], PreparedRules>();

/** The rules made ready once per business: a business is never changed in place. */
function preparedRules(rules: readonly RoutingRule[]): PreparedRules {
  let ready = prepared.get(rules);
  if (!ready) {
    const fails = rules.map(({ name }): Fail => (failed) => ({ rule: name, matched: false, failed }));
    ready = {
      columns: FEW_VALUED_KEYS.flatMap((key) => prepareColumn(key, rules, fails)),
      rest: rules.map(({ when: { value_from, value_to, time, has } }, index) =>
        compile({ value_from, value_to, time, has }, fails[index] ?? NO_RULE),
      ),
      matches: rules.map(({ name }) => ({ rule: name, matched: true })),
    };
    prepared.set(rules, ready);
  }
  return ready;
}

function prepareColumn(
  key: keyof typeof FEW_VALUED,
  rules: readonly RoutingRule[],
  fails: readonly Fail[],
): PreparedRules["columns"] {
  const asking = rules.flatMap(({ when }, index) => {
    const [check] = compile({ [key]: when[key] }, fails[index] ?? NO_RULE);
    return check ? [{ index, check }] : [];
  });
  if (asking.length === 0) return [];
  const known = new Map<unknown, Refusals>();
  return [
    (subject) => {
      const value = FEW_VALUED[key](subject);
      let refusals = known.get(value);
      if (!refusals) {
        if (known.size >= MAX_KEPT) known.clear();
        const found = asking.flatMap(({ index, check }) => {
          const trace = check(subject);
          return trace ? [{ index, trace }] : [];
        });
        refusals = { rules: found.map(({ index }) => index), traces: found.map(({ trace }) => trace) };
        known.set(value, refusals);
      }
      return refusals;
    },
  ];
}

/** The first rule that matches, and what became of it and of those before it. Later rules are not looked at. */
export function matchRule(subject: RoutingSubject): {
  readonly rule: RoutingRule | undefined;
  readonly traces: readonly RuleTrace[];
} {
  const { rules } = subject.business;
  const { columns, rest, matches } = preparedRules(rules);
  const refused: (RuleTrace | undefined)[] = rules.map(() => undefined);
  for (const refusalsOf of columns) {
    const { rules: turnedAway, traces } = refusalsOf(subject);
    for (let at = 0; at < turnedAway.length; at += 1) refused[turnedAway[at] ?? 0] ??= traces[at];
  }
  const traces: RuleTrace[] = [];
  for (let index = 0; index < refused.length; index += 1) {
    const failed = refused[index] ?? firstFailure(rest[index] ?? [], subject);
    const trace = failed ?? matches[index];
    if (trace) traces.push(trace);
    if (!failed) return { rule: rules[index], traces };
  }
  return { rule: undefined, traces };
}
