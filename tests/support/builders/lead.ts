import { asId, type MakeId } from "../../../src/domain/ids.ts";
import type { Lead, LeadRequest, Offer } from "../../../src/domain/lead.ts";
import { threadOf } from "../../../src/domain/message.ts";
import type { RoutingTrace } from "../../../src/domain/routing.ts";
import { WEDNESDAY_11 } from "./conversation.ts";

/** A booking of a manicure over Telegram. */
export function aLeadRequest(overrides: Partial<LeadRequest> = {}): LeadRequest {
  return {
    category: "lead_b2c",
    also: [],
    priority: "normal",
    urgent: false,
    sentiment: "neutral",
    action: "assign_manager",
    language: "ru",
    source: "telegram",
    slots: { service: "маникюр", date: "2026-03-12", time: "15:00", name: "Мария", phone: "+79991234567" },
    serviceId: "manicure",
    isVip: false,
    isReturning: false,
    pBooking: 0.8,
    expectedValue: 1440,
    ...overrides,
  };
}

export function aTrace(overrides: Partial<RoutingTrace> = {}): RoutingTrace {
  return {
    rules: [],
    rule: "default",
    target: { team: "sales" },
    relaxed: [],
    candidates: [],
    sentences: ["Правило по умолчанию.", "Подходит только Анна."],
    language: "ru",
    ...overrides,
  };
}

/** A lead at the foot of the standard ladder, made on Wednesday 11 March 2026 at 11:00 in Moscow. */
export function aLead(overrides: Partial<Lead> = {}): Lead {
  return {
    id: asId<"lead">("lead_1"),
    conversationId: asId<"conversation">("conv_1"),
    contactId: asId<"contact">("cnt_1"),
    thread: threadOf("telegram", "100"),
    createdAt: WEDNESDAY_11,
    request: aLeadRequest(),
    slaDueAt: new Date("2026-03-11T11:30:00+03:00"),
    rungs: [
      { offer: "next", waitMs: 60_000 },
      { offer: "next", waitMs: 60_000 },
      { offer: "duty", waitMs: 90_000 },
      { offer: "head", task: "Перезвонить" },
    ],
    ladderName: "standard",
    ladder: { status: "held", until: WEDNESDAY_11 },
    offers: [],
    skips: [],
    trace: aTrace(),
    crm: { drift: [] },
    ...overrides,
  };
}

export function anOffer(managerId: string, overrides: Partial<Offer> = {}): Offer {
  return {
    id: asId<"offer">(`ofr_${managerId}`),
    managerId: asId<"manager">(managerId),
    rung: 0,
    offeredAt: WEDNESDAY_11,
    ...overrides,
  };
}

/** Ids that count up: `ofr_1`, `ofr_2`. */
export function countingIds(): MakeId {
  let count = 0;
  return (kind) => {
    count += 1;
    return asId(`${kind}_${count}`);
  };
}
