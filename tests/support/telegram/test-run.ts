import type { ChannelHealth, ChannelRun, RawEvent } from "../../../src/ports/channel.ts";
import { createWaiters } from "./waiters.ts";

/** What a channel is run with in a test: an inbox, its state and its reports, all in memory. */
export interface TestRun {
  readonly run: ChannelRun;
  /** Every event that was offered, repeats and refusals included. */
  readonly offered: readonly RawEvent[];
  /** Every event that was stored, once each. */
  readonly stored: readonly RawEvent[];
  readonly healths: readonly ChannelHealth[];
  readonly state: Map<string, string>;
  /** The next events can't be stored. */
  refuseNext(times: number): void;
  /** The next writes of state fail, as when the process dies before them. */
  failStateWrites(times: number): void;
  waitForStored(predicate: (event: RawEvent) => boolean): Promise<RawEvent>;
  waitForOffered(count: number): Promise<void>;
  waitForHealth(predicate: (health: ChannelHealth) => boolean): Promise<ChannelHealth>;
  waitForState(predicate: (value: string) => boolean): Promise<string>;
  stop(): void;
}

/** @param state Kept from an earlier run of the same channel. */
export function createTestRun(state: Map<string, string> = new Map()): TestRun {
  const controller = new AbortController();
  const offered: RawEvent[] = [];
  const stored: RawEvent[] = [];
  const healths: ChannelHealth[] = [];
  const written: string[] = [];
  const storedWaiters = createWaiters(() => stored);
  const countWaiters = createWaiters(() => [offered.length]);
  const healthWaiters = createWaiters(() => healths);
  const stateWaiters = createWaiters(() => written);
  let refusals = 0;
  let stateFailures = 0;
  return {
    offered,
    stored,
    healths,
    state,
    run: {
      signal: controller.signal,
      async accept(event) {
        offered.push(event);
        countWaiters.announce(offered.length);
        if (refusals > 0) {
          refusals -= 1;
          throw new Error("the database is away");
        }
        if (stored.some(({ externalId }) => externalId === event.externalId)) return "seen";
        stored.push(event);
        storedWaiters.announce(event);
        return "new";
      },
      report(health) {
        healths.push(health);
        healthWaiters.announce(health);
      },
      readState: async (key) => state.get(key),
      async writeState(key, value) {
        if (stateFailures > 0) {
          stateFailures -= 1;
          throw new Error("the database is away");
        }
        state.set(key, value);
        written.push(value);
        stateWaiters.announce(value);
      },
    },
    refuseNext(times) {
      refusals = times;
    },
    failStateWrites(times) {
      stateFailures = times;
    },
    waitForStored: (predicate) => storedWaiters.waitFor(predicate, 5_000, "a stored event"),
    async waitForOffered(count) {
      await countWaiters.waitFor((length) => length >= count, 5_000, `${count} offered events`);
    },
    waitForHealth: (predicate) => healthWaiters.waitFor(predicate, 5_000, "a report of health"),
    waitForState: (predicate) => stateWaiters.waitFor(predicate, 5_000, "a write of state"),
    stop: () => controller.abort(),
  };
}
