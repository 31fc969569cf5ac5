/**
 * One process of the chaos run: the gateway's own engine with a turn that thinks for a while. `ingest` receives over
 * HTTP, `worker` works on lanes, timers and the outbox. What leaves goes to the recorder. Prints `ready <port>`.
 */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";
import { createPostgresBroadcast } from "../../../src/adapters/postgres/broadcast.ts";
import { createInbox } from "../../../src/adapters/postgres/inbox.ts";
import { joinNode } from "../../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../../src/adapters/postgres/lanes.ts";
import { openDatabase } from "../../../src/adapters/postgres/open-database.ts";
import { createOutboxStore } from "../../../src/adapters/postgres/outbox.ts";
import { createTimerStore } from "../../../src/adapters/postgres/timers.ts";
import { NEW_CONVERSATION_STATE } from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Thread } from "../../../src/domain/message.ts";
import { runLanes } from "../../../src/inbound/run-lanes.ts";
import { runOutbox } from "../../../src/outbox/deliver-effects.ts";
import { createMakeId } from "../../../src/platform/make-id.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { createWaker } from "../../../src/platform/waker.ts";
import type { LoopName } from "../../../src/ports/broadcast.ts";
import type { InboxRow } from "../../../src/ports/inbox.ts";
import type { CommitOutcome, LaneClaim, StepWrite } from "../../../src/ports/lane-store.ts";
import type { ClaimedEffect } from "../../../src/ports/outbox-store.ts";
import { runTimers } from "../../../src/watch/fire-timers.ts";
import { runTakeOver } from "../../../src/watch/take-over.ts";
import type { ChaosMessage, Recorded } from "./chaos-wire.ts";

const THINKS_MS = { least: 20, most: 200 };
const MAX_SUPERSEDED = 2;

const [url = "", role = "worker", recorderUrl = ""] = process.argv.slice(2);
const clock = systemClock;
const quiet = () => undefined;
const complain = (facts: object, message: string) => {
  if (process.env["CHAOS_LOG"])
    process.stderr.write(`${process.pid} ${message} ${String(Object.values(facts)[0])}\n`);
};
const log = { debug: quiet, info: quiet, warn: complain, error: complain };
const onTrouble = quiet;

const database = await openDatabase({ url, dataDir: "", path: "", clock, onTrouble, poolSize: 10 });
const { pool, connection } = database;
const hurry = new Pool({
  ...connection,
  options: `${connection.options ?? ""} -c synchronous_commit=off`,
  max: 2,
});
hurry.on("error", quiet);
const node = await joinNode({ pool, connection, clock, name: role, onTrouble });
const wakers = { lanes: createWaker(clock), timers: createWaker(clock), outbox: createWaker(clock) };
const broadcast = createPostgresBroadcast({ connection, clock, self: String(node.id()), log });
broadcast.listen((note) => note.kind === "wake" && wakers[note.loop].wake());
const rouse = (loop: LoopName) => {
  wakers[loop].wake();
  broadcast.send({ kind: "wake", loop });
};
const makeId = createMakeId(() => Date.now());
const lanes = createLaneStore(pool, hurry, node.id);

if (role === "ingest") serve();
else work();

