import type { Business } from "../../domain/business.ts";
import { chooseAssignment } from "../choose-assignment.ts";
import { relaxationName } from "../explain-routing.ts";
import { bitsOf } from "./bits.ts";
import type { Cell } from "./cells.ts";
import type { Finding, FindingPlace, Interval } from "./coverage-report.ts";
import { FINDING_WORDS } from "./finding-words.ts";
import { intervalsOf } from "./intervals.ts";
import { rehearseCommand, sayRequest, sayWhyNobody } from "./request-words.ts";
import type { RequestSpace } from "./request-space.ts";
import { toExample } from "./rule-diagram.ts";
import type { RuleFault } from "./rule-faults.ts";
import { findServiceFaults } from "./service-faults.ts";
import type { Survey } from "./survey.ts";
import type { TimeGrid } from "./time-grid.ts";
import { listTimes, plainest, sayPattern, type TimeWordsContext } from "./time-words.ts";

export interface FindingsContext {
  readonly business: Business;
  readonly grid: TimeGrid;
  readonly space: RequestSpace;
  readonly peak: number;
}

/** A cell with its hours, its example at a moment, and both in words. */
interface Told {
  readonly cell: Cell;
  readonly intervals: readonly Interval[];
  readonly times: string;
  readonly when: string;
  readonly at: Date;
  readonly request: ReturnType<typeof toExample>;
  readonly requestWords: string;
}

export function toFindings(
  survey: Survey,
  ruleFaults: readonly RuleFault[],
  context: FindingsContext,
): readonly Finding[] {
  const order = { error: 0, warning: 1, note: 2 };
  return [
    ...holeFindings(survey, context),
    ...ruleFindings(ruleFaults, context),
    ...serviceFindings(context),
    ...endFindings(survey, context),
    ...singleFindings(survey, context),
    ...weakFindings(survey, context),
    ...relaxedFindings(survey, context),
  ].toSorted((a, b) => order[a.severity] - order[b.severity]);
}

function tell(cell: Cell, { business, grid, space }: FindingsContext): Told | undefined {
  const { language, timezone } = business;
  const words: TimeWordsContext = { grid, timezone, language };
  const intervals = intervalsOf(grid, cell.states);
  const pattern = plainest(intervalsOf(grid, cell.example.states), words);
  if (!pattern) return undefined;
  const request = toExample(space, cell.example.wanted, cell.example.outcome);
  return {
    cell,
    intervals,
    times: listTimes(intervals, words),
    when: sayPattern(pattern, words),
    at: pattern.first.from,
    request,
    requestWords: sayRequest(request, business),
  };
}

/** Cells of one subject as one: their hours together, the example of the worst of them. */
function merge(cells: readonly Cell[], keyOf: (cell: Cell) => string): readonly Cell[] {
  const groups = new Map<string, Cell>();
  for (const cell of cells) {
    const known = groups.get(keyOf(cell));
    if (!known) {
      groups.set(keyOf(cell), { ...cell, rules: new Set(cell.rules) });
      continue;
    }
    const rules = new Set([...known.rules, ...cell.rules]);
    const classes = known.classes + cell.classes;
    const [worse] = cell.places < known.places ? [cell] : [known];
    const places = Math.min(known.places, cell.places);
    groups.set(keyOf(cell), { ...worse, states: known.states | cell.states, rules, classes, places });
  }
  return [...groups.values()];
}

function ruleNames({ rules }: Pick<Cell, "rules">, { business }: FindingsContext): readonly string[] {
  const words = FINDING_WORDS[business.language];
  return [...rules].toSorted((a, b) => a - b).map((rule) => business.rules[rule]?.name ?? words.defaultRule);
}

function placeOfRule(rule: number | undefined, { business }: FindingsContext): FindingPlace {
  const isDefault = rule === undefined || rule >= business.rules.length;
  return { file: "routing", path: isDefault ? ["default"] : ["rules", rule] };
}

function firstRule({ rules }: Cell): number | undefined {
  return [...rules].toSorted((a, b) => a - b)[0];
}

function timed(
  told: Told,
  context: FindingsContext,
): Pick<Finding, "example" | "intervals" | "rules" | "classes"> {
  const { intervals, at, request, cell } = told;
  return { example: { at, request }, intervals, rules: ruleNames(cell, context), classes: cell.classes };
}

const TIMELESS = { intervals: [], classes: 0 } as const;

function holeFindings({ holes }: Survey, context: FindingsContext): readonly Finding[] {
  const { business, grid } = context;
  const { language, timezone } = business;
  const words = FINDING_WORDS[language];
  return holes.flatMap((cell): Finding[] => {
    const told = tell(cell, context);
    if (!told) return [];
    const { request, at } = told;
    const heldAt = cell.heldFrom;
    const held = heldAt && plainest([{ from: heldAt, to: told.at }], { grid, timezone, language });
    const isSourceless = business.team.every(
      ({ sources }) => sources.length > 0 && !sources.includes(request.source),
    );
    const text = words.hole({
      when: told.when,
      request: told.requestWords,
      why: sayWhyNobody(request, business, at),
      times: told.times,
      rules: ruleNames(cell, context),
      classes: cell.classes,
      heldFrom: held && sayPattern(held, { grid, timezone, language }),
      isSourceless,
      command: rehearseCommand(request, heldAt ?? at, timezone),
    });
    const example = { at: heldAt ?? at, request };
    return [
      {
        code: "coverage_hole",
        severity: "error",
        place: placeOfRule(firstRule(cell), context),
        ...text,
        ...timed(told, context),
        example,
      },
    ];
  });
}

