import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Crm } from "../../../src/ports/crm.ts";
import { aBitrix24Crm, crmErrorOf } from "../../support/bitrix24/a-crm.ts";
import { startBitrix24Peer, type Bitrix24Peer } from "../../support/bitrix24/peer.ts";
import { DOZOR_FIELDS } from "../../support/bitrix24/portal-fields.ts";
import { aCrmLead } from "../../support/builders/crm-lead.ts";

let peer: Bitrix24Peer;
let crm: Crm;
beforeEach(async () => {
  peer = await startBitrix24Peer();
  crm = aBitrix24Crm(peer);
});
afterEach(() => peer.stop());

describe("check", () => {
  it("tells which portal answers and as whom", async () => {
    expect(await crm.check()).toEqual({
      portal: new URL(peer.origin).host,
      user: "Дежурный Администратор (1)",
    });
  });

  it("names the cure when the webhook may not touch the CRM", async () => {
    peer.setScopes(["user"]);
    const error = await crmErrorOf(crm.check());
    expect(error).toMatchObject({ kind: "misconfigured", retryable: false });
    expect(error.message).toContain("tick CRM (crm)");
  });

  it("names the cure when the webhook's secret is wrong", async () => {
    const wrong = peer.webhookUrl.replace("standinsecret0001", "wrongsecret0002");
    const error = await crmErrorOf(aBitrix24Crm(peer, { webhookUrl: wrong }).check());
    expect(error).toMatchObject({ kind: "misconfigured", vendorCode: "NO_AUTH_FOUND" });
    expect(error.message).toContain("make a new one");
  });
});

describe("createLead in a classic CRM", () => {
  it("makes one lead that holds all that is known and links to it", async () => {
    const lead = aCrmLead({
      email: "anna@example.com",
      observers: [12],
      utm: { utm_source: "yandex" },
      reassignAt: new Date("2026-03-11T08:01:00Z"),
    });
    const written = await crm.createLead(lead);
    const [record] = peer.leads();
    expect(written).toEqual({
      externalId: String(record?.id),
      entity: "lead",
      url: `${peer.origin}/crm/lead/details/${record?.id}/`,
      drift: [],
    });
    expect(record).toMatchObject({
      title: lead.title,
      name: "Анна",
      assignedById: 11,
      observers: [12],
      sourceId: "TELEGRAM",
      utmSource: "yandex",
      opportunity: 1800,
      isManualOpportunity: "Y",
      currencyId: "RUB",
      originatorId: "dozor",
      originId: lead.id,
      ufCrmDozorPredictedValue: 900,
      ufCrmDozorReassignAt: "2026-03-11T11:01:00+03:00",
    });
    expect(record?.["fm"]).toMatchObject([
      { typeId: "PHONE", value: "+79130000001" },
      { typeId: "EMAIL", value: "anna@example.com" },
      { typeId: "IM", valueType: "TELEGRAM", value: "100500" },
    ]);
  });

  it("adds nothing when it is repeated", async () => {
    const first = await crm.createLead(aCrmLead());
    expect(await crm.createLead(aCrmLead())).toEqual(first);
    expect(await aBitrix24Crm(peer).createLead(aCrmLead())).toEqual(first);
    expect(peer.leads()).toHaveLength(1);
  });

  it("keeps the leads of different requests apart", async () => {
    await crm.createLead(aCrmLead());
    await crm.createLead(aCrmLead({ id: "lead_0192b" as never }));
    expect(peer.leads()).toHaveLength(2);
  });

  it("asks for mode and fields once, then needs three calls for a lead", async () => {
    await crm.createLead(aCrmLead());
    const before = peer.journal.length;
    await crm.createLead(aCrmLead({ id: "lead_0192b" as never }));
    expect(peer.journal.slice(before).map((call) => call.method)).toEqual([
      "crm.item.list",
      "crm.item.add",
      "crm.item.get",
    ]);
  });

  it("tells of strays that a race or a person left, and goes on with the first", async () => {
    const origin = { originatorId: "dozor", originId: aCrmLead().id, title: "двойник" };
    const first = peer.employeeAdds(1, "lead", origin);
    const second = peer.employeeAdds(1, "lead", origin);
    const written = await crm.createLead(aCrmLead());
    expect(written.externalId).toBe(String(first.id));
    expect(written.drift[0]).toBe(`на портале несколько лидов этого обращения: ${first.id}, ${second.id}`);
  });

  it("does not take a stranger's lead for its own", async () => {
    peer.employeeAdds(1, "lead", { originatorId: "other", originId: aCrmLead().id });
    await crm.createLead(aCrmLead());
    expect(peer.leads()).toHaveLength(2);
  });

  it("names the field that the portal insists on", async () => {
    peer.setRequired({ lead: ["companyTitle"] });
    const error = await crmErrorOf(crm.createLead(aCrmLead()));
    expect(error).toMatchObject({ kind: "rejected", retryable: false });
    expect(error.message).toContain("COMPANY_TITLE");
  });
});

