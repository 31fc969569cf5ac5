/** A hint that something changed; whoever cares reads the store by cursor. May be lost or doubled. */
export interface LiveEvent {
  /** `thread:<thread>` for one conversation, `console` for everything an operator sees. */
  readonly topic: string;
  readonly kind: "changed" | "typing";
}

export interface LiveEvents {
  publish(event: LiveEvent): void;
  /** @returns Ends the subscription. */
  subscribe(topic: string, listener: (event: LiveEvent) => void): () => void;
}
