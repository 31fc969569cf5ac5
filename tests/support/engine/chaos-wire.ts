import type { Thread } from "../../../src/domain/message.ts";

/** What a customer of the chaos run sends. */
export interface ChaosMessage {
  readonly id: string;
  readonly thread: Thread;
  /** Counts up within the thread. */
  readonly n: number;
  /** A timer that the turn is to set. */
  readonly timer?: { readonly key: string; readonly afterMs: number } | undefined;
}

/** An effect as it reaches the outside. */
export interface Recorded {
  /** The same again is a repeat of the same effect. */
  readonly id: string;
  readonly thread: string;
  /** Ids of the messages and keys of the timers that the turn dealt with. */
  readonly answers: readonly string[];
}
