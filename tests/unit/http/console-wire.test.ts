import { describe, expect, it } from "vitest";
import { parseRoute } from "../../../src/console/browser/route.ts";
import { wire } from "../../../src/console/browser/wire.ts";
import { aGateway } from "../../support/console/a-gateway.ts";
import { anEmptyStore } from "../../support/console/fake-reads.ts";

/** Every answer that the console reads, and the schema it reads it with. */
const ANSWERS = [
  ["/api/setup", wire.setup],
  ["/api/leads?status=held,offering,ended,taken&limit=200", wire.leads],
  ["/api/leads?status=closed", wire.leads],
  ["/api/conversations", wire.conversations],
  ["/api/team", wire.team],
  ["/api/ledger", wire.ledger],
  ["/api/stats", wire.stats],
  ["/api/coverage", wire.coverage],
  ["/api/outbox", wire.outbox],
  ["/api/dead-letters", wire.outbox],
] as const;

describe("what the API says and what the console reads", () => {
  it.each(ANSWERS)("agree on %s", async (path, schema) => {
    expect(schema.safeParse((await aGateway().read(path)).body).error).toBeUndefined();
    const empty = await aGateway({ store: anEmptyStore() }).read(path);
    expect(schema.safeParse(empty.body).error).toBeUndefined();
  });

  it("agree on each lead and each conversation of a working day", async () => {
    const gateway = aGateway();
    for (const { id } of gateway.store.leads) {
      const { body } = await gateway.read(`/api/leads/${id}`);
      expect(wire.lead.safeParse(body).error).toBeUndefined();
    }
    for (const { conversation } of gateway.store.conversations) {
      const { body } = await gateway.read(`/api/conversations/${conversation.id}`);
      expect(wire.conversation.safeParse(body).error).toBeUndefined();
    }
  });

  it("agree on problems and on the code that links Telegram", async () => {
    const gateway = aGateway();
    expect(wire.problem.parse((await gateway.read("/api/nothing")).body).code).toBe("not_found");
    const { body } = await gateway.write("/api/team/boris/link-code");
    expect(wire.linkCode.parse(body).command).toBe("/start CODE-boris");
  });

  it("let an open page live on when the gateway learns new keys", async () => {
    const { body } = await aGateway().read("/api/stats");
    expect(wire.stats.safeParse({ ...(body as object), weather: "fair" }).success).toBe(true);
  });
});

describe("addresses of the console", () => {
  it.each([
    ["/console", "", { view: "board" }],
    ["/console/", "", { view: "board" }],
    ["/console/conversations", "", { view: "conversations" }],
    ["/console/conversations/conv_1", "", { view: "conversations", id: "conv_1" }],
    ["/console/leads/lead%2F1", "", { view: "lead", id: "lead/1" }],
    ["/console/team", "", { view: "team" }],
    ["/console/week", "", { view: "week" }],
    ["/console", "#/delivery", { view: "delivery" }],
    ["/console/team/anna", "", { view: "not_found" }],
    ["/console/elsewhere", "", { view: "not_found" }],
  ])("read %s%s", (pathname, hash, route) => {
    expect(parseRoute(pathname, hash)).toEqual(route);
  });
});
