import type { LiveEvent } from "./live-events.ts";

/** Loops of the gateway that may sleep while another process has work for them. */
export type LoopName = "lanes" | "timers" | "outbox";

/** What processes tell each other. Only hints: each may be lost, and then polling notices a little later. */
export type Note =
  | { readonly kind: "live"; readonly event: LiveEvent }
  | { readonly kind: "wake"; readonly loop: LoopName };

/** The way from one process of the gateway to the others. */
export interface Broadcast {
  /** Never waits and never fails: a broken connection loses the note. */
  send(note: Note): void;
  /** Notes of the other processes. */
  listen(listener: (note: Note) => void): void;
  close(): Promise<void>;
}
