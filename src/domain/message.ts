import type { ConversationId, MessageId } from "./ids.ts";

export const CHANNEL_NAMES = ["telegram", "whatsapp", "widget", "form", "call"] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/**
 * Where a conversation takes place, as its channel addresses it: `telegram:123456`. The text before the first colon is
 * the channel, the rest is the channel's own id and nobody else's business.
 */
export type Thread = `${ChannelName}:${string}`;

export function threadOf(channel: ChannelName, externalId: string): Thread {
  return `${channel}:${externalId}`;
}

export function channelOf(thread: Thread): ChannelName {
  return thread.slice(0, thread.indexOf(":")) as ChannelName;
}

/** The channel's own id of the other side. */
export function externalIdOf(thread: Thread): string {
  return thread.slice(thread.indexOf(":") + 1);
}

/** One thing in a message that is not plain text; bytes stay with the channel, `ref` finds them there. */
export interface Attachment {
  readonly kind:
    | "photo"
    | "voice"
    | "audio"
    | "video"
    | "file"
    | "sticker"
    | "contact"
    | "location"
    | "other";
  readonly ref?: string | undefined;
  /** For a contact card its phone, for a location its coordinates, for a file its name. */
  readonly label?: string | undefined;
}

/** A message from a contact, the same for every channel. */
export interface InboundMessage {
  readonly externalId: string;
  readonly sentAt: Date;
  readonly text: string;
  /** `data` of the choice that was pressed, if one was. */
  readonly choice?: string | undefined;
  readonly attachments: readonly Attachment[];
  readonly displayName?: string | undefined;
  /** True only where the platform vouches for it (a shared own contact card). */
  readonly verifiedPhone?: string | undefined;
  /** Version of the consent text that the contact has just accepted. */
  readonly consentVersion?: string | undefined;
  /** Page and campaign the contact came from. */
  readonly origin?: MessageOrigin | undefined;
}

export interface MessageOrigin {
  readonly page?: string | undefined;
  /** `utm_source` … as they stood in the address. */
  readonly utm?: Readonly<Record<string, string>> | undefined;
}

/** What a channel's `parse` makes of a stored raw event. */
export type InboundEvent =
  | { readonly kind: "message"; readonly thread: Thread; readonly message: InboundMessage }
  /** The contact blocked or unblocked us. */
  | { readonly kind: "reachability"; readonly thread: Thread; readonly isReachable: boolean };

export interface Choice {
  readonly label: string;
  readonly data: string;
}

/** One message that we send a contact. `id` makes a repeat harmless where the platform supports it. */
export interface OutboundMessage {
  readonly id: MessageId;
  readonly thread: Thread;
  readonly text: string;
  readonly choices: readonly Choice[];
  /** Asks the channel to offer "share my phone" where it can. */
  readonly asksPhone: boolean;
}

export type MessageAuthor = "contact" | "bot" | "manager";

/** A line of the transcript. `seq` is the order of the whole store and serves as the cursor of catching up. */
export interface TranscriptLine {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly author: MessageAuthor;
  /** For a contact's line, the channel's own id of the message: the site widget knows its echo by it. */
  readonly externalId?: string | undefined;
  /** Set when a manager wrote it. */
  readonly managerId?: string | undefined;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly attachments: readonly Attachment[];
  readonly at: Date;
}
