import { describe, expect, it } from "vitest";
import { aGateway } from "../../support/console/a-gateway.ts";

describe("managers' actions", () => {
  it.each([
    [
      "/api/leads/lead_0001/take",
      { managerId: "anna" },
      { kind: "take", leadId: "lead_0001", managerId: "anna", via: "console" },
    ],
    [
      "/api/leads/lead_0001/decline",
      { managerId: "anna" },
      { kind: "decline", leadId: "lead_0001", managerId: "anna" },
    ],
    ["/api/leads/lead_0001/close", {}, { kind: "close", leadId: "lead_0001" }],
    [
      "/api/leads/lead_0001/close",
      { outcome: "won" },
      { kind: "close", leadId: "lead_0001", outcome: "won" },
    ],
    [
      "/api/conversations/conv_0001/return",
      { managerId: "anna" },
      { kind: "return_to_bot", conversationId: "conv_0001", managerId: "anna" },
    ],
    [
      "/api/conversations/conv_0001/messages",
      { managerId: "anna", text: "  Добрый день!  ", id: "client-id-1" },
      { kind: "reply", conversationId: "conv_0001", managerId: "anna", text: "Добрый день!" },
    ],
  ])("hands %s to the desk", async (path, body, action) => {
    const gateway = aGateway();
    const answer = await gateway.write(path, body);
    expect(answer).toMatchObject({ status: 202, body: { status: "stored" } });
    expect(gateway.desk.acted.map((entry) => entry.action)).toEqual([action]);
  });

  it("does one thing once for the same idempotency key", async () => {
    const gateway = aGateway();
    const key = { "idempotency-key": "press-0001" };
    const first = await gateway.write("/api/leads/lead_0001/take", { managerId: "anna" }, key);
    const second = await gateway.write("/api/leads/lead_0001/take", { managerId: "anna" }, key);
    expect(first.body).toEqual({ id: "press-0001", status: "stored" });
    expect(second).toEqual({ status: 202, body: { id: "press-0001", status: "repeated" } });
    expect(gateway.desk.acted.map((entry) => entry.key)).toEqual(["api:press-0001"]);
  });

  it("takes the message's own id as the key and makes one when there is none", async () => {
    const gateway = aGateway();
    const reply = { managerId: "anna", text: "Да", id: "message-0001" };
    await gateway.write("/api/conversations/conv_0001/messages", reply);
    await gateway.write("/api/conversations/conv_0001/messages", reply);
    await gateway.write("/api/leads/lead_0001/take", { managerId: "anna" });
    expect(gateway.desk.acted.map((entry) => entry.key)).toEqual([
      "api:message-0001",
      expect.stringMatching(/^api:made-key-/),
    ]);
  });

  it.each(["/api/leads/lead_none/take", "/api/conversations/conv_none/return"])(
    "answers 404 for what does not exist: %s",
    async (path) => {
      const { status, body } = await aGateway().write(path, { managerId: "anna" });
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: "not_found" });
    },
  );

  it.each([
    ["a stranger", "/api/leads/lead_0001/take", { managerId: "nobody" }, "managerId"],
    ["nobody", "/api/leads/lead_0001/take", {}, "managerId"],
    ["an empty reply", "/api/conversations/conv_0001/messages", { managerId: "anna", text: "  " }, "text"],
    [
      "too long a reply",
      "/api/conversations/conv_0001/messages",
      { managerId: "anna", text: "я".repeat(4001) },
      "text",
    ],
    ["an unknown field", "/api/leads/lead_0001/take", { managerId: "anna", force: true }, ""],
  ])("refuses %s with the fault's place", async (_, path, body, faultPath) => {
    const gateway = aGateway();
    const answer = await gateway.write(path, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ path: faultPath }] },
    });
    expect(gateway.desk.acted).toEqual([]);
  });

  it("refuses a key that could not be stored as it is", async () => {
    const answer = await aGateway().write(
      "/api/leads/lead_0001/take",
      { managerId: "anna" },
      { "idempotency-key": "a b" },
    );
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: "idempotency-key" }, {}] } });
  });

  it("refuses a body that is not JSON", async () => {
    const { app } = aGateway();
    const response = await app.request("/api/leads/lead_0001/take", {
      method: "POST",
      headers: { authorization: "Bearer correct-horse-battery-staple" },
      body: "{managerId",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_request" });
  });
});

describe("dead letters", () => {
  it("go back to the outbox or away, once", async () => {
    const gateway = aGateway();
    expect((await gateway.write("/api/dead-letters/eff_3/retry")).status).toBe(202);
    expect((await gateway.write("/api/dead-letters/eff_4/discard")).status).toBe(200);
    expect((await gateway.write("/api/dead-letters/eff_3/retry")).status).toBe(404);
    expect((await gateway.read("/api/dead-letters")).body).toMatchObject({ items: [] });
  });
});

describe("team", () => {
  it("shows who is on shift, when the others come, and how busy they are", async () => {
    const { body } = await aGateway().read("/api/team");
    expect(body).toMatchObject({
      items: [
        {
          id: "anna",
          name: "Анна",
          isOnShift: true,
          nextShiftAt: null,
          load: { open: 2, capacity: 4 },
          isTelegramLinked: true,
        },
        { id: "boris", isOnShift: true, isTelegramLinked: false, load: { open: 0, capacity: 3 } },
        { id: "vera", isOnShift: false, nextShiftAt: "2026-03-21T04:00:00.000Z" },
        { id: "dmitry", role: "duty", isOnShift: false, nextShiftAt: "2026-03-11T15:00:00.000Z" },
        { id: "elena", role: "head", isOnShift: true },
      ],
    });
  });

  it("pauses and resumes", async () => {
    const gateway = aGateway();
    await gateway.write("/api/team/anna/pause");
    expect((await gateway.read("/api/team")).body).toHaveProperty("items.0.isPaused", true);
    await gateway.write("/api/team/anna/resume");
    expect((await gateway.read("/api/team")).body).toHaveProperty("items.0.isPaused", false);
  });

  it("gives a code that links Telegram, with the words to send to the bot", async () => {
    const { body } = await aGateway().write("/api/team/boris/link-code");
    expect(body).toEqual({ id: "boris", code: "CODE-boris", command: "/start CODE-boris" });
  });

  it("knows nobody outside the team file", async () => {
    expect((await aGateway().write("/api/team/nobody/pause")).status).toBe(404);
  });
});
