import type { Thread } from "../domain/message.ts";

/**
 * What an inbox row is about. `channel` is a raw event of a platform, `timer` a wake-up that came due, `desk` a
 * manager's action, `report` something that the outbox learnt (an alert arrived).
 */
export type InboxKind = "channel" | "timer" | "desk" | "report";

/** Something that happened to a conversation, before it is dealt with. */
export interface InboxEvent {
  /** With `externalId`: the same pair again is the same event, on whatever path it comes. */
  readonly source: string;
  readonly externalId: string;
  readonly thread: Thread;
  readonly kind: InboxKind;
  readonly body: unknown;
  readonly receivedAt: Date;
}

export interface Inbox {
  /** Resolves after the commit: only then may anybody be told "received". */
  accept(event: InboxEvent): Promise<"new" | "seen">;
}

/** A stored event of a claimed lane. */
export interface InboxRow {
  readonly id: number;
  readonly source: string;
  readonly thread: Thread;
  readonly kind: InboxKind;
  readonly body: unknown;
  readonly receivedAt: Date;
}
