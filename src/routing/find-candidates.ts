import type { Manager, RuleTarget } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { CandidateTrace, Exclusion, ManagerLoad } from "../domain/routing.ts";
import { presenceAt } from "../domain/shift.ts";
import { teamById, type RoutingSubject } from "./routing-subject.ts";

/**
 * What may be given up when nobody fits, cheapest first: a fit that misses a dearer condition is always worse than one
 * that misses only cheaper ones, so the lowest sum of misses names the best fits.
 */
const MISSES = { skill: 1, branch: 2, team: 4, language: 8 } as const;
const ANY_MISSES = 15;
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

/** Skills that the target asks for; `service` stands for those of the wanted service. */
function wantedSkills(target: RuleTarget, subject: RoutingSubject): readonly string[] {
  if (target.skill === undefined) return [];
  return target.skill === "service" ? (subject.service?.skills ?? []) : [target.skill];
}

function servesBranch(manager: Manager, branchId: string | undefined): boolean {
  return branchId === undefined || manager.branches.length === 0 || manager.branches.includes(branchId);
}

function missesOf(
  manager: Manager,
  target: RuleTarget,
  skills: readonly string[],
  subject: RoutingSubject,
): number {
  const { branchId, language } = subject.request;
  let misses = 0;
  if (skills.length > 0 && !skills.every((skill) => manager.skills.includes(skill))) misses += MISSES.skill;
  if (!servesBranch(manager, target.branch) || !servesBranch(manager, branchId)) misses += MISSES.branch;
  if (target.team !== undefined && !manager.teams.includes(target.team)) misses += MISSES.team;
  if (manager.languages.length > 0 && !manager.languages.includes(language)) misses += MISSES.language;
  return misses;
}

/** A target that names neither role nor person means managers, unless only duty people or heads belong to it. */
function isRoleWanted(
  target: RuleTarget,
  rated: readonly Rated[],
  acceptsAnyRole: boolean,
): (manager: Manager) => boolean {
  const { role } = target;
  if (role !== undefined) return (manager) => manager.role === role;
  if (target.manager !== undefined) return (manager) => manager.id === target.manager;
  if (acceptsAnyRole) return () => true;
  const members = rated.filter(({ misses }) => (misses & (MISSES.skill | MISSES.team)) === 0);
  const hasManagers = (members.length > 0 ? members : rated).some(
    ({ manager }) => manager.role === "manager",
  );
  return hasManagers ? (manager) => manager.role === "manager" : () => true;
}

function availability(
  manager: Manager,
  load: ManagerLoad | undefined,
  subject: RoutingSubject,
): Exclusion | undefined {
  if (manager.sources.length > 0 && !manager.sources.includes(subject.request.source)) return "other_source";
  const presence = presenceAt(manager, subject.business, subject.local);
  if (presence !== "on_shift") return presence;
  if (load?.isPaused === true) return "paused";
  return (load?.open ?? 0) >= manager.capacity ? "full" : undefined;
}

function misfit(misses: number, accepted: number): Exclusion | undefined {
  const refused = misses & ~accepted;
  if (refused === 0) return undefined;
  if ((refused & (MISSES.skill | MISSES.team)) !== 0) return "not_in_target";
  return (refused & MISSES.branch) !== 0 ? "other_branch" : "other_language";
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
  const isWanted = isRoleWanted(target, rated, options.acceptsAnyRole);
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
      return { managerId: manager.id, name: manager.name, excluded, open, capacity: manager.capacity };
    }
    found.push(one);
    return { managerId: manager.id, name: manager.name, open, capacity: manager.capacity };
  });
  return { found, traces };
}
