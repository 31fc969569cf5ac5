import type { Language } from "../../src/domain/category.ts";
import { splitText } from "../../src/domain/split-text.ts";
import { externalIdOf, type OutboundMessage } from "../../src/domain/message.ts";
import type { SendResult } from "../../src/ports/channel.ts";
import { z } from "zod";
import { toCallError, type TelegramApi, type TelegramCallError } from "./api-client.ts";
import { toReplyMarkup } from "./reply-markup.ts";

export const MAX_TEXT_LENGTH = 4096;
const SEND_TIMEOUT_MS = 20_000;
/** Unfinished long messages remembered at once; they are rare. */
const MAX_UNFINISHED = 500;

const sentSchema = z.object({ message_id: z.number() });

/** What became of a call to send, as the outbox reads it. */
export function toSendResult(error: TelegramCallError): SendResult {
  const code = codeOf(error);
  switch (error.failure) {
    case "limited":
      return { outcome: "later", code, retryAfterMs: error.retryAfterMs };
    // A revoked token is mended by the owner, and the customer still waits for the answer.
    case "unauthorized":
    case "conflict":
    case "unavailable":
      return { outcome: "later", code };
    case "blocked":
      return { outcome: "never", code, isBlocked: true };
    case "rejected":
      return { outcome: "never", code };
    case "unknown_outcome":
      return { outcome: "unknown", code };
  }
}

function codeOf(error: TelegramCallError): string {
  if (error.failure === "rejected" && /chat not found/i.test(error.reason)) return "telegram_no_such_contact";
  return error.code;
}

/**
 * Sends one message, in several parts when Telegram would refuse it as too long; the keyboard goes under the last.
 * When a later part fails, a repeat of the same message goes on from there instead of saying the first part twice.
 */
export function createSender(
  api: TelegramApi,
  language: Language,
): (message: OutboundMessage) => Promise<SendResult> {
  const unfinished = new Map<string, readonly string[]>();

  function remember(id: string, sent: readonly string[]): void {
    if (sent.length === 0) return;
    unfinished.set(id, sent);
    const [oldest] = unfinished.keys();
    if (unfinished.size > MAX_UNFINISHED && oldest !== undefined) unfinished.delete(oldest);
  }

  return async (message) => {
    const parts = splitText(message.text, MAX_TEXT_LENGTH);
    if (parts.length === 0) return { outcome: "never", code: "telegram_empty_text" };
    const sent = [...(unfinished.get(message.id) ?? [])];
    try {
      for (const [index, text] of parts.entries()) {
        if (index < sent.length) continue;
        const isLast = index === parts.length - 1;
        const contactId = externalIdOf(message.thread);
        const answer = await api.call(
          "sendMessage",
          { chat_id: contactId, text, ...(isLast ? { reply_markup: toReplyMarkup(message, language) } : {}) },
          sentSchema,
          { timeoutMs: SEND_TIMEOUT_MS },
        );
        sent.push(`${contactId}:${answer.message_id}`);
      }
      unfinished.delete(message.id);
      return { outcome: "sent", externalIds: sent };
    } catch (error) {
      remember(message.id, sent);
      return toSendResult(toCallError("sendMessage", error));
    }
  };
}
