import { aLedgerRow } from "../../support/builders/ledger.ts";
import { describe, expect, it } from "vitest";
import { aGateway } from "../../support/console/a-gateway.ts";
import { anEmptyStore, createFakeReads } from "../../support/console/fake-reads.ts";
import { minutesAgo, NOON } from "../../support/console/sample-leads.ts";

describe("conversations", () => {
  it("lists them newest first with who owns them", async () => {
    const { status, body } = await aGateway().read("/api/conversations");
    expect(status).toBe(200);
    expect(body).toMatchObject({ now: NOON.toISOString() });
    expect(body).toHaveProperty("items.0.id", "conv_0001");
    expect(body).toHaveProperty("items.0.ownership", { status: "offered", leadId: "lead_0001" });
    expect(body).toHaveProperty("items.0.categoryName", "Запись");
  });

  it("pages by limit and the moment of the last one", async () => {
    const gateway = aGateway();
    const first = await gateway.read("/api/conversations?limit=2");
    expect(first.body).toHaveProperty("items.length", 2);
    const { nextBefore } = first.body as { nextBefore: string };
    const second = await gateway.read(`/api/conversations?limit=200&before=${nextBefore}`);
    expect(second.body).toHaveProperty("items.length", gateway.store.conversations.length - 2);
    expect(second.body).not.toHaveProperty("nextBefore");
  });

  it("shows one with its messages, understanding, leads and the names of managers", async () => {
    const { body } = await aGateway().read("/api/conversations/conv_0005");
    expect(body).toMatchObject({
      id: "conv_0005",
      channel: "telegram",
      ownership: { status: "human", manager: { id: "boris", name: "Борис" } },
      understanding: { category: "lead_b2c", confidence: 0.93, by: "local" },
      request: { slots: { name: "Ирина" } },
      leads: [{ id: "lead_0005" }],
    });
    const { messages } = body as { messages: { author: string; managerName?: string }[] };
    expect(messages.at(-1)).toMatchObject({ author: "manager", managerName: "Борис" });
  });
});

