import type { LiveEvent, LiveEvents } from "../../src/ports/live-events.ts";

export interface FakeLiveEvents extends LiveEvents {
  /** Everything published so far, oldest first. */
  readonly published: readonly LiveEvent[];
  /** Subscriptions that have not been ended. */
  subscriptions(): number;
}

/** Live events within one process; hints reach their listeners at once. */
export function createFakeLiveEvents(): FakeLiveEvents {
  const published: LiveEvent[] = [];
  const listeners = new Map<symbol, { topic: string; listener: (event: LiveEvent) => void }>();

  return {
    published,
    publish(event) {
      published.push(event);
      for (const { topic, listener } of listeners.values()) if (topic === event.topic) listener(event);
    },
    subscribe(topic, listener) {
      const key = Symbol(topic);
      listeners.set(key, { topic, listener });
      return () => {
        listeners.delete(key);
      };
    },
    subscriptions: () => listeners.size,
  };
}
