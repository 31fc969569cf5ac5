import type { Business, LadderRung, RoutingRule } from "../../domain/business.ts";
import { bitOf } from "./bits.ts";
import { createCells, type Cell } from "./cells.ts";
import { createHeldHoles } from "./held-holes.ts";
import { createReachFinder } from "./ladder-reach.ts";
import type { RequestSpace } from "./request-space.ts";
import type { WantedValue } from "./wanted-values.ts";
import { createRuleClock, type RuleHours } from "./rule-clock.ts";
import type { Outcome, RuleDiagram } from "./rule-diagram.ts";
import { createReachStudies } from "./study-reach.ts";
import type { TimeGrid } from "./time-grid.ts";

export interface Survey {
  readonly classes: number;
  /** Rules that some request gets to at some moment. */
  readonly reached: ReadonlySet<number>;
  readonly holes: readonly Cell[];
  readonly single: readonly Cell[];
  readonly weak: readonly Cell[];
  readonly ends: readonly Cell[];
  readonly relaxed: readonly Cell[];
}

export interface SurveyOptions {
  readonly business: Business;
  readonly grid: TimeGrid;
  readonly space: RequestSpace;
  readonly diagram: RuleDiagram;
  /** Leads at once that a ladder should hold. */
  readonly peak: number;
}

type Plan = Pick<RoutingRule, "to" | "ladder">;

/** Looks at every class of requests in every state of time. */
export function surveyCoverage(options: SurveyOptions): Survey {
  const { space, diagram } = options;
  const surveyor = createSurveyor(options);
  let classes = 0;
  for (const wanted of space.wanted) {
    for (const outcome of diagram.outcomesOf(wanted)) {
      classes += 1;
      surveyor.look(wanted, outcome);
    }
  }
  return { classes, ...surveyor.found() };
}

const NO_RUNGS: readonly LadderRung[] = [];

function createSurveyor({ business, grid, space, peak }: SurveyOptions) {
  const studyOf = createReachStudies(business, grid, peak);
  const reachOf = createReachFinder(business);
  const clock = createRuleClock(business, grid);
  const heldHole = createHeldHoles(grid);
  const plans: readonly Plan[] = [...business.rules, business.fallback];
  const reached = new Set<number>();
  const [holes, single, weak] = [createCells(), createCells(), createCells()];
  const [ends, relaxed] = [createCells(), createCells()];

  /** Whom the ladder of one rule reaches when the target is another's: both are the same but for held leads. */
  const reachFor = (ladderOf: number, targetOf: number, wanted: WantedValue, { tail }: Outcome) => {
    const [ladder, target] = [plans[ladderOf], plans[targetOf]];
    if (!ladder || !target) return undefined;
    return reachOf({
      to: target.to,
      rungs: business.ladders[ladder.ladder] ?? NO_RUNGS,
      branchId: wanted.request.branchId,
      service: wanted.service,
      source: tail.source,
      language: space.languages[tail.language] ?? business.language,
    });
  };

  const lookAtRule = ({ rule, states }: RuleHours, asked: bigint, wanted: WantedValue, outcome: Outcome) => {
    reached.add(rule);
    const reach = reachFor(rule, rule, wanted, outcome);
    if (!reach) return;
    const example = { wanted, outcome };
    const study = studyOf(reach);
    const live = states & asked;
    holes.add(study.nobody & live, rule, example);
    // Outside opening hours one person is what a night watch is.
    const busy = live & clock.openStates(wanted.place);
    for (const [person, at] of study.single)
      single.add(at & busy, rule, example, { subject: String(person) });
    for (const [places, at] of study.weak)
      weak.add(at & busy, rule, example, { subject: String(places), places });
    ends.add(study.endsEmpty & busy, rule, example, { subject: plans[rule]?.ladder ?? "" });
    relaxed.add(study.relaxed & busy, rule, example, { subject: String(rule) });
  };

  return {
    look: (wanted: WantedValue, outcome: Outcome): void => {
      const parts = clock.rulesOf(outcome.rules, wanted.place);
      const open = clock.openStates(wanted.place);
      const isHeld = outcome.tail.rests && open !== 0n;
      for (const part of parts) lookAtRule(part, isHeld ? open : clock.every, wanted, outcome);
      if (!isHeld || parts.length < 2) return;
      // A held lead keeps the ladder of the hour it came in; its people are those of the rule that matches at opening.
      const hole = heldHole(wanted.place, parts, (then, now) => reachFor(then, now, wanted, outcome));
      if (!hole) return;
      const subject = `held/${hole.at.toISOString()}`;
      holes.add(bitOf(hole.state), hole.rule, { wanted, outcome }, { subject, heldFrom: hole.at });
    },
    found: () => ({
      reached,
      holes: holes.all(),
      single: single.all(),
      weak: weak.all(),
      ends: ends.all(),
      relaxed: relaxed.all(),
    }),
  };
}
