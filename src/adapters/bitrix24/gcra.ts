import type { Clock } from "../../ports/clock.ts";

export interface RateLimit {
  /** Calls that the portal's bucket drains in a second. */
  readonly perSecond: number;
  /** Calls that may leave at once after a pause. */
  readonly burst: number;
}

/** The bucket as one moment: when it will have drained, and when that was last reckoned. Milliseconds. */
export interface GcraState {
  readonly emptyAt: number;
  readonly at: number;
}

/**
 * Books one call (generic cell rate algorithm). In any span of `w` seconds no more than `burst + perSecond × w` calls
 * get their turn, however they arrive. A clock that was set back delays nobody: the time between counts as none.
 *
 * @param state `undefined` for an empty bucket.
 * @param at Now, in milliseconds.
 * @returns How long the caller has to wait, and the state for the next call.
 */
export function gcra(
  state: GcraState | undefined,
  at: number,
  limit: RateLimit,
): { readonly waitMs: number; readonly state: GcraState } {
  const intervalMs = 1000 / limit.perSecond;
  const setBackMs = state && at < state.at ? state.at - at : 0;
  const emptyAt = Math.max(state ? state.emptyAt - setBackMs : at, at);
  const waitMs = Math.max(0, emptyAt - (limit.burst - 1) * intervalMs - at);
  return { waitMs, state: { emptyAt: emptyAt + intervalMs, at } };
}

/**
 * What an ordinary plan gives (2 a second, 50 at once) less a fifth, because the portal counts per IP address and
 * another program of the company may call it from here too.
 */
export const ORDINARY_PLAN: RateLimit = { perSecond: 1.6, burst: 40 };

/** A bucket in this process's memory; enough for one process. Calls get their turn in the order of asking. */
export function createMemoryPace(clock: Clock, limit: RateLimit = ORDINARY_PLAN): () => Promise<void> {
  let state: GcraState | undefined;
  return async () => {
    const booked = gcra(state, clock.now().getTime(), limit);
    state = booked.state;
    if (booked.waitMs > 0) await clock.sleep(Math.ceil(booked.waitMs));
  };
}
