import { describe, expect, it } from "vitest";
import { createWidgetChannel } from "../../../bots/widget/channel.ts";
import { aWidgetWorld } from "../../support/widget/widget-world.ts";

describe("POST /widget/messages", () => {
  it("answers 202 with the id once the message is durable", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const response = await world.post(token, { id: "m-1", text: " Хочу на маникюр " });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ id: "m-1" });
    expect(world.accepted).toEqual([
      {
        externalId: "vis_1:m-1",
        thread: "widget:vis_1",
        receivedAt: world.clock.now(),
        body: {
          visitorId: "vis_1",
          id: "m-1",
          text: "Хочу на маникюр",
          choice: undefined,
          consent: undefined,
          page: undefined,
          lang: "ru",
          utm: undefined,
          at: "2026-03-11T10:00:00.000Z",
        },
      },
    ]);
  });

  it("answers a repeat of the same id the same, and keeps one message", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    await world.post(token, { id: "m-1", text: "Привет" });
    const repeat = await world.post(token, { id: "m-1", text: "Привет" });
    expect(repeat.status).toBe(202);
    expect(world.accepted).toHaveLength(1);
  });

  it("keeps apart two visitors who made the same id", async () => {
    const world = aWidgetWorld();
    for (const { token } of [await world.openSession(), await world.openSession()]) {
      await world.post(token, { id: "m-1", text: "Привет" });
    }
    expect(world.accepted.map((event) => event.externalId)).toEqual(["vis_1:m-1", "vis_2:m-1"]);
  });

  it("answers 503 and asks for a repeat when the message could not be stored", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    world.failure = new Error("the database is away");
    const response = await world.post(token, { id: "m-1", text: "Мой телефон 8 999 123-45-67" });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await response.json()).toMatchObject({ code: "not_stored" });
    expect(world.logged.join()).not.toContain("999");
    world.failure = undefined;
    expect((await world.post(token, { id: "m-1", text: "Мой телефон" })).status).toBe(202);
  });

  it.each([
    ["no token", ""],
    ["a forged token", "eyJ2IjoidmlzXzEifQ.AAAA"],
  ])("answers 401 with %s", async (_name, token) => {
    const response = await aWidgetWorld().post(token, { id: "1", text: "Привет" });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      code: "invalid_token",
      detail: "Сеанс истёк. Обновите страницу, чтобы продолжить.",
    });
  });

  it.each([
    ["an empty text", { id: "1", text: "  \n" }, "invalid_request"],
    ["no id", { text: "Привет" }, "invalid_request"],
    ["an id with blanks", { id: "a b", text: "Привет" }, "invalid_request"],
    ["a text of another type", { id: "1", text: 5 }, "invalid_request"],
    ["a text over 20,000 characters", { id: "1", text: "я".repeat(20_001) }, "text_too_long"],
    ["something that is not JSON", "{id: 1}", "invalid_json"],
  ])("refuses %s", async (_name, body, code) => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const response = await world.post(token, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
    expect(world.accepted).toHaveLength(0);
  });

  it("takes a pressed choice without a text", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    expect((await world.post(token, { id: "1", choice: "date:today" })).status).toBe(202);
    expect(world.accepted[0]?.body).toMatchObject({ text: "", choice: "date:today" });
  });

  it("drops characters that a database can't store", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    await world.post(token, { id: "1", text: "При\u0000вет \ud83d мир 👋\r\nда" });
    expect(world.accepted[0]?.body).toMatchObject({ text: "Привет  мир 👋\nда" });
  });

  it("answers 413 to a body over 1 MiB", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const response = await world.post(token, { id: "1", text: "x".repeat(1024 * 1024) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "payload_too_large" });
  });

  it("lets a visitor send sixty at once and then two a second, without slowing down the others", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const other = await world.openSession();
    for (let id = 0; id < 60; id += 1) {
      expect((await world.post(token, { id: String(id), text: "Привет" })).status).toBe(202);
    }
    const refused = await world.post(token, { id: "60", text: "Привет" });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await world.post(other.token, { id: "1", text: "Привет" })).status).toBe(202);
    await world.clock.advance(500);
    expect((await world.post(token, { id: "60", text: "Привет" })).status).toBe(202);
  });
});

