import type pg from "pg";
import { ownerOf } from "../../domain/lead.ts";
import { laneOf } from "../../domain/lane.ts";
import type { Thread } from "../../domain/message.ts";
import type { CommitOutcome, CommitRequest, StepWrite } from "../../ports/lane-store.ts";
import { toJson } from "./inbox.ts";
import { readLoads } from "./read-loads.ts";

/** Whoever still holds the lane's token may write; everyone else finds nothing to lock. */
const FENCE = "select is_dirty from lane where lane = $1 and owner = $2 and token = $3 for update";

/** Decisions about who gets a lead are taken one after another, so that loads are true and shares fair. */
const LOCK_ROSTER = "select pg_advisory_xact_lock(4243)";

const WRITE_ENGINE = `
with turned as (
  insert into turn (lane, node, committed_at, inputs) values ($1, $2, $4, cardinality($5::bigint[])) returning id
), consumed as (
  update inbox set turn_id = (select id from turned) where id = any($5::bigint[])
), cancelled as (
  delete from timer where key = any($6::text[])
), timed as (
  insert into timer (key, lane, thread, kind, run_at, body)
  select key, $1, $7, kind, run_at, body
  from jsonb_to_recordset($8::jsonb) as t(key text, kind text, run_at timestamptz, body jsonb)
  on conflict (key) do update set
    lane = excluded.lane, thread = excluded.thread, kind = excluded.kind, run_at = excluded.run_at,
    body = excluded.body, seq = default
), queued as (
  insert into outbox (id, order_key, key, kind, thread, lane, lead_id, body, created_at, run_at)
  select id, order_key, key, kind, $7, $1, lead_id, body, $4, $4
  from jsonb_to_recordset($9::jsonb) as o(id text, order_key text, key text, kind text, lead_id text, body jsonb)
  on conflict (key) do nothing
), noted as (
  insert into event (at, conversation_id, lead_id, type, data)
  select $4, $11, lead_id, type, data from jsonb_to_recordset($10::jsonb) as e(lead_id text, type text, data jsonb)
), settled as (
  update outbox set done_at = $4, owner = null, last_error = 'superseded by the contact''s next message'
  where $12 and order_key = $7 and kind = 'send_message' and is_unsure and done_at is null and dead_at is null
), left_over as (
  select min(received_at) as first_at, bool_and(kind = 'channel') as is_burst from inbox
  where lane = $1 and turn_id is null and failed_at is null and id <> all($5::bigint[])
), freed as (
  delete from lane where lane = $1 and token = $3 and (select first_at from left_over) is null
)
update lane set owner = null, is_dirty = false, attempt = 0, due_at = $13,
  first_at = (select first_at from left_over), is_burst = (select is_burst from left_over)
where lane = $1 and token = $3 and (select first_at from left_over) is not null`;

const WRITE_BUSINESS = `
with talked as (
  insert into conversation (id, contact_id, thread, lane, started_at, last_message_at, ownership, data)
  select c->>'id', c->>'contactId', c->>'thread', $5, (c->>'startedAt')::timestamptz,
    (c->>'lastMessageAt')::timestamptz, c->'state'->'ownership'->>'status', c
  from jsonb_array_elements($1::jsonb) as c
  on conflict (id) do update set
    last_message_at = excluded.last_message_at, ownership = excluded.ownership, data = excluded.data
), said as (
  insert into message (id, conversation_id, thread, author, external_id, manager_id, text, choices, attachments, at)
  select id, conversation_id, $6, author, external_id, manager_id, text, choices, attachments, at
  from rows from (jsonb_to_recordset($2::jsonb) as (id text, conversation_id text, author text,
    external_id text, manager_id text, text text, choices jsonb, attachments jsonb, at timestamptz)) with ordinality
    as m(id, conversation_id, author, external_id, manager_id, text, choices, attachments, at, n)
  order by n
  on conflict (id) do nothing
), led as (
  insert into lead (id, conversation_id, thread, lane, created_at, category, priority, source, status, owner,
    expected_value, taken_at, data)
  select id, conversation_id, $6, $5, created_at, category, priority, source, status, owner, expected_value, taken_at, data
  from jsonb_to_recordset($3::jsonb) as l(id text, conversation_id text, created_at timestamptz, category text,
    priority text, source text, status text, owner text, expected_value double precision, taken_at timestamptz, data jsonb)
  on conflict (id) do update set
    category = excluded.category, priority = excluded.priority, status = excluded.status, owner = excluded.owner,
    expected_value = excluded.expected_value, taken_at = excluded.taken_at, data = excluded.data
), offered as (
  insert into offer (id, lead_id, manager_id, offered_at, ended_at, outcome)
  select id, lead_id, manager_id, offered_at, ended_at, outcome
  from jsonb_to_recordset($4::jsonb) as o(id text, lead_id text, manager_id text, offered_at timestamptz,
    ended_at timestamptz, outcome text)
  on conflict (id) do update set ended_at = excluded.ended_at, outcome = excluded.outcome
  returning manager_id, offered_at, (xmax = 0) as is_new
)
insert into manager (id, offered_total, last_offered_at)
select manager_id, count(*), max(offered_at) from offered where is_new group by manager_id
on conflict (id) do update set
  offered_total = manager.offered_total + excluded.offered_total, last_offered_at = excluded.last_offered_at`;

