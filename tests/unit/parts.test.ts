import { describe, expect, it } from "vitest";
import { createParts } from "../../src/app/parts.ts";
import { createFakeClock } from "../support/fake-clock.ts";

describe("readiness", () => {
  const partsOver = (query: () => Promise<unknown>, clock = createFakeClock()) => {
    const pool = { query } as never;
    return createParts({
      database: { pool },
      receivers: [],
      outside: {} as never,
      clock,
      isRedisUp: undefined,
    });
  };

  it("calls a frozen database down instead of waiting for it for ever", async () => {
    const clock = createFakeClock();
    const asked = partsOver(() => new Promise(() => undefined), clock)();
    await clock.advance(2_000);
    expect((await asked)[0]).toMatchObject({ name: "database", state: "down" });
  });

  it("calls it up as soon as it answers, and leaves no sleeper behind", async () => {
    const clock = createFakeClock();
    expect((await partsOver(() => Promise.resolve({}), clock)())[0]).toEqual({
      name: "database",
      state: "up",
    });
    expect(clock.sleepers()).toBe(0);
  });
});