describe("leads", () => {
  it("shows everything a colleague needs to act on one", async () => {
    const { body } = await aGateway().read("/api/leads/lead_0001");
    expect(body).toMatchObject({
      id: "lead_0001",
      category: "lead_b2c",
      categoryName: "Запись",
      priority: "normal",
      source: "telegram",
      slots: { service: "маникюр", date: "2026-03-12" },
      service: { id: "manicure", name: "Маникюр" },
      branch: { id: "center", name: "На Ленина" },
      customer: { name: "Мария", phone: "+79131234567" },
      status: "offering",
      owner: { id: "anna", name: "Анна" },
      nextStep: { sentence: "Потом предложим Борису.", at: minutesAgo(-0.75).toISOString() },
      slaDueAt: minutesAgo(-29.7).toISOString(),
      offers: [{ manager: { id: "anna", name: "Анна" }, rung: 0 }],
      trace: { rule: "Ногти", chosen: "anna" },
      crm: { externalId: "1204" },
      timers: [{ key: "ladder:lead_0001" }],
      outbox: [{ id: "eff_1" }, { id: "eff_2" }, { id: "eff_3" }, { id: "eff_4" }],
      events: [{ type: "lead_created" }],
    });
  });

  it("keeps the lead's clocks apart and in order", async () => {
    const { body } = await aGateway().read("/api/leads/lead_0005");
    const { clocks } = body as { clocks: Record<string, string | null> };
    const times = [
      "receivedAt",
      "botRepliedAt",
      "qualifiedAt",
      "offeredAt",
      "deliveredAt",
      "takenAt",
      "humanRepliedAt",
    ].map((name) => Date.parse(clocks[name] ?? ""));
    expect(times.every((time) => !Number.isNaN(time))).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(clocks["crmWrittenAt"]).toBeNull();
  });

  it("has no owner and no next step where there is none", async () => {
    const { body } = await aGateway().read("/api/leads/lead_0007");
    expect(body).toMatchObject({ status: "closed", owner: null, nextStep: null });
  });

  it("filters by several statuses at once, newest first over all", async () => {
    const { body } = await aGateway().read("/api/leads?status=held,offering,ended");
    const { items } = body as { items: { status: string; createdAt: string }[] };
    expect(items.map((item) => item.status)).toEqual(["offering", "offering", "ended", "held"]);
    const times = items.map((item) => item.createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });
});

describe("reports", () => {
  it.each([
    ["today's by the business's clock", "", "2026-03-10T18:00:00.000Z", "2026-03-11T18:00:00.000Z"],
    ["a named day's", "?day=2026-03-01", "2026-02-28T18:00:00.000Z", "2026-03-01T18:00:00.000Z"],
    ["a week's", "?from=2026-03-01&to=2026-03-07", "2026-02-28T18:00:00.000Z", "2026-03-07T18:00:00.000Z"],
  ])("sums up %s ledger", async (_, query, from, to) => {
    const spans: string[] = [];
    const reads = createFakeReads(anEmptyStore());
    const gateway = aGateway({
      api: {
        reads: {
          ...reads,
          async ledger(start, end) {
            spans.push(start.toISOString(), end.toISOString());
            return [aLedgerRow("anna", { offered: 1, taken: 1, value: 5 })];
          },
        },
      },
    });
    const { body } = await gateway.read(`/api/ledger${query}`);
    expect(spans).toEqual([from, to]);
    expect(body).toHaveProperty("items.0.managerId", "anna");
    expect(body).toHaveProperty("items.0.managerName", "Анна");
    expect(body).toHaveProperty("items.0.sentence");
  });

  it("counts both days of a span of statistics", async () => {
    const { body } = await aGateway().read("/api/stats?from=2026-03-09&to=2026-03-10");
    expect(body).toMatchObject({ from: "2026-03-08T18:00:00.000Z", to: "2026-03-10T18:00:00.000Z" });
    expect(body).toHaveProperty("stats.leads", 15);
  });

  it("pages through past requests, without anything personal", async () => {
    const gateway = aGateway();
    const first = (await gateway.read("/api/requests?from=2026-03-01&to=2026-03-31&limit=2")).body;
    expect(first).toHaveProperty("items.length", 2);
    const { nextAfter } = first as { nextAfter: string };
    const next = (await gateway.read(`/api/requests?from=2026-03-01&to=2026-03-31&after=${nextAfter}`)).body;
    expect(next).not.toHaveProperty("nextAfter");
    expect(JSON.stringify(next)).not.toContain('phone":');
    expect(next).toHaveProperty("items.0.offers");
  });

  it("lists timers, the outbox and dead letters", async () => {
    const gateway = aGateway();
    expect((await gateway.read("/api/timers")).body).toHaveProperty("items.0.kind", "ladder");
    expect((await gateway.read("/api/outbox")).body).toHaveProperty("items.0.id", "eff_1");
    expect((await gateway.read("/api/dead-letters")).body).toHaveProperty("items.0.id", "eff_3");
  });

  it("tells what is set up and what is not", async () => {
    const { body } = await aGateway({ parts: [{ name: "telegram", state: "off" }] }).read("/api/setup");
    expect(body).toMatchObject({
      business: { name: "Салон «Лето»", language: "ru", timezone: "Asia/Omsk", vertical: "beauty" },
      parts: [{ name: "telegram", state: "off" }],
    });
  });
});

describe("wrong requests", () => {
  it.each([
    ["/api/leads?limit=0", "limit"],
    ["/api/leads?limit=many", "limit"],
    ["/api/leads?status=lost", "status.0"],
    ["/api/conversations?before=yesterday", "before"],
    ["/api/conversations?page=2", ""],
    ["/api/ledger?day=2026-13-01", "day"],
    ["/api/ledger?day=2026-03-01&from=2026-03-01", "day"],
    ["/api/ledger?from=2026-03-02&to=2026-03-01", "to"],
    ["/api/stats?from=2026-03-10&to=2026-03-01", "to"],
  ])("refuses %s and names the fault", async (path, faultPath) => {
    const { status, body } = await aGateway().read(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalid_request", errors: [{ path: faultPath }] });
  });

  it.each(["/api/leads/lead_none", "/api/conversations/conv_none", "/api/nothing"])(
    "answers %s with 404 `not_found`",
    async (path) => {
      const { status, body } = await aGateway().read(path);
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: "not_found" });
    },
  );
});
