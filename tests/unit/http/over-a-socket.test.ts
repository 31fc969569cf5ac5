import { afterEach, describe, expect, it } from "vitest";
import { serveSample, type SampleServer } from "../../support/console/serve-sample.ts";

let server: SampleServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const authorized = (token: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
});

describe("over a real connection", () => {
  it("tells an open stream of a press, and stops listening when the reader hangs up", async () => {
    server = await serveSample();
    const { url, token, live } = server;
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/stream`, authorized(token, { signal: leaving.signal }));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain("event: hello");

    const body = JSON.stringify({ managerId: "anna" });
    const taken = await fetch(`${url}/api/leads/lead_0001/take`, authorized(token, { method: "POST", body }));
    expect(taken.status).toBe(202);
    expect((await reader.read()).value).toContain("event: changed");
    const lead = await fetch(`${url}/api/leads/lead_0001`, authorized(token));
    expect(await lead.json()).toMatchObject({ status: "taken", owner: { id: "anna" } });

    leaving.abort();
    await reader.read().catch(() => undefined);
    await expect.poll(() => live.subscriptions()).toBe(0);
  });

  it("refuses a body that grows past 1 MiB without a length", async () => {
    server = await serveSample();
    const { url, token } = server;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let sent = 0; sent < 20; sent += 1) controller.enqueue(new Uint8Array(64 * 1024));
        controller.close();
      },
    });
    const response = await fetch(
      `${url}/api/leads/lead_0001/take`,
      authorized(token, { method: "POST", body, duplex: "half" }),
    );
    expect(response.status).toBe(413);
  });

  it("knows the caller by the connection when it counts wrong tokens", async () => {
    server = await serveSample();
    const { url, token } = server;
    for (let guess = 0; guess < 10; guess += 1) await fetch(`${url}/api/leads`, authorized(`guess-${guess}`));
    expect((await fetch(`${url}/api/leads`, authorized(token))).status).toBe(429);
  });
});
