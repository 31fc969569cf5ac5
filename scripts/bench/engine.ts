import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import { startEmbeddedPostgres } from "../../src/adapters/postgres/embedded/start-embedded.ts";
import { openDatabase } from "../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { CHAOS, runChaos } from "../../tests/support/engine/chaos.ts";
import { build, bundle } from "../build.mjs";
import { measureBase, type Base } from "./engine/base.ts";
import { chaosFigure } from "./engine/chaos-figure.ts";
import { PARTS_DIR } from "./engine/processes.ts";
import { measureRecovery } from "./engine/recovery.ts";
import { measureStart } from "./engine/start.ts";
import { printTable, type Fact, type Figure } from "./engine/table.ts";
import {
  ackFigures,
  clean,
  measureAcks,
  measureAcksWithTurns,
  measureLatencies,
  measureTurns,
} from "./engine/throughput.ts";
import { measureTimers } from "./engine/timers.ts";

/** How long each load is kept up; milliseconds. */
const MS = Number(process.env["BENCH_MS"] ?? 5_000);
const STEPS = 9;

/** The engine against a plain insert through the same driver, measured in the same run on the same disk. */
export async function run(): Promise<void> {
  const startedAt = performance.now();
  let step = 0;
  const say = (what: string) => {
    step += 1;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(4)} s  ${step}/${STEPS}  ${what}\n`);
  };
  say("building");
  await build();
  await bundle({ node: "scripts/bench/engine/node.ts", load: "scripts/bench/engine/load.ts" }, PARTS_DIR);
  const { figures, facts } = await overDatabase(say);
  say("cold and warm starts, memory at rest");
  const starts = await measureStart();
  say(`chaos: ${CHAOS.durationMs / 1000} s of customers while everything is killed`);
  const chaos = chaosFigure(await runChaos(CHAOS));
  printTable([chaos, ...figures, ...starts], facts, {
    seconds: Math.round((performance.now() - startedAt) / 1000),
    machine: machine(),
  });
}

/** All that shares one database, in the order of the table. */
async function overDatabase(
  say: (what: string) => void,
): Promise<{ readonly figures: readonly Figure[]; readonly facts: readonly Fact[] }> {
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
  try {
    const ignore = () => undefined;
    const database = await openDatabase({ url, dataDir, path: "", clock: systemClock, onTrouble: ignore });
    await database.close();
    say("base: plain inserts, 1 and 64 clients");
    const base = await measureBase(connection, MS);
    say("acknowledgements, without and with turns");
    const alone = await measureAcks(url, MS);
    await clean(connection);
    const busy = await measureAcksWithTurns(url, MS);
    await clean(connection);
    say("receive → turn at 500/s, same and other process");
    const latency = await measureLatencies(url, connection, MS);
    await clean(connection);
    say("full turns");
    const turns = await measureTurns(url, connection, base);
    await clean(connection);
    say("timers with 100,000 pending");
    const timers = await measureTimers(url, connection, base);
    await clean(connection);
    say("kill -9 of workers and of PostgreSQL");
    const recovery = await measureRecovery(url, connection);
    return {
      figures: [...ackFigures(alone, busy, base), latency, turns, timers.lateness, ...recovery],
      facts: [...baseFacts(base), timers.cost],
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function baseFacts(base: Base): readonly Fact[] {
  const text = (perSecond: number, p50: number, p99: number) =>
    `${perSecond.toFixed(0)}/s, p50/p99 ${p50.toFixed(2)} / ${p99.toFixed(2)} ms`;
  return [
    { fact: "base, insert through pg, 1 client", value: text(base.perSecond1, base.p50At1, base.p99At1) },
    {
      fact: "base, insert through pg, 64 clients",
      value: text(base.perSecond64, base.p50At64, base.p99At64),
    },
    {
      fact: "base, pgbench, 64 clients",
      value: base.pgbench64 ? `${base.pgbench64.toFixed(0)}/s` : "not installed",
    },
  ];
}

function machine(): Readonly<Record<string, unknown>> {
  const [first] = cpus();
  return {
    cores: cpus().length,
    cpu: first?.model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}
