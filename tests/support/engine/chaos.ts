import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { startEmbeddedPostgres } from "../../../src/adapters/postgres/embedded/start-embedded.ts";
import { openDatabase } from "../../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { bundleNode } from "./bundle-node.ts";
import { runCustomers } from "./chaos-customers.ts";
import { judge, type ChaosJudgement } from "./chaos-judge.ts";
import { openSeat, type Seat } from "./chaos-processes.ts";
import { startChaosRecorder } from "./chaos-recorder.ts";

export interface ChaosOptions {
  readonly durationMs: number;
  readonly perSecond: number;
  readonly customers: number;
  readonly timers: number;
  readonly workers: number;
  readonly killEveryMs: number;
  readonly databaseKills: number;
  /** How long one worker is frozen; 0: none is. */
  readonly freezeMs: number;
  /** How long the engine may take to finish after the last message. */
  readonly drainMs: number;
}

export interface ChaosReport extends ChaosJudgement {
  readonly acked: number;
  readonly perSecond: number;
  readonly ackMs: readonly number[];
  readonly kills: {
    readonly ingest: number;
    readonly worker: number;
    readonly database: number;
    readonly frozenMs: number;
    /** From each kill of the database until it answers again. */
    readonly databaseBackMs: readonly number[];
  };
  /** Effects that reached the outside, and arrivals beyond the first of each. */
  readonly recorded: number;
  readonly rawRepeats: number;
  /** From the last acknowledgement until nothing was left to do; undefined when something stayed. */
  readonly drainedMs: number | undefined;
  readonly leftOver: string;
}

export const CHAOS: ChaosOptions = {
  durationMs: 30_000,
  perSecond: 300,
  customers: 600,
  timers: 2_000,
  workers: 3,
  killEveryMs: 1_000,
  databaseKills: 3,
  freezeMs: 20_000,
  drainMs: 180_000,
};

/** Real processes over a real database of their own, killed all the time; then what was promised is checked. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const dataDir = mkdtempSync(join(tmpdir(), "dozor-chaos-"));
  const server = await startEmbeddedPostgres({
    dataDir,
    clock: systemClock,
    path: process.env["PATH"] ?? "",
    onCrash: () => undefined,
    settings: ["max_connections=150"],
  });
  const { connection } = server;
  const url = `postgres:///${connection.database}?user=${connection.user}&host=${encodeURIComponent(connection.host)}`;
  const recorder = await startChaosRecorder();
  const seats: Seat[] = [];
  try {
    const common = { dataDir, path: "", clock: systemClock, onTrouble: () => undefined };
    await (await openDatabase({ url, ...common })).close();
    const program = await bundleNode(dataDir);
    const ingest = openSeat(program, "ingest", url, recorder.url);
    seats.push(ingest);
    for (let n = 0; n < options.workers; n += 1) seats.push(openSeat(program, "worker", url, recorder.url));
    await Promise.all(seats.map((seat) => seat.ready()));
    const stopping = new AbortController();
    const cluster = { path: join(dataDir, "postgres"), connection };
    const trouble = makeTrouble(seats, cluster, options, stopping.signal);
    const startedAt = performance.now();
    const { acked, ackMs } = await runCustomers({
      count: options.customers,
      perSecond: options.perSecond,
      durationMs: options.durationMs,
      timers: options.timers,
      timersWithinMs: Math.min(20_000, options.durationMs / 2),
      port: ingest.port,
    });
    const perSecond = acked.length / ((performance.now() - startedAt) / 1000);
    stopping.abort();
    const kills = await trouble;
    await Promise.all(seats.map((seat) => seat.ready()));
    const { drainedMs, leftOver } = await drain(connection, options.drainMs);
    const client = await connect(connection);
    const judgement = await judge(client, acked, recorder.recorded);
    await client.end();
    return {
      ...judgement,
      acked: acked.length,
      perSecond,
      ackMs,
      kills,
      recorded: recorder.recorded.length,
      rawRepeats: recorder.repeats(),
      drainedMs,
      leftOver,
    };
  } finally {
    await Promise.all(seats.map((seat) => seat.stop()));
    await recorder.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function makeTrouble(
  seats: readonly Seat[],
  cluster: { readonly path: string; readonly connection: ClientConfig },
  options: ChaosOptions,
  signal: AbortSignal,
): Promise<ChaosReport["kills"]> {
  const databaseBackMs: number[] = [];
  const kills = { ingest: 0, worker: 0, database: 0, frozenMs: 0, databaseBackMs };
  let frozen: Seat | undefined;
  const killProcesses = async () => {
    while (!signal.aborted) {
      await pause(options.killEveryMs * (0.7 + 0.6 * Math.random()), signal);
      const targets = seats.filter((seat) => seat.isUp() && seat !== frozen);
      const target = targets[Math.floor(Math.random() * targets.length)];
      // On a busy machine a start takes longer than the pause: killing all at once would prove nothing.
      const down = seats.filter((seat) => !seat.isUp()).length;
      if (!target || down > 1 || signal.aborted) continue;
      target.kill();
      kills[target.role] += 1;
    }
  };
  const killDatabase = async () => {
    const startedAt = performance.now();
    for (let n = 1; n <= options.databaseKills; n += 1) {
      const dueAt = startedAt + (n * options.durationMs) / (options.databaseKills + 1);
      await pause(Math.max(1_000, dueAt - performance.now()), signal);
      if (signal.aborted) return;
      process.kill(
        Number(readFileSync(join(cluster.path, "postmaster.pid"), "utf8").split("\n")[0]),
        "SIGKILL",
      );
      kills.database += 1;
      const killedAt = performance.now();
      await (await connect(cluster.connection)).end();
      databaseBackMs.push(Math.round(performance.now() - killedAt));
    }
  };
  const freezeOne = async () => {
    if (options.freezeMs === 0) return;
    await pause(options.durationMs / 10, signal);
    const seat = seats.find((one) => one.role === "worker" && one.isUp());
    if (!seat || signal.aborted) return;
    frozen = seat;
    seat.freeze();
    const since = performance.now();
    await pause(options.freezeMs, signal);
    kills.frozenMs = Math.round(performance.now() - since);
    seat.thaw();
    // It may find out for itself first that others have its work.
    await pause(2_000, signal);
    frozen = undefined;
  };
  await Promise.all([killProcesses(), killDatabase(), freezeOne()]);
  return kills;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

const LEFT = `
select (select count(*) from inbox where turn_id is null and failed_at is null) as inbox,
  (select count(*) from lane) as lane, (select count(*) from timer) as timer,
  (select count(*) from outbox where done_at is null and dead_at is null) as outbox`;

async function drain(
  connection: ClientConfig,
  limitMs: number,
): Promise<{ readonly drainedMs: number | undefined; readonly leftOver: string }> {
  const client = await connect(connection);
  const startedAt = performance.now();
  try {
    for (;;) {
      const { rows } = await client.query<Record<string, number>>(LEFT);
      const left = Object.entries(rows[0] ?? {}).filter(([, count]) => count > 0);
      const elapsedMs = performance.now() - startedAt;
      if (left.length === 0) return { drainedMs: elapsedMs, leftOver: "" };
      if (elapsedMs > limitMs)
        return { drainedMs: undefined, leftOver: left.map(([name, count]) => `${name} ${count}`).join(", ") };
      await wait(100);
    }
  } finally {
    await client.end();
  }
}

/** The database may be coming back from a kill. */
async function connect(connection: ClientConfig): Promise<Client> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client(connection);
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt > 100) throw error;
      await wait(50);
    }
  }
}
