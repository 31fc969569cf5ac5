import * as z from "zod/mini";
import { PRIORITIES } from "../../domain/category.ts";

// Compiling schemas needs `new Function`, which the page's content security policy forbids.
z.config({ jitless: true });

/** What the console reads from the API. Unknown keys are let go, so a newer gateway does not break an open page. */
const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
const maybeText = z.optional(z.nullable(z.string()));
const slots = z.record(z.string(), z.union([z.string(), z.number()]));
const priority = z.enum(PRIORITIES);
const origin = z.optional(z.object({ page: maybeText, utm: z.optional(z.record(z.string(), z.string())) }));

const offer = z.object({
  id: z.string(),
  manager: person,
  rung: z.number(),
  offeredAt: moment,
  deliveredAt: z.optional(moment),
  endedAt: z.optional(moment),
  outcome: z.optional(z.string()),
});

const rung = z.object({
  offer: z.string(),
  waitMs: z.optional(z.number()),
  task: z.optional(z.string()),
});

const ladderCommon = { name: z.string(), rungs: z.array(rung) };
const ladder = z.discriminatedUnion("status", [
  z.object({ ...ladderCommon, status: z.literal("held"), until: moment }),
  z.object({ ...ladderCommon, status: z.literal("offering"), rung: z.number(), expiresAt: moment }),
  z.object({ ...ladderCommon, status: z.literal("taken"), by: person, at: moment, via: z.string() }),
  z.object({ ...ladderCommon, status: z.literal("ended"), at: moment, task: z.string(), taskFor: person }),
  z.object({ ...ladderCommon, status: z.literal("closed"), at: moment, reason: z.string() }),
]);

const trace = z.object({
  rules: z.array(z.object({ rule: z.string(), matched: z.boolean(), failed: z.optional(z.string()) })),
  rule: z.string(),
  relaxed: z.array(z.string()),
  candidates: z.array(
    z.object({
      managerId: z.string(),
      name: z.string(),
      excluded: z.optional(z.string()),
      open: z.number(),
      capacity: z.number(),
    }),
  ),
  chosen: z.optional(z.string()),
  decidedBy: z.optional(z.string()),
  sentences: z.array(z.string()),
});

const clock = z.nullable(moment);
const lead = z.object({
  id: z.string(),
  conversationId: z.string(),
  createdAt: moment,
  category: z.string(),
  categoryName: z.string(),
  priority,
  priorityName: z.string(),
  urgent: z.boolean(),
  sentiment: z.string(),
  source: z.string(),
  origin,
  slots,
  openQuestion: z.optional(z.string()),
  service: z.nullable(person),
  branch: z.nullable(person),
  isVip: z.boolean(),
  isReturning: z.boolean(),
  pBooking: z.number(),
  expectedValue: z.number(),
  customer: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  status: z.enum(["held", "offering", "taken", "ended", "closed"]),
  owner: z.nullable(person),
  nextStep: z.nullable(z.object({ sentence: z.string(), at: z.nullable(moment) })),
  ladder,
  offers: z.array(offer),
  offersBefore: z.number(),
  skips: z.array(z.object({ rung: z.number(), manager: z.nullable(person), reason: z.string(), at: moment })),
  trace,
  clocks: z.object({
    receivedAt: clock,
    botRepliedAt: clock,
    qualifiedAt: clock,
    offeredAt: clock,
    deliveredAt: clock,
    takenAt: clock,
    humanRepliedAt: clock,
    crmWrittenAt: clock,
  }),
  slaDueAt: moment,
  firstHumanReplyAt: z.nullable(moment),
  crm: z.object({
    externalId: z.optional(z.string()),
    entity: z.optional(z.string()),
    url: z.optional(z.string()),
    writtenAt: z.optional(moment),
    drift: z.array(z.string()),
  }),
});

const ownership = z.discriminatedUnion("status", [
  z.object({ status: z.literal("bot") }),
  z.object({ status: z.literal("offered"), leadId: z.string() }),
  z.object({ status: z.literal("human"), manager: person, since: moment }),
  z.object({ status: z.literal("returned"), since: moment }),
]);

const summary = z.object({
  id: z.string(),
  channel: z.string(),
  displayName: z.optional(z.string()),
  ownership,
  categoryName: z.optional(z.string()),
  priority: z.optional(priority),
  lastText: z.string(),
  lastAuthor: z.string(),
  lastMessageAt: moment,
});

