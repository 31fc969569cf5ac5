import { asId } from "../../../src/domain/ids.ts";
import { channelOf } from "../../../src/domain/message.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import type { VariantRow } from "../../../src/domain/experiment.ts";
import type { LedgerRow } from "../../../src/domain/ledger.ts";
import { toPastRequest } from "../../../src/domain/past-request.ts";
import { aVariantRow } from "../builders/experiment.ts";
import { aLedgerRow } from "../builders/ledger.ts";
import type {
  ClockedEvent,
  ConsoleReads,
  ConversationSummary,
  OutboxView,
  PageMark,
  Stats,
  TimerView,
} from "../../../src/ports/console-reads.ts";
import { aBotConversation, conversationOf, type SampleConversation } from "./sample-conversations.ts";
import { minutesAgo, sampleLeads } from "./sample-leads.ts";

/** What the fake reads from; change its arrays and the next read shows it. */
export interface FakeStore {
  leads: Lead[];
  conversations: SampleConversation[];
  timers: TimerView[];
  outbox: OutboxView[];
  events: ClockedEvent[];
  ledger: LedgerRow[];
  stats: Stats;
  variants: { rules: readonly VariantRow[]; prompts: readonly VariantRow[] };
}

export const NO_STATS: Stats = {
  conversations: 0,
  messages: 0,
  leads: 0,
  taken: 0,
  waiting: 0,
  byCategory: {},
  bySource: {},
};

export function anEmptyStore(): FakeStore {
  return {
    leads: [],
    conversations: [],
    timers: [],
    outbox: [],
    events: [],
    ledger: [],
    stats: NO_STATS,
    variants: { rules: [], prompts: [] },
  };
}

/** A store with a working day of a salon in it. */
export function aBusyStore(): FakeStore {
  const leads = [...sampleLeads()];
  return {
    leads,
    conversations: [...leads.map(conversationOf), aBotConversation()],
    timers: [{ key: "ladder:lead_0001", kind: "ladder", dueAt: minutesAgo(-0.75) }],
    outbox: [
      anOutboxView("eff_1", {
        kind: "crm_update_lead",
        attempts: 2,
        lastError: "crm_unavailable",
        nextAttemptAt: minutesAgo(-1),
      }),
      anOutboxView("eff_2", { kind: "send_message", status: "done", attempts: 1 }),
      anOutboxView("eff_3", {
        kind: "crm_create_lead",
        status: "dead",
        attempts: 9,
        lastError: "crm_rejected: UF_CRM_DOZOR_INTENT",
        createdAt: minutesAgo(140),
      }),
      anOutboxView("eff_4", {
        kind: "send_alert",
        status: "dead",
        attempts: 1,
        lastError: "no_address",
        createdAt: minutesAgo(30),
      }),
    ],
    events: [{ at: minutesAgo(0.3), type: "lead_created", data: { rule: "Ногти" } }],
    variants: {
      rules: [aVariantRow("duty_first", "now"), aVariantRow("duty_first", "duty", { taken: 48 })],
      prompts: [],
    },
    ledger: [
      aLedgerRow("anna", {
        offered: 9,
        taken: 6,
        declined: 2,
        expired: 1,
        value: 12_600,
        won: 3,
        lost: 1,
        wonValue: 6_400,
        filtered: { full: 2 },
      }),
      aLedgerRow("boris", { offered: 5, taken: 4, expired: 1, value: 8_200, filtered: { off_shift: 7 } }),
      aLedgerRow("elena", { offered: 1, expired: 1, filtered: { not_in_target_skill: 11 } }),
    ],
    stats: {
      conversations: 34,
      messages: 212,
      leads: 15,
      taken: 10,
      waiting: 4,
      medianTakeSeconds: 47,
      byCategory: { lead_b2c: 11, complaint: 1, lead_b2b: 1, price_info: 2 },
      bySource: { telegram: 8, widget: 4, whatsapp: 2, call: 1 },
    },
  };
}

export function anOutboxView(id: string, more: Partial<OutboxView> = {}): OutboxView {
  return {
    id,
    kind: "send_message",
    orderKey: "telegram:500001",
    status: "pending",
    attempts: 0,
    createdAt: minutesAgo(2),
    leadId: sampleLeads()[0]?.id,
    ...more,
  };
}

const newestFirst = (a: Lead, b: Lead) => b.createdAt.getTime() - a.createdAt.getTime();

/** The reads of the console over plain arrays. */
export function createFakeReads(store: FakeStore): ConsoleReads {
  const isBefore = (at: Date, id: string, before: PageMark | undefined) =>
    before === undefined ||
    at < before.at ||
    (before.id !== undefined && at.getTime() === before.at.getTime() && id < before.id);
  return {
    async conversations({ limit, before }) {
      return store.conversations
        .map((sample) => summaryOf(sample, store.leads))
        .filter((summary) => isBefore(summary.lastMessageAt, summary.id, before))
        .toSorted((a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime())
        .slice(0, limit);
    },
    async conversation(id) {
      const found = store.conversations.find((sample) => sample.conversation.id === id);
      if (!found) return undefined;
      return {
        ...found,
        leads: store.leads.filter((lead) => lead.conversationId === id).toSorted(newestFirst),
        events: store.events,
      };
    },
    async leads({ limit, before, status }) {
      return store.leads
        .filter((lead) => isBefore(lead.createdAt, lead.id, before))
        .filter((lead) => status === undefined || lead.ladder.status === status)
        .toSorted(newestFirst)
        .slice(0, limit);
    },
    async lead(id) {
      const lead = store.leads.find((candidate) => candidate.id === id);
      if (!lead) return undefined;
      return {
        lead,
        timers: store.timers.filter((timer) => timer.key.endsWith(id)),
        outbox: store.outbox.filter((item) => item.leadId === id),
        events: store.events,
      };
    },
    timers: async (limit) => store.timers.slice(0, limit),
    outbox: async (limit) => store.outbox.filter((item) => item.status === "pending").slice(0, limit),
    deadLetters: async (limit) => store.outbox.filter((item) => item.status === "dead").slice(0, limit),
    deadLetter: async (id) => {
      const item = store.outbox.find((one) => one.id === id && one.status === "dead");
      const leadId = item?.leadId ?? asId<"lead">("lead_0001");
      return item && { ...item, diedAt: item.createdAt, effect: { kind: "crm_create_lead", leadId } };
    },
    ledger: async () => store.ledger,
    variants: async () => store.variants,
    requests: async ({ from, to, limit, after }) => {
      const inSpan = store.leads
        .filter(({ createdAt }) => createdAt >= from && createdAt < to)
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      const start = inSpan.findIndex(({ id }) => id === after) + 1;
      return inSpan.slice(start, start + limit).map(toPastRequest);
    },
    stats: async () => store.stats,
  };
}

function summaryOf({ conversation, lines }: SampleConversation, leads: readonly Lead[]): ConversationSummary {
  const last = lines.at(-1);
  return {
    id: conversation.id,
    channel: channelOf(conversation.thread),
    displayName: conversation.displayName,
    ownership: conversation.state.ownership,
    category: conversation.state.request?.category,
    priority: conversation.state.request?.priority,
    lastText: last?.text ?? "",
    lastAuthor: last?.author ?? "contact",
    lastMessageAt: last?.at ?? conversation.lastMessageAt,
    leadId: leads.find((lead) => lead.conversationId === conversation.id)?.id,
  };
}
