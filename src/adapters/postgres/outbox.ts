import type pg from "pg";
import type { Effect } from "../../domain/effect.ts";
import { asId } from "../../domain/ids.ts";
import type { Thread } from "../../domain/message.ts";
import type { DeadLetters } from "../../ports/console-reads.ts";
import type { ClaimedEffect, DeliveryNote, OutboxStore } from "../../ports/outbox-store.ts";
import { toJson } from "./inbox.ts";

/** Only the oldest open effect of each order key may leave. `tried_at` is written before the try: a crash shows in it. */
const CLAIM = `
update outbox set owner = $1, attempt = attempt + 1, tried_at = $2
where seq = any(array(
  select o.seq from outbox o
  where o.done_at is null and o.dead_at is null and o.owner is null and o.run_at <= $2
    and not exists (
      select from outbox p
      where p.order_key = o.order_key and p.seq < o.seq and p.done_at is null and p.dead_at is null)
  order by o.run_at, o.seq limit $3 for update skip locked))
returning seq, id, body, thread, lead_id, attempt, is_unsure, created_at`;

/** Ends an attempt, and passes on what it taught us: to the lane, to the offer, to the CRM link. */
const SETTLE = `
with fence as (
  update outbox set owner = null, done_at = $4, dead_at = $5, run_at = coalesce($6, run_at), is_unsure = $7,
    last_error = $8, result = $9
  where id = $1 and owner = $2 and attempt = $3
  returning id, thread, lane
), reported as (
  insert into inbox (source, ext_id, lane, thread, kind, body, received_at)
  select 'outbox', id, lane, thread, 'report', $10::jsonb, $11 from fence where $10::jsonb is not null
  on conflict (source, ext_id) do nothing
  returning lane
), woken as (
  insert into lane (lane, due_at, first_at, is_burst) select lane, $11, $11, false from reported
  on conflict (lane) do update set
    is_dirty = true, is_burst = false,
    due_at = case when lane.owner is not null or lane.attempt > 0 then lane.due_at else least(lane.due_at, excluded.due_at) end
), alerted as (
  update offer set alert_external_id = $13 where id = $12 and exists (select from fence)
), linked as (
  insert into crm_link (lead_id, external_id, entity, url, written_at, drift)
  select $14, $15, $16, $17, $11, $18::jsonb from fence where $14::text is not null
  on conflict (lead_id) do update set
    external_id = excluded.external_id, entity = excluded.entity, url = coalesce(excluded.url, crm_link.url),
    written_at = excluded.written_at, drift = excluded.drift
)
select id from fence`;

const NEXT = `
select min(run_at) as next from outbox where done_at is null and dead_at is null and owner is null`;

const SIZE = `
select count(*) filter (where dead_at is null) as pending, count(*) filter (where dead_at is not null) as dead
from outbox where (done_at is null and dead_at is null) or dead_at is not null`;

interface RawEffect {
  readonly id: string;
  readonly seq: number;
  readonly body: Effect;
  readonly thread: Thread | null;
  readonly lead_id: string | null;
  readonly attempt: number;
  readonly is_unsure: boolean;
  readonly created_at: Date;
}

export function createOutboxStore(pool: pg.Pool, nodeId: () => number): OutboxStore & DeadLetters {
  return {
    claim: async (at, limit) => {
      const owner = nodeId();
      const { rows } = await pool.query<RawEffect>({
        name: "outbox_claim",
        text: CLAIM,
        values: [owner, at, limit],
      });
      return rows.toSorted((a, b) => a.seq - b.seq).map((row) => toClaimed(row, owner));
    },
    settle: async (claimed, settlement, at) => {
      const isRetry = settlement.kind === "retry";
      const note: DeliveryNote = isRetry ? {} : settlement.note;
      const { rowCount } = await pool.query({
        name: "outbox_settle",
        text: SETTLE,
        values: [
          claimed.id,
          claimed.owner,
          claimed.attempt,
          settlement.kind === "done" ? at : null,
          settlement.kind === "dead" ? at : null,
          isRetry ? settlement.dueAt : null,
          isRetry && settlement.isUnsure,
          settlement.kind === "done" ? null : settlement.error,
          null,
          note.report ? toJson(note.report) : null,
          at,
          note.alert?.offerId ?? null,
          note.alert?.externalId ?? null,
          note.crm?.leadId ?? null,
          note.crm?.externalId ?? null,
          note.crm?.entity ?? null,
          note.crm?.url ?? null,
          toJson(note.crm?.drift ?? []),
        ],
      });
      return rowCount === 1;
    },
    nextDueAt: async () => {
      const { rows } = await pool.query<{ next: Date | null }>({ name: "outbox_next", text: NEXT });
      return rows[0]?.next ?? undefined;
    },
    size: async () => {
      const { rows } = await pool.query<{ pending: number; dead: number }>({
        name: "outbox_size",
        text: SIZE,
      });
      return { pending: rows[0]?.pending ?? 0, dead: rows[0]?.dead ?? 0 };
    },
    retry: (id) => bringBack(pool, id),
    discard: (id) => discard(pool, id),
  };
}

/** Counts from the first attempt again. */
async function bringBack(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "update outbox set dead_at = null, attempt = 0, run_at = tried_at where id = $1 and dead_at is not null",
    [id],
  );
  return rowCount === 1;
}

/** Done without having happened: the row stays as evidence. */
async function discard(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update outbox set dead_at = null, done_at = tried_at, last_error = concat('discarded by a person: ', last_error)
     where id = $1 and dead_at is not null`,
    [id],
  );
  return rowCount === 1;
}

function toClaimed(row: RawEffect, owner: number): ClaimedEffect {
  return {
    id: asId(row.id),
    owner,
    effect: row.body,
    thread: row.thread ?? undefined,
    leadId: row.lead_id ? asId(row.lead_id) : undefined,
    attempt: row.attempt,
    isUnsure: row.is_unsure,
    createdAt: row.created_at,
  };
}
