import type pg from "pg";
import type { TimerStore } from "../../ports/timer-store.ts";

/**
 * Moves due timers to the inbox in one statement. `seq` changes each time a timer is set, so that one setting fires
 * once and a new one is a new event.
 */
const FIRE = `
with due as (
  delete from timer where key = any(array(
    select key from timer where run_at <= $1 order by run_at limit $2 for update skip locked))
  returning key, seq, lane, thread, kind, run_at, body
), added as (
  insert into inbox (source, ext_id, lane, thread, kind, body, received_at)
  select 'timer', key || '#' || seq, lane, thread, 'timer',
    jsonb_build_object('key', key, 'timer', kind, 'dueAt', run_at, 'body', body), $1
  from due order by lane, run_at
  on conflict (source, ext_id) do nothing
  returning lane
), woken as (
  insert into lane (lane, due_at, first_at, is_burst)
  select distinct lane, $1::timestamptz, $1::timestamptz, false from added order by lane
  on conflict (lane) do update set
    is_dirty = true, is_burst = false,
    due_at = case when lane.owner is not null or lane.attempt > 0 then lane.due_at else least(lane.due_at, excluded.due_at) end
)
select run_at from due`;

const NEXT = "select min(run_at) as next from timer";

export function createTimerStore(pool: pg.Pool): TimerStore {
  return {
    fire: async (at, limit) => {
      const fired = await pool.query<{ run_at: Date }>({
        name: "timer_fire",
        text: FIRE,
        values: [at, limit],
      });
      const next = await pool.query<{ next: Date | null }>({ name: "timer_next", text: NEXT });
      return { dueAt: fired.rows.map((row) => row.run_at), nextDueAt: next.rows[0]?.next ?? undefined };
    },
  };
}