describe("what the portal made of it", () => {
  it("tells of a field that the portal dropped in silence", async () => {
    peer.dropFields(["UF_CRM_DOZOR_PRIORITY"]);
    const { drift } = await crm.createLead(aCrmLead());
    expect(drift).toEqual(["поле „Приоритет“ портал не сохранил"]);
  });

  it("tells of a robot that gave the lead to another manager", async () => {
    peer.setRobot({ assignTo: 17 });
    const { drift } = await crm.createLead(aCrmLead());
    expect(drift).toEqual(["ответственный изменён порталом: 11 → 17"]);
  });

  it("tells once what the setup has not made yet, and writes the rest", async () => {
    peer.setUserFields([]);
    const { drift } = await crm.createLead(aCrmLead());
    expect(drift).toEqual([
      "на портале нет полей „Теги“, „Намерение“, „Приоритет“, „Ожидаемая сумма“, „Переписка“, „Переназначить в“: создайте их, как описано в docs/integrator.md",
    ]);
    expect(peer.leads()).toHaveLength(1);
  });

  it("tells of a value that a list does not have", async () => {
    const { drift } = await crm.createLead(aCrmLead({ tags: ["Запись", "Педикюр"] }));
    expect(drift).toEqual(["в списке „Теги“ на портале нет значений: „Педикюр“"]);
  });

  it("writes user fields whatever the portal calls them", async () => {
    peer.setUserFields(
      DOZOR_FIELDS.map((field) => Object.assign({}, field, { key: `ufCrm_${field.name.slice(7)}` })),
    );
    const { drift } = await crm.createLead(aCrmLead());
    expect(drift).toEqual([]);
    expect(peer.leads()[0]?.["ufCrm_DOZOR_PREDICTED_VALUE"]).toBe(900);
  });
});

describe("updateLead", () => {
  it("writes only the fields that changed", async () => {
    const written = await crm.createLead(aCrmLead());
    const reassignAt = new Date("2026-03-11T08:05:00Z");
    const updated = await crm.updateLead(written, aCrmLead({ responsible: 12, reassignAt }));
    expect(updated).toEqual(written);
    expect(peer.calls("crm.item.update").map((call) => call.params["fields"])).toEqual([
      { assignedById: 12, ufCrmDozorReassignAt: "2026-03-11T08:05:00+00:00" },
    ]);
  });

  it("writes nothing when nothing changed", async () => {
    const written = await crm.createLead(aCrmLead());
    await crm.updateLead(written, aCrmLead());
    expect(peer.calls("crm.item.update")).toEqual([]);
  });

  it("adds a phone that was learnt later", async () => {
    const written = await crm.createLead(aCrmLead({ phone: undefined }));
    const { drift } = await crm.updateLead(written, aCrmLead({ phone: "+79130000001" }));
    expect(drift).toEqual([]);
    expect(peer.leads()[0]?.["fm"]).toMatchObject([
      { typeId: "IM", value: "100500" },
      { typeId: "PHONE", value: "+79130000001" },
    ]);
  });

  it("leaves a name that a manager has corrected", async () => {
    const written = await crm.createLead(aCrmLead());
    peer.employeeEdits(11, "lead", Number(written.externalId), { name: "Анна Петровна" });
    const { drift } = await crm.updateLead(written, aCrmLead({ name: "Аня", responsible: 12 }));
    expect(drift).toEqual(["поле „Имя“ на портале другое: оставлено как есть"]);
    expect(peer.leads()[0]).toMatchObject({ name: "Анна Петровна", assignedById: 12 });
  });

  it("says that the record is gone when a person has deleted it", async () => {
    const gone = { externalId: "999", entity: "lead" } as const;
    expect(await crmErrorOf(crm.updateLead(gone, aCrmLead()))).toMatchObject({ kind: "not_found" });
  });
});

