import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import { startEmbeddedPostgres } from "../../src/adapters/postgres/embedded/start-embedded.ts";
import { openDatabase } from "../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { measureBase, type Base } from "./engine/base.ts";
import { measureRecovery } from "./engine/recovery.ts";
import { measureStart } from "./engine/start.ts";
import { measureTimers } from "./engine/timers.ts";
import { runLoad, startNode } from "./engine/processes.ts";
import { percentile, printFigures, spread, type Row } from "./figures.ts";

const MS = Number(process.env["BENCH_MS"] ?? 5_000);

/** The engine against a plain insert through the same driver, measured in the same run on the same disk. */
export async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "dozor-bench-"));
  const server = await startEmbeddedPostgres({
    dataDir,
    clock: systemClock,
    path: process.env["PATH"] ?? "",
    onCrash: () => undefined,
    settings: ["max_connections=200"],
  });
  const connection: ClientConfig = server.connection;
  const url = `postgres:///${connection.database}?user=${connection.user}&host=${encodeURIComponent(connection.host ?? "")}`;
  const rows: Row[] = [];
  try {
    const database = await openDatabase({
      url,
      dataDir,
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
    await database.close();
    const base = await measureBase(connection, MS);
    rows.push(...baseRows(base));
    rows.push(...(await acks(url, base)));
    await clean(connection);
    rows.push(...(await turns(url, connection, base)));
    await clean(connection);
    rows.push(...(await latencies(url, connection)));
    await clean(connection);
    rows.push(...(await measureTimers(url, connection, base)));
    await clean(connection);
    rows.push(...(await measureRecovery(url, connection)));
    rows.push(...(await measureStart()));
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  printFigures("engine", rows, { figures: Object.fromEntries(rows.map((row) => [row.figure, row.value])) });
}

function baseRows(base: Base): Row[] {
  const text = (perSecond: number, p50: number, p99: number) =>
    `${perSecond.toFixed(0)}/s, p50/p99 ${p50.toFixed(2)} / ${p99.toFixed(2)} ms`;
  return [
    { figure: "base: insert, 1 client", value: text(base.perSecond1, base.p50At1, base.p99At1) },
    { figure: "base: insert, 64 clients", value: text(base.perSecond64, base.p50At64, base.p99At64) },
    {
      figure: "base: pgbench, 64 clients",
      value: base.pgbench64 ? `${base.pgbench64.toFixed(0)}/s` : "not installed",
    },
  ];
}

async function acks(url: string, base: Base): Promise<Row[]> {
  const node = await startNode(url, "ack");
  await runLoad(node.port, 64, 1_000);
  const result = await runLoad(node.port, 64, MS);
  await node.kill();
  const share = result.perSecond / base.perSecond64;
  const tail = result.p99 / base.p99At64;
  return [
    {
      figure: "durable acks through HTTP, 64 clients, no turns",
      value: `${result.perSecond.toFixed(0)}/s = ${share.toFixed(2)} of base, p50/p99 ${result.p50.toFixed(1)} / ${result.p99.toFixed(1)} ms`,
      demand: "≥ 0.6",
      ok: share >= 0.6,
    },
    {
      figure: "ack p99 at 64 clients",
      value: `${tail.toFixed(2)} of base p99`,
      demand: "≤ 2",
      ok: tail <= 2,
    },
  ];
}

async function turns(url: string, connection: ClientConfig, base: Base): Promise<Row[]> {
  const node = await startNode(url, "all");
  await runLoad(node.port, 64, 1_000);
  node.reset();
  const result = await runLoad(node.port, 64, MS);
  const share = result.perSecond / base.perSecond64;
  await drained(connection);
  // Turns alone: a backlog of one message per conversation, worked off with nothing else to do.
  await node.kill();
  await clean(connection);
  const filler = await startNode(url, "ack");
  const backlog = await runLoad(filler.port, 64, 1_500, 0, 1_000_000);
  await filler.kill();
  const worker = await startNode(url, "worker");
  const startedAt = performance.now();
  await drained(connection);
  const seconds = (performance.now() - startedAt) / 1000;
  const { turns } = await worker.stats();
  await worker.kill();
  const perSecond = turns / seconds;
  return [
    {
      figure: "durable acks through HTTP, 64 clients, all turns running",
      value: `${result.perSecond.toFixed(0)}/s = ${share.toFixed(2)} of base, p99 ${result.p99.toFixed(1)} ms`,
      demand: "≥ 0.3",
      ok: share >= 0.3,
    },
    {
      figure: "full turns (with outbox), backlog worked off",
      value: `${perSecond.toFixed(0)}/s = ${(perSecond / base.perSecond64).toFixed(3)} of base (${backlog.count} conversations)`,
      demand: "≥ 0.10",
      ok: perSecond / base.perSecond64 >= 0.1,
    },
  ];
}

async function latencies(url: string, connection: ClientConfig): Promise<Row[]> {
  const alone = await startNode(url, "all");
  await runLoad(alone.port, 32, 1_000, 500);
  alone.reset();
  const here = await runLoad(alone.port, 32, MS, 500);
  const same = (await alone.stats()).starts;
  await alone.kill();
  await clean(connection);
  const ingest = await startNode(url, "ingest");
  const worker = await startNode(url, "worker");
  await runLoad(ingest.port, 32, 1_000, 500);
  worker.reset();
  await runLoad(ingest.port, 32, MS, 500);
  const other = (await worker.stats()).starts;
  await ingest.kill();
  await worker.kill();
  return [
    {
      figure: `receive → turn start at ${here.perSecond.toFixed(0)}/s, same process`,
      value: `p50/p99 ${spread(same)} ms`,
      demand: "p99 ≤ 25",
      ok: percentile(same, 0.99) <= 25,
    },
    {
      figure: "receive → turn start, other process, over NOTIFY",
      value: `p50/p99 ${spread(other)} ms`,
      demand: "p99 ≤ 40",
      ok: percentile(other, 0.99) <= 40,
    },
  ];
}

async function clean(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  await client.query("truncate inbox, lane, timer, turn, outbox, event, conversation, message, base");
  await client.query("checkpoint");
  await client.end();
}

/** Resolves when no lane has work and nothing waits to leave. */
async function drained(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  for (;;) {
    const { rows } = await client.query<{ open: boolean }>(
      "select exists (select from lane) or exists (select from outbox where done_at is null and dead_at is null) as open",
    );
    if (!rows[0]?.open) break;
    await systemClock.sleep(50);
  }
  await client.end();
}
