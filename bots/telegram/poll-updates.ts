import { z } from "zod";
import type { ChannelRun } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { TelegramApi } from "./api-client.ts";
import type { Backoff } from "./backoff.ts";
import type { HealthReporter } from "./health-reporter.ts";
import type { Intake } from "./intake.ts";
import { ALLOWED_UPDATES } from "./update-schema.ts";

const LONG_POLL_S = 50;
/** Past the long poll's own end: a half-open connection would otherwise stay deaf for minutes. */
const ABORT_AFTER_MS = 15_000;
/** Telegram keeps updates for a day, and numbers them anew after a week of silence. */
const OFFSET_LIFE_MS = 48 * 3_600_000;
/** A proxy that ends long polls at once, or updates that nobody can read, must not make a loop without rest. */
const SHORTEST_POLL_MS = 1_000;

const updatesSchema = z.array(z.unknown());

interface Offset {
  readonly next: number;
  readonly savedAt: number;
}

function readOffset(stored: string | undefined): Offset | undefined {
  const [next, savedAt] = (stored ?? "").split("@").map(Number);
  return next && savedAt && Number.isInteger(next) ? { next, savedAt } : undefined;
}

/**
 * Receives by long polling until `run.signal` aborts. The offset moves on only after the whole batch is durable, so a
 * failure in between brings the same updates again; it is stored per bot, so a restart does not replay them.
 *
 * @throws StartError when the token stopped working.
 */
export async function pollUpdates(options: {
  readonly api: TelegramApi;
  readonly botId: number;
  readonly run: ChannelRun;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly health: HealthReporter;
  readonly backoff: Backoff;
}): Promise<void> {
  const { api, run, intake, clock, health, backoff } = options;
  const { signal } = run;
  const key = `telegram_offset:${options.botId}`;
  let offset: Offset | undefined;
  let isRead = false;
  // The first answer after a start or a failure comes at once: it tells whether all is well.
  let waitS = 0;

  while (!signal.aborted) {
    try {
      if (!isRead) offset = readOffset(await run.readState(key));
      isRead = true;
      const isFresh = offset && clock.now().getTime() - offset.savedAt < OFFSET_LIFE_MS;
      const askedAt = clock.now().getTime();
      const updates = await api.call(
        "getUpdates",
        { offset: isFresh ? offset?.next : 0, timeout: waitS, limit: 100, allowed_updates: ALLOWED_UPDATES },
        updatesSchema,
        { timeoutMs: waitS * 1000 + ABORT_AFTER_MS, signal },
      );
      const last = await intake.acceptAll(updates, run);
      if (last !== undefined) {
        const savedAt = clock.now().getTime();
        await run.writeState(key, `${last + 1}@${savedAt}`);
        offset = { next: last + 1, savedAt };
      } else if (waitS > 0) await clock.sleep(askedAt + SHORTEST_POLL_MS - clock.now().getTime(), signal);
      waitS = LONG_POLL_S;
      backoff.reset();
      health.up();
    } catch (error) {
      waitS = 0;
      await backoff.afterFailure(error);
    }
  }
}
