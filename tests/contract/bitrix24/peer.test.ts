import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentedMethod } from "../../support/bitrix24/documented.ts";
import { FAULTS } from "../../support/bitrix24/faults.ts";
import { parsePhpForm, toPhpForm } from "../../support/bitrix24/php-form.ts";
import { startBitrix24Peer, type Bitrix24Peer } from "../../support/bitrix24/peer.ts";

let peer: Bitrix24Peer;
beforeEach(async () => {
  peer = await startBitrix24Peer();
});
afterEach(() => peer.stop());

/** What the tests look at; which of it is there depends on the method. */
interface Answer {
  readonly result: {
    readonly item: { readonly id: number };
    readonly items: readonly object[];
    readonly fields: Readonly<Record<string, object>>;
  };
  readonly error?: string;
}

async function call(method: string, params: object = {}, type: "json" | "form" = "json") {
  const answer = await request(peer.webhookUrl + method, {
    method: "POST",
    headers: { "content-type": type === "json" ? "application/json" : "application/x-www-form-urlencoded" },
    body: type === "json" ? JSON.stringify(params) : toPhpForm({ ...params }),
  });
  const body = (await answer.body.json()) as Answer;
  return { status: answer.statusCode, body };
}

/** The documented keys that an answer lacks, as paths; user fields and links to other kinds are each portal's own. */
function missingKeys(documented: unknown, actual: unknown, path = ""): readonly string[] {
  if (Array.isArray(documented)) {
    return Array.isArray(actual) && documented.length > 0 && actual.length > 0
      ? missingKeys(documented[0], actual[0], `${path}[]`)
      : [];
  }
  if (typeof documented !== "object" || documented === null) return [];
  if (typeof actual !== "object" || actual === null) return path === "" ? ["(no map)"] : [];
  return Object.entries(documented).flatMap(([key, inner]) => {
    if (/^(?:ufCrm|parentId)/.test(key)) return [];
    return key in actual
      ? missingKeys(inner, new Map(Object.entries(actual)).get(key), `${path}.${key}`)
      : [`${path}.${key}`];
  });
}

async function aLeadWithEverything(): Promise<number> {
  const fields = {
    title: "Lead",
    name: "Admin",
    fm: [{ typeId: "PHONE", valueType: "WORK", value: "+6111111111" }],
  };
  const { body } = await call("crm.item.add", { entityTypeId: 1, fields });
  const { id } = body.result.item;
  await call("crm.timeline.comment.add", { fields: { ENTITY_ID: id, ENTITY_TYPE: "lead", COMMENT: "x" } });
  await call("crm.activity.todo.add", { ownerTypeId: 1, ownerId: id, deadline: "2026-01-15T12:00:00+03:00" });
  return id;
}

describe("answers have the documented shape", () => {
  const cases: readonly (readonly [method: string, params: (id: number) => object])[] = [
    ["profile", () => ({})],
    ["scope", () => ({})],
    ["server.time", () => ({})],
    ["method.get", () => ({ name: "user.get" })],
    ["crm.settings.mode.get", () => ({})],
    ["crm.item.add", () => ({ entityTypeId: 2, fields: { title: "Deal" } })],
    ["crm.item.get", (id) => ({ entityTypeId: 1, id })],
    ["crm.item.delete", (id) => ({ entityTypeId: 1, id })],
    ["crm.timeline.comment.add", (id) => ({ fields: { ENTITY_ID: id, ENTITY_TYPE: "lead", COMMENT: "y" } })],
    ["crm.timeline.comment.list", (id) => ({ filter: { ENTITY_ID: id, ENTITY_TYPE: "lead" } })],
    [
      "crm.activity.todo.add",
      (id) => ({ ownerTypeId: 1, ownerId: id, deadline: "2026-01-15T12:00:00+03:00" }),
    ],
    ["crm.activity.list", (id) => ({ filter: { OWNER_TYPE_ID: 1, OWNER_ID: id } })],
    ["crm.stagehistory.list", () => ({ entityTypeId: 2 })],
    ["crm.status.list", () => ({ filter: { ENTITY_ID: "DEAL_STAGE" } })],
    ["crm.category.list", () => ({ entityTypeId: 2 })],
    ["user.get", () => ({})],
    ["userfieldconfig.list", () => ({ moduleId: "crm" })],
  ];

  it.each(cases)("%s", async (method, params) => {
    const id = await aLeadWithEverything();
    const { status, body } = await call(method, params(id));
    const documented = documentedMethod(method).response_example;
    expect(status).toBe(200);
    const missing = missingKeys(documented, body).filter(
      (path) => !/operating|\.next$|\.FILES|\.settings\.|\.languageId|\.editFormLabel/.test(path),
    );
    expect(missing).toEqual([]);
  });

  it("crm.item.fields describes each field like the documents", async () => {
    const { body } = await call("crm.item.fields", { entityTypeId: 1 });
    const { fields } = body.result;
    const documented = documentedMethod("crm.item.fields").response_example as {
      result: { fields: Record<string, object> };
    };
    expect(Object.keys(fields["title"]!)).toEqual(Object.keys(documented.result.fields["title"]!));
    expect(fields["ufCrmDozorPriority"]).toMatchObject({
      type: "enumeration",
      isDynamic: true,
      upperName: "UF_CRM_DOZOR_PRIORITY",
      items: [{ VALUE: "критический" }, {}, {}, {}],
    });
  });
});

