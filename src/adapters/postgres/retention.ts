import type pg from "pg";
import type { MaintenanceStore, StoreFigures, Tidied, TidyRequest } from "../../ports/maintenance-store.ts";
import { dropMonths, makeMonths } from "./event-months.ts";

/** Rows looked at by one statement: short enough that nobody waits for it. */
const SLICE = 2_000;

/** One process at a time; the lock goes with the connection. */
const LOCK = "select pg_try_advisory_lock(4245, 1) as held";
const UNLOCK = "select pg_advisory_unlock(4245, 1)";

/*
 * Each walks its table in the order of its key, which is the order of arrival, and so needs no index beside it. It
 * begins at the oldest row every time: what stays there is only what is open, failed or dead. `old` tells whether the
 * slice has reached rows that are too young.
 */

/** Counted from the end of its turn: an old message that was only now imported must still be known as seen. */
const INBOX = `
with slice as (
  select i.id, i.turn_id is not null and i.failed_at is null as is_done, coalesce(t.committed_at, i.received_at) as at
  from (select * from inbox where id > $1 order by id limit $3) i left join turn t on t.id = i.turn_id
), gone as (
  delete from inbox using slice where inbox.id = slice.id and slice.is_done and slice.at < $2 returning 1
)
select max(id) as last, count(*) as seen, count(*) filter (where at < $2) as old, (select count(*) from gone) as gone
from slice`;

const OUTBOX = `
with slice as (
  select seq, created_at, done_at, dead_at from outbox where seq > $1 order by seq limit $3
), gone as (
  delete from outbox using slice
  where outbox.seq = slice.seq and slice.done_at < $2 and slice.dead_at is null returning 1
)
select max(seq) as last, count(*) as seen, count(*) filter (where created_at < $2) as old,
  (select count(*) from gone) as gone
from slice`;

const TURNS = `
with slice as (
  select id, committed_at from turn where id > $1 order by id limit $3
), gone as (
  delete from turn using slice where turn.id = slice.id and slice.committed_at < $2 returning 1
)
select max(id) as last, count(*) as seen, count(*) filter (where committed_at < $2) as old,
  (select count(*) from gone) as gone
from slice`;

/** Events that no month was made for. */
const STRAY_EVENTS = `
delete from event_rest where ctid = any(array(select ctid from event_rest where at < $1 limit ${SLICE}))`;

/** A rate limit whose time lies in the past says nothing: the next one begins anew all the same. */
const BUCKETS = "delete from bucket where tat < $1::float8 - 3600000";

/**
 * The age is the server's own: a simulated clock has no part in how long real transactions stay open. Prepared
 * transactions count as well, since they hold back the cleaning just so.
 */
const MEASURE = `
select
  coalesce(extract(epoch from clock_timestamp() - least(
    (select min(xact_start) from pg_stat_activity where backend_xmin is not null and pid <> pg_backend_pid()),
    (select min(prepared) from pg_prepared_xacts))), 0)::float8 as snapshot,
  (select n_live_tup from pg_stat_user_tables where relid = 'inbox'::regclass) as inbox,
  pg_database_size(current_database()) as bytes`;

export function createMaintenanceStore(pool: pg.Pool): MaintenanceStore {
  return {
    tidy: async (request) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        const { rows } = await client.query<{ held: boolean }>(LOCK);
        if (!rows[0]?.held) return undefined;
        // Losing a removal in a crash costs a repeat an hour later.
        await client.query("set synchronous_commit = off");
        try {
          return await tidy(client, request);
        } finally {
          await client.query("reset synchronous_commit");
          await client.query(UNLOCK);
        }
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    measure: () => measure(pool),
  };
}

async function tidy(client: pg.PoolClient, request: TidyRequest): Promise<Tidied> {
  const { at, finishedBefore, eventsBefore, signal } = request;
  await removeAll(client, STRAY_EVENTS, [eventsBefore], signal);
  const monthsMade = await makeMonths(client, at);
  const monthsDropped = await dropMonths(client, eventsBefore);
  const inbox = await removeInSlices(client, INBOX, finishedBefore, signal);
  const outbox = await removeInSlices(client, OUTBOX, finishedBefore, signal);
  // After the inbox, whose rows are as old as their turn.
  const turns = await removeInSlices(client, TURNS, finishedBefore, signal);
  await client.query(BUCKETS, [at.getTime()]);
  return { inbox, outbox, turns, monthsMade, monthsDropped };
}

async function removeInSlices(
  client: pg.PoolClient,
  statement: string,
  before: Date,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  for (let after = 0; !signal.aborted;) {
    const { rows } = await client.query<{ last: number | null; seen: number; old: number; gone: number }>(
      statement,
      [after, before, SLICE],
    );
    const [slice] = rows;
    removed += slice?.gone ?? 0;
    if (!slice?.last || slice.seen < SLICE || slice.old === 0) break;
    after = slice.last;
  }
  return removed;
}

async function removeAll(
  client: pg.PoolClient,
  statement: string,
  values: readonly unknown[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { rowCount } = await client.query(statement, [...values]);
    if ((rowCount ?? 0) < SLICE) return;
  }
}

async function measure(pool: pg.Pool): Promise<StoreFigures> {
  const { rows } = await pool.query<{ snapshot: number; inbox: number | null; bytes: number }>({
    name: "measure_store",
    text: MEASURE,
  });
  const [row] = rows;
  return {
    oldestSnapshotSeconds: Math.max(0, row?.snapshot ?? 0),
    inboxRows: row?.inbox ?? 0,
    databaseBytes: row?.bytes ?? 0,
  };
}
