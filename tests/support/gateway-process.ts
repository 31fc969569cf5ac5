import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { inject } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it has printed, both streams. */
  output(): string;
  /** As the machine's own `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM. @returns Exit code and how long it took; milliseconds. */
  stop(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  api(path: string, init?: RequestInit): Promise<Response>;
}

export const ADMIN_TOKEN = "test-admin-token-0123456789";

export interface GatewayRun {
  readonly child: ChildProcess;
  output(): string;
  readonly exited: Promise<number | null>;
}

/** What starts a gateway, as arguments of Node. */
export type GatewayStarter = readonly string[];

declare module "vitest" {
  interface ProvidedContext {
    /** Absent where the gateway runs from the sources. */
    builtGateway?: GatewayStarter;
  }
}

const SOURCES: GatewayStarter = ["--import", "tsx", "src/app/cli.ts"];

/** The gateway as a process of its own: the built one where the project builds it, else straight from the sources. */
export function runGateway(env: Readonly<Record<string, string>>): GatewayRun {
  const child = spawn(process.execPath, [...(inject("builtGateway") ?? SOURCES), "start"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: "0",
      HOST: "127.0.0.1",
      ADMIN_TOKEN,
      LOG_LEVEL: "warn",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exited = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  return { child, output: () => text, exited };
}

/** Starts it and waits until it says where it is. Rejects with its words when it ends instead. */
export async function startGatewayProcess(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const run = runGateway(env);
  const { child } = run;
  const url = await new Promise<string>((found, failed) => {
    const look = () => {
      const match = /https?:\/\/localhost:\d+/.exec(run.output());
      if (match && /\/console/.test(run.output())) found(match[0].replace("localhost", "127.0.0.1"));
    };
    child.stdout?.on("data", look);
    void run.exited.then((code) => failed(new Error(`the gateway ended with ${code}:\n${run.output()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output: run.output,
    kill: async () => {
      child.kill("SIGKILL");
      await run.exited;
    },
    stop: async () => {
      const startedAt = performance.now();
      child.kill("SIGTERM");
      return { code: await run.exited, tookMs: performance.now() - startedAt };
    },
    api: (path, init) =>
      fetch(`${url}/api/${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
      }),
  };
}

/** Asks until the answer is there; rejects with the last one otherwise. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > until) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
