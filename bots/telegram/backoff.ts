import { StartError } from "../../src/domain/errors.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import { TelegramCallError } from "./api-client.ts";
import type { HealthReporter } from "./health-reporter.ts";

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

export interface Backoff {
  /**
   * Reports the failure and waits: 1 s doubling to a minute, or as long as Telegram asks.
   *
   * @throws StartError when the token is wrong: no wait will mend that.
   */
  afterFailure(error: unknown): Promise<void>;
  reset(): void;
}

function cureOf(error: unknown): string {
  if (!(error instanceof TelegramCallError))
    return "Received messages can't be stored: check the database. Telegram keeps them for 24 hours.";
  if (error.failure === "conflict")
    return error.reason.includes("webhook")
      ? "Another program has set a webhook for this bot: remove it there; a restart of the gateway takes the bot back."
      : "Another program receives this bot's messages: stop it, or give it a bot of its own.";
  if (error.failure === "rejected")
    return `Telegram refuses what we ask (${error.reason}): check PUBLIC_URL.`;
  if (error.failure === "limited") return "Telegram asks to wait: this passes by itself.";
  return `Telegram does not answer (${error.code}): check that this machine reaches TELEGRAM_API_ROOT; behind a block set HTTPS_PROXY.`;
}

export function createBackoff(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly health: HealthReporter;
  readonly signal: AbortSignal;
}): Backoff {
  const { clock, log, health, signal } = options;
  let failures = 0;
  return {
    async afterFailure(error) {
      if (signal.aborted) return;
      const isCall = error instanceof TelegramCallError;
      if (isCall && error.failure === "unauthorized")
        throw new StartError(
          "Telegram rejects TELEGRAM_BOT_TOKEN",
          "Copy the token from @BotFather again (/mybots, API Token) into TELEGRAM_BOT_TOKEN and restart.",
        );
      failures += 1;
      const ownMs = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
      const waitMs = Math.max(isCall ? (error.retryAfterMs ?? 0) : 0, ownMs);
      health.degraded(cureOf(error));
      const code = isCall ? error.code : "store_failed";
      const reason = error instanceof Error ? error.message : "unknown";
      log.warn({ channel: "telegram", code, reason, attempt: failures, waitMs }, "receiving failed");
      await clock.sleep(waitMs, signal);
    },
    reset() {
      failures = 0;
    },
  };
}