/** Stores one step whole, or nothing of it. No network and no thinking happens while the transaction is open. */
export async function commitStep(pool: pg.Pool, request: CommitRequest): Promise<CommitOutcome> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const outcome = await writeStep(client, request);
    await client.query(outcome === "committed" ? "commit" : "rollback");
    client.release();
    return outcome;
  } catch (error) {
    await client.query("rollback").then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}

async function writeStep(client: pg.PoolClient, request: CommitRequest): Promise<CommitOutcome> {
  const { claim } = request;
  const fence = await client.query<{ is_dirty: boolean }>({
    name: "step_fence",
    text: FENCE,
    values: [claim.lane, claim.owner, claim.token],
  });
  const held = fence.rows[0];
  if (!held) return "lost";
  if (held.is_dirty && request.yieldsToNew) {
    await client.query("update lane set is_dirty = false where lane = $1", [claim.lane]);
    await client.query("commit");
    await client.query("begin");
    return "superseded";
  }
  if (request.needsRoster) await client.query(LOCK_ROSTER);
  const write = request.decide(request.needsRoster ? await readLoads(client) : []);
  if (hasBusiness(write)) await client.query(businessQuery(write));
  await client.query(engineQuery(request, write));
  return "committed";
}

function hasBusiness(write: StepWrite): boolean {
  return write.conversation !== undefined || write.lines.length > 0 || write.leads.length > 0;
}

function businessQuery(write: StepWrite): pg.QueryConfig {
  const lines = write.lines.map((line) => ({
    id: line.id,
    conversation_id: line.conversationId,
    author: line.author,
    external_id: line.externalId,
    manager_id: line.managerId,
    text: line.text,
    choices: line.choices,
    attachments: line.attachments,
    at: line.at,
  }));
  const leads = write.leads.map((lead) => ({
    id: lead.id,
    conversation_id: lead.conversationId,
    created_at: lead.createdAt,
    category: lead.request.category,
    priority: lead.request.priority,
    source: lead.request.source,
    status: lead.ladder.status,
    owner: ownerOf(lead),
    expected_value: lead.request.expectedValue,
    taken_at: lead.ladder.status === "taken" ? lead.ladder.at : undefined,
    data: lead,
  }));
  const offers = write.leads.flatMap((lead) =>
    lead.offers.map((offer) => ({
      id: offer.id,
      lead_id: lead.id,
      manager_id: offer.managerId,
      offered_at: offer.offeredAt,
      ended_at: offer.endedAt,
      outcome: offer.outcome,
    })),
  );
  return {
    name: "step_business",
    text: WRITE_BUSINESS,
    values: [
      toJson(write.conversation ? [write.conversation] : []),
      toJson(lines),
      toJson(leads),
      toJson(offers),
      laneOf(write.thread),
      write.thread,
    ],
  };
}

function engineQuery(request: CommitRequest, write: StepWrite): pg.QueryConfig {
  const set = new Set(write.setTimers.map((timer) => timer.key));
  const timers = write.setTimers.map((timer) => ({
    key: timer.key,
    kind: timer.kind,
    run_at: timer.dueAt,
    body: timer.body,
  }));
  const outbox = write.outbox.map((item) => ({
    id: item.id,
    order_key: item.orderKey,
    key: item.key,
    kind: item.effect.kind,
    lead_id: "leadId" in item.effect ? item.effect.leadId : undefined,
    body: item.effect,
  }));
  const events = write.events.map((event) => ({ lead_id: event.leadId, type: event.type, data: event.data }));
  const thread: Thread = write.thread;
  return {
    name: "step_engine",
    text: WRITE_ENGINE,
    values: [
      request.claim.lane,
      request.claim.owner,
      request.claim.token,
      request.at,
      request.consumed,
      write.cancelTimers.filter((key) => !set.has(key)),
      thread,
      toJson(timers),
      toJson(outbox),
      toJson(events),
      write.conversation?.id ?? null,
      write.supersedesUnsure,
      request.nextDueAt ?? request.at,
    ],
  };
}
