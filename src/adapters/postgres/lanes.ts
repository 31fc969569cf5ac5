import type pg from "pg";
import type { OutboxItem } from "../../domain/effect.ts";
import type { Thread } from "../../domain/message.ts";
import type { InboxKind, InboxRow } from "../../ports/inbox.ts";
import type { CommitOutcome, CommitRequest, LaneClaim, LaneStore, Snapshot } from "../../ports/lane-store.ts";
import { createBatcher } from "./batcher.ts";
import { createOutcomeHistory } from "./outcome-history.ts";
import { toJson } from "./inbox.ts";
import { commitSteps } from "./commit-steps.ts";
import { loadSnapshots, type SnapshotQuestion } from "./load-snapshot.ts";

/** `= any(array(…))` keeps the planner on the index; `in (select …)` does not. */
const CLAIM = `
update lane set owner = $1, token = nextval('lane_token'), is_dirty = false
where lane = any(array(
  select lane from lane where owner is null and due_at <= $2 order by due_at limit $3 for update skip locked))
returning lane::text, token, attempt, first_at`;

const NEXT = "select min(due_at) as next from lane where owner is null";

/** At most so many rows of a lane at once: a flood in one must not make its step endless. */
const READ = `
select l.lane::text, r.* from unnest($1::bigint[]) as l(lane)
cross join lateral (
  select id, source, thread, kind, body, received_at from inbox
  where lane = l.lane and turn_id is null and failed_at is null order by id limit 200
) as r`;

const DEFER = `
update lane set owner = null, due_at = case when is_dirty then least($4, due_at) else $4 end, is_dirty = false
where lane = $1 and owner = $2 and token = $3`;

const RELEASE = `
with freed as (
  delete from lane where lane = $1 and owner = $2 and token = $3 and not is_dirty
)
update lane set owner = null, is_dirty = false where lane = $1 and owner = $2 and token = $3 and is_dirty`;

const FAIL = `
update lane set owner = null, due_at = $4, is_dirty = false, attempt = attempt + 1
where lane = $1 and owner = $2 and token = $3`;

const SET_ASIDE = `
with fence as (
  update lane set attempt = 0, due_at = $5, owner = null where lane = $1 and owner = $2 and token = $3 returning lane
), aside as (
  update inbox set failed_at = $5 where id = any($4::bigint[]) and exists (select from fence) returning id, thread, kind
), told as (
  insert into outbox (id, order_key, key, kind, thread, lane, body, created_at, run_at)
  select o.id, o.order_key, o.key, o.kind, $8, $1, o.body, $5, $5
  from jsonb_to_recordset($7::jsonb) as o(id text, order_key text, key text, kind text, body jsonb)
  where exists (select from fence)
)
insert into event (at, type, data)
select $5, 'set_aside', jsonb_build_object('inboxId', id, 'thread', thread, 'kind', kind, 'reason', $6::text) from aside`;

/**
 * An owner is gone when its session no longer holds the advisory lock of its node, when it has not beaten for long by
 * the database's clock, or when its node was buried earlier. Rows are locked in order and those that somebody else has locked are left for the
 * next look, so that this waits for nobody. A number above all that this statement can see belongs to a process that
 * has joined just now; so a dead one's number is kept until it owns nothing. When the server itself has just come back, everybody's session is broken: for a second the
 * living may still store what they have done meanwhile.
 */
const TAKE_OVER = `
with alive as (
  select n.id from node n
  where n.id = $2 or pg_postmaster_start_time() > now() - interval '1 second' or (
    n.beat_at >= now() - interval '15 seconds'
    and exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.classid = 4242 and l.objid = n.id::oid and l.objsubid = 2 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())))
), lanes as (
  update lane set owner = null, due_at = $1 where lane = any(array(
    select lane from lane
    where owner <= (select max(id) from node) and owner not in (select id from alive)
    order by lane for update skip locked))
  returning 1
), effects as (
  update outbox set owner = null, is_unsure = true, run_at = greatest(run_at, $1) where seq = any(array(
    select seq from outbox
    where owner <= (select max(id) from node) and owner not in (select id from alive)
    order by seq for update skip locked))
  returning 1
), buried as (
  delete from node n where id not in (select id from alive)
    and not exists (select from lane where owner = n.id) and not exists (select from outbox where owner = n.id)
)
select (select count(*) from lanes) + (select count(*) from effects) as freed`;

const RELEASE_UNKNOWN = "update lane set owner = null where owner = $1 and token <> all($2::bigint[])";

