import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { ClaimedEffect, OutboxStore, Settlement } from "../ports/outbox-store.ts";
import type { Waker } from "../ports/waker.ts";
import { settlementOf, unsureUntil, type Delivery } from "./settle.ts";

export interface DeliveryOptions {
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly random: () => number;
  readonly concurrency: number;
  /** Does what the effect says. A rejection counts as an unknown outcome. */
  readonly perform: (claimed: ClaimedEffect) => Promise<Delivery>;
  /** Called after each end of an attempt: there may be a report in the inbox. */
  readonly onSettled: (claimed: ClaimedEffect) => void;
}

const POLL_MS = 250;
const TROUBLE_MS = 200;

/** Delivers effects until `signal` aborts: in order within an order key, side by side across them. */
export async function runOutbox(options: DeliveryOptions, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    try {
      const free = options.concurrency - running.size;
      const claimed = free > 0 ? await options.store.claim(options.clock.now(), free) : [];
      for (const one of claimed) {
        const work = deliver(one, options).finally(() => {
          running.delete(work);
          options.waker.wake();
        });
        running.add(work);
      }
      if (claimed.length === 0) await options.waker.wait(await idleMs(options), signal);
    } catch (error) {
      options.log.warn({ err: error, stage: "outbox" }, "effects could not be claimed");
      await options.clock.sleep(TROUBLE_MS, signal);
    }
  }
  await Promise.all(running);
}

async function idleMs(options: DeliveryOptions): Promise<number> {
  const next = await options.store.nextDueAt();
  if (!next) return POLL_MS;
  // A due effect may still have to wait for the one before it: do not spin on it.
  return Math.min(POLL_MS, Math.max(20, next.getTime() - options.clock.now().getTime()));
}

async function deliver(claimed: ClaimedEffect, options: DeliveryOptions): Promise<void> {
  const waitUntil = unsureUntil(claimed, options.clock.now());
  const delivery: Delivery = waitUntil
    ? { outcome: "unknown", error: "interrupted by a crash" }
    : await options.perform(claimed).catch((error: unknown): Delivery => {
        options.log.error(
          { err: error, effect: claimed.effect.kind, stage: "outbox" },
          "effect failed unexpectedly",
        );
        return { outcome: "unknown", error: error instanceof Error ? error.name : "unknown error" };
      });
  const at = options.clock.now();
  const settlement = settlementOf(claimed, delivery, at, options.random);
  options.metrics.outboxAttempt(claimed.effect.kind, delivery.outcome);
  await store(claimed, settlement, options);
  if (settlement.kind === "dead")
    options.log.error(
      { effect: claimed.effect.kind, effectId: claimed.id, leadId: claimed.leadId, code: settlement.error },
      "effect became a dead letter",
    );
  options.onSettled(claimed);
}

/** What has happened outside must not be forgotten because the database was away for a moment. */
async function store(
  claimed: ClaimedEffect,
  settlement: Settlement,
  options: DeliveryOptions,
): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await options.store.settle(claimed, settlement, options.clock.now());
      return;
    } catch (error) {
      options.log.warn(
        { err: error, effect: claimed.effect.kind, stage: "outbox" },
        "outcome could not be stored",
      );
      await options.clock.sleep(TROUBLE_MS);
    }
  }
}
