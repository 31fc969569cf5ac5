import type { Conversation } from "../../domain/conversation.ts";
import type { Effect } from "../../domain/effect.ts";
import type { ConversationId, EffectId, LeadId, ManagerId, OfferId } from "../../domain/ids.ts";
import type { CrmLink, Lead, OfferOutcome } from "../../domain/lead.ts";
import type { Thread, TranscriptLine } from "../../domain/message.ts";
import type { TimerKind } from "../../domain/timer.ts";
import type { InboxKind } from "../../ports/inbox.ts";

/** Rows as the schema of the PostgreSQL adapter has them; see its migrations for what each is for. */
export interface MemoryTables {
  readonly nodes: Map<number, { isAlive: boolean }>;
  readonly inbox: Map<string, StoredEvent>;
  /** Those of `inbox` that wait to be dealt with, by id. */
  readonly openInbox: Map<number, StoredEvent>;
  readonly lanes: Map<string, LaneRow>;
  readonly timers: Map<string, TimerRow>;
  /** In the order of `seq`. */
  readonly outbox: Map<EffectId, OutboxRow>;
  readonly events: EventRow[];
  readonly conversations: Map<Thread, Conversation>;
  readonly lines: Map<Thread, TranscriptLine[]>;
  readonly leads: Map<LeadId, Lead>;
  readonly offers: Map<OfferId, OfferRow>;
  readonly crmLinks: Map<LeadId, CrmLink>;
  readonly managers: Map<ManagerId, ManagerRow>;
  /** Next number of a sequence. */
  next(): number;
}

export interface StoredEvent {
  readonly id: number;
  readonly source: string;
  readonly lane: string;
  readonly thread: Thread;
  readonly kind: InboxKind;
  readonly body: unknown;
  readonly receivedAt: Date;
  state: "open" | "done" | "aside";
}

export interface LaneRow {
  dueAt: Date;
  firstAt: Date;
  isBurst: boolean;
  owner: number | undefined;
  token: number;
  isDirty: boolean;
  attempt: number;
}

export interface TimerRow {
  readonly key: string;
  readonly seq: number;
  readonly lane: string;
  readonly thread: Thread;
  readonly kind: TimerKind;
  readonly runAt: Date;
  readonly body: unknown;
}

export interface OutboxRow {
  readonly seq: number;
  readonly id: EffectId;
  readonly orderKey: string;
  readonly key: string;
  readonly thread: Thread | undefined;
  readonly lane: string | undefined;
  readonly leadId: LeadId | undefined;
  readonly effect: Effect;
  readonly createdAt: Date;
  runAt: Date;
  attempt: number;
  owner: number | undefined;
  triedAt: Date | undefined;
  isUnsure: boolean;
  doneAt: Date | undefined;
  deadAt: Date | undefined;
  lastError: string | undefined;
}

export interface EventRow {
  readonly at: Date;
  readonly conversationId: ConversationId | undefined;
  readonly leadId: LeadId | undefined;
  readonly type: string;
  readonly data: unknown;
}

export interface OfferRow {
  readonly leadId: LeadId;
  readonly managerId: ManagerId;
  endedAt: Date | undefined;
  outcome: OfferOutcome | undefined;
  alertExternalId: string | undefined;
}

export interface ManagerRow {
  offeredTotal: number;
  lastOfferedAt: Date | undefined;
  isPaused: boolean;
  telegramId: number | undefined;
  linkCode: string | undefined;
}

export function createMemoryTables(): MemoryTables {
  let sequence = 0;
  return {
    nodes: new Map(),
    inbox: new Map(),
    openInbox: new Map(),
    lanes: new Map(),
    timers: new Map(),
    outbox: new Map(),
    events: [],
    conversations: new Map(),
    lines: new Map(),
    leads: new Map(),
    offers: new Map(),
    crmLinks: new Map(),
    managers: new Map(),
    next: () => (sequence += 1),
  };
}

export function isOpen(row: OutboxRow): boolean {
  return row.doneAt === undefined && row.deadAt === undefined;
}
