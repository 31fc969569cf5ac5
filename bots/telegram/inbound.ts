import {
  threadOf,
  type Attachment,
  type InboundEvent,
  type InboundMessage,
  type Thread,
} from "../../src/domain/message.ts";
import { isLabelOnly } from "./choice-data.ts";
import {
  updateSchema,
  type TelegramMessage,
  type TelegramPress,
  type TelegramSender,
  type TelegramUpdate,
} from "./update-schema.ts";

/** Fields of service messages: nobody said anything with them. */
const SERVICE_FIELDS = [
  "pinned_message",
  "message_auto_delete_timer_changed",
  "write_access_allowed",
  "connected_website",
  "chat_background_set",
  "users_shared",
  "chat_shared",
  "new_chat_members",
  "left_chat_member",
  "forum_topic_created",
  "forum_topic_edited",
  "video_chat_started",
  "video_chat_ended",
  "boost_added",
] as const;

/**
 * What a stored Telegram update means. Only conversations with one person count: groups and channel posts give
 * nothing, and neither do edits or anything that is no update at all.
 */
export function parseUpdate(body: unknown): readonly InboundEvent[] {
  const parsed = updateSchema.safeParse(body);
  if (!parsed.success) return [];
  const update = parsed.data;
  const thread = threadOfUpdate(update);
  if (!thread) return [];
  if (update.my_chat_member) {
    const isReachable = update.my_chat_member.new_chat_member.status !== "kicked";
    return [{ kind: "reachability", thread, isReachable }];
  }
  if (update.callback_query)
    return [{ kind: "message", thread, message: toPressMessage(update, update.callback_query) }];
  if (update.message && !isServiceMessage(body))
    return [{ kind: "message", thread, message: toInboundMessage(update.message) }];
  return [];
}

/** The one person's conversation that an update belongs to; undefined for groups, channels and bots. */
export function threadOfUpdate(update: TelegramUpdate): Thread | undefined {
  const { message, edited_message: edited, callback_query: press, my_chat_member: member } = update;
  if (press) {
    // A press on a message that is gone comes without a place; a private place has the number of its person.
    const place = press.message?.chat ?? { id: press.from.id, type: "private" };
    return place.type === "private" ? threadOf("telegram", String(place.id)) : undefined;
  }
  const source = message ?? edited ?? member;
  if (!source || source.chat.type !== "private" || !source.from || source.from.is_bot) return undefined;
  return threadOf("telegram", String(source.chat.id));
}

function toInboundMessage(message: TelegramMessage): InboundMessage {
  const said = message.text ?? message.caption ?? "";
  const start = /^\/start(?:\s+([\w-]{1,64}))?$/.exec(said.trim());
  const { contact, from } = message;
  const isOwnCard = contact !== undefined && contact.user_id !== undefined && contact.user_id === from?.id;
  const attachments = attachmentsOf(message);
  return {
    externalId: `${message.chat.id}:${message.message_id}`,
    sentAt: new Date(message.date * 1000),
    text: start ? "/start" : said,
    attachments: said === "" && attachments.length === 0 ? [{ kind: "other" }] : attachments,
    displayName: from && nameOf(from),
    ...(isOwnCard ? { verifiedPhone: toE164(contact.phone_number) } : {}),
    // The word after `?start=` in a link to the bot names what was advertised there.
    ...(start?.[1] ? { origin: { utm: { utm_campaign: start[1] } } } : {}),
  };
}

function toPressMessage(update: TelegramUpdate, press: TelegramPress): InboundMessage {
  const label = labelOf(press);
  const data = press.data !== undefined && !isLabelOnly(press.data) ? press.data : undefined;
  return {
    externalId: `press:${press.id}`,
    sentAt: update.received_at ? new Date(update.received_at) : new Date((press.message?.date ?? 0) * 1000),
    text: label ?? "",
    ...(data === undefined ? {} : { choice: data }),
    attachments: [],
    displayName: nameOf(press.from),
  };
}

/** What the pressed button says, read from the message it stands on. */
export function labelOf(press: TelegramPress): string | undefined {
  const buttons = press.message?.reply_markup?.inline_keyboard.flat() ?? [];
  return buttons.find((button) => button.callback_data !== undefined && button.callback_data === press.data)
    ?.text;
}

function attachmentsOf(message: TelegramMessage): readonly Attachment[] {
  const found: Attachment[] = [];
  const { contact, location, sticker } = message;
  // Sizes come smallest first.
  const photo = message.photo?.at(-1);
  if (photo) found.push({ kind: "photo", ref: photo.file_id });
  if (message.voice) found.push({ kind: "voice", ref: message.voice.file_id });
  if (message.audio)
    found.push({ kind: "audio", ref: message.audio.file_id, label: message.audio.file_name });
  const video = message.video ?? message.video_note ?? message.animation;
  if (video) found.push({ kind: "video", ref: video.file_id, label: video.file_name });
  // An animation comes a second time as a document.
  if (message.document && !message.animation)
    found.push({ kind: "file", ref: message.document.file_id, label: message.document.file_name });
  if (sticker) found.push({ kind: "sticker", ref: sticker.file_id, label: sticker.emoji });
  if (contact) found.push({ kind: "contact", label: toE164(contact.phone_number) });
  if (location) found.push({ kind: "location", label: `${location.latitude},${location.longitude}` });
  return found;
}

function isServiceMessage(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("message" in body)) return false;
  const { message } = body;
  return typeof message === "object" && message !== null && SERVICE_FIELDS.some((field) => field in message);
}

function nameOf(sender: TelegramSender): string | undefined {
  const name = [sender.first_name, sender.last_name].filter((part) => part?.trim()).join(" ");
  return name.trim() || sender.username;
}

/** Telegram leaves the plus away for some countries. */
function toE164(phone: string): string {
  return `+${phone.replace(/\D/g, "")}`;
}