describe("a simple CRM", () => {
  beforeEach(() => peer.setMode("simple"));

  it("gets a contact and a deal instead of a lead", async () => {
    const written = await crm.createLead(aCrmLead());
    const [contact] = peer.contacts();
    const [deal] = peer.deals();
    expect(peer.leads()).toEqual([]);
    expect(written).toEqual({
      externalId: String(deal?.id),
      entity: "deal",
      url: `${peer.origin}/crm/deal/details/${deal?.id}/`,
      drift: [],
    });
    expect(contact).toMatchObject({ name: "Анна", originatorId: "dozor", originId: aCrmLead().id });
    expect(deal).toMatchObject({
      contactId: contact?.id,
      originatorId: "dozor",
      originId: aCrmLead().id,
      opportunity: 1800,
      ufCrmDozorPredictedValue: 900,
    });
  });

  it("adds nothing when it is repeated", async () => {
    const first = await crm.createLead(aCrmLead());
    expect(await aBitrix24Crm(peer).createLead(aCrmLead())).toEqual(first);
    expect(peer.contacts()).toHaveLength(1);
    expect(peer.deals()).toHaveLength(1);
  });

  it("makes up for the deal when it stopped between contact and deal", async () => {
    const lead = aCrmLead({ phone: undefined });
    peer.employeeAdds(1, "contact", { name: "Анна", originatorId: "dozor", originId: lead.id });
    const { entity } = await crm.createLead(lead);
    expect(entity).toBe("deal");
    expect(peer.contacts()).toHaveLength(1);
    expect(peer.deals()).toHaveLength(1);
  });

  it("gives a returning customer a new deal, not a second card", async () => {
    const known = peer.employeeAdds(11, "contact", {
      name: "Анна Петровна",
      fm: [{ id: 1, typeId: "PHONE", valueType: "MOBILE", value: "89130000001" }],
    });
    await crm.createLead(aCrmLead());
    expect(peer.contacts()).toEqual([known]);
    expect(peer.deals()[0]).toMatchObject({ contactId: known.id });
  });

  it("updates the deal and tells the contact what was learnt", async () => {
    const written = await crm.createLead(aCrmLead({ phone: undefined }));
    const { drift } = await crm.updateLead(written, aCrmLead({ responsible: 12, phone: "+79130000001" }));
    expect(drift).toEqual([]);
    expect(peer.deals()[0]).toMatchObject({ assignedById: 12 });
    expect(peer.contacts()[0]?.["fm"]).toMatchObject([{ typeId: "IM" }, { typeId: "PHONE" }]);
  });

  it("does not touch the card that the company had before", async () => {
    const known = peer.employeeAdds(11, "contact", {
      name: "Анна Петровна",
      fm: [{ id: 1, typeId: "PHONE", valueType: "MOBILE", value: "+79130000001" }],
    });
    const written = await crm.createLead(aCrmLead());
    await crm.updateLead(written, aCrmLead({ email: "anna@example.com" }));
    expect(peer.contacts()).toEqual([known]);
  });
});

describe("addComment", () => {
  it("writes the text with a mark and without the customer's BB code", async () => {
    const written = await crm.createLead(aCrmLead());
    await crm.addComment(written, "summary", "Пишет: [url=https://evil.example]сюда[/url]");
    const [comment] = peer.comments();
    expect(comment).toMatchObject({ entity: "lead", entityId: Number(written.externalId) });
    expect(comment?.text).not.toMatch(/\[url|\[\/url/);
    expect(comment?.text.endsWith("\n[dozor:summary]")).toBe(true);
  });

  it("adds nothing when it is repeated, however many comments came since", async () => {
    const written = await crm.createLead(aCrmLead());
    await crm.addComment(written, "summary", "Хочет маникюр");
    for (let count = 0; count < 120; count += 1) {
      peer.employeeComments(11, "lead", Number(written.externalId), `звонок ${count}`);
    }
    await crm.addComment(written, "summary", "Хочет маникюр");
    expect(peer.comments().filter((comment) => comment.text.startsWith("Хочет"))).toHaveLength(1);
  });

  it("adds comments of different keys and of different records", async () => {
    const one = await crm.createLead(aCrmLead());
    const two = await crm.createLead(aCrmLead({ id: "lead_0192b" as never }));
    for (const written of [one, two]) {
      await crm.addComment(written, "summary", "Хочет маникюр");
      await crm.addComment(written, "reply:1", "Ответил");
    }
    expect(peer.comments()).toHaveLength(4);
  });

  it("says that the record is gone", async () => {
    const gone = { externalId: "999", entity: "lead" } as const;
    expect(await crmErrorOf(crm.addComment(gone, "summary", "x"))).toMatchObject({ kind: "not_found" });
  });
});

describe("addTodo", () => {
  const todo = {
    key: "sla",
    title: "Ответить клиенту",
    text: "Хочет маникюр завтра",
    deadline: new Date("2026-03-11T08:30:00Z"),
    responsible: 11,
  };

  it("puts a to-do with a deadline before the responsible manager", async () => {
    const written = await crm.createLead(aCrmLead());
    await crm.addTodo(written, todo);
    expect(peer.activities()).toMatchObject([
      {
        ownerTypeId: 1,
        ownerId: Number(written.externalId),
        title: "Ответить клиенту",
        description: "Хочет маникюр завтра\n[dozor:sla]",
        deadline: todo.deadline,
        responsibleId: 11,
      },
    ]);
  });

  it("adds nothing when it is repeated", async () => {
    peer.setMode("simple");
    const written = await crm.createLead(aCrmLead());
    await crm.addTodo(written, todo);
    await crm.addTodo(written, todo);
    await crm.addTodo(written, { ...todo, key: "callback" });
    expect(peer.activities().map((activity) => activity.ownerTypeId)).toEqual([2, 2]);
  });
});
