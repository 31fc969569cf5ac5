import type { Clock } from "../../ports/clock.ts";

/** How long a method rests when the portal does not say until when: one of the ten buckets of its window. */
const DEFAULT_REST_MS = 60_000;

/**
 * The portal limits the execution time of each method over ten minutes. A method that used its share up rests until
 * the window turns over, and the others go on.
 */
export interface MethodParking {
  /** Milliseconds that the method still has to rest; 0 when it may be called. */
  restMs(method: string): number;
  /** Remembers when the method's window ends, in milliseconds from now. */
  noteReset(method: string, resetInMs: number): void;
  /** Puts the method to rest. @returns For how long. */
  park(method: string, askedMs: number | undefined): number;
}

export function createMethodParking(clock: Clock): MethodParking {
  const resetsAt = new Map<string, number>();
  const restsUntil = new Map<string, number>();
  const now = () => clock.now().getTime();
  return {
    restMs: (method) => Math.max(0, (restsUntil.get(method) ?? 0) - now()),
    noteReset(method, resetInMs) {
      resetsAt.set(method, now() + resetInMs);
    },
    park(method, askedMs) {
      const untilReset = (resetsAt.get(method) ?? 0) - now();
      const restMs = askedMs ?? (untilReset > 0 ? untilReset : DEFAULT_REST_MS);
      restsUntil.set(method, now() + restMs);
      return restMs;
    },
  };
}
