import type pg from "pg";
import { laneOf } from "../../domain/lane.ts";
import { ownerOf, takingOf } from "../../domain/lead.ts";
import type { CommitRequest, StepWrite } from "../../ports/lane-store.ts";
import { toJson } from "./inbox.ts";

const WRITE_BUSINESS = `
with talked as (
  insert into conversation (id, contact_id, thread, lane, started_at, last_message_at, ownership, data)
  select c.data->>'id', c.data->>'contactId', c.data->>'thread', c.lane, (c.data->>'startedAt')::timestamptz,
    (c.data->>'lastMessageAt')::timestamptz, c.data->'state'->'ownership'->>'status', c.data
  from jsonb_to_recordset($1::jsonb) as c(lane bigint, data jsonb)
  on conflict (id) do update set
    last_message_at = excluded.last_message_at, ownership = excluded.ownership, data = excluded.data
), said as (
  insert into message (id, conversation_id, thread, author, external_id, manager_id, text, choices, attachments, at)
  select id, conversation_id, thread, author, external_id, manager_id, text, choices, attachments, at
  from rows from (jsonb_to_recordset($2::jsonb) as (id text, conversation_id text, thread text, author text,
    external_id text, manager_id text, text text, choices jsonb, attachments jsonb, at timestamptz)) with ordinality
    as m(id, conversation_id, thread, author, external_id, manager_id, text, choices, attachments, at, n)
  order by n
  on conflict (id) do nothing
), led as (
  insert into lead (id, conversation_id, thread, lane, created_at, category, priority, source, status, owner,
    expected_value, taken_at, taken_by, closed_at, outcome, experiment, variant, data)
  select id, conversation_id, thread, lane, created_at, category, priority, source, status, owner, expected_value,
    taken_at, taken_by, closed_at, outcome, experiment, variant, data
  from jsonb_to_recordset($3::jsonb) as l(id text, conversation_id text, thread text, lane bigint,
    created_at timestamptz, category text, priority text, source text, status text, owner text,
    expected_value double precision, taken_at timestamptz, taken_by text, closed_at timestamptz, outcome text,
    experiment text, variant text, data jsonb)
  on conflict (id) do update set
    category = excluded.category, priority = excluded.priority, status = excluded.status, owner = excluded.owner,
    expected_value = excluded.expected_value, taken_at = excluded.taken_at, taken_by = excluded.taken_by,
    closed_at = excluded.closed_at, outcome = excluded.outcome, data = excluded.data
), offered as (
  insert into offer (id, lead_id, manager_id, offered_at, ended_at, outcome)
  select id, lead_id, manager_id, offered_at, ended_at, outcome
  from jsonb_to_recordset($4::jsonb) as o(id text, lead_id text, manager_id text, offered_at timestamptz,
    ended_at timestamptz, outcome text)
  on conflict (id) do update set ended_at = excluded.ended_at, outcome = excluded.outcome
  returning manager_id, offered_at, (xmax = 0) as is_new
)
insert into manager (id, offered_total, last_offered_at)
select o.manager_id, count(*) + coalesce(max(l.lift), 0), max(o.offered_at)
from offered o left join jsonb_to_recordset($5::jsonb) as l(manager_id text, lift bigint) on l.manager_id = o.manager_id
where o.is_new group by o.manager_id
on conflict (id) do update set
  offered_total = manager.offered_total + excluded.offered_total, last_offered_at = excluded.last_offered_at`;

/**
 * Marks what was dealt with, sets and cancels timers, queues effects, notes events, and frees the lanes: gone when
 * nothing is left in them, else due for what came in meanwhile.
 */
const WRITE_ENGINE = `
with step as (
  select * from jsonb_to_recordset($1::jsonb) as s(lane bigint, owner bigint, token bigint, at timestamptz,
    next_due_at timestamptz, inputs int)
), turned as (
  insert into turn (lane, node, committed_at, inputs) select lane, owner, at, inputs from step returning id, lane
), consumed as (
  update inbox i set turn_id = t.id
  from unnest($2::bigint[], $3::bigint[]) as c(id, lane) join turned t on t.lane = c.lane
  where i.id = c.id
), cancelled as (
  delete from timer where key = any($4::text[])
), timed as (
  insert into timer (key, lane, thread, kind, run_at, body)
  select key, lane, thread, kind, run_at, body
  from jsonb_to_recordset($5::jsonb) as t(key text, lane bigint, thread text, kind text, run_at timestamptz, body jsonb)
  on conflict (key) do update set
    lane = excluded.lane, thread = excluded.thread, kind = excluded.kind, run_at = excluded.run_at,
    body = excluded.body, seq = default
), queued as (
  insert into outbox (id, order_key, key, kind, thread, lane, lead_id, body, created_at, run_at)
  select id, order_key, key, kind, thread, lane, lead_id, body, at, at
  from rows from (jsonb_to_recordset($6::jsonb) as (id text, order_key text, key text, kind text, thread text,
    lane bigint, lead_id text, body jsonb, at timestamptz)) with ordinality
    as o(id, order_key, key, kind, thread, lane, lead_id, body, at, n)
  order by n
  on conflict (key) do nothing
), noted as (
  insert into event (at, conversation_id, lead_id, type, data)
  select at, conversation_id, lead_id, type, data
  from rows from (jsonb_to_recordset($7::jsonb) as (at timestamptz, conversation_id text, lead_id text, type text,
    data jsonb)) with ordinality as e(at, conversation_id, lead_id, type, data, n)
  order by n
), settled as (
  update outbox o set done_at = c.at, owner = null, last_error = 'superseded by the contact''s next message'
  from jsonb_to_recordset($8::jsonb) as c(thread text, at timestamptz)
  where o.order_key = c.thread and o.kind = 'send_message' and o.is_unsure and o.done_at is null and o.dead_at is null
), left_over as (
  select i.lane, min(i.received_at) as first_at, bool_and(i.kind = 'channel') as is_burst
  from inbox i join step s on s.lane = i.lane
  where i.turn_id is null and i.failed_at is null and i.id <> all($2::bigint[])
  group by i.lane
), freed as (
  delete from lane l using step s
  where l.lane = s.lane and l.token = s.token and not exists (select from left_over o where o.lane = l.lane)
)
update lane l set owner = null, is_dirty = false, attempt = 0, due_at = s.next_due_at, first_at = o.first_at,
  is_burst = o.is_burst
from step s join left_over o on o.lane = s.lane
where l.lane = s.lane and l.token = s.token`;

