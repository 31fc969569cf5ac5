import { describe, expect, it } from "vitest";
import { createVisitorTokens } from "../../../bots/widget/visitor-token.ts";
import { aWidgetWorld } from "../../support/widget/widget-world.ts";

const DAY_MS = 86_400_000;

describe("POST /widget/session", () => {
  it("gives a new visitor a token for 30 days, the greeting and the consent", async () => {
    const session = await aWidgetWorld().openSession({ lang: "ru" });
    expect(session).toMatchObject({
      visitorId: "vis_1",
      expiresAt: "2026-04-10T10:00:00.000Z",
      name: "Салон «Лето»",
      greeting: "Здравствуйте! Чем помочь?",
      consent: { version: "2026-03", url: "https://example.com/privacy", text: "Согласие на обработку" },
    });
  });

  it("answers a request without a body", async () => {
    const response = await aWidgetWorld().app.request("/widget/session", { method: "POST" });
    expect(response.status).toBe(200);
  });

  it("lets a visitor go on with the same id, and renews the token", async () => {
    const world = aWidgetWorld();
    const first = await world.openSession();
    await world.clock.advance(29 * DAY_MS);
    const second = await world.openSession({ visitorToken: first.token });
    expect(second.visitorId).toBe(first.visitorId);
    expect(second.expiresAt).toBe("2026-05-09T10:00:00.000Z");
  });

  it.each([
    ["expired", 30 * DAY_MS, (token: string) => token],
    ["forged", 0, (token: string) => `${token.slice(0, -4)}AAAA`],
    ["damaged", 0, () => "кракозябры"],
  ])("makes a new visitor of one with an %s token", async (_name, later, spoil) => {
    const world = aWidgetWorld();
    const first = await world.openSession();
    await world.clock.advance(later);
    const second = await world.openSession({ visitorToken: spoil(first.token) });
    expect(second.visitorId).toBe("vis_2");
  });

  it("remembers the page and the campaign, and keeps the campaign on an inner page", async () => {
    const world = aWidgetWorld();
    const landing = await world.openSession({
      page: "https://salon.example/?utm_source=yandex&utm_campaign=spring#form",
    });
    const inner = await world.openSession({
      visitorToken: landing.token,
      page: "https://salon.example/prices",
    });
    await world.post(inner.token, { id: "1", text: "Привет" });
    expect(world.accepted[0]?.body).toMatchObject({
      page: "https://salon.example/prices",
      utm: { utm_source: "yandex", utm_campaign: "spring" },
    });
  });

  it.each(["javascript:alert(1)", "not an address", "file:///etc/passwd"])(
    "takes no page from %s",
    async (page) => {
      const world = aWidgetWorld();
      const { token } = await world.openSession({ page });
      await world.post(token, { id: "1", text: "Привет" });
      expect(world.accepted[0]?.body).not.toHaveProperty("page", page);
    },
  );

  it("speaks the business's language where the page's is unknown", async () => {
    const world = aWidgetWorld();
    expect((await world.openSession({ lang: "de" })).language).toBe("ru");
    expect((await world.openSession({ lang: "en-GB" })).language).toBe("en");
  });

  it.each([
    ["{", 400, "invalid_json"],
    ["[]", 400, "invalid_request"],
    ['{"page": 5}', 400, "invalid_request"],
  ])("refuses the body %s", async (body, status, code) => {
    const response = await aWidgetWorld().app.request("/widget/session", { method: "POST", body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it("slows down an address that opens more than 30 sessions a minute, and nobody else", async () => {
    const world = aWidgetWorld();
    const open = (address: string) =>
      world.app.request("/widget/session", { method: "POST", headers: { "x-forwarded-for": address } });
    for (let count = 0; count < 30; count += 1) expect((await open("203.0.113.7")).status).toBe(200);
    const refused = await open("203.0.113.7");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect((await open("203.0.113.8")).status).toBe(200);
    await world.clock.advance(2_000);
    expect((await open("203.0.113.7")).status).toBe(200);
  });

  it("lets a known visitor go on from an address that may open no more sessions", async () => {
    const world = aWidgetWorld({ rates: { sessionsPerAddress: { perSecond: 0.1, burst: 1 } } });
    const { token } = await world.openSession();
    const open = (body: unknown) =>
      world.app.request("/widget/session", {
        method: "POST",
        headers: { "x-forwarded-for": "203.0.113.7" },
        body: JSON.stringify(body),
      });
    expect((await open({})).status).toBe(200);
    expect((await open({})).status).toBe(429);
    expect((await open({ visitorToken: token })).status).toBe(200);
  });

  it("does not believe what a stranger wrote before the proxy's own entry", async () => {
    const world = aWidgetWorld({ rates: { sessionsPerAddress: { perSecond: 0.1, burst: 1 } } });
    const open = (forwarded: string) =>
      world.app.request("/widget/session", { method: "POST", headers: { "x-forwarded-for": forwarded } });
    expect((await open("198.51.100.1, 203.0.113.7")).status).toBe(200);
    expect((await open("198.51.100.2, 203.0.113.7, 10.0.0.2")).status).toBe(429);
  });
});

describe("a visitor's token", () => {
  const visitor = {
    visitorId: "vis_1",
    expiresAt: new Date("2026-04-01T00:00:00Z"),
    language: "ru" as const,
    origin: {},
  };
  const before = new Date("2026-03-31T23:59:59Z");

  it("is good until its moment and not after", () => {
    const tokens = createVisitorTokens("s1");
    const token = tokens.sign(visitor);
    expect(tokens.verify(token, before)).toEqual({ ...visitor, origin: {} });
    expect(tokens.verify(token, visitor.expiresAt)).toBeUndefined();
  });

  it("is worth nothing under another secret, or with another visitor written in", () => {
    const token = createVisitorTokens("s1").sign(visitor);
    expect(createVisitorTokens("s2").verify(token, before)).toBeUndefined();
    const [, signature] = token.split(".");
    const other = Buffer.from('{"v":"vis_2","e":9999999999999,"l":"ru"}').toString("base64url");
    expect(createVisitorTokens("s1").verify(`${other}.${signature}`, before)).toBeUndefined();
  });

  it("is not signed with an empty secret", () => {
    expect(() => createVisitorTokens("")).toThrow(RangeError);
  });
});
