import type { Conversation } from "../../../src/domain/conversation.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import type { Thread } from "../../../src/domain/message.ts";
import {
  openMemoryEngine,
  openPostgresEngine,
  type EngineProcess,
  type EngineSettings,
} from "../engine/engines.ts";

/** Everything that is stored when the week is over. */
export interface Census {
  readonly conversations: readonly Conversation[];
  readonly leads: readonly Lead[];
  readonly lines: readonly {
    readonly thread: Thread;
    readonly author: "contact" | "bot" | "manager";
    readonly externalId?: string | undefined;
    readonly text: string;
    readonly at: Date;
  }[];
  readonly outbox: readonly {
    readonly kind: string;
    readonly status: "open" | "done" | "dead";
    readonly lastError: string | undefined;
  }[];
  readonly timers: readonly string[];
  readonly events: readonly {
    readonly at: Date;
    readonly type: string;
    readonly data: unknown;
    readonly leadId?: string | null | undefined;
    readonly conversationId?: string | null | undefined;
  }[];
  readonly openInbox: number;
  readonly setAside: number;
}

export interface SimStorage {
  join(): Promise<EngineProcess>;
  /** The next moment after `now` at which the engine has something to do by itself. */
  nextDueAfter(now: Date): Promise<Date | undefined>;
  /** Forgets what was dealt with before, as the store's own upkeep does. */
  tidy(before: Date): Promise<void>;
  census(): Promise<Census>;
  close(): Promise<void>;
}

export type OpenStorage = (settings: EngineSettings) => Promise<SimStorage>;

export const openMemoryStorage: OpenStorage = (settings) => {
  const engine = openMemoryEngine(settings);
  const { tables } = engine;
  const stored = () => [...tables.inbox.values()];
  return Promise.resolve({
    join: engine.join,
    nextDueAfter: async (now) => {
      const moments = [
        ...[...tables.lanes.values()].filter((row) => row.owner === undefined).map((row) => row.dueAt),
        ...[...tables.timers.values()].map((row) => row.runAt),
        ...[...tables.outbox.values()]
          .filter((row) => row.owner === undefined && !row.doneAt && !row.deadAt)
          .map((row) => row.runAt),
      ];
      const ahead = moments.map((at) => at.getTime()).filter((at) => at > now.getTime());
      return ahead.length > 0 ? new Date(ahead.reduce((a, b) => Math.min(a, b))) : undefined;
    },
    tidy: async (before) => {
      for (const [id, row] of tables.outbox) if (row.doneAt && row.doneAt < before) tables.outbox.delete(id);
      for (const [key, row] of tables.inbox)
        if (row.state === "done" && row.receivedAt < before) tables.inbox.delete(key);
    },
    census: async () => ({
      conversations: [...tables.conversations.values()],
      leads: [...tables.leads.values()],
      lines: [...tables.lines]
        .flatMap(([thread, lines]) => lines.map((line) => ({ ...line, thread })))
        .toSorted((a, b) => a.seq - b.seq),
      outbox: [...tables.outbox.values()].map((row) => ({
        kind: row.effect.kind,
        status: row.deadAt ? ("dead" as const) : row.doneAt ? ("done" as const) : ("open" as const),
        lastError: row.lastError,
      })),
      timers: [...tables.timers.keys()],
      events: tables.events,
      openInbox: stored().filter((row) => row.state === "open").length,
      setAside: stored().filter((row) => row.state === "aside").length,
    }),
    close: engine.close,
  });
};

const NEXT = `
select min(at) as next from (
  select due_at as at from lane where owner is null and due_at > $1
  union all select run_at from timer where run_at > $1
  union all select run_at from outbox where owner is null and done_at is null and dead_at is null and run_at > $1
) as ahead`;

export const openPostgresStorage: OpenStorage = async (settings) => {
  const engine = await openPostgresEngine(settings);
  const { pool } = engine;
  const rowsOf = async <Row extends object>(sql: string): Promise<readonly Row[]> =>
    (await pool.query<Row>(sql)).rows;
  const joined: EngineProcess[] = [];
  return {
    join: async () => {
      const process = await engine.join();
      joined.push(process);
      return process;
    },
    nextDueAfter: async (now) =>
      (await pool.query<{ next: Date | null }>({ name: "sim_next", text: NEXT, values: [now] })).rows[0]
        ?.next ?? undefined,
    // Its reads find what is open by an index.
    tidy: () => Promise.resolve(),
    census: async () => {
      const reader = joined.at(-1);
      const threads = await rowsOf<{ thread: Thread }>("select thread from conversation order by id");
      const ids = await rowsOf<{ id: Lead["id"]; thread: Thread }>("select id, thread from lead order by id");
      const snapshots = await Promise.all(
        threads.map(async ({ thread }) =>
          reader?.lanes.load(
            thread,
            ids.filter((lead) => lead.thread === thread).map((lead) => lead.id),
          ),
        ),
      );
      const [left] = await rowsOf<{ open: number; aside: number }>(
        `select count(*) filter (where turn_id is null and failed_at is null) as open,
           count(*) filter (where failed_at is not null) as aside from inbox`,
      );
      return {
        conversations: snapshots.flatMap((snapshot) => snapshot?.conversation ?? []),
        leads: snapshots.flatMap((snapshot) => snapshot?.leads ?? []),
        lines: (
          await rowsOf<Census["lines"][number] & { external_id: string | null }>(
            "select thread, author, external_id, text, at from message order by seq",
          )
        ).map(({ external_id, ...line }) => ({ ...line, externalId: external_id ?? undefined })),
        outbox: await rowsOf<Census["outbox"][number]>(
          `select kind, last_error as "lastError", case when dead_at is not null then 'dead'
             when done_at is not null then 'done' else 'open' end as status from outbox order by seq`,
        ),
        timers: (await rowsOf<{ key: string }>("select key from timer")).map(({ key }) => key),
        events: await rowsOf<Census["events"][number]>(
          `select at, type, data, lead_id as "leadId", conversation_id as "conversationId" from event order by id`,
        ),
        openInbox: left?.open ?? 0,
        setAside: left?.aside ?? 0,
      };
    },
    close: async () => {
      for (const process of joined) await process.leave().catch(() => undefined);
      await engine.close();
    },
  };
};
