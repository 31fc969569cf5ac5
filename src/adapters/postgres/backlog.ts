import type pg from "pg";

/** Wakes leads whose ladder has run out, because somebody may take them now. */
export interface Backlog {
  /** The most urgent and oldest first, from `at` on, one short step after another. */
  wake(at: Date): Promise<void>;
}

/** A wake-up costs a step each; the rest of a long backlog comes with the next one. */
const AT_ONCE = 50;

/**
 * Brings the wake-up of the lead's own ladder timer forward (or sets one), so that the lead's lane does the rest. A lead
 * that is taken or closed meanwhile finds nothing to do.
 */
const WAKE = `
insert into timer (key, lane, thread, kind, run_at, body)
select 'ladder:' || id, lane, thread, 'ladder', $1::timestamptz + (n - 1) * interval '300 milliseconds',
  jsonb_build_object('leadId', id)
from (
  select id, lane, thread,
    row_number() over (order by array_position(array['critical', 'high', 'normal', 'low'], priority), created_at, id) as n
  from lead
  where status = 'ended' and created_at > $1::timestamptz - interval '7 days'
) as waiting
where n <= $2
on conflict (key) do update set run_at = least(timer.run_at, excluded.run_at)`;

export function createBacklog(pool: pg.Pool): Backlog {
  return {
    wake: async (at) => {
      await pool.query({ name: "backlog_wake", text: WAKE, values: [at, AT_ONCE] });
    },
  };
}