/** One statement serves many lanes; two at once keep the database busy while the other one's answers are dealt with. */
const BATCHES = { maxBatch: 64, atOnce: 2 };

interface RawRow {
  readonly lane: string;
  readonly id: number;
  readonly source: string;
  readonly thread: Thread;
  readonly kind: InboxKind;
  readonly body: unknown;
  readonly received_at: Date;
}

/**
 * Lanes in PostgreSQL. `hurry` runs statements whose loss in a crash only costs a repeat (claims), without waiting for
 * the disk.
 */
export function createLaneStore(pool: pg.Pool, hurry: pg.Pool, nodeId: () => number): LaneStore {
  const own = (claim: LaneClaim) => [claim.lane, claim.owner, claim.token];
  const { read, load, commit, commitOne } = createBatches(pool);
  return {
    claim: async (at, limit) => {
      const owner = nodeId();
      const { rows } = await hurry.query<{ lane: string; token: number; attempt: number; first_at: Date }>({
        name: "lane_claim",
        text: CLAIM,
        values: [owner, at, limit],
      });
      return rows.map(({ lane, token, attempt, first_at }) => ({
        lane,
        owner,
        token,
        attempt,
        firstAt: first_at,
      }));
    },
    nextDueAt: async () => {
      const { rows } = await hurry.query<{ next: Date | null }>({ name: "lane_next", text: NEXT });
      return rows[0]?.next ?? undefined;
    },
    read: (claim) => read(claim.lane),
    load: (thread, leadIds) => load({ thread, leadIds }),
    commit: (request) => (request.needsRoster ? commitOne(request) : commit(request)),
    defer: async (claim, dueAt) => {
      await hurry.query({ name: "lane_defer", text: DEFER, values: [...own(claim), dueAt] });
    },
    release: async (claim) => {
      await pool.query({ name: "lane_release", text: RELEASE, values: own(claim) });
    },
    fail: async (claim, dueAt) => {
      await pool.query({ name: "lane_fail", text: FAIL, values: [...own(claim), dueAt] });
    },
    setAside: async (claim, rows, at, reason, notices) => {
      const ids = rows.map((row) => row.id);
      const thread = rows[0]?.thread ?? "";
      await pool.query(SET_ASIDE, [...own(claim), ids, at, reason, toJson(notices.map(noticeRow)), thread]);
    },
    releaseUnknown: async (held) => {
      const tokens = held.map(({ token }) => token);
      const { rowCount } = await hurry.query({
        name: "lane_release_unknown",
        text: RELEASE_UNKNOWN,
        values: [nodeId(), tokens],
      });
      return rowCount ?? 0;
    },
    takeOver: async (at) => {
      const { rows } = await pool.query<{ freed: number }>({
        name: "take_over",
        text: TAKE_OVER,
        values: [at, nodeId()],
      });
      return rows[0]?.freed ?? 0;
    },
  };
}

function noticeRow({ id, orderKey, key, effect }: OutboxItem) {
  return { id, order_key: orderKey, key, kind: effect.kind, body: effect };
}

/** One statement serves many lanes. Steps that need the roster are committed one at a time. */
function createBatches(pool: pg.Pool) {
  const history = createOutcomeHistory(pool);
  const read = createBatcher<string, readonly InboxRow[]>({
    runMany: (asked) => readMany(pool, asked),
    ...BATCHES,
  });
  const load = createBatcher<SnapshotQuestion, Snapshot>({
    runMany: (questions) => loadSnapshots(pool, questions),
    ...BATCHES,
  });
  const commit = createBatcher<CommitRequest, CommitOutcome>({
    runMany: (requests) => commitSteps(pool, requests, history),
    ...BATCHES,
  });
  const commitOne = createBatcher<CommitRequest, CommitOutcome>({
    runMany: (requests) => commitSteps(pool, requests, history),
    maxBatch: 1,
    atOnce: 1,
  });
  return { read, load, commit, commitOne };
}

async function readMany(pool: pg.Pool, lanes: readonly string[]): Promise<readonly (readonly InboxRow[])[]> {
  const { rows } = await pool.query<RawRow>({ name: "lane_read", text: READ, values: [lanes] });
  return lanes.map((lane) => rows.filter((row) => row.lane === lane).map(toInboxRow));
}

function toInboxRow(row: RawRow): InboxRow {
  return {
    id: row.id,
    source: row.source,
    thread: row.thread,
    kind: row.kind,
    body: row.body,
    receivedAt: row.received_at,
  };
}
