import { readFileSync } from "node:fs";
import { Client, type ClientConfig } from "pg";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { percentile } from "../figures.ts";
import { runLoad, startNode } from "./processes.ts";
import type { Figure } from "./table.ts";

const KILLS = 12;

/** A worker is killed in the middle of a turn: how long until another one begins the same turn again. */
export async function measureRecovery(url: string, connection: ClientConfig): Promise<readonly Figure[]> {
  const gaps: number[] = [];
  const ingest = await startNode(url, "ingest");
  const survivor = await startNode(url, "worker", 100);
  let waiting: { lane: string; since: number; found: (ms: number) => void } | undefined;
  survivor.onLine((line) => {
    if (waiting && line["turn"] === waiting.lane) waiting.found(Number(line["at"]) - waiting.since);
  });
  for (let n = 0; n < KILLS; n += 1) {
    const victim = await startNode(url, "worker", 400);
    const caught = new Promise<string>((found) => {
      victim.onLine((line) => {
        if (typeof line["turn"] === "string") found(line["turn"]);
      });
    });
    const load = runLoad(ingest.port, 8, 1_500, 40, 1_000_000);
    const lane = await caught;
    const again = new Promise<number>((found) => {
      waiting = { lane, since: Date.now(), found };
    });
    await victim.kill();
    gaps.push(await Promise.race([again, systemClock.sleep(10_000).then(() => 10_000)]));
    await load;
  }
  await survivor.kill();
  const acks = await databaseKilled(connection, ingest.port);
  await ingest.kill();
  const worst = Math.max(...gaps);
  return [
    {
      figure: "next attempt after kill -9 of a worker in mid-turn, p99",
      demand: "≤ 1.5 s",
      prototype: "0.65 s",
      ours: `${(worst / 1000).toFixed(2)} s (longest of ${gaps.length}; p50 ${(percentile(gaps, 0.5) / 1000).toFixed(2)})`,
      isMet: worst <= 1_500,
    },
    {
      figure: "acks again after kill -9 of PostgreSQL",
      demand: "≤ 2 s",
      prototype: "0.3 s",
      ours: `${(acks / 1000).toFixed(2)} s`,
      isMet: acks <= 2_000,
    },
  ];
}

async function databaseKilled(connection: ClientConfig, port: number): Promise<number> {
  const client = new Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ path: string }>("select current_setting('data_directory') as path");
  const pid = Number(readFileSync(`${rows[0]?.path}/postmaster.pid`, "utf8").split("\n")[0]);
  const killedAt = performance.now();
  process.kill(pid, "SIGKILL");
  for (let n = 0; ; n += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/ack`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id: `after-${n}-${killedAt}`, thread: "after", text: "ау" }),
    }).catch(() => undefined);
    if (answer?.status === 202) return performance.now() - killedAt;
    await systemClock.sleep(10);
  }
}