function serve(): void {
  const onStored = () => rouse("lanes");
  const inbox = createInbox({ pool, minWaitMs: 0, quietMs: 0, capMs: 0, onStored });
  const app = new Hono();
  app.onError((error, c) => {
    complain({ error }, "message refused");
    return c.body(null, 503);
  });
  app.post("/", async (c) => {
    const body = await c.req.json<ChaosMessage>();
    await inbox.accept({
      source: "chaos",
      externalId: body.id,
      thread: body.thread,
      kind: "channel",
      body,
      receivedAt: new Date(),
    });
    return c.body(null, 202);
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, "127.0.0.1", () =>
    process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`),
  );
}

function work(): void {
  const never = new AbortController().signal;
  const common = { clock, log, metrics: createPrometheus().metrics };
  const toLanes = {
    store: lanes,
    waker: wakers.lanes,
    concurrency: 32,
    takeStep,
    maxAttempts: 5,
    noticesOf: () => [],
  };
  const toOutbox = {
    store: createOutboxStore(pool, node.id),
    waker: wakers.outbox,
    random: Math.random,
    concurrency: 32,
    perform: record,
    onSettled: quiet,
  };
  const toTimers = {
    store: createTimerStore(pool),
    waker: wakers.timers,
    onFired: () => rouse("lanes"),
  };
  void runLanes({ ...common, ...toLanes }, never);
  void runTimers({ ...common, ...toTimers }, never);
  void runOutbox({ ...common, ...toOutbox }, never);
  void runTakeOver({ ...common, store: lanes, onFreed: () => rouse("lanes") }, never);
  process.stdout.write("ready 0\n");
}

/** As the pipeline's step: what came in while it was thinking is taken in, up to twice. */
async function takeStep(claim: LaneClaim): Promise<void> {
  for (let round = 0; round <= MAX_SUPERSEDED; round += 1) {
    const startedAt = Date.now();
    const rows = await lanes.read(claim);
    const [first] = rows;
    if (!first) return lanes.release(claim);
    const { conversation } = await lanes.load(first.thread, []);
    await clock.sleep(THINKS_MS.least + Math.random() * (THINKS_MS.most - THINKS_MS.least));
    const at = new Date();
    const known = conversation ?? {
      id: makeId("conversation"),
      contactId: makeId("contact"),
      thread: first.thread,
      startedAt: at,
      lastMessageAt: at,
      state: NEW_CONVERSATION_STATE,
    };
    const write = writeOf(first.thread, rows, startedAt, at);
    const outcome: CommitOutcome = await lanes.commit({
      claim,
      consumed: rows.map((row) => row.id),
      at,
      yieldsToNew: round < MAX_SUPERSEDED,
      needsRoster: false,
      decide: () => ({
        ...write,
        conversation: { ...known, lastMessageAt: at },
        lines: write.lines.map((line) => ({ ...line, conversationId: known.id })),
      }),
    });
    if (outcome === "committed") rouse("outbox");
    if (outcome !== "superseded") return;
  }
}

/** Every message becomes a line of the transcript; each turn leaves one effect that names what it answers. */
function writeOf(thread: Thread, rows: readonly InboxRow[], startedAt: number, at: Date): StepWrite {
  const messages = rows.filter((row) => row.kind === "channel").map((row) => row.body as ChaosMessage);
  const timers = rows
    .filter((row) => row.kind === "timer")
    .map((row) => row.body as { readonly key: string; readonly dueAt: string });
  const waited = rows
    .filter((row) => row.kind === "channel")
    .map((row) => startedAt - row.receivedAt.getTime());
  const answers: Recorded["answers"] = [...messages.map(({ id }) => id), ...timers.map(({ key }) => key)];
  const id = makeId("effect");
  return {
    thread,
    conversation: undefined,
    lines: messages.map((message) => ({
      id: makeId("message"),
      conversationId: asId<"conversation">(""),
      author: "contact",
      externalId: message.id,
      text: String(message.n),
      choices: [],
      attachments: [],
      at,
    })),
    leads: [],
    setTimers: messages.flatMap(({ timer }) =>
      timer
        ? [
            {
              key: timer.key,
              kind: "follow_up" as const,
              dueAt: new Date(at.getTime() + timer.afterMs),
              body: {},
            },
          ]
        : [],
    ),
    cancelTimers: [],
    // Looked up before it is repeated, as the CRM's records are: the recorder knows an effect by its id.
    outbox: [
      {
        id,
        orderKey: thread,
        key: id,
        effect: { kind: "crm_add_comment", leadId: asId<"lead">("lead_chaos"), key: answers.join(" ") },
      },
    ],
    events: [
      { type: "chaos_turn", data: { waited } },
      ...timers.map(({ key, dueAt }) => ({
        type: "chaos_timer",
        data: { key, lateMs: startedAt - Date.parse(dueAt) },
      })),
    ],
    supersedesUnsure: false,
  };
}

async function record(claimed: ClaimedEffect) {
  const { effect, thread = "" } = claimed;
  const answers = effect.kind === "crm_add_comment" ? effect.key.split(" ") : [];
  const recorded: Recorded = { id: claimed.id, thread, answers };
  const response = await fetch(recorderUrl, { method: "POST", body: JSON.stringify(recorded) });
  return response.ok ? { outcome: "done" as const } : { outcome: "later" as const, error: "refused" };
}