const message = z.object({
  id: z.string(),
  seq: z.number(),
  author: z.enum(["contact", "bot", "manager"]),
  managerName: z.optional(z.string()),
  text: z.string(),
  choices: z.array(z.object({ label: z.string() })),
  attachments: z.array(z.object({ kind: z.string(), label: z.optional(z.string()) })),
  at: moment,
});

const outboxItem = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  attempts: z.number(),
  createdAt: moment,
  nextAttemptAt: z.optional(moment),
  lastError: z.optional(z.string()),
  leadId: z.optional(z.string()),
});

const event = z.object({ at: moment, type: z.string() });
const now = moment;
const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextBefore: z.optional(moment), now });

export const wire = {
  setup: z.object({
    business: z.object({ name: z.string(), language: z.enum(["ru", "en"]), timezone: z.string() }),
    parts: z.array(z.object({ name: z.string(), state: z.string(), detail: z.optional(z.string()) })),
    now,
  }),
  leads: listOf(lead),
  lead: z.extend(lead, { outbox: z.array(outboxItem), events: z.array(event), now }),
  conversations: listOf(summary),
  conversation: z.object({
    id: z.string(),
    channel: z.string(),
    displayName: z.nullable(z.string()),
    verifiedPhone: z.nullable(z.string()),
    startedAt: moment,
    ownership,
    isReachable: z.boolean(),
    origin,
    consent: z.nullable(z.object({ version: z.string(), at: moment })),
    request: z.nullable(
      z.object({
        slots,
        categoryName: z.optional(z.string()),
        priority,
        priorityName: z.optional(z.string()),
      }),
    ),
    understanding: z.nullable(
      z.object({
        sentiment: z.string(),
        confidence: z.number(),
        by: z.string(),
        categoryName: z.optional(z.string()),
        priority,
        priorityName: z.optional(z.string()),
        slots,
      }),
    ),
    messages: z.array(message),
    leads: z.array(lead),
    now,
  }),
  team: listOf(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      skills: z.array(z.string()),
      isOnShift: z.boolean(),
      nextShiftAt: z.nullable(moment),
      load: z.object({ open: z.number(), capacity: z.number() }),
      lastOfferedAt: z.nullable(moment),
      isPaused: z.boolean(),
      isTelegramLinked: z.boolean(),
    }),
  ),
  linkCode: z.object({ code: z.string(), command: z.string() }),
  ledger: z.object({
    items: z.array(
      z.object({
        managerId: z.string(),
        offered: z.number(),
        taken: z.number(),
        declined: z.number(),
        expired: z.number(),
        value: z.number(),
        share: z.optional(z.number()),
        fairShare: z.optional(z.number()),
      }),
    ),
    now,
  }),
  stats: z.object({
    stats: z.object({
      conversations: z.number(),
      messages: z.number(),
      leads: z.number(),
      taken: z.number(),
      waiting: z.number(),
      medianTakeSeconds: z.optional(z.number()),
    }),
    now,
  }),
  why: z.object({ sentence: z.string() }),
  coverage: z.object({
    coverage: z.object({
      from: moment,
      to: moment,
      findings: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(["error", "warning", "note"]),
          place: z.object({ file: z.string(), path: z.array(z.union([z.string(), z.number()])) }),
          message: z.string(),
          hint: z.string(),
          rules: z.array(z.string()),
        }),
      ),
      week: z.object({
        days: z.array(z.string()),
        slotMinutes: z.number(),
        counts: z.array(z.number()),
        holes: z.array(z.boolean()),
        isOpen: z.array(z.boolean()),
        people: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            role: z.string(),
            spans: z.array(z.object({ from: z.number(), to: z.number() })),
          }),
        ),
      }),
      proof: z.object({ classes: z.number(), stretches: z.number() }),
    }),
    now,
  }),
  outbox: listOf(outboxItem),
  problem: z.object({ code: z.string(), detail: z.optional(z.string()) }),
};

export type Setup = z.infer<typeof wire.setup>;
export type Lead = z.infer<typeof lead>;
export type LeadDetail = z.infer<typeof wire.lead>;
export type Summary = z.infer<typeof summary>;
export type Ownership = z.infer<typeof ownership>;
export type ConversationDetail = z.infer<typeof wire.conversation>;
export type Message = z.infer<typeof message>;
export type TeamMember = z.infer<typeof wire.team>["items"][number];
export type LedgerItem = z.infer<typeof wire.ledger>["items"][number];
export type Stats = z.infer<typeof wire.stats>["stats"];
export type Coverage = z.infer<typeof wire.coverage>["coverage"];
export type OutboxItem = z.infer<typeof outboxItem>;
