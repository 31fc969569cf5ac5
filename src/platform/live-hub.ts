import { EventEmitter } from "node:events";
import type { LiveEvent, LiveEvents } from "../ports/live-events.ts";

/** Live hints within one process. */
export function createLiveHub(): LiveEvents {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (event) => {
      emitter.emit(event.topic, event);
    },
    subscribe: (topic, listener: (event: LiveEvent) => void) => {
      emitter.on(topic, listener);
      return () => {
        emitter.off(topic, listener);
      };
    },
  };
}
