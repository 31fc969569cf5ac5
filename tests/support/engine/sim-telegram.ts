import { parseUpdate } from "../../../bots/telegram/inbound.ts";
import type { OutboundMessage, Thread } from "../../../src/domain/message.ts";
import type { Channel } from "../../../src/ports/channel.ts";

/** How a platform is doing: `cut` carries out what it is asked and never answers. */
export type Weather = "fine" | "down" | "silent" | "cut";

export interface SimTelegram {
  readonly channel: Channel;
  /** Everything that reached customers, repeats included. */
  readonly delivered: readonly OutboundMessage[];
  readonly blocked: Set<Thread>;
  /** Of the next call. */
  weather: () => Weather;
  onDelivered: (message: OutboundMessage) => void;
}

/** Telegram without a network: reads real updates, sends into a list. */
export function createSimTelegram(): SimTelegram {
  const delivered: OutboundMessage[] = [];
  const sim: SimTelegram = {
    delivered,
    blocked: new Set(),
    weather: () => "fine",
    onDelivered: () => undefined,
    channel: {
      name: "telegram",
      capabilities: { maxTextLength: 4096, maxButtons: 24, canAskPhone: true, showsConsent: false },
      parse: parseUpdate,
      run: async ({ signal }) => {
        await new Promise((ended) => signal.addEventListener("abort", ended, { once: true }));
      },
      send: async (message) => {
        const weather = sim.weather();
        if (weather === "down") return { outcome: "later", code: "telegram_unavailable" };
        if (weather === "silent") return { outcome: "unknown", code: "telegram_no_answer" };
        if (sim.blocked.has(message.thread)) return { outcome: "never", code: "blocked", isBlocked: true };
        delivered.push(message);
        sim.onDelivered(message);
        if (weather === "cut") return { outcome: "unknown", code: "telegram_no_answer" };
        return { outcome: "sent", externalIds: [`${message.thread}:${delivered.length}`] };
      },
      showTyping: () => Promise.resolve(),
    },
  };
  return sim;
}
