import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ru } from "chrono-node";
import { loadBusiness } from "../../src/adapters/business-folder/load-business.ts";
import type { Business } from "../../src/domain/business.ts";
import { createLocalUnderstander } from "../../src/understanding/understand-message.ts";
import { bundle } from "../build.mjs";
import { percentile, printFigures, spread, type Row } from "./figures.ts";

const ROOT = new URL("../../", import.meta.url);
const MESSAGES = new URL("tests/fixtures/nlu/dev_messages.jsonl", ROOT);
/** As they are built for a gateway, to be started alone. */
const PARTS = {
  "load-business": "src/adapters/business-folder/load-business.ts",
  "understand-message": "src/understanding/understand-message.ts",
};
const ROUNDS = 10;
const DEMANDED_P99_MS = 5;
const DEMANDED_START_MS = 300;
const DEMANDED_MB = 60;
const REPEATS = 5;

interface Turns {
  readonly times: readonly number[];
  /** The date library alone on the same texts: what a turn costs is told as a multiple of it, whatever the machine. */
  readonly plainTimes: readonly number[];
}

/** What one fresh process measured: creation and first turn in milliseconds, memory in megabytes. */
interface Start {
  readonly createMs: number;
  readonly firstMs: number;
  readonly withoutMb: number;
  readonly withMb: number;
}

/** Time of the local understanding by message, what it costs at the start of a process, and its memory. */
export async function run(): Promise<void> {
  const business = await beauty();
  const texts = readFileSync(MESSAGES, "utf8")
    .trim()
    .split("\n")
    .map((line) => String(JSON.parse(line).text));
  const { times, plainTimes } = await measureTurns(business, texts);
  await bundle(PARTS, "dist/bench");
  const starts = Array.from({ length: REPEATS }, measureStart);
  const median = (read: (start: Start) => number): number => percentile(starts.map(read), 0.5);
  const create = median(({ createMs }) => createMs);
  const first = median(({ firstMs }) => firstMs);
  const memory = median(({ withMb, withoutMb }) => withMb - withoutMb);
  const p99 = percentile(times, 0.99);
  const ratio = percentile(times, 0.5) / percentile(plainTimes, 0.5);
  const rows: Row[] = [
    {
      figure: `understanding, ${texts.length} messages × ${ROUNDS}`,
      value: `p50/p99 ${spread(times)} ms`,
      demand: `p99 ≤ ${DEMANDED_P99_MS}`,
      ok: p99 <= DEMANDED_P99_MS,
    },
    {
      figure: "the median against chrono-node alone, which finds dates in the same texts",
      value: `× ${ratio.toFixed(2)} (${spread(plainTimes)} ms)`,
    },
    {
      figure: "start: code loaded and understander created",
      value: `${create.toFixed(0)} ms`,
      demand: `${DEMANDED_START_MS} ms`,
      ok: create <= DEMANDED_START_MS,
    },
    { figure: "first turn after the warm-up of the start", value: `${first.toFixed(1)} ms` },
    {
      figure: "memory beyond a process without it",
      value: `${memory.toFixed(0)} MB`,
      demand: `${DEMANDED_MB} MB`,
      ok: memory <= DEMANDED_MB,
    },
  ];
  printFigures("understanding", rows, {
    figures: {
      p50_ms: percentile(times, 0.5),
      p99_ms: p99,
      plain_p50_ms: percentile(plainTimes, 0.5),
      ratio_to_plain: Number(ratio.toFixed(2)),
      start_ms: create,
      first_ms: first,
      memory_mb: memory,
    },
  });
}

async function measureTurns(business: Business, texts: readonly string[]): Promise<Turns> {
  const understander = createLocalUnderstander(business);
  const { signal } = new AbortController();
  const times: number[] = [];
  const plainTimes: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const text of texts) {
      const plainAt = performance.now();
      ru.parse(text, new Date(0));
      const startedAt = performance.now();
      await understander.understand({ text, receivedAt: new Date(0) }, { slots: {} }, signal);
      // The first round compiles what the others run.
      if (round === 0) continue;
      times.push(performance.now() - startedAt);
      plainTimes.push(startedAt - plainAt);
    }
  }
  return { times, plainTimes };
}

async function beauty(): Promise<Business> {
  const load = await loadBusiness(fileURLToPath(new URL("flows/beauty", ROOT)));
  if (load.kind === "faulty") throw new Error("flows/beauty has faults: dozor check flows/beauty");
  return load.business;
}

/** A process of its own, so that nothing is loaded or compiled beforehand. */
function measureStart(): Start {
  const worker = fileURLToPath(new URL("understanding/start.mjs", import.meta.url));
  const run = spawnSync(process.execPath, ["--expose-gc", worker], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Start;
}
