import { Client, type ClientConfig } from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";

const LOOK_MS = 1_000;

/**
 * Runs `work` in one process at a time: the one that holds an advisory lock on a session of its own. When that process
 * dies, the lock goes with its connection and another one takes over within about a second.
 *
 * @param work Gets a signal that also aborts when the lease is lost. A rejection ends the lease and is passed on.
 */
export async function runUnderLease(
  options: {
    readonly connection: ClientConfig;
    readonly clock: Clock;
    readonly log: Log;
    readonly name: string;
    readonly signal: AbortSignal;
    /** Called while another process holds the lease. */
    readonly onWaiting: () => void;
  },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { clock, signal, name, log } = options;
  while (!signal.aborted) {
    const session = await take(options).catch((error: unknown) => {
      log.debug({ err: error, lease: name }, "lease could not be asked for");
      return undefined;
    });
    if (!session) {
      options.onWaiting();
      await clock.sleep(LOOK_MS, signal);
      continue;
    }
    log.debug({ lease: name }, "lease was taken");
    try {
      await work(AbortSignal.any([signal, session.lost]));
    } finally {
      await session.client.end().catch(() => undefined);
    }
    if (!session.lost.aborted) return;
  }
}

async function take(options: {
  readonly connection: ClientConfig;
  readonly name: string;
}): Promise<{ client: Client; lost: AbortSignal } | undefined> {
  const client = new Client({ ...options.connection, keepAlive: true, application_name: "dozor-lease" });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  let isHeld = false;
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(4244, hashtext($1)) as held",
      [options.name],
    );
    isHeld = rows[0]?.held ?? false;
  } finally {
    // A session that was left open could hold the lease for ever without anybody working under it.
    if (!isHeld) await client.end().catch(() => undefined);
  }
  return isHeld ? { client, lost: lost.signal } : undefined;
}
