import { asId, type EffectId } from "../../domain/ids.ts";
import type { DeadLetters } from "../../ports/console-reads.ts";
import type { ClaimedEffect, DeliveryNote, OutboxStore, Settlement } from "../../ports/outbox-store.ts";
import { isOpen, type MemoryTables, type OutboxRow } from "./memory-tables.ts";
import { storeEvent } from "./store-event.ts";

/** The outbox as the PostgreSQL adapter keeps it, for one process of those that share `tables`. */
export function createMemoryOutbox(tables: MemoryTables, nodeId: () => number): OutboxStore & DeadLetters {
  const open = () => [...tables.outbox.values()].filter(isOpen);
  return {
    claim: async (at, limit) => claim(tables, nodeId(), at, limit),
    settle: async (claimed, settlement, at) => settle(tables, claimed, settlement, at),
    releaseUnknown: async (held, unsettled) => {
      const self = nodeId();
      const lost = open().filter((row) => row.owner === self && !held.includes(row.id));
      for (const row of lost)
        Object.assign(row, { owner: undefined, isUnsure: row.isUnsure || unsettled.includes(row.id) });
      return lost.length;
    },
    nextDueAt: async () =>
      open()
        .filter((row) => row.owner === undefined)
        .map((row) => row.runAt)
        .toSorted((a, b) => a.getTime() - b.getTime())[0],
    size: async () => ({
      pending: open().length,
      dead: [...tables.outbox.values()].filter((row) => row.deadAt !== undefined).length,
    }),
    retry: async (id) => {
      const row = deadRow(tables, id);
      if (row) Object.assign(row, { deadAt: undefined, attempt: 0, runAt: row.triedAt ?? row.runAt });
      return row !== undefined;
    },
    discard: async (id) => {
      const row = deadRow(tables, id);
      if (row)
        Object.assign(row, {
          deadAt: undefined,
          doneAt: row.triedAt ?? row.runAt,
          lastError: `discarded by a person: ${row.lastError ?? ""}`,
        });
      return row !== undefined;
    },
  };
}

/** Only the oldest open effect of each order key may leave. */
function claim(tables: MemoryTables, owner: number, at: Date, limit: number): readonly ClaimedEffect[] {
  const heads = new Map<string, OutboxRow>();
  for (const row of tables.outbox.values())
    if (isOpen(row) && !heads.has(row.orderKey)) heads.set(row.orderKey, row);
  return [...heads.values()]
    .filter((row) => row.owner === undefined && row.runAt <= at)
    .toSorted((a, b) => a.runAt.getTime() - b.runAt.getTime() || a.seq - b.seq)
    .slice(0, limit)
    .toSorted((a, b) => a.seq - b.seq)
    .map((row) => {
      Object.assign(row, { owner, attempt: row.attempt + 1, triedAt: at });
      const { id, effect, thread, leadId, attempt, isUnsure, createdAt } = row;
      return { id, owner, effect, thread, leadId, attempt, isUnsure, createdAt };
    });
}

function settle(tables: MemoryTables, claimed: ClaimedEffect, settlement: Settlement, at: Date): boolean {
  const row = tables.outbox.get(claimed.id);
  if (row?.owner !== claimed.owner || row.attempt !== claimed.attempt) return false;
  row.owner = undefined;
  row.isUnsure = settlement.kind === "retry" && settlement.isUnsure;
  row.lastError = settlement.kind === "done" ? undefined : settlement.error;
  switch (settlement.kind) {
    case "retry":
      row.runAt = settlement.dueAt;
      return true;
    case "done":
      row.doneAt = at;
      break;
    case "dead":
      row.deadAt = at;
      break;
  }
  pass(tables, row, settlement.note, at);
  return true;
}

/** What the delivery taught us: to the lane, to the offer, to the CRM's link. */
function pass(tables: MemoryTables, row: OutboxRow, note: DeliveryNote, at: Date): void {
  if (note.report && row.thread)
    storeEvent(tables, {
      source: "outbox",
      externalId: row.id,
      thread: row.thread,
      kind: "report",
      body: note.report,
      receivedAt: at,
    });
  const offer = note.alert && tables.offers.get(asId(note.alert.offerId));
  if (offer && note.alert) offer.alertExternalId = note.alert.externalId;
  if (!note.crm) return;
  const { leadId, externalId, entity, url, drift } = note.crm;
  const known = tables.crmLinks.get(leadId);
  tables.crmLinks.set(leadId, {
    externalId,
    entity: entity === "deal" ? "deal" : "lead",
    url: url ?? known?.url,
    writtenAt: at,
    drift,
  });
}

function deadRow(tables: MemoryTables, id: string): OutboxRow | undefined {
  const row = tables.outbox.get(asId<"effect">(id) satisfies EffectId);
  return row?.deadAt === undefined ? undefined : row;
}
