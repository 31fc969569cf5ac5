import type { Business } from "../../../src/domain/business.ts";
import type { TurnContext } from "../../../src/domain/turn.ts";
import type { Understanding } from "../../../src/domain/understanding.ts";
import { readChoice } from "../../../src/conversation/read-choice.ts";
import { createLocalUnderstander } from "../../../src/understanding/understand-message.ts";
import { aMessage, WEDNESDAY_11 } from "./conversation.ts";
import { aPlay, type Played } from "./play.ts";

/** A turn as it was understood and answered. */
export interface Spoken extends Played {
  readonly understanding: Understanding;
}

/** A conversation in plain words: each turn is understood by the local understander, then played. */
export function aSpokenPlay(business: Business, context: Partial<TurnContext> = {}) {
  const at = context.at ?? WEDNESDAY_11;
  const play = aPlay({ greeted: false }, { business, ...context, at });
  const understander = createLocalUnderstander(business);
  const signal = new AbortController().signal;
  async function say(text: string): Promise<Spoken> {
    const { request, profile } = play.state;
    const message = aMessage(text);
    const read = readChoice([message], request?.pending)
      .map((one) => one.text)
      .join("\n");
    const understanding = await understander.understand(
      { text: read, receivedAt: at },
      {
        slots: { ...profile, ...request?.slots },
        category: request?.category,
        pendingSlot: request?.pending?.slot,
      },
      signal,
    );
    const played = play.apply({ kind: "contact_wrote", messages: [message], understanding });
    return { ...played, understanding };
  }
  return {
    say,
    /** Says the turns one after another and gives the last one's result. */
    async sayAll(first: string, ...others: readonly string[]): Promise<Spoken> {
      let last = await say(first);
      for (const text of others) last = await say(text);
      return last;
    },
    get state() {
      return play.state;
    },
  };
}
