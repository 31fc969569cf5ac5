import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../build.mjs";
import { systemClock } from "../../../src/platform/system-clock.ts";
import type { Row } from "../figures.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** From the command to the first durable message, with a fresh folder and with a used one; then memory at rest. */
export async function measureStart(): Promise<Row[]> {
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), "dozor-start-"));
  const node = await bareNode();
  const cold = await startAndStop(dataDir);
  const warm = await startAndStop(dataDir, 15_000);
  rmSync(dataDir, { recursive: true, force: true });
  const beyond = (ms: number) => (ms - node) / 1000;
  return [
    {
      figure: "cold start to first ack, beyond Node's own start",
      value: `${beyond(cold.ms).toFixed(2)} s`,
      demand: "≤ 2",
      ok: beyond(cold.ms) <= 2,
    },
    {
      figure: "warm start to first ack, beyond Node's own start",
      value: `${beyond(warm.ms).toFixed(2)} s`,
      demand: "≤ 0.5",
      ok: beyond(warm.ms) <= 0.5,
    },
    {
      figure: "memory at rest, whole process tree (PSS)",
      value: `${warm.memoryMb.toFixed(0)} MB`,
      demand: "≤ 200",
      ok: warm.memoryMb <= 200,
    },
  ];
}

async function bareNode(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
  await new Promise((done) => child.once("close", done));
  return performance.now() - began;
}

async function startAndStop(dataDir: string, restMs = 0): Promise<{ ms: number; memoryMb: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, ["dist/server/cli.js", "start"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      PORT: "18999",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
    },
    stdio: "ignore",
  });
  const base = "http://127.0.0.1:18999/widget";
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
