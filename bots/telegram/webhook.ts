import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { ChannelRun } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import type { TelegramApi } from "./api-client.ts";
import type { Backoff } from "./backoff.ts";
import type { HealthReporter } from "./health-reporter.ts";
import type { Intake } from "./intake.ts";
import { ALLOWED_UPDATES } from "./update-schema.ts";

const CALL_TIMEOUT_MS = 20_000;
const CHECK_EVERY_MS = 10 * 60_000;
/** A failed delivery since the last look; a minute more, because clocks differ. */
const RECENT_MS = CHECK_EVERY_MS + 60_000;

const infoSchema = z.object({
  url: z.string(),
  pending_update_count: z.number().optional(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});

export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function problem(status: number, code: string, title: string): Response {
  return new Response(JSON.stringify({ type: "about:blank", status, code, title }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/**
 * Answers one delivery: 200 once the update is durable, 401 on a wrong secret, 503 when it could not be stored, so
 * that Telegram delivers it again.
 */
export async function receiveWebhook(
  request: Request,
  options: {
    readonly secret: string;
    readonly intake: Intake;
    readonly run: Pick<ChannelRun, "accept"> | undefined;
    readonly log: Log;
  },
): Promise<Response> {
  const given = request.headers.get("x-telegram-bot-api-secret-token") ?? "";
  if (!isSame(given, options.secret))
    return problem(401, "wrong_webhook_secret", "The webhook secret is wrong");
  if (!options.run) return problem(503, "channel_not_running", "The Telegram channel is not running yet");
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    return problem(400, "not_json", "The body is not JSON");
  }
  try {
    await options.intake.accept(body, options.run);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    options.log.error({ channel: "telegram", code: "store_failed", reason }, "update could not be stored");
    return problem(503, "not_stored", "The update could not be stored");
  }
  return new Response(null, { status: 200 });
}

/**
 * Registers our address and, every 10 minutes, sees whether it still stands: a test run elsewhere takes it away
 * silently. Then it is registered again. Ends when `run.signal` aborts, and leaves the registration for the next start.
 */
export async function keepWebhook(options: {
  readonly api: TelegramApi;
  readonly address: WebhookAddress;
  readonly run: ChannelRun;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: HealthReporter;
  readonly backoff: Backoff;
}): Promise<void> {
  const { api, address, run, clock, log, health, backoff } = options;
  const { signal } = run;
  const settings = { url: address.url, secret_token: address.secret, allowed_updates: ALLOWED_UPDATES };
  const limits = { timeoutMs: CALL_TIMEOUT_MS, signal };
  let isRegistered = false;
  while (!signal.aborted) {
    try {
      if (!isRegistered) {
        await api.call("setWebhook", settings, z.unknown(), limits);
        isRegistered = true;
        health.up();
      }
      backoff.reset();
      await clock.sleep(CHECK_EVERY_MS, signal);
      if (signal.aborted) return;
      const info = await api.call("getWebhookInfo", {}, infoSchema, limits);
      if (info.url !== address.url) {
        log.warn({ channel: "telegram", code: "webhook_stolen" }, "webhook was registered elsewhere");
        isRegistered = false;
        continue;
      }
      const isFailing = (info.last_error_date ?? 0) * 1000 > clock.now().getTime() - RECENT_MS;
      if (isFailing)
        health.degraded(
          `Telegram can't deliver to PUBLIC_URL (${info.last_error_message ?? "no reason given"}): check that it opens from the internet by https.`,
        );
      else health.up();
    } catch (error) {
      await backoff.afterFailure(error);
    }
  }
}
