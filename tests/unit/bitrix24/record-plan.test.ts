import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDrift } from "../../../src/adapters/bitrix24/drift.ts";
import {
  toOptionName,
  type FieldCatalogue,
  type PortalField,
} from "../../../src/adapters/bitrix24/field-catalogue.ts";
import { planContact, planDeal, planLead, toNewFields } from "../../../src/adapters/bitrix24/lead-plan.ts";
import { toShadow } from "../../../src/adapters/bitrix24/shadows.ts";
import { planUpdate } from "../../../src/adapters/bitrix24/update-plan.ts";
import { aCrmLead } from "../../support/builders/crm-lead.ts";

function aField(key: string, type: string, options: Readonly<Record<string, number>> = {}): PortalField {
  const named = Object.entries(options).map(([name, id]) => [toOptionName(name), id] as const);
  return { key, type, isMultiple: key === "ufCrmDozorTags", options: new Map(named) };
}

function aCatalogue(changes: Readonly<Record<string, PortalField | undefined>> = {}): FieldCatalogue {
  const fields: Record<string, PortalField | undefined> = {
    UF_CRM_DOZOR_TAGS: aField("ufCrmDozorTags", "enumeration", {
      Запись: 71,
      Обычный: 73,
      Маникюр: 75,
      Ещё: 77,
    }),
    UF_CRM_DOZOR_INTENT: aField("ufCrmDozorIntent", "enumeration", { Запись: 81 }),
    UF_CRM_DOZOR_PRIORITY: aField("ufCrmDozorPriority", "enumeration", { обычный: 91 }),
    UF_CRM_DOZOR_PREDICTED_VALUE: aField("ufCrmDozorPredictedValue", "double"),
    UF_CRM_DOZOR_CONVERSATION: aField("ufCrmDozorConversation", "url"),
    UF_CRM_DOZOR_REASSIGN_AT: aField("ufCrmDozorReassignAt", "datetime"),
    ...changes,
  };
  return new Map(Object.entries(fields).flatMap(([name, field]) => (field ? [[name, field] as const] : [])));
}

/** A record that holds just what was written, in the portal's spelling. */
function stored(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { fm, ...rest } = fields;
  const list = Array.isArray(fm) ? fm : [];
  return {
    id: 250,
    ...rest,
    fm: list.map((field: object, index) => Object.assign({ id: 100 + index }, field)),
  };
}

