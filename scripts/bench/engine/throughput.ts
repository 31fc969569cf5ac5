import { Client, type ClientConfig } from "pg";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { percentile, spread } from "../figures.ts";
import type { Base } from "./base.ts";
import { runLoad, startNode } from "./processes.ts";
import type { Figure } from "./table.ts";

export interface Acks {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const WARM_UP_MS = 1_000;
const CLIENTS = 64;

/** Durable acknowledgements through HTTP and nothing else. */
export async function measureAcks(url: string, ms: number): Promise<Acks> {
  const node = await startNode(url, "ack");
  await runLoad(node.port, CLIENTS, WARM_UP_MS);
  const result = await runLoad(node.port, CLIENTS, ms);
  await node.kill();
  return result;
}

/** The same while the same process takes all the turns. */
export async function measureAcksWithTurns(url: string, ms: number): Promise<Acks> {
  const node = await startNode(url, "all");
  await runLoad(node.port, CLIENTS, WARM_UP_MS);
  const result = await runLoad(node.port, CLIENTS, ms);
  await node.kill();
  return result;
}

export function ackFigures(alone: Acks, busy: Acks, base: Base): readonly Figure[] {
  const [share, busyShare] = [alone, busy].map(({ perSecond }) => perSecond / base.perSecond64);
  const tail = alone.p99 / base.p99At64;
  return [
    {
      figure: "acks/s, 64 clients, no turns / with all turns, share of the base",
      demand: "≥ 0.6 / ≥ 0.3",
      prototype: "0.91 / 0.43",
      ours: `${share?.toFixed(2)} / ${busyShare?.toFixed(2)} (${alone.perSecond.toFixed(0)}/s, ${busy.perSecond.toFixed(0)}/s)`,
      isMet: (share ?? 0) >= 0.6 && (busyShare ?? 0) >= 0.3,
    },
    {
      figure: "ack p99 at 64 clients",
      demand: "≤ 2 × base p99",
      prototype: "0.8",
      ours: `${tail.toFixed(2)} (${alone.p99.toFixed(1)} ms)`,
      isMet: tail <= 2,
    },
  ];
}

const PER_SECOND = 500;
const SENDERS = 32;

/** From receipt to the start of the turn, in the process that received and in another one. */
export async function measureLatencies(url: string, connection: ClientConfig, ms: number): Promise<Figure> {
  const alone = await startNode(url, "all");
  await runLoad(alone.port, SENDERS, WARM_UP_MS, PER_SECOND);
  alone.reset();
  const sent = await runLoad(alone.port, SENDERS, ms, PER_SECOND);
  const same = (await alone.stats()).starts;
  await alone.kill();
  await clean(connection);
  const ingest = await startNode(url, "ingest");
  const worker = await startNode(url, "worker");
  await runLoad(ingest.port, SENDERS, WARM_UP_MS, PER_SECOND);
  worker.reset();
  await runLoad(ingest.port, SENDERS, ms, PER_SECOND);
  const other = (await worker.stats()).starts;
  await ingest.kill();
  await worker.kill();
  return {
    figure: `receive → turn start at ${sent.perSecond.toFixed(0)}/s, same / other process, p99`,
    demand: "≤ 25 / ≤ 40 ms",
    prototype: "4 / 13 ms",
    ours: `${percentile(same, 0.99).toFixed(0)} / ${percentile(other, 0.99).toFixed(0)} ms (p50/p99 ${spread(same)}; ${spread(other)})`,
    isMet: percentile(same, 0.99) <= 25 && percentile(other, 0.99) <= 40,
  };
}

/** A backlog of one message per conversation, worked off with nothing else to do. */
export async function measureTurns(url: string, connection: ClientConfig, base: Base): Promise<Figure> {
  const filler = await startNode(url, "ack");
  const backlog = await runLoad(filler.port, CLIENTS, 1_500, 0, 1_000_000);
  await filler.kill();
  const worker = await startNode(url, "worker");
  const startedAt = performance.now();
  await drained(connection);
  const seconds = (performance.now() - startedAt) / 1000;
  const { turns } = await worker.stats();
  await worker.kill();
  const perSecond = turns / seconds;
  const share = perSecond / base.perSecond64;
  return {
    figure: "full turns/s (outbox included), share of the base",
    demand: "≥ 0.10",
    prototype: "0.12",
    ours: `${share.toFixed(2)} (${perSecond.toFixed(0)}/s, ${backlog.count} conversations)`,
    isMet: share >= 0.1,
  };
}

export async function clean(connection: ClientConfig): Promise<void> {
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
