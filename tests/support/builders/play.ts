import type { ConversationState } from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { InboundMessage } from "../../../src/domain/message.ts";
import type { TurnContext, TurnEffect, TurnEvent, TurnResult } from "../../../src/domain/turn.ts";
import type { Understanding } from "../../../src/domain/understanding.ts";
import { offered } from "../../../src/conversation/ownership.ts";
import { takeTurn } from "../../../src/conversation/take-turn.ts";
import { aBusiness } from "./business.ts";
import { aConversation, aConversationState, aMessage, WEDNESDAY_11 } from "./conversation.ts";
import { anUnderstanding } from "./understanding-of.ts";

export function aTurnContext(overrides: Partial<TurnContext> = {}): TurnContext {
  return {
    business: aBusiness(),
    conversation: aConversation(),
    at: WEDNESDAY_11,
    maxButtons: 8,
    canAskPhone: true,
    showsConsent: true,
    ...overrides,
  };
}

/** One played step: the result with what was said pulled out, its no-break spaces written as plain ones. */
export interface Played extends TurnResult {
  readonly said: string | undefined;
  readonly kinds: readonly TurnEffect["kind"][];
}

/** A conversation played step by step, with the lead made of every `hand_off` as the application does it. */
export function aPlay(start: Partial<ConversationState> = {}, context: Partial<TurnContext> = {}) {
  let state = aConversationState({ greeted: true, ...start });
  let leads = 0;
  const apply = (event: TurnEvent, override: Partial<TurnContext> = {}): Played => {
    const result = takeTurn(state, event, aTurnContext({ ...context, ...override }));
    state = result.state;
    if (result.effects.some(({ kind }) => kind === "hand_off")) {
      leads += 1;
      state = offered(state, asId<"lead">(`lead_${leads}`));
    }
    const say = result.effects.find((effect) => effect.kind === "say");
    return {
      ...result,
      said: say?.text.replaceAll("\u00A0", " "),
      kinds: result.effects.map(({ kind }) => kind),
    };
  };
  return {
    apply,
    get state() {
      return state;
    },
    get leads() {
      return leads;
    },
    write(
      text: string,
      understanding: Partial<Understanding> = {},
      options: { message?: Partial<InboundMessage>; context?: Partial<TurnContext> } = {},
    ): Played {
      const messages = [aMessage(text, options.message)];
      return apply(
        { kind: "contact_wrote", messages, understanding: anUnderstanding(understanding) },
        options.context,
      );
    },
  };
}
