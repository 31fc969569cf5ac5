import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN, aGateway } from "../../support/console/a-gateway.ts";

const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("admin token", () => {
  it.each([
    ["none", {}],
    ["a wrong one", withToken("wrong")],
    ["another scheme", { headers: { authorization: `Basic ${ADMIN_TOKEN}` } }],
    ["a longer one", withToken(`${ADMIN_TOKEN}x`)],
  ])("refuses %s", async (_, init) => {
    const response = await aGateway().app.request("/api/leads", init);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect(await response.json()).toMatchObject({ code: "unauthorized" });
  });

  it("guards writes, the stream and addresses that do not exist alike", async () => {
    const { app } = aGateway();
    expect((await app.request("/api/leads/lead_0001/take", { method: "POST" })).status).toBe(401);
    expect((await app.request("/api/stream")).status).toBe(401);
    expect((await app.request("/api/nothing")).status).toBe(401);
  });

  it("keeps answers out of caches", async () => {
    const response = await aGateway().app.request("/api/leads", withToken(ADMIN_TOKEN));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});

describe("guessing", () => {
  it("ends after ten wrong tokens: even the right one has to wait", async () => {
    const { app, clock } = aGateway();
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await app.request("/api/leads", withToken(`guess-${guess}`))).status).toBe(401);
    }
    const refused = await app.request("/api/leads", withToken(ADMIN_TOKEN));
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("6");
    expect(await refused.json()).toMatchObject({ code: "too_many_requests" });
    await clock.advance(6_000);
    expect((await app.request("/api/leads", withToken(ADMIN_TOKEN))).status).toBe(200);
  });

  it("is counted per address behind our own proxy", async () => {
    const { app } = aGateway();
    const from = (address: string, token: string) =>
      app.request("/api/leads", {
        headers: { authorization: `Bearer ${token}`, "x-forwarded-for": address },
      });
    for (let guess = 0; guess < 11; guess += 1) await from("203.0.113.9", "guess");
    expect((await from("203.0.113.9", ADMIN_TOKEN)).status).toBe(429);
    expect((await from("198.51.100.1", ADMIN_TOKEN)).status).toBe(200);
  });

  it("does not listen to an address that a stranger made up", async () => {
    const { app } = aGateway();
    const from = (forwarded: string) =>
      app.request(
        "/api/leads",
        { headers: { authorization: "Bearer guess", "x-forwarded-for": forwarded } },
        { incoming: { socket: { remoteAddress: "203.0.113.9" } } },
      );
    for (let guess = 0; guess < 10; guess += 1) await from(`198.51.100.${guess}`);
    expect((await from("198.51.100.77")).status).toBe(429);
  });

  it("is not what a page without a token does", async () => {
    const { app } = aGateway();
    for (let call = 0; call < 30; call += 1) await app.request("/api/leads");
    expect((await app.request("/api/leads", withToken(ADMIN_TOKEN))).status).toBe(200);
  });
});
