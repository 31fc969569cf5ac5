import { z } from "zod";
import type { Log } from "../../src/ports/log.ts";
import { ManagersCallError, type ManagersApi } from "./api-client.ts";

const TIMEOUT_MS = 10_000;

/** Small answers to managers that may get lost: nobody waits for them, and no lead depends on them. */
export interface BackgroundCalls {
  /** Shows a note at the pressed button and stops its spinner. `isAlert` makes it a window to close. */
  answerPress(pressId: string, text: string, isAlert?: boolean): void;
  say(chatId: number, text: string): void;
  /** Marks a manager's message as accepted. */
  approve(chatId: number, messageId: number): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

export function createBackgroundCalls(api: ManagersApi, log: Log): BackgroundCalls {
  const running = new Set<Promise<void>>();
  const limits = { timeoutMs: TIMEOUT_MS };

  function start(work: Promise<unknown>): void {
    const done = work.then(
      () => undefined,
      (error: unknown) => {
        const code = error instanceof ManagersCallError ? error.code : "unknown";
        log.debug({ channel: "managers", code }, "answer to a manager failed");
      },
    );
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  return {
    answerPress(pressId, text, isAlert = false) {
      const payload = { callback_query_id: pressId, text, show_alert: isAlert };
      start(
        api.call(
          "answerCallbackQuery",
          (raw, signal) => raw.answerCallbackQuery(payload, signal),
          z.unknown(),
          limits,
        ),
      );
    },
    say(chatId, text) {
      start(
        api.call(
          "sendMessage",
          (raw, signal) => raw.sendMessage({ chat_id: chatId, text }, signal),
          z.unknown(),
          limits,
        ),
      );
    },
    approve(chatId, messageId) {
      start(
        api.call(
          "setMessageReaction",
          (raw, signal) =>
            raw.setMessageReaction(
              { chat_id: chatId, message_id: messageId, reaction: [{ type: "emoji", emoji: "👌" }] },
              signal,
            ),
          z.unknown(),
          limits,
        ),
      );
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