function ruleFindings(faults: readonly RuleFault[], context: FindingsContext): readonly Finding[] {
  const { business } = context;
  const words = FINDING_WORDS[business.language];
  return faults.map((fault): Finding => {
    const name = business.rules[fault.rule]?.name ?? "";
    const base = { place: placeOfRule(fault.rule, context), rules: [name], ...TIMELESS };
    switch (fault.kind) {
      case "never_reached": {
        const by = ruleNames({ rules: new Set(fault.by) }, context);
        return { ...base, code: "rule_never_reached", severity: "warning", ...words.neverReached(name, by) };
      }
      case "contradicts_itself": {
        const text = words.contradicts(name, fault.keys);
        return { ...base, code: "rule_contradicts_itself", severity: "error", ...text };
      }
    }
  });
}

function serviceFindings({ business }: FindingsContext): readonly Finding[] {
  const words = FINDING_WORDS[business.language];
  return findServiceFaults(business).map(({ service, branches, missing }): Finding => ({
    code: "service_without_people",
    severity: "warning",
    place: { file: "services", path: [service] },
    rules: [],
    ...TIMELESS,
    ...words.service(business.services[service]?.name ?? "", branches, missing),
  }));
}

function endFindings({ ends }: Survey, context: FindingsContext): readonly Finding[] {
  const { business, grid } = context;
  const words = FINDING_WORDS[business.language];
  return merge(ends, ({ subject }) => subject).flatMap((cell): Finding[] => {
    const told = tell(cell, context);
    if (!told) return [];
    const ladder = cell.subject;
    const rungs = business.ladders[ladder] ?? [];
    const offer = rungs.at(-1)?.offer ?? "";
    const place: FindingPlace = { file: "routing", path: ["ladders", ladder, Math.max(0, rungs.length - 1)] };
    const isNever = !isEverManned(offer, business, grid);
    const text = isNever ? words.endsInNobody(ladder, offer) : words.endsOffShift(ladder, offer, told.times);
    const code = isNever ? "ladder_ends_in_nobody" : "ladder_ends_off_shift";
    return [{ code, severity: isNever ? "error" : "note", place, ...text, ...timed(told, context) }];
  });
}

/** Whether anybody of a rung is on shift at any hour; rungs of the rule's target depend on the rule and count as manned. */
function isEverManned(offer: string, { team }: Business, { states }: TimeGrid): boolean {
  const people = team.map((manager, index) => ({ manager, index }));
  const meant = people.filter(({ manager }) => manager.role === offer || manager.id === offer);
  if (offer === "next" || offer === "all") return true;
  const working = states.reduce((all, { onShift }) => all | onShift, 0n);
  const workers = new Set(bitsOf(working));
  return meant.some(({ index }) => workers.has(index));
}

function singleFindings({ single }: Survey, context: FindingsContext): readonly Finding[] {
  const { business } = context;
  const words = FINDING_WORDS[business.language];
  return merge(single, ({ subject }) => subject).flatMap((cell): Finding[] => {
    const told = tell(cell, context);
    const person = Number(cell.subject);
    if (!told) return [];
    const name = business.team[person]?.name ?? "";
    const text = words.single(name, told.times, told.when, told.requestWords);
    const place: FindingPlace = { file: "team", path: [person] };
    return [{ code: "single_person", severity: "warning", place, ...text, ...timed(told, context) }];
  });
}

function weakFindings({ weak }: Survey, context: FindingsContext): readonly Finding[] {
  const words = FINDING_WORDS[context.business.language];
  return merge(weak, () => "").flatMap((cell): Finding[] => {
    const told = tell(cell, context);
    if (!told) return [];
    const text = words.weak(cell.places, context.peak, told.when, told.requestWords, told.times);
    const place = placeOfRule(firstRule(cell), context);
    return [{ code: "capacity_below_peak", severity: "warning", place, ...text, ...timed(told, context) }];
  });
}

function relaxedFindings({ relaxed }: Survey, context: FindingsContext): readonly Finding[] {
  const words = FINDING_WORDS[context.business.language];
  return merge(relaxed, ({ subject }) => subject).flatMap((cell): Finding[] => {
    const told = tell(cell, context);
    if (!told) return [];
    const [name = ""] = ruleNames(cell, context);
    const { trace } = chooseAssignment(told.request, context.business, [], told.at);
    const missing = trace.relaxed.map((key) => relaxationName(key, trace.language));
    const text = words.relaxed(name, told.when, told.requestWords, missing, told.times);
    const place = placeOfRule(firstRule(cell), context);
    return [{ code: "target_relaxed", severity: "note", place, ...text, ...timed(told, context) }];
  });
}
