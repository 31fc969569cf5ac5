import type pg from "pg";
import type { Backlog } from "../../ports/backlog.ts";
import { LOCK_ROSTER } from "./roster-lock.ts";

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
    and data->>'firstHumanReplyAt' is null
) as waiting
where n <= $2
order by n
on conflict (key) do update set run_at = least(timer.run_at, excluded.run_at)`;

/** For a transaction that holds the roster: nobody else sets the timers of ladders meanwhile. */
export async function wakeBacklog(client: pg.PoolClient, at: Date): Promise<void> {
  await client.query({ name: "backlog_wake", text: WAKE, values: [at, AT_ONCE] });
}

export function createBacklog(pool: pg.Pool): Backlog {
  return {
    wake: async (at) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query(LOCK_ROSTER);
        await wakeBacklog(client, at);
        await client.query("commit");
        client.release();
      } catch (error) {
        await client.query("rollback").then(
          () => client.release(),
          (broken: unknown) => client.release(broken instanceof Error ? broken : true),
        );
        throw error;
      }
    },
  };
}
