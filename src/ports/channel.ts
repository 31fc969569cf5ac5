import type { ChannelName, InboundEvent, OutboundMessage, Thread } from "../domain/message.ts";

/** A raw event of a platform as it will be stored: before it is parsed, and before it is acknowledged. */
export interface RawEvent {
  /** The platform's id of the event: the same id again is the same event. */
  readonly externalId: string;
  readonly thread: Thread;
  readonly body: unknown;
  readonly receivedAt: Date;
}

/** What became of an attempt to send. `unknown`: it may have left, so look before sending again. */
export type SendResult =
  | { readonly outcome: "sent"; readonly externalIds: readonly string[] }
  | { readonly outcome: "later"; readonly code: string; readonly retryAfterMs?: number | undefined }
  | { readonly outcome: "never"; readonly code: string; readonly isBlocked?: boolean }
  | { readonly outcome: "unknown"; readonly code: string };

export interface ChannelHealth {
  readonly state: "off" | "starting" | "up" | "degraded" | "needs_login";
  readonly since: Date;
  /** What is wrong and what to do, in English, without secrets. */
  readonly detail?: string | undefined;
}

/** Declared abilities; shared code splits, numbers and paces by them. */
export interface ChannelCapabilities {
  readonly maxTextLength: number;
  /** 0: choices become numbered text. */
  readonly maxButtons: number;
  readonly canAskPhone: boolean;
  /** Whether the channel shows the consent text by itself. */
  readonly showsConsent: boolean;
  /** How long after the contact's last message we may still write unasked; no limit when absent. Milliseconds. */
  readonly replyWindowMs?: number | undefined;
}

/** What a running channel gets from us. */
export interface ChannelRun {
  /** Resolves once the event is durable; only then may the platform be told "received". */
  accept(event: RawEvent): Promise<"new" | "seen">;
  readonly signal: AbortSignal;
  report(health: ChannelHealth): void;
  /** Small durable facts of the channel (a polling offset). */
  readState(key: string): Promise<string | undefined>;
  writeState(key: string, value: string): Promise<void>;
}

/** A messaging platform that customers write on. */
export interface Channel {
  readonly name: ChannelName;
  readonly capabilities: ChannelCapabilities;
  /** Pure: what a stored raw body means. May be run again after a fix. An unknown body gives nothing. */
  parse(body: unknown): readonly InboundEvent[];
  /** Receives until `signal` aborts. Rejects only when the channel can't work at all (a wrong token). */
  run(run: ChannelRun): Promise<void>;
  send(message: OutboundMessage): Promise<SendResult>;
  /** Best effort, never rejects. */
  showTyping(thread: Thread): Promise<void>;
}