describe("planLead", () => {
  it("puts everything about the request and the person on the lead", () => {
    const lead = aCrmLead({
      company: "ООО «Заря»",
      email: "anna@example.com",
      observers: [5],
      utm: { utm_source: "yandex", utm_campaign: "spring" },
      reassignAt: new Date("2026-03-11T08:01:00.500Z"),
    });
    expect(toNewFields(planLead(lead, aCatalogue()))).toEqual({
      title: "Запись: Анна (telegram)",
      name: "Анна",
      companyTitle: "ООО «Заря»",
      assignedById: 11,
      observers: [5],
      sourceId: "TELEGRAM",
      sourceDescription: "Telegram",
      utmSource: "yandex",
      utmCampaign: "spring",
      opportunity: 1800,
      isManualOpportunity: "Y",
      currencyId: "RUB",
      ufCrmDozorTags: [71, 73, 75],
      ufCrmDozorIntent: 81,
      ufCrmDozorPriority: 91,
      ufCrmDozorPredictedValue: 900,
      ufCrmDozorConversation: "https://dozor.example/console#conv_1",
      ufCrmDozorReassignAt: "2026-03-11T08:01:00+00:00",
      fm: [
        { typeId: "PHONE", valueType: "MOBILE", value: "+79130000001" },
        { typeId: "EMAIL", valueType: "WORK", value: "anna@example.com" },
        { typeId: "IM", valueType: "TELEGRAM", value: "100500" },
      ],
    });
  });

  it("takes the names of user fields from the portal and computes none", () => {
    const odd = aCatalogue({ UF_CRM_DOZOR_PRIORITY: aField("ufCrm_DOZOR_PRIORITY", "string") });
    expect(toNewFields(planLead(aCrmLead(), odd))["ufCrm_DOZOR_PRIORITY"]).toBe("обычный");
  });

  it("leaves out fields that the portal lacks and says so in one sentence", () => {
    const plan = planLead(
      aCrmLead(),
      aCatalogue({ UF_CRM_DOZOR_INTENT: undefined, UF_CRM_DOZOR_PRIORITY: undefined }),
    );
    expect(plan.notes).toEqual([
      "на портале нет полей „Намерение“, „Приоритет“: создайте их, как описано в docs/integrator.md",
    ]);
  });

  it("leaves out options that a list lacks and names them", () => {
    const plan = planLead(aCrmLead({ tags: ["Запись", "VIP"] }), aCatalogue());
    expect(toNewFields(plan)["ufCrmDozorTags"]).toEqual([71]);
    expect(plan.notes).toEqual(["в списке „Теги“ на портале нет значений: „VIP“"]);
  });

  it("finds options whatever their case, blanks and ё", () => {
    const plan = planLead(aCrmLead({ tags: ["  маникюр ", "ЕЩЕ"] }), aCatalogue());
    expect(toNewFields(plan)["ufCrmDozorTags"]).toEqual([75, 77]);
  });

  it.each([
    ["money", "900|RUB"],
    ["integer", 900],
    ["string", "900"],
  ])("writes the expected sum into a field that the owner made %s", (type, value) => {
    const catalogue = aCatalogue({ UF_CRM_DOZOR_PREDICTED_VALUE: aField("ufCrmDozorPredictedValue", type) });
    expect(toNewFields(planLead(aCrmLead(), catalogue))["ufCrmDozorPredictedValue"]).toBe(value);
  });

  it("cuts what the portal would cut in silence", () => {
    const fields = toNewFields(
      planLead(aCrmLead({ title: "😀".repeat(300), name: "я".repeat(80) }), aCatalogue()),
    );
    expect(Array.from(String(fields["title"]))).toHaveLength(255);
    expect(fields["name"]).toHaveLength(50);
  });

  it.each([
    [{ kind: "whatsapp", value: "79130000001@c.us" }, []],
    [
      { kind: "whatsapp", value: "+79139999999" },
      [{ typeId: "PHONE", valueType: "MOBILE", value: "+79139999999" }],
    ],
    [
      { kind: "whatsapp", value: "123456789012345@lid" },
      [{ typeId: "IM", valueType: "OTHER", value: "whatsapp:123456789012345@lid" }],
    ],
    [{ kind: "widget", value: "vis_1" }, []],
    [
      { kind: "call", value: "+73812000001" },
      [{ typeId: "PHONE", valueType: "WORK", value: "+73812000001" }],
    ],
    [{ kind: "viber", value: "abc" }, [{ typeId: "IM", valueType: "VIBER", value: "abc" }]],
  ])("keeps the messenger %o where the portal has a place for it, each phone once", (messenger, more) => {
    const plan = planLead(aCrmLead({ messenger }), aCatalogue());
    expect(plan.multifields).toEqual([
      { typeId: "PHONE", valueType: "MOBILE", value: "+79130000001" },
      ...more,
    ]);
  });
});

describe("planDeal and planContact", () => {
  it("part a simple CRM's request and person", () => {
    const lead = aCrmLead({ company: "ООО «Заря»" });
    const deal = toNewFields(planDeal(lead, aCatalogue()));
    const contact = toNewFields(planContact(lead));
    expect(deal).toMatchObject({ title: lead.title, comments: "Компания: ООО «Заря»", opportunity: 1800 });
    expect(deal).not.toHaveProperty("fm");
    expect(contact).toMatchObject({ name: "Анна", assignedById: 11 });
    expect(contact).not.toHaveProperty("title");
    expect(contact["fm"]).toHaveLength(2);
  });
});

describe("findDrift", () => {
  const plan = planLead(aCrmLead({ observers: [5, 7] }), aCatalogue());

  it("finds none in what was stored as sent", () => {
    expect(findDrift(plan, stored(toNewFields(plan)))).toEqual([]);
  });

  it("finds none in another spelling of the same values", () => {
    const item = stored({
      ...toNewFields(plan),
      opportunity: "1800.00",
      observers: ["7", "5", "12"],
      ufCrmDozorTags: [75, 71, 73],
      ufCrmDozorIntent: "81",
      fm: [
        { typeId: "PHONE", valueType: "WORK", value: "8 (913) 000-00-01" },
        { typeId: "IM", valueType: "TELEGRAM", value: "100500" },
      ],
    });
    expect(findDrift(plan, item)).toEqual([]);
  });

  it("tells in Russian what the portal dropped or changed, without the customer's words", () => {
    const item = stored({
      ...toNewFields(plan),
      title: "Лид №250",
      name: null,
      assignedById: 17,
      observers: [5],
      ufCrmDozorPriority: null,
      fm: [],
    });
    expect(findDrift(plan, item)).toEqual([
      "поле „Название“ портал изменил",
      "поле „Имя“ портал не сохранил",
      "ответственный изменён порталом: 11 → 17",
      "наблюдателей портал не сохранил: 7",
      "поле „Приоритет“ портал не сохранил",
      "поле „Телефон“ портал не сохранил",
      "поле „Мессенджер“ портал не сохранил",
    ]);
  });
});

