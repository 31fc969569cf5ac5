import type { PoolClient } from "pg";

/** A calendar month in UTC: `name` as `2026-03`, `from` included, `to` not. */
export interface Month {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

const MONTHS_AHEAD = 2;

/** The month that holds a moment, or one `later` months after it. */
export function monthOf(at: Date, later = 0): Month {
  const first = (offset: number) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));
  const from = first(later);
  return { name: from.toISOString().slice(0, 7), from, to: first(later + 1) };
}

/** Splits this month, the next two, and whatever months have collected in the default partition off into their own. */
export async function makeMonths(client: PoolClient, at: Date): Promise<readonly string[]> {
  const ahead = Array.from({ length: MONTHS_AHEAD + 1 }, (_, later) => monthOf(at, later));
  const { rows } = await client.query<{ month: Date }>(
    "select distinct date_trunc('month', at, 'UTC') as month from event_rest where at < $1",
    [ahead.at(-1)?.to],
  );
  const there = new Set((await listMonths(client)).map(({ name }) => name));
  const wanted = new Map(
    [...rows.map(({ month }) => monthOf(month)), ...ahead].map((month) => [month.name, month]),
  );
  const missing = [...wanted.values()].filter(({ name }) => !there.has(name));
  for (const month of missing) await inTransaction(client, () => splitOff(client, month));
  return missing.map(({ name }) => name);
}

/** Drops whole months that ended by then; a drop costs nothing, however many rows it takes along. */
export async function dropMonths(client: PoolClient, before: Date): Promise<readonly string[]> {
  const gone = (await listMonths(client)).filter(({ to }) => to <= before);
  for (const month of gone)
    await inTransaction(client, async () => {
      await client.query(`drop table ${tableOf(month)}`);
    });
  return gone.map(({ name }) => name);
}

async function listMonths(client: PoolClient): Promise<readonly Month[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'event'::regclass and c.relname ~ '^event_\\d{4}_\\d{2}$' order by 1`,
  );
  return rows.map(({ name }) => monthOf(new Date(`${name.slice(6).replace("_", "-")}-01T00:00:00Z`)));
}

/**
 * Writers wait at the parent's lock, before they have chosen a partition: one that had already chosen the default would
 * be refused there. Readers go on until the new partition is hung in.
 */
async function splitOff(client: PoolClient, month: Month): Promise<void> {
  const table = tableOf(month);
  const range = [month.from, month.to];
  await client.query("lock table event in share row exclusive mode");
  await client.query(`create table ${table} (like event including defaults including storage)`);
  await client.query(
    `with moved as (delete from event_rest where at >= $1 and at < $2 returning *)
     insert into ${table} select * from moved`,
    range,
  );
  const [from, to] = range.map((edge) => `'${edge.toISOString()}'`);
  await client.query(`alter table event attach partition ${table} for values from (${from}) to (${to})`);
}

/** Gives up after two seconds of waiting for a lock: whoever stands behind us in the queue is a customer's message. */
async function inTransaction(client: PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local lock_timeout = '2s'");
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function tableOf(month: Month): string {
  return `event_${month.name.replace("-", "_")}`;
}
