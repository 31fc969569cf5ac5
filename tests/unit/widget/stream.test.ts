import { describe, expect, it } from "vitest";
import { aWidgetWorld } from "../../support/widget/widget-world.ts";
import type { WidgetWorld } from "../../support/widget/widget-world.ts";

const THREAD = "widget:vis_1";
const TOPIC = `thread:${THREAD}`;

/** Reads an event stream as text, piece by piece. */
function reading(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async until(part: string): Promise<string> {
      while (!text.includes(part)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`the stream ended before ${part}: ${text}`);
        text += value;
      }
      const seen = text;
      text = "";
      return seen;
    },
    async untilEnd(): Promise<string> {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += value;
      }
    },
    leave: () => reader.cancel(),
  };
}

async function connect(world: WidgetWorld, query = "", headers: Record<string, string> = {}) {
  const { token } = await world.openSession();
  const response = await world.app.request(`/widget/stream${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  return { response, stream: reading(response), token };
}

describe("GET /widget/stream", () => {
  it("begins with everything said so far, each line with its cursor as id", async () => {
    const world = aWidgetWorld();
    world.say(THREAD, { text: "раз" });
    world.say(THREAD, { text: "два" });
    const { response, stream } = await connect(world);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const seen = await stream.until('"два"');
    expect(seen).toContain("retry: 3000");
    expect(seen).toMatch(/data: \{"cursor":"1",.*"text":"раз".*\}\nid: 1\n\n/);
    await stream.leave();
  });

  it("goes on after Last-Event-ID, which outweighs the address", async () => {
    const world = aWidgetWorld();
    for (const text of ["раз", "два", "три"]) world.say(THREAD, { text });
    const { stream } = await connect(world, "?after=1", { "last-event-id": "2" });
    const seen = await stream.until('"три"');
    expect(seen).not.toContain('"два"');
    await stream.leave();
  });

  it("takes the token from the address too, for an EventSource", async () => {
    const world = aWidgetWorld();
    world.say(THREAD, { text: "раз" });
    const { token } = await world.openSession();
    const response = await world.app.request(`/widget/stream?token=${token}`);
    const stream = reading(response);
    expect(await stream.until('"раз"')).toContain("id: 1");
    await stream.leave();
  });

  it("answers 401 without a good token", async () => {
    const world = aWidgetWorld();
    expect((await world.app.request("/widget/stream")).status).toBe(401);
    expect((await world.app.request("/widget/stream?token=x.y")).status).toBe(401);
  });

  it("writes a new line as soon as it is hinted at", async () => {
    const world = aWidgetWorld();
    const { stream } = await connect(world);
    await stream.until("connected");
    world.say(THREAD, { text: "новое" });
    world.live.publish({ topic: TOPIC, kind: "changed" });
    await stream.until('"новое"');
    await stream.leave();
  });

  it("writes a new line within five seconds when the hint was lost", async () => {
    const world = aWidgetWorld();
    const { stream } = await connect(world);
    await stream.until("connected");
    world.say(THREAD, { text: "новое" });
    await world.clock.advance(5_000);
    await stream.until('"новое"');
    await stream.leave();
  });

  it("catches up over many pages", async () => {
    const world = aWidgetWorld();
    for (let count = 0; count < 250; count += 1) world.say(THREAD, {});
    const { stream } = await connect(world);
    expect((await stream.until("id: 250\n")).match(/^id: /gm)).toHaveLength(250);
    await stream.leave();
  });

  it("shows typing, and a ping after fifteen quiet seconds", async () => {
    const world = aWidgetWorld();
    const { stream } = await connect(world);
    await stream.until("connected");
    world.live.publish({ topic: TOPIC, kind: "typing" });
    await stream.until("event: typing");
    await world.clock.advance(15_000);
    await stream.until(": ping");
    await stream.leave();
  });

  it("ends at shutdown and leaves nothing behind", async () => {
    const world = aWidgetWorld();
    const { stream } = await connect(world);
    await stream.until("connected");
    world.shutdown.abort();
    await stream.untilEnd();
    await world.clock.advance(0);
    expect([world.live.subscriptions(), world.clock.sleepers()]).toEqual([0, 0]);
  });

  it("leaves nothing behind when the browser goes away", async () => {
    const world = aWidgetWorld();
    const { stream } = await connect(world);
    await stream.until("connected");
    await stream.leave();
    await world.clock.advance(0);
    expect([world.live.subscriptions(), world.clock.sleepers()]).toEqual([0, 0]);
  });

  it("ends when the token does", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    await world.clock.advance(30 * 86_400_000 - 10_000);
    const response = await world.app.request(`/widget/stream?token=${token}`);
    const stream = reading(response);
    await stream.until("connected");
    await world.clock.advance(15_000);
    await stream.untilEnd();
    expect(world.live.subscriptions()).toBe(0);
  });

  it("outlives a store that fails for a moment", async () => {
    const lines = aWidgetWorld();
    let isDown = true;
    const world = aWidgetWorld({
      transcripts: {
        after: async () => {
          if (isDown) throw new Error("the database is away");
          return [lines.say(THREAD, { text: "дошло" })].filter((line) => line.seq === 1);
        },
      },
    });
    const { stream } = await connect(world);
    await stream.until("connected");
    isDown = false;
    await world.clock.advance(5_000);
    await stream.until('"дошло"');
    expect(world.logged[0]).toContain("transcript was not read");
    await stream.leave();
  });

  it("refuses a ninth stream of one visitor, and takes it once another has ended", async () => {
    const world = aWidgetWorld();
    const { token } = await world.openSession();
    const open = () => world.app.request(`/widget/stream?token=${token}`);
    const streams = [];
    for (let count = 0; count < 8; count += 1) streams.push(reading(await open()));
    const refused = await open();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "too_many_streams" });
    await streams[0]!.leave();
    await world.clock.advance(0);
    expect((await open()).status).toBe(200);
    world.shutdown.abort();
  });
});
