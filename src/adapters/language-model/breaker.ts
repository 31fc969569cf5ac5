import type { Clock } from "../../ports/clock.ts";

/** Leave to make one attempt; exactly one of its methods is called when it ends. */
export interface Permit {
  succeeded(): void;
  /** @param restMs How long the provider itself asked to be left alone. */
  failed(restMs?: number): void;
  /** Ended without a verdict: the turn was cancelled, or nothing was asked. */
  dropped(): void;
}

export interface Breaker {
  /** Undefined while the provider rests. After the rest one attempt at a time goes through as a probe. */
  enter(): Permit | undefined;
  readonly isOpen: boolean;
}

type State =
  | { readonly kind: "closed"; readonly failures: number }
  | { readonly kind: "open"; readonly until: number; readonly rests: number; readonly isProbing: boolean };

const FAILURES_TO_OPEN = 3;
const REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;

/**
 * Keeps turns from waiting for a provider that is down: after three failures in a row it rests for 30 s, doubling to
 * 10 min with every probe that fails, or for as long as the provider asks.
 */
export function createBreaker(clock: Clock): Breaker {
  let state: State = { kind: "closed", failures: 0 };
  const now = () => clock.now().getTime();
  const open = (rests: number, askedMs = 0): void => {
    const restMs = Math.min(LONGEST_REST_MS, Math.max(REST_MS * 2 ** rests, askedMs));
    state = { kind: "open", until: now() + restMs, rests, isProbing: false };
  };
  const ordinary: Permit = {
    succeeded: () => {
      if (state.kind === "closed") state = { kind: "closed", failures: 0 };
    },
    failed: (restMs) => {
      if (state.kind === "open") return;
      if (restMs !== undefined || state.failures + 1 >= FAILURES_TO_OPEN) open(0, restMs);
      else state = { kind: "closed", failures: state.failures + 1 };
    },
    dropped: () => undefined,
  };
  const probe = (rests: number): Permit => ({
    succeeded: () => {
      state = { kind: "closed", failures: 0 };
    },
    failed: (restMs) => open(rests + 1, restMs),
    dropped: () => {
      if (state.kind === "open") state = { ...state, isProbing: false };
    },
  });
  return {
    enter: () => {
      if (state.kind === "closed") return ordinary;
      if (state.isProbing || now() < state.until) return undefined;
      state = { ...state, isProbing: true };
      return probe(state.rests);
    },
    get isOpen() {
      return state.kind === "open";
    },
  };
}
