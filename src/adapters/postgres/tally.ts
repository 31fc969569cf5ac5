import type pg from "pg";
import type { Tally } from "../../ports/language-model.ts";

const ADD = `
insert into channel_state (channel, key, value) values ($1, $2, ($3::bigint)::text)
on conflict (channel, key) do update set value = (channel_state.value::bigint + $3::bigint)::text
returning value`;

/** Sums under `owner` among the small durable facts; each addition is one statement, so processes do not lose any. */
export function createTally(pool: pg.Pool, owner: string): Tally {
  return {
    add: async (name, amount) => {
      const { rows } = await pool.query<{ value: string }>(ADD, [owner, name, amount]);
      return Number(rows[0]?.value ?? 0);
    },
  };
}
