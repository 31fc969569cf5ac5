import type { Conversation } from "../../domain/conversation.ts";
import type { OutboxItem } from "../../domain/effect.ts";
import { laneOf } from "../../domain/lane.ts";
import { ownerOf, type Lead } from "../../domain/lead.ts";
import type { Thread } from "../../domain/message.ts";
import type { ManagerId } from "../../domain/ids.ts";
import { CONVERSION_DAYS, type ManagerLoad } from "../../domain/routing.ts";
import type { CommitOutcome, CommitRequest, StepWrite } from "../../ports/lane-store.ts";
import { wakeBacklog } from "./backlog.ts";
import { asJson, asStored } from "./as-stored.ts";
import { managerRow } from "./manager-row.ts";
import { isOpen, type MemoryTables } from "./memory-tables.ts";

/** Stores a step whole, or nothing of it: whatever can fail comes before the first change. */
export function commitStep(tables: MemoryTables, request: CommitRequest): CommitOutcome {
  const { claim, at } = request;
  const lane = tables.lanes.get(claim.lane);
  if (lane?.owner !== claim.owner || lane.token !== claim.token) return "lost";
  if (lane.isDirty && request.yieldsToNew) {
    lane.isDirty = false;
    return "superseded";
  }
  const write = asStored(request.decide(request.needsRoster ? readLoads(tables, at) : []));
  storeBusiness(tables, write);
  for (const id of request.consumed) {
    const row = tables.openInbox.get(id);
    if (row) row.state = "done";
    tables.openInbox.delete(id);
  }
  storeTimers(tables, write);
  if (write.supersedesUnsure) supersede(tables, write.thread, at);
  queueEffects(tables, write.outbox, write.thread, at);
  if (write.wakesBacklog) wakeBacklog(tables, at);
  const conversationId = write.conversation?.id;
  for (const { type, leadId, data } of write.events)
    tables.events.push({ at, type, leadId, conversationId, data: asJson(data) });
  freeLane(tables, request);
  return "committed";
}

function storeBusiness(tables: MemoryTables, write: StepWrite): void {
  if (write.conversation) tables.conversations.set(write.thread, write.conversation);
  const lines = tables.lines.get(write.thread) ?? [];
  for (const line of write.lines)
    if (!lines.some((known) => known.id === line.id)) lines.push({ ...line, seq: tables.next() });
  if (lines.length > 0) tables.lines.set(write.thread, lines);
  const lifts = new Map(write.lifts?.map(({ managerId, lift }) => [managerId, lift]));
  for (const lead of write.leads) {
    tables.leads.set(lead.id, lead);
    storeOffers(tables, lead, lifts);
  }
}

function storeOffers(tables: MemoryTables, lead: Lead, lifts: Map<ManagerId, number>): void {
  for (const { id, managerId, offeredAt, endedAt, outcome } of lead.offers) {
    const known = tables.offers.get(id);
    if (known) {
      Object.assign(known, { endedAt, outcome });
      continue;
    }
    tables.offers.set(id, { leadId: lead.id, managerId, endedAt, outcome, alertExternalId: undefined });
    const manager = managerRow(tables, managerId);
    manager.offeredTotal += 1 + (lifts.get(managerId) ?? 0);
    lifts.delete(managerId);
    const last = manager.lastOfferedAt;
    manager.lastOfferedAt = last && last > offeredAt ? last : offeredAt;
  }
}

/** A key both set and cancelled in one step is set. */
function storeTimers(tables: MemoryTables, write: StepWrite): void {
  for (const key of write.cancelTimers) tables.timers.delete(key);
  const lane = laneOf(write.thread);
  for (const { key, kind, dueAt, body } of write.setTimers)
    tables.timers.set(key, {
      key,
      seq: tables.next(),
      lane,
      thread: write.thread,
      kind,
      runAt: dueAt,
      body: asJson(body),
    });
}

