/**
 * One process of the engine under measurement: receives over HTTP, works on lanes and timers, or both. Talks to the
 * bench by lines of JSON on its standard output; `stats` on its standard input asks for the samples so far.
 */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { Pool } from "pg";
import { createInbox } from "../../../src/adapters/postgres/inbox.ts";
import { createPostgresBroadcast } from "../../../src/adapters/postgres/broadcast.ts";
import { joinNode } from "../../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../../src/adapters/postgres/lanes.ts";
import { openDatabase } from "../../../src/adapters/postgres/open-database.ts";
import { createOutboxStore } from "../../../src/adapters/postgres/outbox.ts";
import { createTimerStore } from "../../../src/adapters/postgres/timers.ts";
import { NEW_CONVERSATION_STATE } from "../../../src/domain/conversation.ts";
import { threadOf } from "../../../src/domain/message.ts";
import { runLanes } from "../../../src/inbound/run-lanes.ts";
import { runOutbox } from "../../../src/outbox/deliver-effects.ts";
import { createMakeId } from "../../../src/platform/make-id.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { createWaker } from "../../../src/platform/waker.ts";
import type { LaneClaim } from "../../../src/ports/lane-store.ts";
import { runTimers } from "../../../src/watch/fire-timers.ts";
import { runTakeOver } from "../../../src/watch/take-over.ts";

const [url = "", role = "all", turnMs = "0"] = process.argv.slice(2);
const clock = systemClock;
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const database = await openDatabase({ url, dataDir: "", path: "", clock, onTrouble: quiet, poolSize: 12 });
const hurry = new Pool({
  ...database.connection,
  options: `${database.connection.options ?? ""} -c synchronous_commit=off`,
  max: 3,
});
hurry.on("error", quiet);
const node = await joinNode({
  pool: database.pool,
  connection: database.connection,
  clock,
  name: "bench",
  onTrouble: quiet,
});
const wakers = { lanes: createWaker(clock), timers: createWaker(clock), outbox: createWaker(clock) };
const broadcast = createPostgresBroadcast({
  connection: database.connection,
  clock,
  self: String(node.id()),
  log,
});
broadcast.listen((note) => note.kind === "wake" && wakers[note.loop].wake());
const rouse = (loop: "lanes" | "timers" | "outbox") => {
  wakers[loop].wake();
  if (role !== "all") broadcast.send({ kind: "wake", loop });
};
const { metrics } = createPrometheus();
const makeId = createMakeId(() => Date.now());
const inbox = createInbox({
  pool: database.pool,
  minWaitMs: 0,
  quietMs: 0,
  capMs: 0,
  onStored: () => rouse("lanes"),
});
const lanes = createLaneStore(database.pool, hurry, node.id);
const outbox = createOutboxStore(database.pool, node.id);
const never = new AbortController().signal;
const samples = { starts: [] as number[], late: [] as number[], turns: 0, effects: 0 };

if (role === "all" || role === "ingest" || role === "ack") {
  const app = new Hono();
  app.onError((_error, c) => c.body(null, 503));
  app.post("/ack", async (c) => {
    const { id, thread, text } = await c.req.json<{ id: string; thread: string; text: string }>();
    await inbox.accept({
      source: "bench",
      externalId: id,
      thread: threadOf("telegram", thread),
      kind: "channel",
      body: { text, id },
      receivedAt: new Date(),
    });
    return c.json({ id }, 202);
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    say({ port: typeof address === "object" && address ? address.port : 0 });
  });
} else say({ ready: true });

if (role === "all" || role === "worker") {
  const common = { clock, log, metrics };
  void runLanes(
    {
      ...common,
      store: lanes,
      waker: wakers.lanes,
      concurrency: 32,
      takeStep,
      maxAttempts: 5,
      noticesOf: () => [],
    },
    never,
  );
  void runTimers(
    {
      ...common,
      store: createTimerStore(database.pool),
      waker: wakers.timers,
      onFired: () => rouse("lanes"),
    },
    never,
  );
  void runOutbox(
    {
      ...common,
      store: outbox,
      waker: wakers.outbox,
      random: Math.random,
      concurrency: 32,
      perform: () => Promise.resolve({ outcome: "done" as const }),
      onSettled: () => (samples.effects += 1),
    },
    never,
  );
  void runTakeOver({ ...common, store: lanes, onFreed: () => rouse("lanes") }, never);
}

/** A full turn: read, load, and store a conversation, two lines, an effect, a timer and an event. */
async function takeStep(claim: LaneClaim): Promise<void> {
  const startedAt = Date.now();
  const rows = await lanes.read(claim);
  const [first] = rows;
  if (!first) {
    await lanes.release(claim);
    return;
  }
  for (const row of rows) {
    if (row.kind === "timer") {
      const { dueAt } = row.body as { dueAt: string };
      samples.late.push(startedAt - Date.parse(dueAt));
    } else samples.starts.push(startedAt - row.receivedAt.getTime());
  }
  const { thread } = first;
  const { conversation } = await lanes.load(thread, []);
  if (Number(turnMs) > 0) {
    say({ turn: claim.lane, at: Date.now() });
    await clock.sleep(Number(turnMs));
  }
  const at = new Date();
  const current = conversation ?? {
    id: makeId("conversation"),
    contactId: makeId("contact"),
    thread,
    startedAt: at,
    lastMessageAt: at,
    state: NEW_CONVERSATION_STATE,
  };
  const line = (author: "contact" | "bot") => ({
    id: makeId("message"),
    conversationId: current.id,
    author,
    text: "Маникюр с покрытием — 2 200 ₽. На какой день вас записать?",
    choices: [],
    attachments: [],
    at,
  });
  const said = line("bot");
  const isTimer = rows.every((row) => row.kind === "timer");
  const outcome = await lanes.commit({
    claim,
    consumed: rows.map((row) => row.id),
    at,
    yieldsToNew: false,
    needsRoster: false,
    decide: () => ({
      thread,
      conversation: { ...current, lastMessageAt: at },
      lines: isTimer ? [] : [...rows.map(() => line("contact")), said],
      leads: [],
      setTimers: isTimer
        ? []
        : [
            {
              key: `follow_up:${current.id}`,
              kind: "follow_up",
              dueAt: new Date(at.getTime() + 3_600_000),
              body: {},
            },
          ],
      cancelTimers: [],
      outbox: isTimer
        ? []
        : [
            {
              id: makeId("effect"),
              orderKey: thread,
              key: said.id,
              effect: {
                kind: "send_message",
                message: { id: said.id, thread, text: said.text, choices: [], asksPhone: false },
              },
            },
          ],
      events: isTimer ? [] : [{ type: "understood", data: { category: "price_info", priority: "low" } }],
      supersedesUnsure: false,
    }),
  });
  if (outcome === "committed") {
    samples.turns += 1;
    rouse("outbox");
  }
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

process.stdin.on("data", (chunk) => {
  for (const word of chunk.toString().trim().split("\n")) {
    if (word === "stats") say({ stats: samples });
    if (word === "reset") {
      samples.starts.length = 0;
      samples.late.length = 0;
      samples.turns = 0;
      samples.effects = 0;
    }
  }
});
