import type { Business } from "../../domain/business.ts";
import { asId, type ManagerId } from "../../domain/ids.ts";
import type { Lead } from "../../domain/lead.ts";
import type { ManagerLoad } from "../../domain/routing.ts";
import { levelNewcomers, liftsOf } from "../../routing/level-newcomers.ts";

/** Who has how much on hand in a replay, as the store would count it. */
export interface ReplayTeam {
  loads(at: Date): readonly ManagerLoad[];
  /** What a step of the ladder changed. */
  follow(before: Lead, after: Lead, at: Date): void;
  /** The lead that this manager took is done with. */
  free(managerId: ManagerId): void;
  /** The outcome of a lead that this manager took in the past has become known. */
  learn(managerId: string, isWon: boolean): void;
  /** Most leads on hand at once. */
  readonly peaks: ReadonlyMap<string, number>;
}

export function createReplayTeam(business: Business): ReplayTeam {
  const known = new Map<ManagerId, ManagerLoad>();
  const peaks = new Map<string, number>();
  let counted: readonly ManagerLoad[] = [];
  let isCounted = true;
  const change = (id: ManagerId, by: (load: ManagerLoad) => Partial<ManagerLoad>): void => {
    const load = known.get(id) ?? { managerId: id, open: 0, offeredTotal: 0, isPaused: false };
    const next = { ...load, ...by(load) };
    known.set(id, next);
    if (next.open > (peaks.get(id) ?? 0)) peaks.set(id, next.open);
    isCounted = false;
  };
  const loads = (at: Date): readonly ManagerLoad[] => {
    // A list of loads is never changed in place: routing remembers what it made of one.
    if (!isCounted) counted = [...known.values()];
    isCounted = true;
    return levelNewcomers(counted, business, at);
  };
  return {
    loads,
    peaks,
    follow: (before, after, at) => {
      const lifts = liftsOf(counted, loads(at));
      for (const offer of after.offers.slice(before.offers.length))
        change(offer.managerId, ({ open, offeredTotal }) => ({
          open: open + 1,
          offeredTotal: offeredTotal + 1 + (lifts.get(offer.managerId) ?? 0),
          lastOfferedAt: at,
        }));
      for (const [index, offer] of after.offers.entries())
        if (offer.endedAt && !before.offers[index]?.endedAt)
          change(offer.managerId, ({ open }) => ({ open: open - 1 }));
      if (after.ladder.status === "taken" && before.ladder.status !== "taken")
        change(after.ladder.by, ({ open }) => ({ open: open + 1 }));
    },
    free: (managerId) => change(managerId, ({ open }) => ({ open: open - 1 })),
    learn: (managerId, isWon) =>
      change(asId<"manager">(managerId), ({ history = { decided: 0, won: 0 } }) => ({
        history: { decided: history.decided + 1, won: history.won + Number(isWon) },
      })),
  };
}