function supersede(tables: MemoryTables, thread: Thread, at: Date): void {
  for (const row of tables.outbox.values())
    if (row.orderKey === thread && row.effect.kind === "send_message" && row.isUnsure && isOpen(row))
      Object.assign(row, {
        doneAt: at,
        owner: undefined,
        lastError: "superseded by the contact's next message",
      });
}

/** An effect of a known key is there already. */
export function queueEffects(
  tables: MemoryTables,
  items: readonly OutboxItem[],
  thread: Thread,
  at: Date,
): void {
  for (const { id, orderKey, key, effect } of items) {
    if ([...tables.outbox.values()].some((row) => row.key === key)) continue;
    tables.outbox.set(id, {
      seq: tables.next(),
      id,
      orderKey,
      key,
      thread,
      lane: laneOf(thread),
      leadId: "leadId" in effect ? effect.leadId : undefined,
      effect: asStored(effect),
      createdAt: at,
      runAt: at,
      attempt: 0,
      owner: undefined,
      triedAt: undefined,
      isUnsure: false,
      doneAt: undefined,
      deadAt: undefined,
      lastError: undefined,
    });
  }
}

/** Gone when nothing is left in it, else due for what came in meanwhile. */
function freeLane(tables: MemoryTables, { claim, at, nextDueAt }: CommitRequest): void {
  const left = [...tables.openInbox.values()].filter((row) => row.lane === claim.lane);
  const lane = tables.lanes.get(claim.lane);
  if (!lane || left.length === 0) {
    tables.lanes.delete(claim.lane);
    return;
  }
  Object.assign(lane, {
    owner: undefined,
    isDirty: false,
    attempt: 0,
    dueAt: nextDueAt ?? at,
    firstAt: new Date(Math.min(...left.map((row) => row.receivedAt.getTime()))),
    isBurst: left.every((row) => row.kind === "channel"),
  });
}

/** Load and presence of everyone who was ever offered anything. */
function readLoads(tables: MemoryTables, at: Date): readonly ManagerLoad[] {
  const owners = [...tables.leads.values()]
    .filter((lead) => lead.ladder.status === "taken" && !isQuiet(tables.conversations.get(lead.thread), at))
    .map((lead) => ownerOf(lead));
  const offered = [...tables.offers.values()]
    .filter((offer) => offer.endedAt === undefined)
    .map((offer) => offer.managerId);
  const busy = [...owners, ...offered].filter((id) => id !== undefined);
  const known = new Set([...tables.managers.keys(), ...busy]);
  return [...known].toSorted().map((managerId) => {
    const row = tables.managers.get(managerId);
    return {
      managerId,
      open: busy.filter((id) => id === managerId).length,
      offeredTotal: row?.offeredTotal ?? 0,
      lastOfferedAt: row?.lastOfferedAt,
      isPaused: row?.isPaused ?? false,
      ...conversionOf(tables, managerId, at),
    };
  });
}

const QUIET_MS = 3 * 86_400_000;

/** Given back to the bot, or without a word of the contact for days: its taken lead takes up no place. */
function isQuiet(conversation: Conversation | undefined, at: Date): boolean {
  if (!conversation) return false;
  const { state, lastMessageAt } = conversation;
  return state.ownership.status !== "human" || lastMessageAt.getTime() < at.getTime() - QUIET_MS;
}

function conversionOf(tables: MemoryTables, managerId: ManagerId, at: Date): Pick<ManagerLoad, "history"> {
  const since = at.getTime() - CONVERSION_DAYS * 86_400_000;
  const decided = [...tables.leads.values()].filter(
    ({ ladder }) =>
      ladder.status === "closed" &&
      ladder.outcome !== undefined &&
      ladder.takenBy === managerId &&
      ladder.at.getTime() > since &&
      ladder.at <= at,
  );
  if (decided.length === 0) return {};
  const won = decided.filter(({ ladder }) => ladder.status === "closed" && ladder.outcome === "won").length;
  return { history: { decided: decided.length, won } };
}
