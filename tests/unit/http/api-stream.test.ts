import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN, aGateway, type AGatewayOptions } from "../../support/console/a-gateway.ts";

async function openStream(options: AGatewayOptions = {}) {
  const gateway = aGateway(options);
  const leaving = new AbortController();
  const response = await gateway.app.request("/api/stream", {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    signal: leaving.signal,
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  return {
    ...gateway,
    response,
    leaving,
    reader,
    async nextEvent(): Promise<string> {
      const { done, value } = await reader.read();
      return done ? "end" : (/^event: (\w+)$/m.exec(decoder.decode(value))?.[1] ?? "");
    },
  };
}

const changed = { topic: "console", kind: "changed" } as const;

describe("stream of hints", () => {
  it("greets, then tells that something changed, and nothing of what", async () => {
    const stream = await openStream();
    expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
    expect(await stream.nextEvent()).toBe("hello");
    stream.live.publish({ topic: "thread:telegram:1", kind: "changed" });
    stream.live.publish(changed);
    expect(await stream.nextEvent()).toBe("changed");
    await stream.reader.cancel();
  });

  it("melts a storm of changes for a slow reader into one hint", async () => {
    const stream = await openStream();
    await stream.nextEvent();
    for (let count = 0; count < 100; count += 1) stream.live.publish(changed);
    const events: string[] = [];
    while (events.at(-1) !== "beat") {
      const next = stream.nextEvent();
      await stream.clock.advance(15_000);
      events.push(await next);
    }
    // One on its way and one for what came while it was.
    expect(events.length - 1).toBeLessThanOrEqual(2);
    expect(events).toContain("changed");
    await stream.reader.cancel();
  });

  it("beats while nothing happens, so that both sides know the line is alive", async () => {
    const stream = await openStream();
    await stream.nextEvent();
    const next = stream.nextEvent();
    await stream.clock.advance(15_000);
    expect(await next).toBe("beat");
    await stream.reader.cancel();
  });

  it("stops listening when the reader leaves", async () => {
    const stream = await openStream();
    await stream.nextEvent();
    expect(stream.live.subscriptions()).toBe(1);
    await stream.reader.cancel();
    expect(stream.live.subscriptions()).toBe(0);
  });

  it("ends when the connection breaks", async () => {
    const stream = await openStream();
    await stream.nextEvent();
    stream.leaving.abort();
    expect(await stream.nextEvent()).toBe("end");
    expect(stream.live.subscriptions()).toBe(0);
  });

  it("ends when the gateway stops", async () => {
    const stopping = new AbortController();
    const stream = await openStream({ api: { stopping: stopping.signal } });
    await stream.nextEvent();
    stopping.abort();
    expect(await stream.nextEvent()).toBe("end");
  });
});
