import type { Thread } from "../../domain/message.ts";
import type { LeadId } from "../../domain/ids.ts";
import type { InboxRow } from "../../ports/inbox.ts";
import type { LaneClaim, LaneStore, Snapshot } from "../../ports/lane-store.ts";
import { asStored } from "./as-stored.ts";
import { commitStep, queueEffects } from "./commit-step.ts";
import { isOpen, type LaneRow, type MemoryTables } from "./memory-tables.ts";
import { earlier } from "./store-event.ts";

/** At most so many rows of a lane at once. */
const ROWS_READ = 200;

/** Lanes as the PostgreSQL adapter keeps them, for one process of those that share `tables`. */
export function createMemoryLanes(tables: MemoryTables, nodeId: () => number): LaneStore {
  const held = (claim: LaneClaim): LaneRow | undefined => {
    const row = tables.lanes.get(claim.lane);
    return row?.owner === claim.owner && row.token === claim.token ? row : undefined;
  };
  return {
    claim: async (at, limit) => claim(tables, nodeId(), at, limit),
    nextDueAt: async () =>
      [...tables.lanes.values()]
        .filter((row) => row.owner === undefined)
        .map((row) => row.dueAt)
        .toSorted((a, b) => a.getTime() - b.getTime())[0],
    read: async ({ lane }) =>
      openRows(tables, lane)
        .slice(0, ROWS_READ)
        .map(({ id, source, thread, kind, body, receivedAt }) => ({
          id,
          source,
          thread,
          kind,
          body,
          receivedAt,
        })),
    load: async (thread, leadIds) => load(tables, thread, leadIds),
    commit: async (request) => commitStep(tables, request),
    defer: async (claim, dueAt) => {
      const row = held(claim);
      if (!row) return;
      Object.assign(row, {
        owner: undefined,
        dueAt: row.isDirty ? earlier(dueAt, row.dueAt) : dueAt,
        isDirty: false,
      });
    },
    release: async (claim) => {
      const row = held(claim);
      if (!row) return;
      if (row.isDirty) Object.assign(row, { owner: undefined, isDirty: false });
      else tables.lanes.delete(claim.lane);
    },
    fail: async (claim, dueAt) => {
      const row = held(claim);
      if (row) Object.assign(row, { owner: undefined, dueAt, isDirty: false, attempt: row.attempt + 1 });
    },
    setAside: async (claim, rows, at, reason, notices) => {
      const row = held(claim);
      if (!row) return;
      Object.assign(row, { owner: undefined, dueAt: at, attempt: 0 });
      setAside(tables, rows, at, reason);
      const thread = rows[0]?.thread;
      if (thread) queueEffects(tables, notices, thread, at);
    },
    releaseUnknown: async (held) => releaseUnknown(tables, nodeId(), held),
    takeOver: async (at) => takeOver(tables, nodeId(), at),
  };
}

function claim(tables: MemoryTables, owner: number, at: Date, limit: number): readonly LaneClaim[] {
  return [...tables.lanes]
    .filter(([, row]) => row.owner === undefined && row.dueAt <= at)
    .toSorted(([, a], [, b]) => a.dueAt.getTime() - b.dueAt.getTime())
    .slice(0, limit)
    .map(([lane, row]) => {
      Object.assign(row, { owner, token: tables.next(), isDirty: false });
      return { lane, owner, token: row.token, attempt: row.attempt, firstAt: new Date(row.firstAt) };
    });
}

function openRows(tables: MemoryTables, lane: string) {
  return [...tables.openInbox.values()].filter((row) => row.lane === lane);
}

function load(tables: MemoryTables, thread: Thread, leadIds: readonly LeadId[]): Snapshot {
  const conversation = tables.conversations.get(thread);
  const leads = [...tables.leads.values()].filter(
    (lead) => lead.thread === thread && (lead.ladder.status !== "closed" || leadIds.includes(lead.id)),
  );
  return {
    conversation: conversation && asStored(conversation),
    leads: leads.map((lead) => asStored({ ...lead, crm: tables.crmLinks.get(lead.id) ?? lead.crm })),
  };
}

function setAside(tables: MemoryTables, rows: readonly InboxRow[], at: Date, reason: string): void {
  for (const { id } of rows) {
    const event = tables.openInbox.get(id);
    if (!event) continue;
    tables.openInbox.delete(id);
    event.state = "aside";
    const data = { inboxId: event.id, thread: event.thread, kind: event.kind, reason };
    tables.events.push({ at, type: "set_aside", data, conversationId: undefined, leadId: undefined });
  }
}

function releaseUnknown(tables: MemoryTables, self: number, held: readonly LaneClaim[]): number {
  const known = new Set(held.map(({ token }) => token));
  const lost = [...tables.lanes.values()].filter((row) => row.owner === self && !known.has(row.token));
  for (const row of lost) row.owner = undefined;
  return lost.length;
}

function takeOver(tables: MemoryTables, self: number, at: Date): number {
  for (const [id, node] of tables.nodes) if (id !== self && !node.isAlive) tables.nodes.delete(id);
  const isOrphan = (owner: number | undefined) => owner !== undefined && !tables.nodes.has(owner);
  const lanes = [...tables.lanes.values()].filter((row) => isOrphan(row.owner));
  const effects = [...tables.outbox.values()].filter((row) => isOpen(row) && isOrphan(row.owner));
  for (const row of lanes) Object.assign(row, { owner: undefined, dueAt: at });
  for (const row of effects) {
    const runAt = row.runAt > at ? row.runAt : at;
    Object.assign(row, { owner: undefined, isUnsure: true, runAt });
  }
  return lanes.length + effects.length;
}
