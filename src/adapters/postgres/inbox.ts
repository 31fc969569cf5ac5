import type pg from "pg";
import { laneOf } from "../../domain/lane.ts";
import type { Inbox, InboxEvent } from "../../ports/inbox.ts";
import { createBatcher } from "./batcher.ts";

/**
 * One statement stores a whole batch and wakes its lanes. A lane with nothing but a contact's messages is a burst: each
 * new message moves its due time to `quiet` later, at most `cap` after the first. Anything else is due at once.
 * Sorted by lane, so that two processes never wait for each other in a circle.
 */
const ACCEPT = `
with input as (
  select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[])
    with ordinality as t(source, ext_id, lane, thread, kind, body, received_at, n)
), added as (
  insert into inbox (source, ext_id, lane, thread, kind, body, received_at)
  select source, ext_id, lane, thread, kind, body, received_at from input order by lane, n
  on conflict (source, ext_id) do nothing
  returning source, ext_id, lane, kind, received_at
), work as (
  select lane, min(received_at) as first_at, max(received_at) as last_at, bool_and(kind = 'channel') as is_burst
  from added group by lane order by lane
), woken as (
  insert into lane (lane, due_at, first_at, is_burst)
  select lane, first_at + case when is_burst then $8::interval else '0' end, first_at, is_burst from work order by lane
  on conflict (lane) do update set
    is_dirty = true,
    is_burst = lane.is_burst and excluded.is_burst,
    due_at = case
      when lane.owner is not null or lane.attempt > 0 then lane.due_at
      when lane.is_burst and excluded.is_burst
        then least(excluded.due_at - $8::interval + $9::interval, lane.first_at + $10::interval)
      else least(lane.due_at, excluded.due_at)
    end
)
select source, ext_id from added`;

export interface InboxOptions {
  readonly pool: pg.Pool;
  /** How long the first message of a burst waits at least, how long silence must last, and the longest wait in all. */
  readonly minWaitMs: number;
  readonly quietMs: number;
  readonly capMs: number;
  /** Called after each commit that stored something new. */
  readonly onStored: () => void;
}

const MAX_BATCH = 500;
/** Batches of one thread must commit in order, so threads are spread over this many queues. */
const QUEUES = 2;

interface Arrival {
  readonly event: InboxEvent;
  readonly lane: string;
}

/** The durable inbox, micro-batched: one commit serves many acknowledgements. */
export function createInbox(options: InboxOptions): Inbox {
  const queues = Array.from({ length: QUEUES }, () =>
    createBatcher<Arrival, "new" | "seen">({
      runMany: (batch) => storeBatch(options, batch),
      maxBatch: MAX_BATCH,
      atOnce: 1,
    }),
  );
  return {
    accept: (event) => {
      const lane = laneOf(event.thread);
      const queue = queues[Number(BigInt.asUintN(32, BigInt(lane)) % BigInt(QUEUES))];
      return queue ? queue({ event, lane }) : Promise.reject(new Error("the inbox has no queue"));
    },
  };
}

async function storeBatch(
  options: InboxOptions,
  batch: readonly Arrival[],
): Promise<readonly ("new" | "seen")[]> {
  const { rows } = await options.pool.query<{ source: string; ext_id: string }>({
    name: "inbox_accept",
    text: ACCEPT,
    values: [
      batch.map(({ event }) => event.source),
      batch.map(({ event }) => event.externalId),
      batch.map(({ lane }) => lane),
      batch.map(({ event }) => event.thread),
      batch.map(({ event }) => event.kind),
      batch.map(({ event }) => toJson(event.body)),
      batch.map(({ event }) => event.receivedAt),
      `${options.minWaitMs} milliseconds`,
      `${options.quietMs} milliseconds`,
      `${options.capMs} milliseconds`,
    ],
  });
  if (rows.length > 0) options.onStored();
  const added = new Set(rows.map((row) => keyOf(row.source, row.ext_id)));
  // The same event twice in one batch: only the first of them is new.
  return batch.map(({ event }) => (added.delete(keyOf(event.source, event.externalId)) ? "new" : "seen"));
}

function keyOf(source: string, externalId: string): string {
  return `${source}\u0000${externalId}`;
}

/** PostgreSQL's jsonb refuses the NUL character and half surrogate pairs, which some clients send. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "string" ? inner.replaceAll("\u0000", "").toWellFormed() : inner,
  );
}
