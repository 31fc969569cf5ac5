import type pg from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { Pacer } from "../../ports/pacer.ts";

/** The same GCRA in one upsert: `tat` is stored as it will be after this one, so what is returned tells the wait. */
const TAKE = `
insert into bucket as b (key, tat) values ($1, $2::float8 + $3::float8)
on conflict (key) do update set tat = greatest(b.tat, $2::float8) + $3::float8
returning tat - $3::float8 as from_ms`;

/** Paces among all processes of one database. `hurry` does not wait for the disk: the table is unlogged anyway. */
export function createPostgresPacer(hurry: pg.Pool, clock: Clock): Pacer {
  return {
    take: async (key, rate) => {
      const nowMs = clock.now().getTime();
      const { rows } = await hurry.query<{ from_ms: number }>({
        name: "bucket_take",
        text: TAKE,
        values: [key, nowMs, rate.intervalMs],
      });
      const from = rows[0]?.from_ms ?? nowMs;
      return Math.max(0, from - (rate.burst - 1) * rate.intervalMs - nowMs);
    },
  };
}