describe("planUpdate", () => {
  const before = planLead(aCrmLead(), aCatalogue());
  const item = stored(toNewFields(before));
  const shadow = toShadow(before, item);

  it("writes nothing when nothing has changed", () => {
    expect(planUpdate(before, item, shadow).fields).toEqual({});
    expect(planUpdate(before, item, undefined).fields).toEqual({});
  });

  it("writes only what differs", () => {
    const after = planLead(
      aCrmLead({ responsible: 12, reassignAt: new Date("2026-03-11T08:01:00Z") }),
      aCatalogue(),
    );
    expect(planUpdate(after, item, shadow).fields).toEqual({
      assignedById: 12,
      ufCrmDozorReassignAt: "2026-03-11T08:01:00+00:00",
    });
  });

  it("empties the reassignment time once the ladder has stopped", () => {
    const running = stored({ ...toNewFields(before), ufCrmDozorReassignAt: "2026-03-11T11:01:00+03:00" });
    expect(planUpdate(before, running, undefined).fields).toEqual({ ufCrmDozorReassignAt: "" });
  });

  it("adds what was learnt and takes nothing away", () => {
    const after = planLead(aCrmLead({ email: "anna@example.com", company: "ООО «Заря»" }), aCatalogue());
    expect(planUpdate(after, item, shadow).fields).toEqual({
      companyTitle: "ООО «Заря»",
      fm: { n0: { typeId: "EMAIL", valueType: "WORK", value: "anna@example.com" } },
    });
  });

  it("keeps a manager's correction, whether it remembers its own writing or not", () => {
    const corrected = { ...item, name: "Анна Петровна" };
    const after = planLead(aCrmLead({ name: "Аня" }), aCatalogue());
    for (const known of [shadow, undefined]) {
      const update = planUpdate(after, corrected, known);
      expect(update.fields).toEqual({});
      expect(findDrift(after, corrected, update.leftAlone)).toEqual([
        "поле „Имя“ на портале другое: оставлено как есть",
      ]);
    }
  });

  it("replaces its own earlier value", () => {
    const after = planLead(aCrmLead({ name: "Аня" }), aCatalogue());
    expect(planUpdate(after, item, shadow).fields).toEqual({ name: "Аня" });
  });

  it("does not bring back a phone that a manager took away", () => {
    const without = { ...item, fm: [] };
    const update = planUpdate(before, without, shadow);
    expect(update.fields).toEqual({});
    expect(findDrift(before, without, update.leftAlone)).toEqual([]);
  });

  it("adds observers to those who are there", () => {
    const after = planLead(aCrmLead({ observers: [5] }), aCatalogue());
    expect(planUpdate(after, { ...item, observers: [30] }, shadow).fields).toEqual({ observers: [30, 5] });
  });

  it("leads to a record that holds the plan, from any record and for any lead", () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).map((value) => `я${value.trim()}`);
    const leads = fc
      .record({
        title: text,
        name: fc.option(text, { nil: undefined }),
        company: fc.option(text, { nil: undefined }),
        responsible: fc.integer({ min: 1, max: 99 }),
        predictedValue: fc.integer({ min: 0, max: 1_000_000 }),
        opportunity: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
        tags: fc.subarray(["Запись", "обычный", "Маникюр"]),
      })
      .map((overrides) => aCrmLead(overrides));
    fc.assert(
      fc.property(leads, leads, (first, second) => {
        const [one, two] = [planLead(first, aCatalogue()), planLead(second, aCatalogue())];
        const held = stored(toNewFields(one));
        const { fields, leftAlone } = planUpdate(two, held, toShadow(one, held));
        expect(leftAlone.size).toBe(0);
        expect(findDrift(two, { ...held, ...fields, fm: held["fm"] })).toEqual([]);
      }),
    );
  });
});
