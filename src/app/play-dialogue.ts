import { knownSlots } from "../conversation/known-slots.ts";
import { offered } from "../conversation/ownership.ts";
import { readChoice } from "../conversation/read-choice.ts";
import { takeTurn } from "../conversation/take-turn.ts";
import type { Business } from "../domain/business.ts";
import type { Action, Category } from "../domain/category.ts";
import { NEW_CONVERSATION_STATE, type Conversation } from "../domain/conversation.ts";
import { asId } from "../domain/ids.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { Understander } from "../ports/understander.ts";

/** What became of one turn of a played dialogue. */
export interface PlayedTurn {
  readonly say: readonly string[];
  readonly asked: readonly SlotName[];
  readonly action: Action;
  readonly category: Category;
  /** Whether people have the request after this turn. */
  readonly handoff: boolean;
  /** All that is known so far. */
  readonly slots: Slots;
}

export interface Player {
  readonly business: Business;
  readonly understander: Understander;
}

/** Time between a customer's turns. */
const TURN_GAP_MS = 30_000;
/** What the site's widget can do: buttons, and its own consent form. */
const WIDGET = { maxButtons: 10, canAskPhone: false, showsConsent: true } as const;

/**
 * Plays a customer's turns against the real understanding and conversation, on a clock that begins at `now`. Each turn is one
 * or more messages that came together. A lead that is handed over stays with people: nobody takes it.
 */
export async function playDialogue(
  id: string,
  now: Date,
  turns: readonly (readonly string[])[],
  { business, understander }: Player,
): Promise<readonly PlayedTurn[]> {
  let conversation: Conversation = {
    id: asId<"conversation">(`conv_${id}`),
    contactId: asId<"contact">(`cnt_${id}`),
    thread: `widget:${id}`,
    startedAt: now,
    lastMessageAt: now,
    state: NEW_CONVERSATION_STATE,
  };
  const played: PlayedTurn[] = [];
  for (const [index, texts] of turns.entries()) {
    const at = new Date(now.getTime() + index * TURN_GAP_MS);
    const messages = texts.map((text, part): InboundMessage => ({
      externalId: `${id}:${index}:${part}`,
      sentAt: at,
      text,
      attachments: [],
    }));
    const understanding = await understand(messages, conversation, at, understander);
    const { state, ...rest } = { ...conversation, lastMessageAt: at };
    const event = { kind: "contact_wrote", messages, understanding } as const;
    const result = takeTurn(state, event, { business, conversation: rest, at, ...WIDGET });
    const isHandedOver = result.effects.some(({ kind }) => kind === "hand_off");
    const next = isHandedOver ? offered(result.state, asId<"lead">(`lead_${id}_${index}`)) : result.state;
    conversation = { ...rest, state: next };
    played.push({
      say: result.effects.flatMap((effect) => (effect.kind === "say" ? [effect.text] : [])),
      asked: result.outcome.asked,
      action: result.outcome.action ?? understanding.action,
      category: result.outcome.category ?? understanding.category,
      handoff: result.outcome.isWithPeople,
      slots: knownSlots(next),
    });
  }
  return played;
}

/** As the pipeline reads a turn: choices as their labels, in the light of the request in progress. */
function understand(
  messages: readonly InboundMessage[],
  { state, thread }: Conversation,
  at: Date,
  understander: Understander,
) {
  const { request } = state;
  const read = readChoice(messages, request?.pending);
  return understander.understand(
    {
      text: read
        .map((message) => message.text)
        .filter(Boolean)
        .join("\n"),
      receivedAt: at,
    },
    {
      slots: { ...state.profile, ...request?.slots },
      category: request?.category,
      pendingSlot: request?.pending?.slot,
      conversationKey: thread,
    },
    new AbortController().signal,
  );
}
