import type { Channel } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LiveEvents } from "../../src/ports/live-events.ts";
import { parseWidgetMessage } from "./inbound.ts";

export interface WidgetChannelOptions {
  readonly live: LiveEvents;
  readonly clock: Clock;
}

/**
 * The site widget. Visitors' browsers read the transcript themselves, so the stored line is the delivery and sending is
 * only the hint to look. Receiving is done by `createWidgetRoutes`.
 */
export function createWidgetChannel(options: WidgetChannelOptions): Channel {
  const { live, clock } = options;

  return {
    name: "widget",
    capabilities: { maxTextLength: 4000, maxButtons: 10, canAskPhone: false, showsConsent: true },
    parse: parseWidgetMessage,

    async run(run) {
      const { signal } = run;
      run.report({ state: "up", since: clock.now() });
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    },

    async send(message) {
      live.publish({ topic: `thread:${message.thread}`, kind: "changed" });
      return { outcome: "sent", externalIds: [message.id] };
    },

    async showTyping(thread) {
      live.publish({ topic: `thread:${thread}`, kind: "typing" });
    },
  };
}
