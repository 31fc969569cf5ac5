import type { Agent } from "node:http";
import { z } from "zod";
import type { Language } from "../../src/domain/category.ts";
import { StartError } from "../../src/domain/errors.ts";
import { externalIdOf } from "../../src/domain/message.ts";
import type { Channel, ChannelRun } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import { createTelegramApi, type TelegramApi } from "./api-client.ts";
import { createBackoff, type Backoff } from "./backoff.ts";
import { createHealthReporter } from "./health-reporter.ts";
import { parseUpdate } from "./inbound.ts";
import { createIntake } from "./intake.ts";
import { pollUpdates } from "./poll-updates.ts";
import { createPressFeedback } from "./press-feedback.ts";
import { createSender, MAX_TEXT_LENGTH } from "./send-message.ts";
import { keepWebhook, receiveWebhook, type WebhookAddress } from "./webhook.ts";

const CALL_TIMEOUT_MS = 20_000;
const TYPING_TIMEOUT_MS = 5_000;
/** More buttons than this are a list, and a list reads better as text. */
const MAX_BUTTONS = 24;

export interface TelegramChannelOptions {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  readonly mode: "polling" | "webhook";
  /** Both are needed in webhook mode: the outside https address of `POST /webhooks/telegram`, and 1-256 of A-Za-z0-9_-. */
  readonly webhookUrl?: string | undefined;
  readonly webhookSecret?: string | undefined;
  /** Of the button that shares the phone; Russian by default. */
  readonly language?: Language | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** From `createBotAgent`, when there is a proxy. */
  readonly agent?: Agent | undefined;
}

export interface TelegramChannel extends Channel {
  /** Answers `POST /webhooks/telegram`. Needs `run` in this process: it brings the store. */
  webhook(request: Request): Promise<Response>;
}

/**
 * Customers writing to the Telegram bot behind `token`. Updates are durable before Telegram is told so, in both modes.
 *
 * @throws StartError in webhook mode without an address or a secret.
 */
export function createTelegramChannel(options: TelegramChannelOptions): TelegramChannel {
  const { clock, log } = options;
  const address = webhookAddressOf(options);
  const api = createTelegramApi(options);
  const feedback = createPressFeedback({ api, log });
  const intake = createIntake({ clock, log, onPress: (press) => feedback.show(press) });
  let running: ChannelRun | undefined;

  return {
    name: "telegram",
    capabilities: {
      maxTextLength: MAX_TEXT_LENGTH,
      maxButtons: MAX_BUTTONS,
      canAskPhone: true,
      showsConsent: false,
    },
    parse: parseUpdate,
    async run(run) {
      running = run;
      const { signal } = run;
      const health = createHealthReporter(clock, (state) => run.report(state));
      const backoff = createBackoff({ clock, log, health, signal });
      try {
        const botId = await connect(api, backoff, signal, { removeWebhook: !address, log });
        if (botId === undefined) return;
        if (address) await keepWebhook({ api, address, run, clock, log, health, backoff });
        else await pollUpdates({ api, botId, run, intake, clock, health, backoff });
      } finally {
        running = undefined;
        await feedback.settled();
      }
    },
    send: createSender(api, options.language ?? "ru"),
    async showTyping(thread) {
      const typing = { chat_id: externalIdOf(thread), action: "typing" };
      await api
        .call("sendChatAction", typing, z.unknown(), { timeoutMs: TYPING_TIMEOUT_MS })
        .catch(() => undefined);
    },
    async webhook(request) {
      if (!address) return new Response(null, { status: 404 });
      return receiveWebhook(request, { secret: address.secret, intake, run: running, log });
    },
  };
}

function webhookAddressOf(options: TelegramChannelOptions): WebhookAddress | undefined {
  if (options.mode === "polling") return undefined;
  const { webhookUrl: url, webhookSecret: secret } = options;
  if (url && secret) return { url, secret };
  throw new StartError(
    "TELEGRAM_MODE=webhook needs an outside address and a secret",
    "Set PUBLIC_URL to the https address of this gateway, or use TELEGRAM_MODE=polling.",
  );
}

/**
 * Finds out who the bot is, as long as it takes, and takes it back from a webhook that would stand in the way.
 *
 * @returns The bot's id; undefined when `signal` aborted first.
 * @throws StartError on a wrong token.
 */
async function connect(
  api: TelegramApi,
  backoff: Backoff,
  signal: AbortSignal,
  options: { readonly removeWebhook: boolean; readonly log: Log },
): Promise<number | undefined> {
  const limits = { timeoutMs: CALL_TIMEOUT_MS, signal };
  while (!signal.aborted) {
    try {
      const { id } = await api.call("getMe", {}, z.object({ id: z.number() }), limits);
      if (options.removeWebhook) {
        const { url } = await api.call("getWebhookInfo", {}, z.object({ url: z.string() }), limits);
        if (url) {
          await api.call("deleteWebhook", { drop_pending_updates: false }, z.unknown(), limits);
          options.log.warn(
            { channel: "telegram", code: "webhook_removed" },
            "webhook of the bot was removed",
          );
        }
      }
      return id;
    } catch (error) {
      await backoff.afterFailure(error);
    }
  }
  return undefined;
}
