import type { Business, Manager, ManagerRole } from "../../domain/business.ts";
import { toLocalTime } from "../../domain/calendar.ts";
import { presenceAt, type Presence } from "../../domain/shift.ts";

/** Lower is better: a head who is only off shift comes before anybody on duty, an absent one after all who work now. */
const RANKS: Record<ManagerRole, Record<Presence, number>> = {
  head: { on_shift: 0, off_shift: 1, absent: 4 },
  duty: { on_shift: 2, off_shift: 5, absent: 7 },
  manager: { on_shift: 3, off_shift: 6, absent: 8 },
};

/**
 * Who answers for a lead that nobody of its ladder can take: a head, on shift or not, else whoever works now, else
 * anybody. `undefined` only for a business without a team.
 */
export function findLastResort(business: Business, at: Date): Manager | undefined {
  const local = toLocalTime(at, business.timezone);
  const rank = (manager: Manager): number => RANKS[manager.role][presenceAt(manager, business, local)];
  let best: Manager | undefined;
  for (const manager of business.team) {
    const order = best === undefined ? -1 : rank(manager) - rank(best);
    if (best === undefined || order < 0 || (order === 0 && manager.id < best.id)) best = manager;
  }
  return best;
}