describe("pages of other sites", () => {
  const world = aWidgetWorld({ allowedOrigins: ["https://salon.example/"] });
  const open = (headers: Record<string, string>) =>
    world.app.request("/widget/session", { method: "POST", headers });

  it("may call from an allowed origin, and are told so", async () => {
    const response = await open({ origin: "https://salon.example" });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://salon.example");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("are refused from any other", async () => {
    const response = await open({ origin: "https://evil.example" });
    expect(response.status).toBe(403);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.json()).toMatchObject({ code: "origin_not_allowed" });
  });

  it("are never our own demo page or a caller without an origin", async () => {
    expect((await open({ origin: "http://localhost:8080", host: "localhost:8080" })).status).toBe(200);
    expect((await open({})).status).toBe(200);
  });

  it("get a preflight answer with the headers that the widget sends", async () => {
    const response = await world.app.request("/widget/messages", {
      method: "OPTIONS",
      headers: { origin: "https://salon.example", "access-control-request-method": "POST" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toContain("authorization");
  });

  it("may be any when no list is given", async () => {
    const response = await aWidgetWorld().app.request("/widget/session", {
      method: "POST",
      headers: { origin: "https://any.example" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe("https://any.example");
  });
});

describe("GET /widget/messages", () => {
  it("lists what was said after the cursor, with the visitor's own ids", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const thread = "widget:vis_1";
    world.say(thread, { author: "contact", externalId: "vis_1:m-1", text: "Привет" });
    world.say("widget:vis_2", { text: "чужое" });
    world.say(thread, { text: "На какой день?", choices: [{ label: "Сегодня", data: "date:today" }] });
    world.say(thread, { author: "manager", managerId: "anna", text: "Я Анна" });
    const read = async (after: string) => {
      const response = await world.app.request(`/widget/messages${after}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return (await response.json()) as { messages: { cursor: string }[]; cursor: string };
    };

    const all = await read("");
    const at = "2026-03-11T10:00:00.000Z";
    expect(all).toEqual({
      messages: [
        { cursor: "1", id: "m-1", from: "visitor", text: "Привет", at },
        {
          cursor: "3",
          id: "msg_3",
          from: "bot",
          text: "На какой день?",
          choices: [{ label: "Сегодня", data: "date:today" }],
          at,
        },
        { cursor: "4", id: "msg_4", from: "manager", text: "Я Анна", at },
      ],
      cursor: "4",
    });
    expect((await read("?after=3")).messages.map(({ cursor }) => cursor)).toEqual(["4"]);
    expect(await read("?after=4")).toEqual({ messages: [], cursor: "4" });
  });

  it.each([
    ["abc", 400],
    ["-1", 400],
    ["1e3", 400],
  ])("refuses the cursor %s", async (after, status) => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const response = await world.app.request(`/widget/messages?after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(status);
  });
});

describe("the widget channel", () => {
  it("reads back what the route stored, consent and origin included", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession({ page: "https://salon.example/?utm_source=vk" });
    await world.post(token, { id: "m-1", text: "Сегодня", choice: "date:today", consent: "2026-03" });
    const channel = createWidgetChannel(world);
    const stored: unknown = JSON.parse(JSON.stringify(world.accepted[0]?.body));
    expect(channel.parse(stored)).toEqual([
      {
        kind: "message",
        thread: "widget:vis_1",
        message: {
          externalId: "vis_1:m-1",
          sentAt: world.clock.now(),
          text: "Сегодня",
          choice: "date:today",
          attachments: [],
          consentVersion: "2026-03",
          origin: { page: "https://salon.example/?utm_source=vk", utm: { utm_source: "vk" } },
        },
      },
    ]);
  });

  it.each([undefined, null, "text", {}, { visitorId: "v", id: "1", text: 5 }])(
    "makes nothing of the unknown body %j",
    (body) => {
      expect(createWidgetChannel(aWidgetWorld()).parse(body)).toEqual([]);
    },
  );

  it("delivers by a hint: the transcript's line is the message", async () => {
    const world = aWidgetWorld();
    const channel = createWidgetChannel(world);
    const message = { id: "msg_1", thread: "widget:vis_1", text: "Да", choices: [], asksPhone: false };
    expect(await channel.send(message as never)).toEqual({ outcome: "sent", externalIds: ["msg_1"] });
    await channel.showTyping("widget:vis_1");
    expect(world.live.published).toEqual([
      { topic: "thread:widget:vis_1", kind: "changed" },
      { topic: "thread:widget:vis_1", kind: "typing" },
    ]);
  });

  it("reports that it is up and runs until it is stopped", async () => {
    const world = aWidgetWorld();
    const states: string[] = [];
    const run = createWidgetChannel(world).run({
      accept: async () => "new",
      signal: world.shutdown.signal,
      report: ({ state }) => states.push(state),
      readState: async () => undefined,
      writeState: async () => {},
    });
    world.shutdown.abort();
    await run;
    expect(states).toEqual(["up"]);
  });
});
