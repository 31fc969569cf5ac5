import type { ChannelHealth } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";

export interface HealthReporter {
  up(): void;
  /** @param detail What is wrong and how to mend it. */
  degraded(detail: string): void;
}

/** Reports changes only, so that `since` tells how long it has been so. */
export function createHealthReporter(clock: Clock, report: (health: ChannelHealth) => void): HealthReporter {
  let last = "starting";
  report({ state: "starting", since: clock.now() });
  const change = (state: "up" | "degraded", detail?: string) => {
    const now = `${state}:${detail ?? ""}`;
    if (now === last) return;
    last = now;
    report({ state, since: clock.now(), ...(detail === undefined ? {} : { detail }) });
  };
  return { up: () => change("up"), degraded: (detail) => change("degraded", detail) };
}
