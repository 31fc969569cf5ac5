import { createUpdateQueue, type Json, type UpdateQueue } from "./update-queue.ts";
import { createWebhookDelivery, type WebhookAttempt, type WebhookDelivery } from "./webhook-delivery.ts";
import type { PeerFault } from "./api-error.ts";

/** A private conversation as both sides see it; edits and deletions change it. */
export interface PeerChat {
  readonly chat: Json & { readonly id: number; readonly type: string };
  readonly profile: Json & { readonly id: number };
  readonly messages: Map<number, Json>;
  isBlocked: boolean;
}

export interface PlannedFault {
  readonly method: string;
  readonly fault: PeerFault;
  left: number;
}

export interface PeerBot {
  readonly token: string;
  readonly user: Json & { readonly id: number; readonly username: string };
  readonly queue: UpdateQueue;
  readonly webhook: WebhookDelivery;
  readonly attempts: WebhookAttempt[];
  readonly chats: Map<number, PeerChat>;
  /** Callback queries that can still be answered. */
  readonly queries: Set<string>;
  readonly files: Map<string, { readonly path: string; readonly bytes: Buffer }>;
  readonly faults: PlannedFault[];
  readonly commands: Map<string, unknown>;
  nextMessageId: number;
}

export function createPeerBot(options: {
  readonly token: string;
  readonly username: string;
  readonly name: string;
  readonly firstUpdateId: number;
  readonly webhookRetryMs: number;
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}): PeerBot {
  const queue = createUpdateQueue(options.firstUpdateId);
  const attempts: WebhookAttempt[] = [];
  return {
    token: options.token,
    user: {
      id: Number(options.token.split(":")[0]),
      is_bot: true,
      first_name: options.name,
      username: options.username,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      has_main_web_app: false,
    },
    queue,
    webhook: createWebhookDelivery({
      queue,
      retryMs: options.webhookRetryMs,
      onAttempt: (attempt) => {
        attempts.push(attempt);
        options.onAttempt(attempt);
      },
    }),
    attempts,
    chats: new Map(),
    queries: new Set(),
    files: new Map(),
    faults: [],
    commands: new Map(),
    nextMessageId: 1,
  };
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The conversation with this person, begun if need be: a bot may write only to those who wrote first. */
export function openChat(bot: PeerBot, chatId: number): PeerChat {
  const known = bot.chats.get(chatId);
  if (known) return known;
  const name = { first_name: "Мария", last_name: `Петрова ${chatId}` };
  const chat: PeerChat =
    chatId < 0
      ? {
          chat: { id: chatId, title: `Группа ${chatId}`, type: "supergroup" },
          profile: { id: 1_000_000 - chatId, is_bot: false, ...name, language_code: "ru" },
          messages: new Map(),
          isBlocked: false,
        }
      : {
          chat: { id: chatId, ...name, type: "private" },
          profile: { id: chatId, is_bot: false, ...name, language_code: "ru" },
          messages: new Map(),
          isBlocked: false,
        };
  bot.chats.set(chatId, chat);
  return chat;
}

/** A message as it appears inside another one: its own reply is left out. */
export function quoted(message: Json): Json {
  const { reply_to_message: _dropped, ...rest } = message;
  return rest;
}

/** Stores a new message in the conversation and returns it as the Bot API shows it. */
export function storeMessage(
  bot: PeerBot,
  chat: PeerChat,
  from: Json,
  content: Json,
): Json & { message_id: number } {
  const message = { message_id: bot.nextMessageId, from, chat: chat.chat, date: nowSeconds(), ...content };
  bot.nextMessageId += 1;
  chat.messages.set(message.message_id, message);
  return message;
}