/** The conversations, lines, leads and offers of several steps. */
export function businessQuery(writes: readonly StepWrite[]): pg.QueryConfig {
  return {
    name: "step_business",
    text: WRITE_BUSINESS,
    values: [
      toJson(
        writes.flatMap(({ conversation, thread }) =>
          conversation ? [{ lane: laneOf(thread), data: conversation }] : [],
        ),
      ),
      toJson(writes.flatMap(lineRows)),
      toJson(writes.flatMap(leadRows)),
      toJson(writes.flatMap(offerRows)),
      toJson(writes.flatMap(liftRows)),
    ],
  };
}

function lineRows({ lines, thread }: StepWrite) {
  return lines.map((line) => ({
    id: line.id,
    conversation_id: line.conversationId,
    thread,
    author: line.author,
    external_id: line.externalId,
    manager_id: line.managerId,
    text: line.text,
    choices: line.choices,
    attachments: line.attachments,
    at: line.at,
  }));
}

function leadRows({ leads, thread }: StepWrite) {
  return leads.map((lead) => ({
    id: lead.id,
    conversation_id: lead.conversationId,
    thread,
    lane: laneOf(thread),
    created_at: lead.createdAt,
    category: lead.request.category,
    priority: lead.request.priority,
    source: lead.request.source,
    status: lead.ladder.status,
    owner: ownerOf(lead),
    expected_value: lead.request.expectedValue,
    taken_at: takingOf(lead)?.at,
    taken_by: takingOf(lead)?.by,
    closed_at: lead.ladder.status === "closed" ? lead.ladder.at : undefined,
    outcome: lead.ladder.status === "closed" ? lead.ladder.outcome : undefined,
    experiment: lead.trace.experiment?.id,
    variant: lead.trace.experiment?.variant,
    data: lead,
  }));
}

function liftRows({ lifts }: StepWrite) {
  return (lifts ?? []).map(({ managerId, lift }) => ({ manager_id: managerId, lift }));
}

function offerRows({ leads }: StepWrite) {
  return leads.flatMap((lead) =>
    lead.offers.map((offer) => ({
      id: offer.id,
      lead_id: lead.id,
      manager_id: offer.managerId,
      offered_at: offer.offeredAt,
      ended_at: offer.endedAt,
      outcome: offer.outcome,
    })),
  );
}

interface Step {
  readonly request: CommitRequest;
  readonly write: StepWrite;
}

/** Everything of several steps that is the engine's. */
export function engineQuery(steps: readonly Step[]): pg.QueryConfig {
  const consumed = steps.flatMap(({ request }) =>
    request.consumed.map((id) => ({ id, lane: request.claim.lane })),
  );
  return {
    name: "step_engine",
    text: WRITE_ENGINE,
    values: [
      toJson(steps.map(stepRow)),
      consumed.map(({ id }) => id),
      consumed.map(({ lane }) => lane),
      steps.flatMap(({ write }) => cancelledKeys(write)),
      toJson(steps.flatMap(timerRows)),
      toJson(steps.flatMap(outboxRows)),
      toJson(steps.flatMap(eventRows)),
      toJson(
        steps.flatMap(({ write, request }) =>
          write.supersedesUnsure ? [{ thread: write.thread, at: request.at }] : [],
        ),
      ),
    ],
  };
}

function stepRow({ request }: Step) {
  const { claim, at, nextDueAt, consumed } = request;
  return {
    lane: claim.lane,
    owner: claim.owner,
    token: claim.token,
    at,
    next_due_at: nextDueAt ?? at,
    inputs: consumed.length,
  };
}

/** A key both set and cancelled in one step is set. */
function cancelledKeys({ setTimers, cancelTimers }: StepWrite): readonly string[] {
  const set = new Set(setTimers.map((timer) => timer.key));
  return cancelTimers.filter((key) => !set.has(key));
}

function timerRows({ write }: Step) {
  return write.setTimers.map((timer) => ({
    key: timer.key,
    lane: laneOf(write.thread),
    thread: write.thread,
    kind: timer.kind,
    run_at: timer.dueAt,
    body: timer.body,
  }));
}

function outboxRows({ write, request }: Step) {
  return write.outbox.map((item) => ({
    id: item.id,
    order_key: item.orderKey,
    key: item.key,
    kind: item.effect.kind,
    thread: write.thread,
    lane: laneOf(write.thread),
    lead_id: "leadId" in item.effect ? item.effect.leadId : undefined,
    body: item.effect,
    at: request.at,
  }));
}

function eventRows({ write, request }: Step) {
  return write.events.map((event) => ({
    at: request.at,
    conversation_id: write.conversation?.id,
    lead_id: event.leadId,
    type: event.type,
    data: event.data,
  }));
}
