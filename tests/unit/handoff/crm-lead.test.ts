import { describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import { toCrmLead } from "../../../src/handoff/crm-lead.ts";
import { toCrmTodo } from "../../../src/handoff/crm-todo.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, aLeadRequest, anOffer } from "../../support/builders/lead.ts";

const business = aBusiness({ team: [aManager("anna", { bitrix24: 11 }), aManager("olga")] });
const URL = "https://dozor.example.com/";
const expiresAt = new Date("2026-03-11T11:01:05+03:00");

describe("a lead in the CRM's terms", () => {
  it("has title, tags and people as the owner wrote them", () => {
    const lead = aLead({
      ladder: { status: "offering", rung: 0, expiresAt },
      offers: [anOffer("anna")],
      origin: { page: "https://example.com/nails", utm: { utm_source: "yandex" } },
    });
    expect(toCrmLead(lead, business, URL)).toEqual({
      id: "lead_1",
      title: "Запись: Мария (Telegram)",
      responsible: 11,
      observers: [],
      name: "Мария",
      company: undefined,
      phone: "+79991234567",
      email: undefined,
      messenger: { kind: "telegram", value: "100" },
      sourceCode: "TELEGRAM",
      sourceDescription: "Telegram: https://example.com/nails",
      utm: { utm_source: "yandex" },
      opportunity: 1800,
      tags: ["Запись", "обычный", "Маникюр"],
      intent: "Запись",
      priority: "обычный",
      predictedValue: 1440,
      conversationUrl: "https://dozor.example.com/console/conversations/conv_1",
      reassignAt: expiresAt,
    });
  });

  it("leaves no trace of what is not known", () => {
    const request = aLeadRequest({ slots: {}, source: "call", serviceId: undefined });
    const crm = toCrmLead(aLead({ request, displayName: undefined }), business, URL);
    expect(crm.title).toBe("Запись (звонок)");
    expect(crm.tags).toEqual(["Запись", "обычный"]);
    expect(crm.opportunity).toBeUndefined();
    expect(crm.sourceCode).toBeUndefined();
    expect(crm.responsible).toBeUndefined();
  });

  it("takes the name of the platform when none was told", () => {
    const request = aLeadRequest({ slots: {} });
    expect(toCrmLead(aLead({ request, displayName: "Masha" }), business, URL).name).toBe("Masha");
  });

  it("puts a named budget before the price list, and counts pieces", () => {
    const opportunity = (slots: object) =>
      toCrmLead(aLead({ request: aLeadRequest({ slots }) }), business, URL).opportunity;
    expect(opportunity({ budget: 50_000 })).toBe(50_000);
    expect(opportunity({ quantity: 3 })).toBe(5400);
  });

  it("names no time of reassignment once a person has it", () => {
    const anna = asId<"manager">("anna");
    const lead = aLead({ ladder: { status: "taken", by: anna, at: WEDNESDAY_11, via: "portal" } });
    expect(toCrmLead(lead, business, URL).reassignAt).toBeUndefined();
  });
});

describe("a to-do in the CRM", () => {
  const todo = (at: Date, title?: string) =>
    toCrmTodo({ lead: aLead(), business, managerId: asId<"manager">("anna"), title, publicUrl: URL, at });

  it("is due when the answer is promised, or at once when that is past", () => {
    expect(todo(WEDNESDAY_11)).toMatchObject({
      title: "Ответить клиенту",
      responsible: 11,
      deadline: new Date("2026-03-11T11:30:00+03:00"),
    });
    const late = new Date("2026-03-11T15:00:00+03:00");
    expect(todo(late, "Перезвонить")).toMatchObject({ title: "Перезвонить", deadline: late });
  });

  it("holds what the manager needs", () => {
    const { text } = todo(WEDNESDAY_11);
    expect(text).toContain("Телефон: +7 999 123-45-67");
    expect(text).toContain("https://dozor.example.com/console/conversations/conv_1");
  });
});
