import type { Manager, RuleTarget } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { CandidateTrace, Exclusion, ManagerLoad } from "../domain/routing.ts";
import { presenceAt } from "../domain/shift.ts";
import { ANY_MISSES, findWanted, MISSES, missesOf, servesSource, wantedSkills } from "./fit-target.ts";
import { teamById, type RoutingSubject } from "./routing-subject.ts";

/** Read once: an imported name is looked up at every use. */
const { skill: SKILL, branch: BRANCH, team: TEAM } = MISSES;
const RELAXATIONS = ["skill", "branch", "team", "language"] as const;

export interface CandidateOptions {
  readonly exclude: ReadonlyMap<ManagerId, Exclusion>;
  /** Takes everybody of the role, those who fit better first, instead of the best fits only. */
  readonly acceptsAnyFit: boolean;
  /** Counts every role in when the target names none, instead of managers first. */
  readonly acceptsAnyRole: boolean;
}

interface Rated {
  readonly manager: Manager;
  readonly load: ManagerLoad | undefined;
  readonly misses: number;
  excluded: Exclusion | undefined;
}

/** Who can be offered the lead now, and why each of the others can't. Both are in the order of ids. */
export interface CandidateSearch {
  readonly found: readonly {
    readonly manager: Manager;
    readonly load: ManagerLoad | undefined;
    readonly misses: number;
  }[];
  readonly traces: readonly CandidateTrace[];
}

export function relaxationsOf(misses: number): readonly string[] {
  return RELAXATIONS.filter((name) => (misses & MISSES[name]) !== 0);
}

function availability(
  manager: Manager,
  load: ManagerLoad | undefined,
  subject: RoutingSubject,
): Exclusion | undefined {
  if (!servesSource(manager, subject.request.source)) return "other_source";
  const presence = presenceAt(manager, subject.business, subject.local);
  if (presence !== "on_shift") return presence;
  if (load?.isPaused === true) return "paused";
  return (load?.open ?? 0) >= manager.capacity ? "full" : undefined;
}

function misfit(misses: number, accepted: number): Exclusion | undefined {
  const refused = misses & ~accepted;
  if (refused === 0) return undefined;
  if ((refused & (SKILL | TEAM)) !== 0) return "not_in_target";
  return (refused & BRANCH) !== 0 ? "other_branch" : "other_language";
}

function missedOf(refused: number): "skill" | "team" {
  return (refused & TEAM) === 0 ? "skill" : "team";
}

/**
 * Filters the team by target, branch, source, language, shift, absence, pause and capacity. When nobody available fits
 * the whole target, it is relaxed in the order of `RELAXATIONS`; source, shift, absence, pause, capacity, role and a
 * named manager never are. Whom the lead was offered before does not relax anything: that rung is simply over.
 */
export function findCandidates(
  subject: RoutingSubject,
  target: RuleTarget,
  loads: ReadonlyMap<ManagerId, ManagerLoad>,
  options: CandidateOptions,
): CandidateSearch {
  const skills = wantedSkills(target, subject);
  const rated: Rated[] = teamById(subject.business).map((manager) => ({
    manager,
    load: loads.get(manager.id),
    misses: missesOf(manager, target, skills, subject),
    excluded: undefined,
  }));
  const isWanted = findWanted(target, rated, options.acceptsAnyRole);
  let fewestMisses = Number.POSITIVE_INFINITY;
  for (const one of rated) {
    one.excluded = isWanted(one.manager) ? availability(one.manager, one.load, subject) : "not_in_target";
    if (!one.excluded && one.misses < fewestMisses) fewestMisses = one.misses;
  }
  // With nobody available the reasons are told against the whole target.
  const accepted = Number.isFinite(fewestMisses) ? fewestMisses : 0;
  const allowed = options.acceptsAnyFit ? ANY_MISSES : accepted;

  const found: Rated[] = [];
  const traces = rated.map((one): CandidateTrace => {
    const { manager, load, misses } = one;
    const structural = one.excluded === "not_in_target" ? one.excluded : misfit(misses, allowed);
    const excluded = structural ?? one.excluded ?? options.exclude.get(manager.id);
    const open = load?.open ?? 0;
    if (excluded !== undefined) {
      let missed: CandidateTrace["missed"];
      if (structural === "not_in_target")
        missed = one.excluded === structural ? "role" : missedOf(misses & ~allowed);
      // One form of object for all of them: this runs for everybody of the team at each decision.
      return {
        managerId: manager.id,
        name: manager.name,
        excluded,
        missed,
        open,
        capacity: manager.capacity,
      };
    }
    found.push(one);
    return { managerId: manager.id, name: manager.name, open, capacity: manager.capacity };
  });
  return { found, traces };
}
