import type pg from "pg";
import { asId, type ManagerId } from "../../domain/ids.ts";
import { CONVERSION_DAYS, type Conversion } from "../../domain/routing.ts";

/** What managers made of the leads they took, over the last `CONVERSION_DAYS`. */
export interface OutcomeHistory {
  of(at: Date): Promise<ReadonlyMap<ManagerId, Conversion>>;
}

/** Outcomes come a few an hour and the window is three months long: a minute changes nothing. */
const KEPT_MS = 60_000;
const DAY_MS = 86_400_000;

/** Answered from the index alone. */
const OUTCOMES = `
select taken_by as id, count(*) as decided, count(*) filter (where outcome = 'won') as won
from lead
where outcome is not null and taken_by is not null and closed_at > $1 and closed_at <= $2
group by taken_by`;

/** Counts once a minute for all decisions of this process, so that none of them has to. */
export function createOutcomeHistory(pool: pg.Pool): OutcomeHistory {
  let kept: { readonly at: Date; readonly conversions: ReadonlyMap<ManagerId, Conversion> } | undefined;
  return {
    of: async (at) => {
      const age = kept ? at.getTime() - kept.at.getTime() : undefined;
      if (kept && age !== undefined && age >= 0 && age < KEPT_MS) return kept.conversions;
      const { rows } = await pool.query<{ id: string; decided: number; won: number }>({
        name: "outcome_history",
        text: OUTCOMES,
        values: [new Date(at.getTime() - CONVERSION_DAYS * DAY_MS), at],
      });
      const conversions = new Map(
        rows.map(({ id, decided, won }) => [asId<"manager">(id), { decided, won }] as const),
      );
      kept = { at, conversions };
      return conversions;
    },
  };
}
