import { asId } from "../../../src/domain/ids.ts";
import type { Lead, LeadRequest, Offer } from "../../../src/domain/lead.ts";
import type { CandidateTrace, RoutingTrace } from "../../../src/domain/routing.ts";
import { STANDARD_RUNGS } from "./sample-business.ts";

/** Wednesday, 2026-03-11, 14:00 in Omsk. */
export const NOON = new Date("2026-03-11T08:00:00.000Z");

/** `minutes` before NOON; negative is after it. */
export function minutesAgo(minutes: number): Date {
  return new Date(NOON.getTime() - minutes * 60_000);
}

const candidate = (id: string, name: string, more: Partial<CandidateTrace> = {}): CandidateTrace => ({
  managerId: asId(id),
  name,
  open: 1,
  capacity: 4,
  ...more,
});

const TRACE: RoutingTrace = {
  rules: [
    { rule: "Жалобы", matched: false, failed: "category: complaint ≠ lead_b2c" },
    { rule: "VIP", matched: false, failed: "vip: true ≠ false" },
    { rule: "Ногти", matched: true },
  ],
  rule: "Ногти",
  target: { skill: "nails" },
  relaxed: [],
  candidates: [
    candidate("anna", "Анна", { open: 1 }),
    candidate("boris", "Борис", { open: 2, capacity: 3, excluded: "not_in_target" }),
    candidate("vera", "Вера", { open: 0, excluded: "absent" }),
    candidate("dmitry", "Дмитрий", { open: 0, capacity: 6, excluded: "off_shift" }),
    candidate("elena", "Елена Сергеевна", { open: 3, capacity: 10, excluded: "not_in_target" }),
  ],
  chosen: asId("anna"),
  decidedBy: "only_candidate",
  sentences: [
    "Сработало правило «Ногти»: услуга — маникюр.",
    "Подходит одна Анна: умеет маникюр, на смене, занята 1 из 4.",
    "Вера умеет маникюр, но отсутствует до 20 марта.",
  ],
  language: "ru",
};

export function aLeadRequest(more: Partial<LeadRequest> = {}): LeadRequest {
  return {
    category: "lead_b2c",
    also: [],
    priority: "normal",
    urgent: false,
    sentiment: "neutral",
    action: "assign_manager",
    language: "ru",
    source: "telegram",
    slots: { service: "маникюр", date: "2026-03-12", time: "15:00", name: "Мария", phone: "+79131234567" },
    serviceId: "manicure",
    branchId: "center",
    isVip: false,
    isReturning: false,
    pBooking: 0.8,
    expectedValue: 1440,
    ...more,
  };
}

export function anOffer(id: string, managerId: string, more: Partial<Offer> = {}): Offer {
  return { id: asId(id), managerId: asId(managerId), rung: 0, offeredAt: minutesAgo(1), ...more };
}

/** A lead on offer to Anna since a quarter of a minute; name what matters to the test. */
export function aConsoleLead(id: string, more: Partial<Lead> = {}): Lead {
  return {
    id: asId(id),
    conversationId: asId(id.replace("lead", "conv")),
    contactId: asId(id.replace("lead", "cnt")),
    thread: "telegram:500001",
    createdAt: minutesAgo(0.3),
    displayName: "Мария К.",
    request: aLeadRequest(),
    slaDueAt: minutesAgo(-29.7),
    rungs: STANDARD_RUNGS,
    ladderName: "standard",
    ladder: { status: "offering", rung: 0, expiresAt: minutesAgo(-0.75) },
    offers: [anOffer("ofr_1", "anna", { offeredAt: minutesAgo(0.28), deliveredAt: minutesAgo(0.25) })],
    skips: [],
    trace: TRACE,
    crm: { drift: [] },
    ...more,
  };
}

