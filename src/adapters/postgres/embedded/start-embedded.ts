import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../../../domain/errors.ts";
import type { Clock } from "../../../ports/clock.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./find-binaries.ts";
import { inspectPidFile } from "./pid-file.ts";
import { chooseRunAs, commandOf, giveTo, identityOf, type RunAs } from "./run-as.ts";

export interface EmbeddedPostgres {
  /** Socket folder and names for a client's connection. */
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /**
   * Called when the server died by itself: `restarted` when it is back, `down` when it could not be brought back at
   * once. It is tried again until it works, because the cause (a full disk) may go away.
   */
  readonly onCrash: (outcome: "restarted" | "down", error?: unknown) => void;
  /** The PATH on which an installed PostgreSQL is looked for when no package fits. */
  readonly path: string;
  /** Further settings, as `name=value`. */
  readonly settings?: readonly string[];
}

const USER = "dozor";
/** Between tries to bring a dead server back: each half as long again as the one before. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** After so many, some three seconds, somebody is told. */
const QUICK_TRIES = 8;

/**
 * Keeps PostgreSQL alive as long as our end of its standard input is open. When this process dies, however it dies,
 * `cat` ends and the server shuts down cleanly; when the server dies, the shell ends and we see it.
 */
const GUARDIAN = [
  "exec 3<&0",
  '"$0" "$@" 3<&- </dev/null & server=$!',
  "(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & exec 3<&-",
  "trap '' INT",
  "wait $server",
].join("\n");

const SETTINGS = [
  "listen_addresses=",
  "max_connections=60",
  "shared_buffers=64MB",
  "max_wal_size=256MB",
  "lc_messages=C",
  "autovacuum_naptime=20s",
];

/** Saves three processes; known to the packaged PostgreSQL 18 and not to older ones of the machine. */
const PACKAGED_SETTINGS = ["io_method=sync"];

interface Place {
  readonly binaries: PostgresBinaries;
  readonly cluster: string;
  readonly sockets: string;
  readonly logFile: string;
  readonly runAs: RunAs;
}

