import type { Manager } from "../../domain/business.ts";
import type { Backlog } from "../../ports/backlog.ts";
import type { DeadLetters } from "../../ports/console-reads.ts";
import type { Inbox } from "../../ports/inbox.ts";
import type { LaneStore } from "../../ports/lane-store.ts";
import type { OutboxStore } from "../../ports/outbox-store.ts";
import type { TimerStore } from "../../ports/timer-store.ts";
import type { Transcripts } from "../../ports/transcripts.ts";
import { wakeBacklog } from "./backlog.ts";
import { createMemoryDeskStore } from "./desk-store.ts";
import { createMemoryLanes } from "./lanes.ts";
import { createMemoryTables, type MemoryTables } from "./memory-tables.ts";
import { createMemoryOutbox } from "./outbox.ts";
import { storeEvent, type BurstWaits } from "./store-event.ts";
import { createMemoryTimers } from "./timers.ts";

/** The stores of one process, all in memory. */
export interface MemoryStores {
  readonly inbox: Inbox;
  readonly lanes: LaneStore;
  readonly timers: TimerStore;
  readonly outbox: OutboxStore & DeadLetters;
  readonly transcripts: Transcripts;
  readonly backlog: Backlog;
  readonly desk: ReturnType<typeof createMemoryDeskStore>;
  /** What is kept; give it to another process's stores to share it. */
  readonly tables: MemoryTables;
  /** The process is gone, as after `kill -9` or frozen for long: others take its work over at their next look. */
  die(): void;
}

export interface MemoryStoresOptions {
  readonly waits: BurstWaits;
  readonly team: () => readonly Manager[];
  /** Called after each store of something new. */
  readonly onStored: () => void;
  /** Of another process; fresh ones when absent. */
  readonly tables?: MemoryTables;
}

/**
 * The engine's stores without a database, for tests and simulations: the same contract suites hold as for PostgreSQL,
 * ties included. Nothing survives the process, and reads walk whole tables.
 */
export function createMemoryStores(options: MemoryStoresOptions): MemoryStores {
  const { waits, onStored, team, tables = createMemoryTables() } = options;
  const id = tables.next();
  tables.nodes.set(id, { isAlive: true });
  const node = () => tables.nodes.get(id);
  return {
    inbox: {
      accept: async (event) => {
        const outcome = storeEvent(tables, event, waits);
        if (outcome === "new") onStored();
        return outcome;
      },
    },
    lanes: createMemoryLanes(tables, () => id),
    timers: createMemoryTimers(tables),
    outbox: createMemoryOutbox(tables, () => id),
    transcripts: {
      after: async (thread, after, limit) =>
        (tables.lines.get(thread) ?? []).filter((line) => line.seq > after).slice(0, limit),
    },
    backlog: { wake: async (at) => wakeBacklog(tables, at) },
    desk: createMemoryDeskStore(tables, team),
    tables,
    die: () => {
      const known = node();
      if (known) known.isAlive = false;
    },
  };
}
