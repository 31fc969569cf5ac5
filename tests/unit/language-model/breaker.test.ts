import { describe, expect, it } from "vitest";
import { createBreaker } from "../../../src/adapters/language-model/breaker.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function aBreaker() {
  const clock = createFakeClock();
  const breaker = createBreaker(clock);
  const fail = (times: number) => {
    for (let at = 0; at < times; at += 1) breaker.enter()?.failed();
  };
  return { clock, breaker, fail };
}

describe("the breaker of a provider", () => {
  it("lets everybody in until three failures in a row", () => {
    const { breaker, fail } = aBreaker();
    fail(2);
    breaker.enter()?.succeeded();
    fail(2);
    expect(breaker.isOpen).toBe(false);
    fail(1);
    expect(breaker.isOpen).toBe(true);
    expect(breaker.enter()).toBeUndefined();
  });

  it("lets one probe through after the rest, and nobody beside it", async () => {
    const { clock, breaker, fail } = aBreaker();
    fail(3);
    await clock.advance(30_000);
    const probe = breaker.enter();
    expect(probe).toBeDefined();
    expect(breaker.enter()).toBeUndefined();
    probe?.succeeded();
    expect(breaker.isOpen).toBe(false);
    expect(breaker.enter()).toBeDefined();
  });

  it("rests twice as long after each probe that fails, ten minutes at most", async () => {
    const { clock, breaker, fail } = aBreaker();
    fail(3);
    await clock.advance(30_000);
    breaker.enter()?.failed();
    await clock.advance(59_999);
    expect(breaker.enter()).toBeUndefined();
    await clock.advance(1);
    for (let round = 0; round < 10; round += 1) {
      breaker.enter()?.failed();
      await clock.advance(600_000);
    }
    expect(breaker.enter()).toBeDefined();
  });

  it("rests at once for as long as the provider asks", async () => {
    const { clock, breaker } = aBreaker();
    breaker.enter()?.failed(90_000);
    await clock.advance(89_999);
    expect(breaker.enter()).toBeUndefined();
    await clock.advance(1);
    expect(breaker.enter()).toBeDefined();
  });

  it("gives the probe to the next when a turn was cancelled", async () => {
    const { clock, breaker, fail } = aBreaker();
    fail(3);
    await clock.advance(30_000);
    breaker.enter()?.dropped();
    expect(breaker.enter()).toBeDefined();
  });

  it("counts no late verdict of an attempt from before the rest", () => {
    const { breaker, fail } = aBreaker();
    const early = breaker.enter();
    fail(3);
    early?.succeeded();
    expect(breaker.isOpen).toBe(true);
  });
});