describe("records", () => {
  it("take JSON and forms alike", async () => {
    for (const type of ["json", "form"] as const) {
      const fields = { title: `из ${type}`, assignedById: 11, observers: [12] };
      const { status } = await call("crm.item.add", { entityTypeId: 1, fields }, type);
      expect(status).toBe(200);
    }
    expect(peer.leads()).toMatchObject([
      { title: "из json", assignedById: 11, observers: [12] },
      { title: "из form", assignedById: 11, observers: [12] },
    ]);
  });

  it("take user fields by their original names when asked to", async () => {
    const fields = { title: "x", UF_CRM_DOZOR_PREDICTED_VALUE: 5 };
    const { body } = await call("crm.item.add", { entityTypeId: 1, fields, useOriginalUfNames: "Y" });
    expect(peer.leads()[0]).toMatchObject({ ufCrmDozorPredictedValue: 5 });
    expect(body.result.item).toHaveProperty("UF_CRM_DOZOR_PREDICTED_VALUE", 5);
  });

  it("lose unknown and read-only fields in silence", async () => {
    const fields = { title: "x", unknownKey: 1, createdBy: 99 };
    const { status } = await call("crm.item.add", { entityTypeId: 1, fields });
    expect(status).toBe(200);
    expect(peer.leads()[0]).toMatchObject({ createdBy: 1 });
    expect(peer.leads()[0]).not.toHaveProperty("unknownKey");
  });

  it("refuse a single value for a multiple field", async () => {
    const { status, body } = await call("crm.item.add", { entityTypeId: 1, fields: { ufCrmDozorTags: 71 } });
    expect({ status, error: body.error }).toEqual({ status: 400, error: "100" });
  });

  it("are filtered, sorted, trimmed and paged by fifty", async () => {
    for (let count = 0; count < 60; count += 1) {
      peer.employeeAdds(1, "lead", {
        title: `lead ${count}`,
        opportunity: count,
        assignedById: count % 2 ? 11 : 12,
      });
    }
    const list = async (params: object) => (await call("crm.item.list", { entityTypeId: 1, ...params })).body;
    const first = await list({ select: ["id", "opportunity"], order: { opportunity: "DESC" } });
    expect(first).toMatchObject({ total: 60, next: 50 });
    expect(first.result.items[0]).toEqual({
      id: expect.any(Number),
      opportunity: 59,
    });
    const second = await list({ start: 50 });
    expect(second.result.items).toHaveLength(10);
    expect(second).not.toHaveProperty("next");
    expect(await list({ start: -1 })).toMatchObject({ total: 0 });
    expect(
      await list({ filter: { "@assignedById": [11], ">=opportunity": 50, "!opportunity": 51 } }),
    ).toMatchObject({
      total: 4,
    });
    const either = { 0: { logic: "OR", 0: { opportunity: 1 }, 1: { opportunity: 2 } } };
    expect(await list({ filter: either })).toMatchObject({ total: 2 });
    expect(await list({ filter: { unknownKey: 1 } })).toMatchObject({ error: "INVALID_ARG_VALUE" });
  });

  it("keep phones by id: n adds, an id changes, an empty value deletes", async () => {
    const id = await aLeadWithEverything();
    const stored = () => peer.leads()[0]!["fm"] as readonly { id: number; value: string }[];
    const phonesOf = () => stored().map((field) => field.value);
    const update = (fm: object) => call("crm.item.update", { entityTypeId: 1, id, fields: { fm } });
    await update({ n0: { typeId: "PHONE", value: "+7" } });
    expect(phonesOf()).toEqual(["+6111111111", "+7"]);
    await update({ [stored()[0]!.id]: { value: "" } });
    expect(phonesOf()).toEqual(["+7"]);
  });

  it("of a simple CRM turn a lead into a deal at once", async () => {
    peer.setMode("simple");
    const { body } = await call("crm.item.add", { entityTypeId: 1, fields: { title: "x" } });
    const { id } = body.result.item;
    expect(peer.leads()).toMatchObject([{ id, stageId: "CONVERTED" }]);
    expect(peer.deals()).toMatchObject([{ leadId: id }]);
  });

  it("answer an empty map as an empty list", async () => {
    const { body } = await call("crm.duplicate.findbycomm", { type: "PHONE", values: ["+7"] });
    expect(body.result).toEqual([]);
  });
});

