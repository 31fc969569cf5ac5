import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { MaintenanceStore } from "../ports/maintenance-store.ts";
import type { Metrics } from "../ports/metrics.ts";

export interface MaintenanceOptions {
  readonly store: MaintenanceStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** How long processed and finished rows are kept. */
  readonly keepDays: number;
  /** How many whole months of events are kept beside the current one. */
  readonly keepEventMonths: number;
}

const TIDY_EVERY_MS = 3_600_000;
const RETRY_MS = 600_000;
const MEASURE_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Tidies the store every hour, at once at the start, and measures it every minute, until `signal` aborts. */
export async function runMaintenance(options: MaintenanceOptions, signal: AbortSignal): Promise<void> {
  let tidyAt = options.clock.now().getTime();
  while (!signal.aborted) {
    const now = options.clock.now();
    if (now.getTime() >= tidyAt)
      tidyAt = now.getTime() + ((await tidy(options, now, signal)) ? TIDY_EVERY_MS : RETRY_MS);
    await measure(options);
    await options.clock.sleep(MEASURE_EVERY_MS, signal);
  }
}

/** @returns False when it failed and is worth another try soon. */
async function tidy(options: MaintenanceOptions, at: Date, signal: AbortSignal): Promise<boolean> {
  try {
    const tidied = await options.store.tidy({
      at,
      finishedBefore: new Date(at.getTime() - options.keepDays * DAY_MS),
      eventsBefore: startOfMonth(at, -options.keepEventMonths),
      signal,
    });
    if (tidied && hasWork(tidied)) options.log.info({ stage: "watch", ...tidied }, "store was tidied");
    return true;
  } catch (error) {
    options.log.warn({ err: error, stage: "watch" }, "store could not be tidied");
    return false;
  }
}

function hasWork(tidied: object): boolean {
  return Object.values(tidied).some((part) => (Array.isArray(part) ? part.length > 0 : part !== 0));
}

/** In UTC, as the months of events are cut. */
function startOfMonth(at: Date, later: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1));
}

async function measure({ store, metrics, log }: MaintenanceOptions): Promise<void> {
  try {
    metrics.store(await store.measure());
  } catch (error) {
    log.debug({ err: error, stage: "watch" }, "store could not be measured");
  }
}
