import type { OutboxItem } from "../domain/effect.ts";
import type { Clock } from "../ports/clock.ts";
import type { InboxRow } from "../ports/inbox.ts";
import type { LaneClaim, LaneStore } from "../ports/lane-store.ts";
import type { Log } from "../ports/log.ts";
import type { Waker } from "../ports/waker.ts";

export interface LanesOptions {
  readonly store: LaneStore;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly log: Log;
  /** Lanes worked on at once by this process. */
  readonly concurrency: number;
  /** Does one step of a lane: commits, defers, or rejects. */
  readonly takeStep: (claim: LaneClaim) => Promise<void>;
  /** After so many failed attempts the lane's rows are set aside for a person. */
  readonly maxAttempts: number;
  /** Whom to tell that events of a conversation were set aside, and in which words. */
  readonly noticesOf: (rows: readonly InboxRow[]) => readonly OutboxItem[];
}

/** The longest sleep of an idle loop: work of other processes is noticed at the latest then. Milliseconds. */
const POLL_MS = 250;
const TROUBLE_MS = 200;
/** How often lanes are looked for that this process was given without hearing of it. */
const RECKON_MS = 1_000;

/** Works on lanes until `signal` aborts, each lane by one worker at a time; what is under way is finished first. */
export async function runLanes(options: LanesOptions, signal: AbortSignal): Promise<void> {
  const { clock, store } = options;
  const running = new Map<LaneClaim, Promise<void>>();
  let reckonedAt = clock.now().getTime();
  while (!signal.aborted) {
    try {
      if (clock.now().getTime() - reckonedAt >= RECKON_MS) {
        await reckon([...running.keys()], options);
        reckonedAt = clock.now().getTime();
      }
      const free = options.concurrency - running.size;
      const claims = free > 0 ? await store.claim(clock.now(), free) : [];
      for (const claim of claims) {
        const work = workOn(claim, options).finally(() => {
          running.delete(claim);
          options.waker.wake();
        });
        running.set(claim, work);
      }
      if (claims.length === 0) await options.waker.wait(await idleMs(options), signal);
    } catch (error) {
      options.log.warn({ err: error, stage: "inbound" }, "lanes could not be claimed");
      await clock.sleep(TROUBLE_MS, signal);
    }
  }
  await Promise.all(running.values());
}

/** A claim whose answer was lost would keep its conversation waiting for as long as this process lives. */
async function reckon(held: readonly LaneClaim[], options: LanesOptions): Promise<void> {
  const freed = await options.store.releaseUnknown(held);
  if (freed > 0) options.log.warn({ freed, stage: "inbound" }, "lanes were freed whose claim was lost");
}

async function idleMs(options: LanesOptions): Promise<number> {
  const next = await options.store.nextDueAt();
  if (!next) return POLL_MS;
  return Math.min(POLL_MS, Math.max(1, next.getTime() - options.clock.now().getTime()));
}

async function workOn(claim: LaneClaim, options: LanesOptions): Promise<void> {
  try {
    await options.takeStep(claim);
  } catch (error) {
    options.log.error({ err: error, stage: "inbound", attempt: claim.attempt + 1 }, "step failed");
    await handBack(() => handleFailure(claim, error, options), options);
  }
}

/** The failed attempt should be counted although the database was away for a moment. */
async function handBack(note: () => Promise<void>, options: LanesOptions): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await note();
      return;
    } catch (error) {
      options.log.warn({ err: error, stage: "inbound" }, "failed step could not be noted");
      await options.clock.sleep(TROUBLE_MS);
    }
  }
}

async function handleFailure(claim: LaneClaim, error: unknown, options: LanesOptions): Promise<void> {
  const now = options.clock.now();
  if (claim.attempt + 1 < options.maxAttempts) {
    await options.store.fail(claim, new Date(now.getTime() + 250 * 2 ** claim.attempt));
    return;
  }
  const rows = await options.store.read(claim);
  const reason = error instanceof Error ? error.name : "unknown";
  await options.store.setAside(claim, rows, now, reason, options.noticesOf(rows));
  options.log.error({ stage: "inbound", rows: rows.length }, "events were set aside after repeated failures");
}
