import type pg from "pg";
import type { CommitOutcome, CommitRequest, StepWrite } from "../../ports/lane-store.ts";
import type { OutcomeHistory } from "./outcome-history.ts";
import { wakeBacklog } from "./backlog.ts";
import { readLoads } from "./read-loads.ts";
import { LOCK_ROSTER } from "./roster-lock.ts";
import { businessQuery, engineQuery } from "./write-steps.ts";

/** Whoever still holds a lane's token may write; everyone else finds nothing to lock. Sorted, so that nobody waits in a circle. */
const FENCE = `
select l.lane::text, l.is_dirty from lane l
join unnest($1::bigint[], $2::bigint[], $3::bigint[]) as c(lane, owner, token)
  on l.lane = c.lane and l.owner = c.owner and l.token = c.token
order by l.lane for update of l`;

/** What came in is seen now; the next arrival marks the lane again. */
const SEEN = "update lane set is_dirty = false where lane = any($1::bigint[])";

type Conversions = Awaited<ReturnType<OutcomeHistory["of"]>>;

const NO_HISTORY: Conversions = new Map();

/**
 * Stores steps whole, or nothing of them, in one transaction. No network and no thinking happens while it is open. Steps
 * that need the roster come one at a time.
 */
export async function commitSteps(
  pool: pg.Pool,
  requests: readonly CommitRequest[],
  history: OutcomeHistory,
): Promise<readonly CommitOutcome[]> {
  const roster = requests.find((request) => request.needsRoster);
  // Before the transaction, which must not wait for a count.
  const conversions = roster ? await history.of(roster.at) : NO_HISTORY;
  const client = await pool.connect();
  try {
    await client.query("begin");
    const outcomes = await writeSteps(client, requests, conversions);
    await client.query("commit");
    client.release();
    return outcomes;
  } catch (error) {
    await client.query("rollback").then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}

async function writeSteps(
  client: pg.PoolClient,
  requests: readonly CommitRequest[],
  conversions: Conversions,
): Promise<readonly CommitOutcome[]> {
  const fence = await client.query<{ lane: string; is_dirty: boolean }>({
    name: "step_fence",
    text: FENCE,
    values: [
      requests.map(({ claim }) => claim.lane),
      requests.map(({ claim }) => claim.owner),
      requests.map(({ claim }) => claim.token),
    ],
  });
  const held = new Map(fence.rows.map((row) => [row.lane, row.is_dirty]));
  const outcomes = requests.map(({ claim, yieldsToNew }): CommitOutcome => {
    const isDirty = held.get(claim.lane);
    if (isDirty === undefined) return "lost";
    return isDirty && yieldsToNew ? "superseded" : "committed";
  });
  const superseded = requests.filter((_, index) => outcomes[index] === "superseded");
  if (superseded.length > 0)
    await client.query({
      name: "step_seen",
      text: SEEN,
      values: [superseded.map(({ claim }) => claim.lane)],
    });
  const writing = requests.filter((_, index) => outcomes[index] === "committed");
  if (writing.length > 0) await write(client, writing, conversions);
  return outcomes;
}

async function write(
  client: pg.PoolClient,
  requests: readonly CommitRequest[],
  conversions: Conversions,
): Promise<void> {
  const deciding = requests.find((request) => request.needsRoster);
  if (deciding) await client.query(LOCK_ROSTER);
  const loads = deciding ? await readLoads(client, conversions, deciding.at) : [];
  const steps = requests.map((request) => ({ request, write: request.decide(loads) }));
  if (steps.some((step) => hasBusiness(step.write)))
    await client.query(businessQuery(steps.map((step) => step.write)));
  await client.query(engineQuery(steps));
  const freeing = steps.find((step) => step.write.wakesBacklog);
  if (freeing) await wakeBacklog(client, freeing.request.at);
}

function hasBusiness(write: StepWrite): boolean {
  return write.conversation !== undefined || write.lines.length > 0 || write.leads.length > 0;
}
