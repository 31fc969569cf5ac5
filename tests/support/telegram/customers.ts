import { openChat, quoted, storeMessage, type PeerBot, type PeerChat } from "./peer-bot.ts";
import type { Json, PeerUpdate } from "./update-queue.ts";

/** Fields laid over the message that arrives; `replyTo` is the number of the message that is answered. */
export type MessageExtra = Json & { readonly replyTo?: number };

/** The people on the other side. A group is a negative number. Every function returns the update that was queued. */
export interface PeerCustomers {
  /** Makes the conversation known without a message, as after /start long ago. */
  openChat(token: string, chatId: number): void;
  customerSays(token: string, chatId: number, text: string, extra?: MessageExtra): PeerUpdate;
  customerEdits(token: string, chatId: number, messageId: number, text: string): PeerUpdate;
  /** @param from Telegram id of whoever presses; absent: the one whose conversation it is. */
  pressButton(token: string, chatId: number, messageId: number, data: string, from?: number): PeerUpdate;
  /** @param contact.isOwn False for somebody else's card. */
  sendContact(
    token: string,
    chatId: number,
    contact: { readonly phone: string; readonly isOwn?: boolean; readonly name?: string },
  ): PeerUpdate;
  sendPhoto(token: string, chatId: number, caption?: string, extra?: MessageExtra): PeerUpdate;
  sendVoice(token: string, chatId: number, extra?: MessageExtra): PeerUpdate;
  sendDocument(
    token: string,
    chatId: number,
    fileName: string,
    caption?: string,
    extra?: MessageExtra,
  ): PeerUpdate;
  sendLocation(token: string, chatId: number, latitude: number, longitude: number): PeerUpdate;
  sendSticker(token: string, chatId: number, emoji: string): PeerUpdate;
  block(token: string, chatId: number): PeerUpdate;
  unblock(token: string, chatId: number): PeerUpdate;
  /** The person deletes one of the bot's messages on both sides; no update tells the bot. */
  deleteMessage(token: string, chatId: number, messageId: number): void;
  /** Any update, as it is. */
  push(token: string, kind: string, body: Json): PeerUpdate;
}

export function createCustomers(botOf: (token: string) => PeerBot): PeerCustomers {
  let queries = 0;

  function arrive(token: string, chatId: number, content: Json, extra: MessageExtra = {}): PeerUpdate {
    const bot = botOf(token);
    const chat = openChat(bot, chatId);
    const { replyTo, ...fields } = extra;
    const target = replyTo === undefined ? undefined : chat.messages.get(replyTo);
    if (replyTo !== undefined && !target) throw new Error(`no message ${replyTo} to reply to`);
    const reply = target ? { reply_to_message: quoted(target) } : {};
    return bot.queue.push(
      "message",
      storeMessage(bot, chat, chat.profile, { ...reply, ...content, ...fields }),
    );
  }

  function addFile(
    token: string,
    path: string,
  ): { file_id: string; file_unique_id: string; file_size: number } {
    const { files, user } = botOf(token);
    const id = `file_${user.id}_${files.size + 1}`;
    const bytes = Buffer.from(`bytes of ${id}`);
    files.set(id, { path, bytes });
    return { file_id: id, file_unique_id: `u${id}`, file_size: bytes.length };
  }

  function membership(token: string, chatId: number, was: string, now: string): PeerUpdate {
    const bot = botOf(token);
    const chat = openChat(bot, chatId);
    chat.isBlocked = now === "kicked";
    return bot.queue.push("my_chat_member", {
      chat: chat.chat,
      from: chat.profile,
      date: Math.floor(Date.now() / 1000),
      old_chat_member: { user: bot.user, status: was },
      new_chat_member: { user: bot.user, status: now, ...(now === "kicked" ? { until_date: 0 } : {}) },
    });
  }

  return {
    openChat: (token, chatId) => void openChat(botOf(token), chatId),
    customerSays(token, chatId, text, extra) {
      const command = /^\/[a-z0-9_]+/i.exec(text)?.[0];
      const entities = command
        ? { entities: [{ type: "bot_command", offset: 0, length: command.length }] }
        : {};
      return arrive(token, chatId, { text, ...entities }, extra);
    },
    customerEdits(token, chatId, messageId, text) {
      const bot = botOf(token);
      const chat = openChat(bot, chatId);
      const edited = { ...messageOf(chat, messageId), text, edit_date: Math.floor(Date.now() / 1000) };
      chat.messages.set(messageId, edited);
      return bot.queue.push("edited_message", edited);
    },
    pressButton(token, chatId, messageId, data, from) {
      const bot = botOf(token);
      const chat = openChat(bot, chatId);
      const presser = from === undefined ? chat.profile : openChat(bot, from).profile;
      queries += 1;
      const id = `${bot.user.id}00${queries}`;
      bot.queries.add(id);
      return bot.queue.push("callback_query", {
        id,
        from: presser,
        message: quoted(messageOf(chat, messageId)),
        chat_instance: `${chatId}`,
        data,
      });
    },
    sendContact(token, chatId, { phone, isOwn = true, name = "Мария" }) {
      const owner = isOwn ? { user_id: openChat(botOf(token), chatId).profile.id } : {};
      return arrive(token, chatId, { contact: { phone_number: phone, first_name: name, ...owner } });
    },
    sendPhoto(token, chatId, caption, extra) {
      const small = { ...addFile(token, "photos/90.jpg"), width: 90, height: 90 };
      const large = { ...addFile(token, "photos/800.jpg"), width: 800, height: 800 };
      const photo = [small, large];
      return arrive(token, chatId, { photo, ...(caption ? { caption } : {}) }, extra);
    },
    sendVoice: (token, chatId, extra) =>
      arrive(
        token,
        chatId,
        { voice: { ...addFile(token, "voice/1.oga"), duration: 3, mime_type: "audio/ogg" } },
        extra,
      ),
    sendDocument(token, chatId, fileName, caption, extra) {
      const document = { ...addFile(token, `documents/${fileName}`), file_name: fileName };
      return arrive(token, chatId, { document, ...(caption ? { caption } : {}) }, extra);
    },
    sendLocation: (token, chatId, latitude, longitude) =>
      arrive(token, chatId, { location: { latitude, longitude } }),
    sendSticker: (token, chatId, emoji) =>
      arrive(token, chatId, { sticker: { ...addFile(token, "stickers/1.webp"), emoji, type: "regular" } }),
    block: (token, chatId) => membership(token, chatId, "member", "kicked"),
    unblock: (token, chatId) => membership(token, chatId, "kicked", "member"),
    deleteMessage(token, chatId, messageId) {
      openChat(botOf(token), chatId).messages.delete(messageId);
    },
    push: (token, kind, body) => botOf(token).queue.push(kind, body),
  };
}

function messageOf(chat: PeerChat, messageId: number): Json {
  const message = chat.messages.get(messageId);
  if (!message) throw new Error(`no message ${messageId} in the conversation`);
  return message;
}
