import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { percentile } from "../figures.ts";
import type { Figure } from "./table.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const COLD = 3;
const WARM = 7;
const REST_MS = 15_000;

/** From the command to the first durable message, with fresh folders and with a used one; then memory at rest. */
export async function measureStart(): Promise<readonly Figure[]> {
  const node = await medianOf(WARM, bareNode);
  const colds: number[] = [];
  let dataDir = "";
  for (let n = 0; n < COLD; n += 1) {
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
    dataDir = mkdtempSync(join(tmpdir(), "dozor-start-"));
    colds.push((await startAndStop(dataDir)).ms);
  }
  const cold = percentile(colds, 0.5);
  const warm = await medianOf(WARM, async () => (await startAndStop(dataDir)).ms);
  const { memoryMb } = await startAndStop(dataDir, REST_MS);
  rmSync(dataDir, { recursive: true, force: true });
  const beyond = (ms: number) => (ms - node) / 1000;
  return [
    {
      figure: "embedded cold / warm start to first ack, beyond Node's own start",
      demand: "≤ 2 / ≤ 0.5 s",
      prototype: "0.6 / 0.05 s",
      ours: `${beyond(cold).toFixed(2)} / ${beyond(warm).toFixed(2)} s (medians of ${COLD} and ${WARM}; Node's own ${(node / 1000).toFixed(2)} s)`,
      isMet: beyond(cold) <= 2 && beyond(warm) <= 0.5,
    },
    {
      figure: "memory idle, whole process tree (PSS), no Chromium",
      demand: "≤ 200 MB",
      prototype: "–",
      ours: `${memoryMb.toFixed(0)} MB`,
      isMet: memoryMb <= 200,
    },
  ];
}

async function medianOf(count: number, measure: () => Promise<number>): Promise<number> {
  const sample: number[] = [];
  for (let n = 0; n < count; n += 1) sample.push(await measure());
  return percentile(sample, 0.5);
}

async function bareNode(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
  await new Promise((done) => child.once("close", done));
  return performance.now() - began;
}

async function startAndStop(dataDir: string, restMs = 0): Promise<{ ms: number; memoryMb: number }> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ["scripts/dozor.mjs", "start"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
    },
    stdio: "ignore",
  });
  const base = `http://127.0.0.1:${port}/widget`;
  let ms = 0;
  for (; ms === 0; await systemClock.sleep(5)) {
    const opened = await fetch(`${base}/session`, { method: "POST", body: "{}" }).catch(() => undefined);
    if (opened?.status !== 200) continue;
    const { token } = (await opened.json()) as { token: string };
    const sent = await fetch(`${base}/messages`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: "first", text: "Сколько стоит маникюр?" }),
    });
    if (sent.status === 202) ms = performance.now() - began;
  }
  await systemClock.sleep(restMs);
  const memoryMb = restMs > 0 ? treeMemoryMb(child.pid ?? 0) : 0;
  const gone = new Promise((done) => child.once("close", done));
  child.kill("SIGTERM");
  await gone;
  return { ms, memoryMb };
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}

/** Proportional share of memory of a process and all below it; Linux only. */
function treeMemoryMb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // Gone in the meantime.
    }
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue;
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}
