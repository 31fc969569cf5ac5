import { createMemoryStores, type MemoryStores } from "../../../src/adapters/memory/stores.ts";
import { createDeskStore } from "../../../src/adapters/postgres/desk-store.ts";
import { createInbox } from "../../../src/adapters/postgres/inbox.ts";
import { joinNode } from "../../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../../src/adapters/postgres/lanes.ts";
import { openDatabase } from "../../../src/adapters/postgres/open-database.ts";
import { createOutboxStore } from "../../../src/adapters/postgres/outbox.ts";
import type { Tables } from "../../../src/adapters/postgres/tables.ts";
import { createTimerStore } from "../../../src/adapters/postgres/timers.ts";
import { createTranscripts } from "../../../src/adapters/postgres/transcripts.ts";
import type { Kysely } from "kysely";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { aManager } from "../builders/business.ts";
import { createTestDatabase } from "../test-database.ts";

/** The stores as one process has them. */
export type EngineProcess = Omit<MemoryStores, "tables" | "beat"> & {
  /** Leaves in peace: what it held is free. */
  leave(): Promise<void>;
};

/** One place of storage that several processes share. */
export interface Engine {
  join(): Promise<EngineProcess>;
  /** Forgets everything but the processes. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export const WAITS = { minWaitMs: 300, quietMs: 1200, capMs: 4000 };
export const TEAM = [aManager("anna", { telegram: 101 }), aManager("olga", { telegram: 102 })];

/** Every storage that keeps the engine's promises, to run the same suite on. */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<Engine>])[] = [
  ["memory", openMemoryEngine],
  ["PostgreSQL", openPostgresEngine],
];

function openMemoryEngine(): Promise<Engine> {
  const options = { clock: systemClock, waits: WAITS, team: () => TEAM, onStored: () => undefined };
  const first = createMemoryStores(options);
  const { tables } = first;
  return Promise.resolve({
    join: () => {
      const stores = createMemoryStores({ ...options, tables });
      return Promise.resolve({ ...stores, leave: async () => stores.die() });
    },
    clear: () => {
      const { inbox, lanes, timers, outbox, conversations, leads, offers, crmLinks, managers } = tables;
      for (const table of [inbox, lanes, timers, outbox, conversations, leads, offers, crmLinks, managers])
        table.clear();
      tables.events.length = 0;
      tables.lines.length = 0;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
}

async function openPostgresEngine(): Promise<Engine> {
  const test = await createTestDatabase();
  const onTrouble = () => undefined;
  const clock = systemClock;
  const database = await openDatabase({ url: test.url, dataDir: "", path: "", clock, onTrouble });
  const { pool, connection } = database;
  const tables = database.kysely as Kysely<Tables>;
  return {
    join: async () => {
      const node = await joinNode({ pool, connection, clock, name: "test", onTrouble });
      return {
        inbox: createInbox({ pool, ...WAITS, onStored: () => undefined }),
        lanes: createLaneStore(pool, pool, node.id),
        timers: createTimerStore(pool),
        outbox: createOutboxStore(pool, node.id),
        transcripts: createTranscripts(tables),
        desk: createDeskStore(tables, () => TEAM),
        die: () => void pool.query(KILL_SESSION, [node.id()]),
        leave: node.leave,
      };
    },
    clear: async () => {
      await pool.query(
        "truncate inbox, lane, timer, outbox, event, turn, conversation, message, lead, offer, crm_link, manager",
      );
    },
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

/** As when the process dies: its session ends and its lock with it. */
const KILL_SESSION = `
select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 4242 and objid = $1::oid`;
