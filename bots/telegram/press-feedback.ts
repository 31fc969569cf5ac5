import { z } from "zod";
import type { Log } from "../../src/ports/log.ts";
import { toCallError, type TelegramApi, type TelegramMethod } from "./api-client.ts";
import { labelOf } from "./inbound.ts";
import type { TelegramPress } from "./update-schema.ts";

const TIMEOUT_MS = 10_000;
const MAX_TOAST_LENGTH = 200;

export interface PressFeedback {
  /** Stops the button's spinner and takes the used buttons away. Best effort: returns at once, never throws. */
  show(press: TelegramPress): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

export function createPressFeedback(options: {
  readonly api: TelegramApi;
  readonly log: Log;
}): PressFeedback {
  const { api, log } = options;
  const running = new Set<Promise<void>>();

  async function attempt(method: TelegramMethod, payload: Record<string, unknown>) {
    try {
      await api.call(method, payload, z.unknown(), { timeoutMs: TIMEOUT_MS });
    } catch (error) {
      // Too old a press, or buttons that are gone already: nothing is lost.
      log.debug({ channel: "telegram", code: toCallError(method, error).code }, "press feedback failed");
    }
  }

  return {
    show(press) {
      const label = labelOf(press);
      const { message } = press;
      const toast = label ? { text: label.slice(0, MAX_TOAST_LENGTH) } : {};
      const work = Promise.all([
        attempt("answerCallbackQuery", { callback_query_id: press.id, ...toast }),
        message?.reply_markup
          ? attempt("editMessageReplyMarkup", {
              chat_id: message.chat.id,
              message_id: message.message_id,
              reply_markup: { inline_keyboard: [] },
            })
          : undefined,
      ]).then(() => undefined);
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