/** A working day's leads in every state of the ladder. */
export function sampleLeads(): readonly Lead[] {
  return [
    aConsoleLead("lead_0001", {
      crm: {
        externalId: "1204",
        entity: "lead",
        url: "https://example.com/crm/lead/1204/",
        writtenAt: minutesAgo(0.2),
        drift: ["Поле «Приоритет» портал не сохранил: его нет"],
      },
    }),
    aConsoleLead("lead_0002", {
      displayName: "Олег",
      thread: "whatsapp:500002",
      createdAt: minutesAgo(9),
      slaDueAt: minutesAgo(4),
      request: aLeadRequest({
        category: "complaint",
        priority: "critical",
        urgent: true,
        sentiment: "negative",
        source: "whatsapp",
        slots: { name: "Олег", problem: "после окрашивания пятна, просит переделать", phone: "+79139876543" },
        serviceId: "coloring",
        isReturning: true,
      }),
      ladderName: "urgent",
      rungs: [
        { offer: "head", waitMs: 60_000 },
        { offer: "duty", waitMs: 60_000 },
        { offer: "all", task: "Перезвонить срочно" },
      ],
      ladder: { status: "ended", at: minutesAgo(6), task: "Перезвонить срочно", taskFor: asId("elena") },
      offers: [
        anOffer("ofr_2", "elena", {
          offeredAt: minutesAgo(9),
          deliveredAt: minutesAgo(8.9),
          endedAt: minutesAgo(7.9),
          outcome: "expired",
        }),
      ],
      skips: [{ rung: 1, managerId: asId("dmitry"), reason: "off_shift", at: minutesAgo(7.9) }],
    }),
    aConsoleLead("lead_0003", {
      displayName: "ИП Соколова",
      thread: "widget:500003",
      createdAt: minutesAgo(2),
      slaDueAt: minutesAgo(-8),
      request: aLeadRequest({
        category: "lead_b2b",
        priority: "high",
        source: "widget",
        slots: {
          company: "ИП Соколова",
          quantity: 12,
          product: "обслуживание сотрудниц",
          phone: "+73812555000",
        },
        expectedValue: 24_000,
        isVip: true,
      }),
      ladder: { status: "offering", rung: 1, expiresAt: minutesAgo(-0.2) },
      offers: [
        anOffer("ofr_3", "anna", {
          offeredAt: minutesAgo(2),
          deliveredAt: minutesAgo(1.9),
          endedAt: minutesAgo(0.9),
          outcome: "declined",
        }),
        anOffer("ofr_4", "boris", { rung: 1, offeredAt: minutesAgo(0.9), deliveredAt: minutesAgo(0.8) }),
      ],
    }),
    aConsoleLead("lead_0004", {
      displayName: "Светлана",
      thread: "widget:500004",
      createdAt: minutesAgo(25),
      slaDueAt: minutesAgo(-5),
      request: aLeadRequest({
        source: "widget",
        slots: { service: "стрижка", date: "2026-03-11", time: "18:00-", name: "Светлана" },
        serviceId: "haircut",
      }),
      ladder: { status: "taken", by: asId("anna"), at: minutesAgo(24), via: "telegram" },
      offers: [
        anOffer("ofr_5", "anna", {
          offeredAt: minutesAgo(25),
          deliveredAt: minutesAgo(24.9),
          endedAt: minutesAgo(24),
          outcome: "taken",
        }),
      ],
    }),
    aConsoleLead("lead_0005", {
      displayName: "Ирина П.",
      createdAt: minutesAgo(55),
      slaDueAt: minutesAgo(25),
      firstHumanReplyAt: minutesAgo(51),
      request: aLeadRequest({
        slots: {
          service: "брови",
          date: "2026-03-13",
          time: "morning",
          name: "Ирина",
          phone: "+79135550000",
        },
        serviceId: "brows",
      }),
      ladder: { status: "taken", by: asId("boris"), at: minutesAgo(52), via: "console" },
      offers: [
        anOffer("ofr_6", "boris", {
          offeredAt: minutesAgo(54),
          deliveredAt: minutesAgo(54),
          endedAt: minutesAgo(52),
          outcome: "taken",
        }),
      ],
    }),
    aConsoleLead("lead_0006", {
      displayName: "+7 913 777-00-00",
      thread: "call:500006",
      createdAt: minutesAgo(12),
      slaDueAt: minutesAgo(-18),
      request: aLeadRequest({ source: "call", slots: { phone: "+79137770000" }, serviceId: undefined }),
      ladder: { status: "held", until: minutesAgo(-3) },
      offers: [],
    }),
    aConsoleLead("lead_0007", {
      displayName: "Наталья",
      createdAt: minutesAgo(180),
      slaDueAt: minutesAgo(150),
      firstHumanReplyAt: minutesAgo(171),
      request: aLeadRequest({
        slots: { service: "педикюр", date: "2026-03-14", name: "Наталья" },
        serviceId: "pedicure",
      }),
      ladder: { status: "closed", at: minutesAgo(120), reason: "closed by manager" },
      offers: [
        anOffer("ofr_7", "anna", {
          offeredAt: minutesAgo(180),
          deliveredAt: minutesAgo(179),
          endedAt: minutesAgo(175),
          outcome: "taken",
        }),
      ],
    }),
  ];
}
