import type { Kysely } from "kysely";
import { Pool } from "pg";
import { createChannelState, type ChannelState } from "../adapters/postgres/channel-state.ts";
import { createConsoleReads } from "../adapters/postgres/console-reads.ts";
import { createDeskStore, type DeskStore } from "../adapters/postgres/desk-store.ts";
import { createInbox } from "../adapters/postgres/inbox.ts";
import { joinNode } from "../adapters/postgres/join-node.ts";
import { createLaneStore } from "../adapters/postgres/lanes.ts";
import type { Database } from "../adapters/postgres/open-database.ts";
import { createOutboxStore } from "../adapters/postgres/outbox.ts";
import type { Tables } from "../adapters/postgres/tables.ts";
import { createTally } from "../adapters/postgres/tally.ts";
import { createTimerStore } from "../adapters/postgres/timers.ts";
import { createTranscripts } from "../adapters/postgres/transcripts.ts";
import type { Manager } from "../domain/business.ts";
import type { BurstWaits } from "../inbound/burst.ts";
import type { Clock } from "../ports/clock.ts";
import type { ConsoleReads, DeadLetters } from "../ports/console-reads.ts";
import type { Inbox } from "../ports/inbox.ts";
import type { LaneStore } from "../ports/lane-store.ts";
import type { Tally } from "../ports/language-model.ts";
import type { OutboxStore } from "../ports/outbox-store.ts";
import type { TimerStore } from "../ports/timer-store.ts";
import type { Transcripts } from "../ports/transcripts.ts";

export interface Stores {
  readonly inbox: Inbox;
  readonly lanes: LaneStore;
  readonly timers: TimerStore;
  readonly outbox: OutboxStore & DeadLetters;
  readonly desk: DeskStore;
  readonly reads: ConsoleReads;
  readonly transcripts: Transcripts;
  readonly channelState: ChannelState;
  /** What the language models have used. */
  readonly modelTally: Tally;
  close(): Promise<void>;
}

/** Everything that is kept, over one database. `onStored` is called when there is new work. */
export async function openStores(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly waits: BurstWaits;
  readonly team: () => readonly Manager[];
  readonly nodeName: string;
  readonly onStored: () => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): Promise<Stores> {
  const { database, clock } = options;
  // For claims: losing one in a crash of the database costs a repeat, waiting for the disk would cost each turn.
  const hurry = new Pool({
    ...database.connection,
    options: `${database.connection.options ?? ""} -c synchronous_commit=off`,
    max: 2,
  });
  hurry.on("error", (error) => options.onTrouble("database connection broke", error));
  const node = await joinNode({
    pool: database.pool,
    connection: database.connection,
    clock,
    name: options.nodeName,
    onTrouble: (error) => options.onTrouble("sign of life broke", error),
  });
  const tables = database.kysely as Kysely<Tables>;
  return {
    inbox: createInbox({ pool: database.pool, ...options.waits, onStored: options.onStored }),
    lanes: createLaneStore(database.pool, hurry, node.id),
    timers: createTimerStore(database.pool),
    outbox: createOutboxStore(database.pool, node.id),
    desk: createDeskStore(tables, options.team),
    reads: createConsoleReads(tables),
    transcripts: createTranscripts(tables),
    channelState: createChannelState(database.pool),
    modelTally: createTally(database.pool, "model"),
    close: async () => {
      await node.leave();
      await hurry.end();
    },
  };
}