describe("refusals", () => {
  it.each([
    ["a wrong secret", "/rest/1/wrong/profile", 401, "NO_AUTH_FOUND"],
    ["an unknown method", "/rest/1/standinsecret0001/crm.item.fly", 404, "ERROR_METHOD_NOT_FOUND"],
  ])("%s", async (_name, path, status, error) => {
    const answer = await request(peer.origin + path, { method: "POST" });
    expect(answer.statusCode).toBe(status);
    expect(await answer.body.json()).toMatchObject({ error });
  });

  it("a permission that the webhook lacks", async () => {
    peer.setScopes(["user"]);
    expect(await call("crm.item.get", { entityTypeId: 1, id: 1 })).toMatchObject({
      status: 403,
      body: { error: "insufficient_scope" },
    });
  });

  it("a full bucket, until it has drained", async () => {
    let at = new Date("2026-03-11T10:00:00Z");
    const strict = await startBitrix24Peer({ rateLimit: { perSecond: 2, burst: 50 }, now: () => at });
    const statuses: number[] = [];
    const ask = async () => {
      const answer = await request(`${strict.webhookUrl}server.time`, { method: "POST" });
      await answer.body.dump();
      statuses.push(answer.statusCode);
    };
    for (let count = 0; count < 51; count += 1) await ask();
    at = new Date(at.getTime() + 500);
    await ask();
    expect(statuses.filter((status) => status === 200)).toHaveLength(51);
    expect(statuses[50]).toBe(503);
    await strict.stop();
  });
});

describe("batch", () => {
  it("tells failures inside a success and lets later calls use earlier answers", async () => {
    const { status, body } = await call("batch", {
      halt: 0,
      cmd: {
        add: "crm.item.add?entityTypeId=1&fields[title]=x",
        get: "crm.item.get?entityTypeId=1&id=$result[add][item][id]",
        lost: "crm.item.get?entityTypeId=1&id=999",
        nested: "batch",
      },
    });
    expect(status).toBe(200);
    expect(body.result).toMatchObject({
      result: { add: { item: { title: "x" } }, get: { item: { title: "x" } } },
      result_error: {
        lost: { error: "NOT_FOUND" },
        nested: { error: "ERROR_BATCH_METHOD_NOT_ALLOWED" },
      },
      result_next: [],
    });
  });

  it("stops at the first failure when told to", async () => {
    const cmd = { lost: "crm.item.get?entityTypeId=1&id=999", after: "server.time" };
    const { body } = await call("batch", { halt: 1, cmd });
    expect(body.result).toMatchObject({ result: [], result_error: { lost: {} } });
  });

  it("fails what is beyond the fiftieth call", async () => {
    const cmd = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, "server.time"]));
    const { body } = await call("batch", { cmd });
    expect(body.result).toMatchObject({
      result_error: { c50: { error: "ERROR_BATCH_LENGTH_EXCEEDED" } },
    });
  });
});

describe("events", () => {
  async function aListener() {
    const bodies: string[] = [];
    const server = createServer((incoming, response) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
      incoming.on("end", () => {
        bodies.push(body);
        response.writeHead(bodies.length === 1 ? 500 : 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { bodies, server, url: `http://127.0.0.1:${port}/webhooks/bitrix24` };
  }

  it("arrive as a form that holds the id alone, once, whatever the answer", async () => {
    const { bodies, server, url } = await aListener();
    expect(await peer.sendEvent(url, "ONCRMLEADUPDATE", 250, "token")).toBe(500);
    expect(bodies).toHaveLength(1);
    expect(parsePhpForm(bodies[0]!)).toMatchObject({
      event: "ONCRMLEADUPDATE",
      data: { FIELDS: { ID: "250" } },
      auth: { application_token: "token" },
    });
    server.close();
  });

  it("follow every change when subscribed to", async () => {
    const { bodies, server, url } = await aListener();
    peer.subscribe({ url, token: "token", codes: ["ONCRMLEADADD", "ONCRMLEADUPDATE"] });
    const { id } = peer.employeeAdds(11, "lead", { title: "x" });
    await peer.eventsSettled();
    peer.employeeEdits(11, "lead", id, { stageId: "IN_PROCESS" });
    await peer.eventsSettled();
    expect(bodies.map((body) => parsePhpForm(body)["event"])).toEqual(["ONCRMLEADADD", "ONCRMLEADUPDATE"]);
    expect(peer.leads()[0]).toMatchObject({ movedBy: 11, updatedBy: 11 });
    server.close();
  });
});

describe("waiting for a call", () => {
  it("finds past calls, notices coming ones and gives up in time", async () => {
    await call("profile");
    expect(await peer.waitForCall("profile")).toMatchObject({ httpStatus: 200, isExecuted: true });
    const coming = peer.waitForCall("crm.item.add", (made) => made.status === "cut");
    peer.fail(FAULTS.cutAfterwards, { method: "crm.item.add" });
    await call("crm.item.add", { entityTypeId: 1, fields: {} }).catch(() => undefined);
    expect(await coming).toMatchObject({ isExecuted: true });
    await expect(peer.waitForCall("crm.item.delete", () => true, 20)).rejects.toThrow("crm.item.delete");
  });
});
