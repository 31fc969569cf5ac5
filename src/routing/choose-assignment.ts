import type { Business, LadderRung, ManagerRole, RuleTarget } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { LeadRequest } from "../domain/lead.ts";
import type { CandidateTrace, Exclusion, ManagerLoad, RoutingTrace } from "../domain/routing.ts";
import { choose } from "./choose.ts";
import { explainRouting } from "./explain-routing.ts";
import { findCandidates, relaxationsOf, type CandidateSearch } from "./find-candidates.ts";
import { matchRule } from "./match-rule.ts";
import { toRoutingSubject } from "./routing-subject.ts";

export interface AssignmentOptions {
  /** Managers who may not get it, each with the reason that goes into the trace. */
  readonly exclude?: readonly { readonly managerId: ManagerId; readonly reason: Exclusion }[] | undefined;
  /** Everybody of this role instead of the rule's target; the better fits come first. */
  readonly role?: ManagerRole | undefined;
  /** This one person instead of the rule's target. */
  readonly manager?: ManagerId | undefined;
  /** Everybody of the rule's team, skill and branch whatever the role: duty people and heads too. */
  readonly all?: boolean | undefined;
}

const byId = new WeakMap<readonly ManagerLoad[], ReadonlyMap<ManagerId, ManagerLoad>>();

/** Remembered per list: the rungs of a ladder ask about the same one again. A list of loads is never changed in place. */
function loadsById(loads: readonly ManagerLoad[]): ReadonlyMap<ManagerId, ManagerLoad> {
  let known = byId.get(loads);
  if (!known) {
    known = new Map(loads.map((load) => [load.managerId, load]));
    byId.set(loads, known);
  }
  return known;
}

const NOBODY: ReadonlyMap<ManagerId, Exclusion> = new Map();

/** Who may get a lead, best first, and why. `candidates` is empty when nobody fits at this moment. */
export interface Routing {
  readonly candidates: readonly ManagerId[];
  readonly trace: RoutingTrace;
  readonly ladderName: string;
  readonly rungs: readonly LadderRung[];
}

/** Name of the rule in the trace when no rule matched and `default` of routing.yaml was used. */
const DEFAULT_RULE = "default";

/**
 * Decides who gets a lead at a moment. The first rule that matches names target, choosers and ladder; the target is
 * filtered and, when nobody is left, relaxed; the choosers order the rest and the lower id breaks ties. Pure: the same
 * request, business, loads and moment always give the same answer, in whatever order the lists come.
 */
export function chooseAssignment(
  request: LeadRequest,
  business: Business,
  loads: readonly ManagerLoad[],
  at: Date,
  options: AssignmentOptions = {},
): Routing {
  const subject = toRoutingSubject(request, business, at);
  const { rule, traces } = matchRule(subject);
  const plan = rule ?? business.fallback;
  const target = targetOf(plan.to, options);
  const search = findCandidates(subject, target, loadsById(loads), {
    exclude: options.exclude
      ? new Map(options.exclude.map(({ managerId, reason }) => [managerId, reason]))
      : NOBODY,
    acceptsAnyFit: options.role !== undefined || options.manager !== undefined,
    acceptsAnyRole: options.all === true,
  });
  const choice = choose(search.found, plan.choose, request.stickyManagerId);
  const [first] = choice.ordered;
  const trace: RoutingTrace = {
    rules: traces,
    rule: rule?.name ?? DEFAULT_RULE,
    target,
    relaxed: relaxationsOf(first?.misses ?? 0),
    candidates: choice.percents ? withConversion(search, choice.percents) : search.traces,
    ...(first === undefined ? {} : { chosen: first.manager.id, decidedBy: choice.decidedBy }),
    ...(choice.skipped.length === 0 ? {} : { skippedChoosers: choice.skipped }),
    sentences: [],
    language: business.language,
  };
  return {
    candidates: choice.ordered.map(({ manager }) => manager.id),
    trace: { ...trace, sentences: explainRouting(trace, subject, rule) },
    ladderName: plan.ladder,
    rungs: business.ladders[plan.ladder] ?? [],
  };
}

/** The figures by which conversion was compared, beside whom they were compared for. */
function withConversion(
  { found, traces }: CandidateSearch,
  percents: ReadonlyMap<ManagerId, number>,
): readonly CandidateTrace[] {
  const histories = new Map(found.map(({ manager, load }) => [manager.id, load?.history]));
  return traces.map((trace) => {
    const percent = percents.get(trace.managerId);
    if (percent === undefined) return trace;
    const { decided, won } = histories.get(trace.managerId) ?? { decided: 0, won: 0 };
    return { ...trace, conversion: { decided, won, percent } };
  });
}

/** The target in force: the rule's own, or what the options put in its place. */
export function targetOf(to: RuleTarget, options: AssignmentOptions): RuleTarget {
  if (options.manager !== undefined) return { manager: options.manager };
  if (options.role !== undefined) return { role: options.role };
  if (options.all !== true) return to;
  const { role: _role, manager: _manager, ...everybody } = to;
  return everybody;
}
