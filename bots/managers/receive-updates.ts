import { z } from "zod";
import { StartError } from "../../src/domain/errors.ts";
import type { ChannelHealth, ChannelRun } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import { ManagersCallError, type ManagersApi } from "./api-client.ts";
import { ALLOWED_UPDATES } from "./update-schema.ts";

const LONG_POLL_S = 50;
/** Past the long poll's own end: a half-open connection would otherwise stay deaf for minutes. */
const ABORT_AFTER_MS = 15_000;
/** Telegram keeps updates for a day, and numbers them anew after a week of silence. */
const OFFSET_LIFE_MS = 48 * 3_600_000;
/** A proxy that ends long polls at once, or updates that nobody can read, must not make a loop without rest. */
const SHORTEST_POLL_MS = 1_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What the running bot gets from us: a channel's run without a store of its own, because the desk stores. */
export type ManagersRun = Omit<ChannelRun, "accept">;

function cureOf(error: unknown): string {
  if (!(error instanceof ManagersCallError))
    return "Managers' actions can't be stored: check the database. Telegram keeps them for 24 hours.";
  if (error.failure === "conflict")
    return "Another program receives the managers' bot's messages: stop it, or give it a bot of its own.";
  if (error.failure === "limited") return "Telegram asks to wait: this passes by itself.";
  return `Telegram does not answer (${error.code}): check that this machine reaches TELEGRAM_API_ROOT; behind a block set HTTPS_PROXY.`;
}

/** Reports changes of health, and waits after failures: 1 s doubling to a minute, or as long as Telegram asks. */
export function createRecovery(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly run: ManagersRun;
}) {
  const { clock, log, run } = options;
  let failures = 0;
  let last = "";
  const report = (state: ChannelHealth["state"], detail?: string) => {
    if (last === `${state}:${detail}`) return;
    last = `${state}:${detail}`;
    run.report({ state, since: clock.now(), detail });
  };
  report("starting");
  return {
    succeeded() {
      failures = 0;
      report("up");
    },
    /** @throws StartError when the token is wrong: no wait will mend that. */
    async failed(error: unknown): Promise<void> {
      if (run.signal.aborted) return;
      const isCall = error instanceof ManagersCallError;
      if (isCall && error.failure === "unauthorized")
        throw new StartError(
          "Telegram rejects MANAGERS_BOT_TOKEN",
          "Copy the token from @BotFather again (/mybots, API Token) into MANAGERS_BOT_TOKEN and restart.",
        );
      failures += 1;
      const ownMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
      const waitMs = Math.max(isCall ? (error.retryAfterMs ?? 0) : 0, ownMs);
      report("degraded", cureOf(error));
      const code = isCall ? error.code : "store_failed";
      const reason = error instanceof Error ? error.message : "unknown";
      log.warn({ channel: "managers", code, reason, attempt: failures, waitMs }, "receiving failed");
      await clock.sleep(waitMs, run.signal);
    },
  };
}

function readOffset(stored: string | undefined): { next: number; savedAt: number } | undefined {
  const [next, savedAt] = (stored ?? "").split("@").map(Number);
  return next && savedAt && Number.isInteger(next) ? { next, savedAt } : undefined;
}

/**
 * Receives by long polling until `run.signal` aborts, one update after another. An update counts as received only
 * after `handle` resolves; a failure brings it, and what came after it, again.
 *
 * @param options.handle Makes an update durable and returns its number.
 */
export async function receiveUpdates(options: {
  readonly api: ManagersApi;
  readonly botId: number;
  readonly run: ManagersRun;
  readonly clock: Clock;
  readonly recovery: ReturnType<typeof createRecovery>;
  readonly handle: (body: unknown) => Promise<number | undefined>;
}): Promise<void> {
  const { api, run, clock, recovery, handle } = options;
  const { signal } = run;
  const key = `managers_offset:${options.botId}`;
  let offset: { next: number; savedAt: number } | undefined;
  let isRead = false;
  let waitS = 0;

  async function moveOn(last: number): Promise<void> {
    const savedAt = clock.now().getTime();
    await run.writeState(key, `${last + 1}@${savedAt}`);
    offset = { next: last + 1, savedAt };
  }

  /** @returns Whether the offset moved on. */
  async function handleAll(updates: readonly unknown[]): Promise<boolean> {
    let last: number | undefined;
    try {
      for (const update of updates) last = (await handle(update)) ?? last;
    } finally {
      if (last !== undefined) await moveOn(last);
    }
    return last !== undefined;
  }

  while (!signal.aborted) {
    try {
      if (!isRead) offset = readOffset(await run.readState(key));
      isRead = true;
      const isFresh = offset !== undefined && clock.now().getTime() - offset.savedAt < OFFSET_LIFE_MS;
      const next = isFresh && offset ? offset.next : 0;
      const askedAt = clock.now().getTime();
      const updates = await api.call(
        "getUpdates",
        (raw, abort) =>
          raw.getUpdates(
            { offset: next, timeout: waitS, limit: 100, allowed_updates: ALLOWED_UPDATES },
            abort,
          ),
        z.array(z.unknown()),
        { timeoutMs: waitS * 1000 + ABORT_AFTER_MS, signal },
      );
      const hasMoved = await handleAll(updates);
      if (!hasMoved && waitS > 0)
        await clock.sleep(askedAt + SHORTEST_POLL_MS - clock.now().getTime(), signal);
      waitS = LONG_POLL_S;
      recovery.succeeded();
    } catch (error) {
      waitS = 0;
      await recovery.failed(error);
    }
  }
}
