import type { EffectId } from "../domain/ids.ts";
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
/** How often effects are looked for that this process was given without hearing of it. */
const RECKON_MS = 1_000;

/** Delivers effects until `signal` aborts: in order within an order key, side by side across them. */
export async function runOutbox(options: DeliveryOptions, signal: AbortSignal): Promise<void> {
  const { clock, store } = options;
  const running = new Map<ClaimedEffect, Promise<void>>();
  /** What became of them could not be stored. */
  const unsettled = new Set<EffectId>();
  let reckonedAt = clock.now().getTime();
  while (!signal.aborted) {
    try {
      if (clock.now().getTime() - reckonedAt >= RECKON_MS) {
        await reckon([...running.keys()], unsettled, options);
        reckonedAt = clock.now().getTime();
      }
      const free = options.concurrency - running.size;
      const claimed = free > 0 ? await store.claim(clock.now(), free) : [];
      for (const one of claimed) {
        const work = deliver(one, options)
          .then((isStored) => void (isStored || unsettled.add(one.id)))
          .finally(() => {
            running.delete(one);
            options.waker.wake();
          });
        running.set(one, work);
      }
      if (claimed.length === 0) await options.waker.wait(await idleMs(options), signal);
    } catch (error) {
      options.log.warn({ err: error, stage: "outbox" }, "effects could not be claimed");
      await clock.sleep(TROUBLE_MS, signal);
    }
  }
  await Promise.all(running.values());
}

/** An effect whose claim was lost, or whose end, would block its order key for as long as this process lives. */
async function reckon(
  held: readonly ClaimedEffect[],
  unsettled: Set<EffectId>,
  options: DeliveryOptions,
): Promise<void> {
  const told = [...unsettled];
  const freed = await options.store.releaseUnknown(
    held.map(({ id }) => id),
    told,
  );
  for (const id of told) unsettled.delete(id);
  if (freed > 0)
    options.log.warn({ freed, stage: "outbox" }, "effects were freed whose claim or end was lost");
}

async function idleMs(options: DeliveryOptions): Promise<number> {
  const next = await options.store.nextDueAt();
  if (!next) return POLL_MS;
  // A due effect may still have to wait for the one before it: do not spin on it.
  return Math.min(POLL_MS, Math.max(20, next.getTime() - options.clock.now().getTime()));
}

/** @returns Whether its end is stored. */
async function deliver(claimed: ClaimedEffect, options: DeliveryOptions): Promise<boolean> {
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
  const isStored = await store(claimed, settlement, options);
  if (settlement.kind === "dead")
    options.log.error(
      { effect: claimed.effect.kind, effectId: claimed.id, leadId: claimed.leadId, code: settlement.error },
      "effect became a dead letter",
    );
  options.onSettled(claimed);
  return isStored;
}

/** What has happened outside must not be forgotten because the database was away for a moment. */
async function store(
  claimed: ClaimedEffect,
  settlement: Settlement,
  options: DeliveryOptions,
): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await options.store.settle(claimed, settlement, options.clock.now());
      return true;
    } catch (error) {
      options.log.warn(
        { err: error, effect: claimed.effect.kind, stage: "outbox" },
        "outcome could not be stored",
      );
      await options.clock.sleep(TROUBLE_MS);
    }
  }
  return false;
}
