import { createMemoryStores, type MemoryStores } from "../../../src/adapters/memory/stores.ts";
import { createBacklog } from "../../../src/adapters/postgres/backlog.ts";
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
import type pg from "pg";
import { createMemoryTables, type MemoryTables } from "../../../src/adapters/memory/memory-tables.ts";
import type { Manager } from "../../../src/domain/business.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { aManager } from "../builders/business.ts";
import { createTestDatabase } from "../test-database.ts";

/** The stores as one process has them. */
export type EngineProcess = Omit<MemoryStores, "tables" | "die"> & {
  /** As `kill -9`; resolves once others can see it. */
  die(): Promise<void>;
  /** As if it had given no sign of life for a minute; its session stands. */
  freeze(): Promise<void>;
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

export interface EngineSettings {
  readonly waits: { readonly minWaitMs: number; readonly quietMs: number; readonly capMs: number };
  readonly team: () => readonly Manager[];
}

export const WAITS = { minWaitMs: 300, quietMs: 1200, capMs: 4000 };
const TEAM = [aManager("anna", { telegram: 101 }), aManager("olga", { telegram: 102 })];
const SETTINGS: EngineSettings = { waits: WAITS, team: () => TEAM };

/** Every storage that keeps the engine's promises, to run the same suite on. */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<Engine>])[] = [
  ["memory", () => Promise.resolve(openMemoryEngine(SETTINGS))],
  ["PostgreSQL", () => openPostgresEngine(SETTINGS)],
];

export function openMemoryEngine(settings: EngineSettings): Engine & { readonly tables: MemoryTables } {
  const tables = createMemoryTables();
  const options = { ...settings, tables, onStored: () => undefined };
  return {
    tables,
    join: () => {
      const { die, ...stores } = createMemoryStores(options);
      return Promise.resolve({
        ...stores,
        die: async () => die(),
        freeze: async () => die(),
        leave: async () => die(),
      });
    },
    clear: () => {
      const { inbox, lanes, timers, outbox, conversations, leads, offers, crmLinks, managers } = tables;
      for (const table of [inbox, lanes, timers, outbox, conversations, leads, offers, crmLinks, managers])
        table.clear();
      tables.events.length = 0;
      tables.lines.clear();
      tables.openInbox.clear();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

export async function openPostgresEngine(
  settings: EngineSettings,
): Promise<Engine & { readonly pool: pg.Pool }> {
  const test = await createTestDatabase();
  const onTrouble = () => undefined;
  const clock = systemClock;
  const database = await openDatabase({ url: test.url, dataDir: "", path: "", clock, onTrouble });
  const { pool, connection } = database;
  const tables = database.kysely as Kysely<Tables>;
  return {
    pool,
    join: async () => {
      const node = await joinNode({ pool, connection, clock, name: "test", onTrouble });
      return {
        inbox: createInbox({ pool, ...settings.waits, onStored: () => undefined }),
        lanes: createLaneStore(pool, pool, node.id),
        timers: createTimerStore(pool),
        outbox: createOutboxStore(pool, node.id),
        transcripts: createTranscripts(tables),
        backlog: createBacklog(pool),
        desk: createDeskStore(tables, settings.team),
        die: () => killSession(pool, node.id()),
        freeze: async () => {
          await pool.query("update node set beat_at = now() - interval '1 minute' where id = $1", [
            node.id(),
          ]);
        },
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

/** As when the process dies: its session ends, and its lock with it. */
async function killSession(pool: pg.Pool, node: number): Promise<void> {
  // Other test files share the server, and their processes have the same numbers.
  const held = `from pg_locks where locktype = 'advisory' and classid = 4242 and objid = $1::oid
    and database = (select oid from pg_database where datname = current_database())`;
  await pool.query(`select pg_terminate_backend(pid) ${held}`, [node]);
  for (let isHeld = true; isHeld;) isHeld = (await pool.query(`select ${held}`, [node])).rows.length > 0;
}
