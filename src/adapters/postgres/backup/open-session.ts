import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Clock } from "../../../ports/clock.ts";
import { inspectPidFile } from "../embedded/pid-file.ts";
import { startEmbeddedPostgres } from "../embedded/start-embedded.ts";
import { BackupError, reasonOf } from "./backup-error.ts";
import { CLUSTER_NAME } from "./manifest.ts";

export interface ClusterSession {
  readonly client: Client;
  /** Aborts when the server goes away, with its last words as the reason. */
  readonly lost: AbortSignal;
  /** Whether the server is a running gateway's; otherwise it was started for this session and stops with it. */
  readonly isGatewayRunning: boolean;
  close(): Promise<void>;
}

const USER = "dozor";
const READY_MS = 30_000;
const LOOK_MS = 50;

/**
 * Opens a session on the embedded database of a data folder: on the running gateway's server, by its socket, or on one
 * started for the occasion.
 *
 * @throws BackupError when there is no database or its server can't be reached; StartError when it does not start.
 */
export async function openClusterSession(options: {
  readonly dataDir: string;
  readonly path: string;
  readonly clock: Clock;
}): Promise<ClusterSession> {
  const { dataDir, clock, path } = options;
  const cluster = join(dataDir, CLUSTER_NAME);
  if (!existsSync(join(cluster, "PG_VERSION")))
    throw new BackupError({ kind: "no_database", folder: dataDir });
  if (inspectPidFile(cluster) === "alive") {
    const session = await connect(await waitForAddress(cluster, clock));
    return { ...session, isGatewayRunning: true, close: () => session.client.end().catch(() => undefined) };
  }
  const server = await startEmbeddedPostgres({ dataDir, path, clock, onCrash: () => undefined });
  try {
    const session = await connect({ host: server.connection.host, port: 5432 });
    const close = async () => {
      await session.client.end().catch(() => undefined);
      await server.stop();
    };
    return { ...session, isGatewayRunning: false, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Address {
  /** The folder of its socket. */
  readonly host: string;
  readonly port: number;
}

/** The server writes into its pid file where it listens, and `ready` once it does. */
async function waitForAddress(cluster: string, clock: Clock): Promise<Address> {
  for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += LOOK_MS) {
    const lines = readPidFile(cluster);
    const host = lines[4]?.trim();
    if (host && lines[7]?.trim() === "ready") return { host, port: Number(lines[3]) };
    await clock.sleep(LOOK_MS);
  }
  throw new BackupError({ kind: "unreachable", reason: "it is not ready for connections" });
}

function readPidFile(cluster: string): readonly string[] {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

async function connect(address: Address): Promise<{ client: Client; lost: AbortSignal }> {
  const client = new Client({
    ...address,
    user: USER,
    database: "postgres",
    application_name: "dozor-backup",
    connectionTimeoutMillis: 10_000,
    options: "-c statement_timeout=0 -c timezone=UTC",
  });
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  client.on("end", () => lost.abort(new Error("the database was shut down")));
  try {
    await client.connect();
  } catch (error) {
    throw new BackupError({ kind: "unreachable", reason: reasonOf(error) }, { cause: error });
  }
  return { client, lost: lost.signal };
}
