import { setTimeout as wait } from "node:timers/promises";
import { createBitrix24Crm, type Bitrix24CrmOptions } from "../../../src/adapters/bitrix24/crm.ts";
import { CrmError, type CrmErrorKind } from "../../../src/domain/crm-error.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Crm } from "../../../src/ports/crm.ts";
import type { Bitrix24Peer } from "./peer.ts";

/** The machine's time. */
export const realClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

/** The adapter on a stand-in portal, unpaced: a test that means the pace gives its own. */
export function aBitrix24Crm(peer: Bitrix24Peer, overrides: Partial<Bitrix24CrmOptions> = {}): Crm {
  return createBitrix24Crm({
    webhookUrl: peer.webhookUrl,
    clock: realClock,
    pace: () => Promise.resolve(),
    log: { warn: () => undefined },
    ...overrides,
  });
}

/** The CrmError that a call rejects with; fails when it does not. */
export async function crmErrorOf(call: Promise<unknown>): Promise<CrmError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CrmError) return error;
    throw error;
  }
  throw new Error("the call was expected to fail, and succeeded");
}

/** Repeats a call as the outbox would: after `unavailable` and `unknown_outcome`, a few times. */
export async function withRetries<Result>(
  call: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly failures: readonly CrmErrorKind[] }> {
  const failures: CrmErrorKind[] = [];
  for (;;) {
    try {
      return { result: await call(), failures };
    } catch (error) {
      if (!(error instanceof CrmError) || !error.retryable || failures.length >= 5) throw error;
      failures.push(error.kind);
    }
  }
}
