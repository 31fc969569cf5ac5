import type { Manager, RuleTarget } from "../domain/business.ts";
import type { LeadRequest } from "../domain/lead.ts";
import type { RoutingSubject } from "./routing-subject.ts";

/**
 * What may be given up when nobody fits, cheapest first: a fit that misses a dearer condition is always worse than one
 * that misses only cheaper ones, so the lowest sum of misses names the best fits.
 */
export const MISSES = { skill: 1, branch: 2, team: 4, language: 8 } as const;
export const ANY_MISSES = 15;

/** Skills that the target asks for; `service` stands for those of the wanted service. */
export function wantedSkills(
  target: RuleTarget,
  subject: Pick<RoutingSubject, "service">,
): readonly string[] {
  if (target.skill === undefined) return [];
  return target.skill === "service" ? (subject.service?.skills ?? []) : [target.skill];
}

function servesBranch(manager: Manager, branchId: string | undefined): boolean {
  return branchId === undefined || manager.branches.length === 0 || manager.branches.includes(branchId);
}

/** How badly a manager fits a target for a request: the sum of the `MISSES` of conditions not met, 0 when all are. */
export function missesOf(
  manager: Manager,
  target: RuleTarget,
  skills: readonly string[],
  subject: { readonly request: Pick<LeadRequest, "branchId" | "language"> },
): number {
  const { branchId, language } = subject.request;
  let misses = 0;
  if (skills.length > 0 && !skills.every((skill) => manager.skills.includes(skill))) misses += MISSES.skill;
  if (!servesBranch(manager, target.branch) || !servesBranch(manager, branchId)) misses += MISSES.branch;
  if (target.team !== undefined && !manager.teams.includes(target.team)) misses += MISSES.team;
  if (manager.languages.length > 0 && !manager.languages.includes(language)) misses += MISSES.language;
  return misses;
}

/**
 * Who may be asked at all, whatever else is relaxed. A target that names neither role nor person means managers, unless
 * only duty people or heads belong to it.
 */
export function findWanted(
  target: RuleTarget,
  rated: readonly { readonly manager: Manager; readonly misses: number }[],
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

/** Whether a manager takes leads of a channel. */
export function servesSource(manager: Manager, source: string): boolean {
  return manager.sources.length === 0 || manager.sources.includes(source);
}
