import { setTimeout as wait } from "node:timers/promises";
import { threadOf } from "../../../src/domain/message.ts";
import type { ChaosMessage } from "./chaos-wire.ts";

export interface CustomersOptions {
  readonly count: number;
  /** Messages a second of all together. */
  readonly perSecond: number;
  readonly durationMs: number;
  /** Timers to be set, with their distance. */
  readonly timers: number;
  readonly timersWithinMs: number;
  readonly port: () => number | undefined;
}

export interface CustomersResult {
  /** Every message that was acknowledged, in its thread's order. */
  readonly acked: readonly ChaosMessage[];
  /** From the first attempt of each to its acknowledgement, repeats included; milliseconds. */
  readonly ackMs: readonly number[];
}

const RETRY_MS = 30;
const GIVE_UP_MS = 180_000;

/**
 * Customers who each write one message after another and repeat the same one until it is acknowledged, as a platform
 * does. Ends when the last of them has its acknowledgement.
 */
export async function runCustomers(options: CustomersOptions): Promise<CustomersResult> {
  const acked: ChaosMessage[] = [];
  const ackMs: number[] = [];
  const startedAt = performance.now();
  const everyMs = (1000 * options.count) / options.perSecond;
  let timersLeft = options.timers;

  const customer = async (index: number) => {
    const thread = threadOf("telegram", `chaos${index}`);
    const offsetMs = (everyMs * index) / options.count;
    for (let n = 1; ; n += 1) {
      const dueAt = startedAt + offsetMs + everyMs * (n - 1);
      // A customer who was kept waiting does not hurry to catch up.
      const now = performance.now();
      if (Math.max(dueAt, now) - startedAt >= options.durationMs) return;
      if (dueAt > now) await wait(dueAt - now);
      const id = `${index}-${n}`;
      timersLeft -= 1;
      const timer =
        timersLeft >= 0
          ? { key: `chaos:${id}`, afterMs: Math.floor(500 + Math.random() * options.timersWithinMs) }
          : undefined;
      const message: ChaosMessage = { id, thread, n, timer };
      const beganAt = performance.now();
      await sendUntilAcked(message, options.port);
      ackMs.push(performance.now() - beganAt);
      acked.push(message);
    }
  };
  await Promise.all(Array.from({ length: options.count }, (_, index) => customer(index)));
  return { acked, ackMs };
}

async function sendUntilAcked(message: ChaosMessage, port: () => number | undefined): Promise<void> {
  const body = JSON.stringify(message);
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const at = port();
    const answer =
      at === undefined
        ? undefined
        : await fetch(`http://127.0.0.1:${at}/`, { method: "POST", body }).catch(() => undefined);
    if (answer?.status === 202) return;
    await wait(RETRY_MS);
  }
  throw new Error(`message ${message.id} was not acknowledged within ${GIVE_UP_MS} ms`);
}
