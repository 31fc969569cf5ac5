import { Client, type ClientConfig } from "pg";
import type { Broadcast, Note } from "../../ports/broadcast.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";

const CHANNEL = "dozor_notes";
/** NOTIFY takes a lock of the whole server: never inside a writing transaction, and not more often than this. */
const COALESCE_MS = 5;
const RECONNECT_MS = 500;
/** NOTIFY carries at most 8,000 bytes. */
const MAX_NOTES = 40;

/** Notes over LISTEN and NOTIFY on a connection of their own, many in one; for several processes without Redis. */
export function createPostgresBroadcast(options: {
  readonly connection: ClientConfig;
  readonly clock: Clock;
  readonly self: string;
  readonly log: Log;
}): Broadcast {
  const { clock, self, log } = options;
  const listeners: ((note: Note) => void)[] = [];
  const stopping = new AbortController();
  const waiting = new Map<string, Note>();
  let client: Client | undefined;
  let isFlushing = false;

  const connect = async () => {
    while (!stopping.signal.aborted) {
      try {
        client = await openSession(options.connection, (text) => receive(text, self, listeners));
        await new Promise<void>((ended) => {
          client?.once("end", () => ended());
          client?.once("error", () => ended());
        });
      } catch (error) {
        log.debug({ err: error }, "notes could not be listened for");
      }
      client = undefined;
      await clock.sleep(RECONNECT_MS, stopping.signal);
    }
  };
  const flush = async () => {
    if (isFlushing) return;
    isFlushing = true;
    while (waiting.size > 0) {
      await clock.sleep(COALESCE_MS);
      const next = [...waiting].slice(0, MAX_NOTES);
      const notes = next.map(([, note]) => note);
      for (const [key] of next) waiting.delete(key);
      await client
        ?.query("select pg_notify($1, $2)", [CHANNEL, JSON.stringify({ from: self, notes })])
        .catch((error: unknown) => log.debug({ err: error }, "notes could not be sent"));
    }
    isFlushing = false;
  };
  const connecting = connect();
  return {
    send: (note) => {
      waiting.set(JSON.stringify(note), note);
      void flush();
    },
    listen: (listener) => listeners.push(listener),
    close: async () => {
      stopping.abort();
      await client?.end().catch(() => undefined);
      await connecting;
    },
  };
}

async function openSession(connection: ClientConfig, onText: (text: string) => void): Promise<Client> {
  const client = new Client({ ...connection, application_name: "dozor-notes" });
  client.on("error", () => {
    // The caller reconnects.
  });
  client.on("notification", ({ payload }) => onText(payload ?? "{}"));
  try {
    await client.connect();
    await client.query("set synchronous_commit = off");
    await client.query(`listen ${CHANNEL}`);
    return client;
  } catch (error) {
    // Half open it would keep its place on the server.
    void client.end().catch(() => undefined);
    throw error;
  }
}

/** Trusts what processes of the same gateway say. */
function receive(text: string, self: string, listeners: readonly ((note: Note) => void)[]): void {
  const { from, notes } = JSON.parse(text) as { from?: string; notes?: readonly Note[] };
  if (from === self) return;
  for (const note of notes ?? []) for (const listener of listeners) listener(note);
}
