import type { Business, Manager } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { ManagerLoad } from "../domain/routing.ts";

/** Whoever was offered nothing for so long joins the others' count anew. Milliseconds. */
const AWAY_MS = 7 * 86_400_000;

function isColleague(one: Manager, other: Manager): boolean {
  if (one.id === other.id || one.role !== other.role) return false;
  if (one.teams.length === 0 && other.teams.length === 0) return true;
  return one.teams.some((team) => other.teams.includes(team));
}

/** Offers per unit of weight where the business shares by weight, plain offers where it takes turns. */
function sharesByWeight({ rules, fallback }: Business): boolean {
  return [...rules, fallback].some(({ choose }) => choose.includes("weighted"));
}

/**
 * Lifts the count of offers of whoever is new, or back after a week without any, to the least of the colleagues of the
 * same role and team who were offered something in that week. Otherwise turns would go to that one person alone until
 * the count is level. Nobody's count ever falls; without such colleagues it stays. Pure; the order of the lists is kept.
 */
export function levelNewcomers(
  loads: readonly ManagerLoad[],
  business: Business,
  at: Date,
): readonly ManagerLoad[] {
  const known = new Map(loads.map((load) => [load.managerId, load]));
  const isPresent = (load: ManagerLoad | undefined): boolean =>
    load?.lastOfferedAt !== undefined && at.getTime() - load.lastOfferedAt.getTime() < AWAY_MS;
  const byWeight = sharesByWeight(business);
  const lifted = new Map<ManagerId, ManagerLoad>();
  for (const manager of business.team) {
    const own = known.get(manager.id);
    if (isPresent(own)) continue;
    const totals = business.team
      .filter((other) => isColleague(manager, other) && (!byWeight || other.weight > 0))
      .flatMap((other) => {
        const load = known.get(other.id);
        if (!load || !isPresent(load)) return [];
        return byWeight ? (load.offeredTotal * manager.weight) / other.weight : load.offeredTotal;
      });
    const least = totals.length === 0 ? 0 : Math.floor(Math.min(...totals));
    if (least <= (own?.offeredTotal ?? 0)) continue;
    const base = own ?? { managerId: manager.id, open: 0, isPaused: false };
    lifted.set(manager.id, { ...base, offeredTotal: least });
  }
  if (lifted.size === 0) return loads;
  const news = [...lifted.values()].filter(({ managerId }) => !known.has(managerId));
  return [...loads.map((load) => lifted.get(load.managerId) ?? load), ...news];
}

/** By how much each of these managers' counts was lifted: stored with their next offer, so that it stays level. */
export function liftsOf(
  before: readonly ManagerLoad[],
  after: readonly ManagerLoad[],
): ReadonlyMap<ManagerId, number> {
  if (before === after) return new Map();
  const totals = new Map(before.map(({ managerId, offeredTotal }) => [managerId, offeredTotal]));
  return new Map(
    after
      .map(({ managerId, offeredTotal }) => [managerId, offeredTotal - (totals.get(managerId) ?? 0)] as const)
      .filter(([, lift]) => lift > 0),
  );
}
