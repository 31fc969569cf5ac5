import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where the bench has its processes built, in the project: they must cost less than what is measured. */
export const PARTS_DIR = "dist/bench-engine";

const part = (name: string) => fileURLToPath(new URL(`../../../${PARTS_DIR}/${name}.js`, import.meta.url));

export interface LoadResult {
  readonly count: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Runs the load generator to its end. @param rate Requests a second in all; 0: as fast as answers come. */
export async function runLoad(
  port: number,
  clients: number,
  ms: number,
  rate = 0,
  threads = 2000,
): Promise<LoadResult> {
  const args = [part("load"), ...[port, clients, ms, rate, threads].map(String)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((done) => child.once("close", done));
  return JSON.parse(text) as LoadResult;
}

export interface Samples {
  readonly starts: readonly number[];
  readonly late: readonly number[];
  readonly turns: number;
  readonly effects: number;
}

export interface BenchNode {
  readonly child: ChildProcess;
  readonly port: number;
  stats(): Promise<Samples>;
  reset(): void;
  /** Lines that it says by itself. */
  onLine(listener: (line: Record<string, unknown>) => void): void;
  kill(): Promise<void>;
}

export async function startNode(
  url: string,
  role: "all" | "ack" | "ingest" | "worker",
  turnMs = 0,
): Promise<BenchNode> {
  const child = spawn(process.execPath, [part("node"), url, role, String(turnMs)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const listeners = new Set<(line: Record<string, unknown>) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    for (const listener of listeners) listener(parsed);
  });
  const next = <T>(pick: (line: Record<string, unknown>) => T | undefined) =>
    new Promise<T>((found) => {
      const listener = (line: Record<string, unknown>) => {
        const value = pick(line);
        if (value === undefined) return;
        listeners.delete(listener);
        found(value);
      };
      listeners.add(listener);
    });
  const port = await next((line) => (line["ready"] ? 0 : (line["port"] as number | undefined)));
  return {
    child,
    port,
    stats: () => {
      const answer = next((line) => line["stats"] as Samples | undefined);
      child.stdin.write("stats\n");
      return answer;
    },
    reset: () => child.stdin.write("reset\n"),
    onLine: (listener) => listeners.add(listener),
    kill: async () => {
      const gone = new Promise((done) => child.once("close", done));
      child.kill("SIGKILL");
      await gone;
    },
  };
}