/**
 * Starts the PostgreSQL that lives in `dataDir`, creating it at the first start. It listens on a Unix socket in a
 * private folder only. A server left over by a killed gateway is waited for; a stale pid file is removed.
 *
 * @throws StartError when another gateway uses the folder or the server refuses to start (with its last words).
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = preparePlace(options);
  await createCluster(place);
  await waitForFreeCluster(place, options.clock);
  const stopping = new AbortController();
  const { signal } = stopping;
  let server = await launch(place, options, signal);
  let restarting = Promise.resolve();

  const supervise = (child: ChildProcess) => {
    child.once("exit", () => {
      child.stdin?.destroy();
      if (!signal.aborted) restarting = restart();
    });
  };
  const restart = async () => {
    const again = await relaunch(place, options, signal);
    if (!again) return;
    server = again;
    supervise(server);
    options.onCrash("restarted");
  };
  supervise(server);

  return {
    connection: { host: place.sockets, user: USER, database: "postgres" },
    stop: async () => {
      stopping.abort();
      await restarting;
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
      server.stdin?.end();
      await gone;
    },
  };
}

function preparePlace(options: EmbeddedOptions): Place {
  const binaries = findPostgresBinaries(options.path);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o755 });
  const cluster = join(options.dataDir, "postgres");
  // A socket's path may have 107 bytes at most; a long data path gets its sockets elsewhere.
  const near = join(options.dataDir, "run");
  const name = createHash("sha256").update(options.dataDir).digest("hex").slice(0, 12);
  const sockets = Buffer.byteLength(near) <= 85 ? near : join(tmpdir(), `dozor-${name}`);
  const runAs = chooseRunAs([binaries.bin, cluster, sockets]);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  chmodSync(sockets, 0o700);
  giveTo(runAs, sockets);
  return { binaries, cluster, sockets, logFile: join(options.dataDir, "postgres.log"), runAs };
}

/** Made beside and renamed, so that a kill in the middle leaves no half cluster. */
async function createCluster(place: Place): Promise<void> {
  if (existsSync(join(place.cluster, "PG_VERSION"))) {
    giveTo(place.runAs, place.cluster);
    return;
  }
  const fresh = `${place.cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(place.runAs, fresh);
  const locale =
    place.binaries.from === "package"
      ? // LC_CTYPE must know Cyrillic or trigrams of Russian words are empty.
        ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C", "--lc-ctype=C.UTF-8"]
      : ["--locale=C.UTF-8"];
  const args = ["-D", fresh, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-instructions", ...locale];
  const [program, allArgs] = commandOf(place.runAs, join(place.binaries.bin, "initdb"), args);
  const output = await runToEnd(program, allArgs, identityOf(place.runAs));
  if (output.code !== 0)
    throw new StartError(
      `initdb could not create the database: ${output.text.trim().split("\n").slice(-3).join(" ")}`,
      `Check that ${place.cluster} can be written and the disk has room, or set DATABASE_URL.`,
    );
  renameSync(fresh, place.cluster);
}

async function runToEnd(
  program: string,
  args: readonly string[],
  identity: { uid?: number; gid?: number },
): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...identity, stdio: ["ignore", "pipe", "pipe"], cwd: "/" });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.once("error", (error) => resolve({ code: 1, text: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, text }));
  });
}

/** A killed gateway's server needs a moment to shut down; a pid file that names nobody is removed. */
async function waitForFreeCluster(place: Place, clock: Clock, signal?: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (signal?.aborted) break;
    const state = inspectPidFile(place.cluster);
    if (state === "free") return;
    if (state === "stale") rmSync(join(place.cluster, "postmaster.pid"), { force: true });
    else await clock.sleep(100, signal);
  }
  throw new StartError(
    `Another gateway is using ${place.cluster}`,
    "Stop the other one, or give this one its own DATA_DIR; several processes on one database need DATABASE_URL.",
  );
}

async function launch(place: Place, options: EmbeddedOptions, signal: AbortSignal): Promise<ChildProcess> {
  const own = place.binaries.from === "package" ? [...SETTINGS, ...PACKAGED_SETTINGS] : SETTINGS;
  const settings = [...own, ...(options.settings ?? [])].flatMap((setting) => ["-c", setting]);
  const [program, args] = commandOf(place.runAs, join(place.binaries.bin, "postgres"), [
    "-D",
    place.cluster,
    "-k",
    place.sockets,
    ...settings,
  ]);
  const log = openSync(place.logFile, "w", 0o600);
  const server: ChildProcess = spawn("sh", ["-c", GUARDIAN, program, ...args], {
    ...identityOf(place.runAs),
    cwd: "/",
    // A group of its own: Ctrl-C must reach the gateway first, which stops the database last.
    detached: true,
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  server.stdin?.on("error", () => {
    // The server is gone; its "exit" event says so.
  });
  for (let waited = 0; waited < 60_000; waited += 10) {
    if (isReady(place.cluster)) return server;
    if (server.exitCode !== null || server.signalCode !== null || signal.aborted) break;
    await options.clock.sleep(10, signal);
  }
  server.stdin?.end();
  throw new StartError(
    `The embedded PostgreSQL did not start: ${lastWords(place.logFile)}`,
    `Its log is ${place.logFile}. Check the disk's free space and the owner of DATA_DIR, or set DATABASE_URL.`,
  );
}

/**
 * After a crash the shared memory of the dead server may take a moment to go, so the first tries come quickly.
 *
 * @returns Undefined when told to stop.
 */
async function relaunch(
  place: Place,
  options: EmbeddedOptions,
  signal: AbortSignal,
): Promise<ChildProcess | undefined> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await waitForFreeCluster(place, options.clock, signal);
      return await launch(place, options, signal);
    } catch (error) {
      if (attempt === QUICK_TRIES) options.onCrash("down", error);
      await options.clock.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 1.5 ** attempt), signal);
    }
  }
  return undefined;
}

/** The eighth line of the pid file says "ready" once connections are accepted. */
function isReady(cluster: string): boolean {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, "utf8").trim().split("\n");
  return lines.slice(-3).join(" ").slice(-600) || "it said nothing";
}
