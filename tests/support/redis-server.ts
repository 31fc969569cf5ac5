import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { Redis } from "ioredis";

export interface RedisServer {
  readonly url: string;
  /** As the machine's own `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether this machine has a redis-server; tests that need one are skipped without, and fail in CI. */
export function hasRedisServer(): boolean {
  const isThere = spawnSync("redis-server", ["--version"]).status === 0;
  if (!isThere && process.env["CI"]) throw new Error("CI needs redis-server: apt-get install redis-server");
  if (!isThere)
    process.stderr.write("Skipped: tests over Redis. Install it (apt-get install redis-server).\n");
  return isThere;
}

/** A real redis-server on a free port, which keeps nothing on disk. */
export async function startRedisServer(): Promise<RedisServer> {
  let port = await freePort();
  let child = await launch(port);
  // Somebody else was quicker to take it.
  for (let attempt = 0; !child && attempt < 20; attempt += 1) {
    port = await freePort();
    child = await launch(port);
  }
  if (!child) throw new Error("redis-server found no port");
  return supervise(port, child);
}

function supervise(port: number, first: ChildProcess): RedisServer {
  let child = first;
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  };
  return {
    url: urlOf(port),
    kill,
    restart: async () => {
      await kill();
      const again = await launch(port);
      if (!again) throw new Error(`redis-server could not start again on port ${port}`);
      child = again;
    },
    stop: kill,
  };
}

/** @returns Undefined when it ended instead of answering. */
async function launch(port: number): Promise<ChildProcess | undefined> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", args, { stdio: "ignore" });
  const ended = new Promise<undefined>((done) => child.once("exit", () => done(undefined)));
  const redis = new Redis(urlOf(port), { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on("error", () => {
    // Not up yet.
  });
  const isUp = await Promise.race([redis.ping(), ended]).catch(() => undefined);
  redis.disconnect();
  return isUp && child.exitCode === null ? child : undefined;
}

const urlOf = (port: number): string => `redis://127.0.0.1:${port}`;

/**
 * Below the range from which the system gives ports to outgoing connections: one of those must not sit on it while the
 * server is down for a moment.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((told) => {
    const server = createServer();
    server.once("error", () => told(false));
    server.listen(port, "127.0.0.1", () => server.close(() => told(true)));
  });
}
