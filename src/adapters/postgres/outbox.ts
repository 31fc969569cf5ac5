import type pg from "pg";
import type { Effect } from "../../domain/effect.ts";
import { asId } from "../../domain/ids.ts";
import type { Thread } from "../../domain/message.ts";
import type { DeadLetters } from "../../ports/console-reads.ts";
import type { ClaimedEffect, DeliveryNote, OutboxStore, Settlement } from "../../ports/outbox-store.ts";
import { createBatcher } from "./batcher.ts";
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

/** Ends attempts, and passes on what they taught us: to the lane, to the offer, to the CRM link. */
const SETTLE = `
with input as (
  select * from jsonb_to_recordset($1::jsonb) as s(id text, owner bigint, attempt int, at timestamptz,
    done_at timestamptz, dead_at timestamptz, run_at timestamptz, is_unsure boolean, error text, report jsonb,
    offer_id text, alert_id text, crm_lead text, crm_id text, crm_entity text, crm_url text, crm_drift jsonb)
), fence as (
  update outbox o set owner = null, done_at = i.done_at, dead_at = i.dead_at, run_at = coalesce(i.run_at, o.run_at),
    is_unsure = i.is_unsure, last_error = i.error
  from input i where o.id = i.id and o.owner = i.owner and o.attempt = i.attempt
  returning o.id, o.thread, o.lane
), reported as (
  insert into inbox (source, ext_id, lane, thread, kind, body, received_at)
  select 'outbox', f.id, f.lane, f.thread, 'report', i.report, i.at from fence f join input i on i.id = f.id
  where i.report is not null order by f.lane
  on conflict (source, ext_id) do nothing
  returning lane, received_at
), woken as (
  insert into lane (lane, due_at, first_at, is_burst)
  select lane, min(received_at), min(received_at), false from reported group by lane order by lane
  on conflict (lane) do update set
    is_dirty = true, is_burst = false,
    due_at = case when lane.owner is not null or lane.attempt > 0 then lane.due_at else least(lane.due_at, excluded.due_at) end
), alerted as (
  update offer set alert_external_id = i.alert_id from fence f join input i on i.id = f.id
  where offer.id = i.offer_id and i.alert_id is not null
), linked as (
  insert into crm_link (lead_id, external_id, entity, url, written_at, drift)
  select i.crm_lead, i.crm_id, i.crm_entity, i.crm_url, i.at, i.crm_drift from fence f join input i on i.id = f.id
  where i.crm_lead is not null
  on conflict (lead_id) do update set
    external_id = excluded.external_id, entity = excluded.entity, url = coalesce(excluded.url, crm_link.url),
    written_at = excluded.written_at, drift = excluded.drift
)
select id from fence`;

const NEXT = `
select min(run_at) as next from outbox where done_at is null and dead_at is null and owner is null`;

const RELEASE_UNKNOWN = `
update outbox set owner = null, is_unsure = is_unsure or id = any($3::text[])
where owner = $1 and id <> all($2::text[])`;

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
  const settle = createBatcher<Ending, boolean>({
    runMany: (endings) => settleMany(pool, endings),
    maxBatch: 64,
    atOnce: 2,
  });
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
    settle: (claimed, settlement, at) => settle({ claimed, settlement, at }),
    releaseUnknown: async (held, unsettled) => {
      const { rowCount } = await pool.query({
        name: "outbox_release_unknown",
        text: RELEASE_UNKNOWN,
        values: [nodeId(), held, unsettled],
      });
      return rowCount ?? 0;
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

interface Ending {
  readonly claimed: ClaimedEffect;
  readonly settlement: Settlement;
  readonly at: Date;
}

async function settleMany(pool: pg.Pool, endings: readonly Ending[]): Promise<readonly boolean[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "outbox_settle",
    text: SETTLE,
    values: [toJson(endings.map(endingRow))],
  });
  const ended = new Set(rows.map((row) => row.id));
  return endings.map(({ claimed }) => ended.has(claimed.id));
}

function endingRow({ claimed, settlement, at }: Ending) {
  const note: DeliveryNote = settlement.kind === "retry" ? {} : settlement.note;
  return {
    id: claimed.id,
    owner: claimed.owner,
    attempt: claimed.attempt,
    at,
    done_at: settlement.kind === "done" ? at : undefined,
    dead_at: settlement.kind === "dead" ? at : undefined,
    run_at: settlement.kind === "retry" ? settlement.dueAt : undefined,
    is_unsure: settlement.kind === "retry" && settlement.isUnsure,
    error: settlement.kind === "done" ? undefined : settlement.error,
    report: note.report,
    offer_id: note.alert?.offerId,
    alert_id: note.alert?.externalId,
    crm_lead: note.crm?.leadId,
    crm_id: note.crm?.externalId,
    crm_entity: note.crm?.entity,
    crm_url: note.crm?.url,
    crm_drift: note.crm?.drift,
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
