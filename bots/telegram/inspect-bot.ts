import { z } from "zod";
import { createTelegramApi, type TelegramApiOptions } from "./api-client.ts";

const TIMEOUT_MS = 10_000;

export interface BotInspection {
  readonly username: string;
  /** Where Telegram delivers to; undefined when the bot is polled. */
  readonly webhookUrl: string | undefined;
  readonly pendingUpdates: number;
  readonly lastDeliveryError: string | undefined;
}

/**
 * Looks at a bot from outside without changing anything, for `dozor doctor`; the managers' bot as well.
 *
 * @throws TelegramCallError whose `action` is the cure.
 */
export async function inspectBot(options: TelegramApiOptions): Promise<BotInspection> {
  const api = createTelegramApi(options);
  const limits = { timeoutMs: TIMEOUT_MS };
  const me = await api.call("getMe", {}, z.object({ username: z.string() }), limits);
  const webhook = await api.call(
    "getWebhookInfo",
    {},
    z.object({
      url: z.string(),
      pending_update_count: z.number().default(0),
      last_error_message: z.string().optional(),
    }),
    limits,
  );
  return {
    username: me.username,
    webhookUrl: webhook.url || undefined,
    pendingUpdates: webhook.pending_update_count,
    lastDeliveryError: webhook.last_error_message,
  };
}
