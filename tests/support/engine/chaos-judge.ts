import type { Client } from "pg";
import type { ChaosMessage, Recorded } from "./chaos-wire.ts";

/** How often each thing that must never happen has happened. */
export interface Verdict {
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
}

export interface ChaosJudgement {
  /** Acknowledged messages against the transcript. */
  readonly messages: Verdict;
  /** Acknowledged messages against what reached the outside. */
  readonly effects: Verdict;
  readonly timers: {
    readonly set: number;
    readonly missed: number;
    readonly repeated: number;
    readonly lateMs: readonly number[];
  };
  /** Rows set aside and dead letters: nothing in the run deserves either. */
  readonly givenUp: number;
  /** From receipt to the start of the turn that was committed; milliseconds. */
  readonly startMs: readonly number[];
}

/** Compares what was promised with what the database and the outside have. */
export async function judge(
  client: Client,
  acked: readonly ChaosMessage[],
  recorded: readonly Recorded[],
): Promise<ChaosJudgement> {
  const lines = await client.query<{ id: string }>(
    "select external_id as id from message where author = 'contact' order by seq",
  );
  const fired = await client.query<{ key: string; late: number }>(
    "select data->>'key' as key, (data->>'lateMs')::float8 as late from event where type = 'chaos_timer'",
  );
  const waited = await client.query<{ ms: number }>(
    "select jsonb_array_elements(data->'waited')::float8 as ms from event where type = 'chaos_turn'",
  );
  const givenUp = await client.query<{ count: number }>(
    `select (select count(*) from inbox where failed_at is not null)
       + (select count(*) from outbox where dead_at is not null) as count`,
  );
  const keys = acked.flatMap(({ timer }) => (timer ? [timer.key] : []));
  const firings = countBy(fired.rows.map((row) => row.key));
  return {
    messages: compare(
      acked,
      lines.rows.map((row) => row.id),
    ),
    effects: compare(
      acked,
      recorded.flatMap(({ answers }) => answers),
    ),
    timers: {
      set: keys.length,
      missed: keys.filter((key) => !firings.has(key)).length,
      repeated: [...firings.values()].reduce((sum, times) => sum + times - 1, 0),
      lateMs: fired.rows.map((row) => row.late),
    },
    givenUp: givenUp.rows[0]?.count ?? 0,
    startMs: waited.rows.map((row) => row.ms),
  };
}

function compare(acked: readonly ChaosMessage[], found: readonly string[]): Verdict {
  const ids = new Map(acked.map((message) => [message.id, message]));
  const seen = countBy(found);
  const last = new Map<string, number>();
  let reordered = 0;
  for (const id of found) {
    const message = ids.get(id);
    if (!message) continue;
    if (message.n < (last.get(message.thread) ?? 0)) reordered += 1;
    last.set(message.thread, message.n);
  }
  return {
    lost: acked.filter(({ id }) => !seen.has(id)).length,
    duplicated: acked.reduce((sum, { id }) => sum + Math.max(0, (seen.get(id) ?? 0) - 1), 0),
    reordered,
  };
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
