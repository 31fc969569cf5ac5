import { threadOf, type Thread } from "../../../src/domain/message.ts";
import type { RawEvent } from "../../../src/ports/channel.ts";
import type { Random } from "./random.ts";

/** Updates of a bot that wait to be fetched: kept until they were acknowledged, sometimes repeated or swapped. */
export interface Platform {
  /** A customer has written. */
  say(chat: number, text: string, at: Date): void;
  /** A customer has blocked the bot. */
  block(chat: number, at: Date): void;
  /**
   * Hands over what waits, one after another. What `accept` rejects stays.
   *
   * @returns Updates that will be handed over once more, by mistake.
   */
  deliver(accept: (event: RawEvent) => Promise<"new" | "seen">, now: Date): Promise<void>;
  waiting(): number;
  /** External ids of every message that was ever handed over. */
  readonly handedOver: ReadonlySet<string>;
  threadOf(chat: number): Thread;
}

interface Update {
  readonly id: number;
  readonly chat: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly messageId: string | undefined;
}

const REPEATED = 0.03;
const SWAPPED = 0.03;

export function createPlatform(random: Random): Platform {
  const waiting: Update[] = [];
  const handedOver = new Set<string>();
  let updates = 100_000;
  let messages = 0;
  const person = (chat: number) => ({ id: chat, is_bot: false, first_name: `Клиент ${chat}` });
  const place = (chat: number) => ({ id: chat, type: "private" });
  const push = (chat: number, body: Readonly<Record<string, unknown>>, messageId?: string) => {
    updates += 1;
    waiting.push({ id: updates, chat, body: { update_id: updates, ...body }, messageId });
  };
  const shuffle = () => {
    for (let index = 1; index < waiting.length; index += 1)
      if (random.chance(SWAPPED))
        [waiting[index - 1], waiting[index]] = [waiting[index]!, waiting[index - 1]!];
  };
  return {
    say: (chat, text, at) => {
      messages += 1;
      const date = Math.floor(at.getTime() / 1000);
      const message = { message_id: messages, date, from: person(chat), chat: place(chat), text };
      push(chat, { message }, `${chat}:${messages}`);
    },
    block: (chat, at) =>
      push(chat, {
        my_chat_member: {
          chat: place(chat),
          from: person(chat),
          date: Math.floor(at.getTime() / 1000),
          old_chat_member: { status: "member" },
          new_chat_member: { status: "kicked" },
        },
      }),
    deliver: async (accept, now) => {
      shuffle();
      for (let update = waiting[0]; update; update = waiting[0]) {
        const { id, chat, body, messageId } = update;
        await accept({
          externalId: String(id),
          thread: threadOf("telegram", String(chat)),
          body,
          receivedAt: now,
        });
        waiting.shift();
        if (messageId) handedOver.add(messageId);
        if (random.chance(REPEATED)) waiting.push(update);
      }
    },
    waiting: () => waiting.length,
    handedOver,
    threadOf: (chat) => threadOf("telegram", String(chat)),
  };
}
