import type { AskedQuestion, ConversationState } from "../domain/conversation.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { Slots } from "../domain/slot.ts";
import type { TurnContext } from "../domain/turn.ts";
import { isProtected, PROTECTED_SLOTS } from "./known-slots.ts";

/** The consent text with its link, when this question is the first to ask for personal data in this version. */
export function consentFor(
  question: AskedQuestion | undefined,
  state: ConversationState,
  context: TurnContext,
): string | undefined {
  const { version, text, url } = context.business.consent;
  const isDue =
    !context.showsConsent &&
    question !== undefined &&
    isProtected(question.slot) &&
    text !== "" &&
    state.consentShown !== version &&
    state.consent?.version !== version;
  if (!isDue) return undefined;
  return url === undefined ? text : `${text}: ${url}`;
}

/** Notes a consent: ticked in the widget's form, or given by sending personal data after the text was shown. */
export function noteConsent(
  state: ConversationState,
  messages: readonly InboundMessage[],
  said: Slots,
  context: TurnContext,
): ConversationState {
  const ticked = messages.findLast((message) => message.consentVersion !== undefined)?.consentVersion;
  if (ticked !== undefined) return { ...state, consent: { version: ticked, at: context.at } };
  const { version } = context.business.consent;
  const isGiven =
    state.consentShown === version &&
    state.consent?.version !== version &&
    PROTECTED_SLOTS.some((slot) => said[slot] !== undefined);
  return isGiven ? { ...state, consent: { version, at: context.at } } : state;
}

/** Forgets the consent and what was kept beyond the request; personal data is never asked for again here. */
export function withdrawConsent(state: ConversationState): ConversationState {
  const { request } = state;
  return {
    ...state,
    consent: undefined,
    profile: undefined,
    request: request && { ...request, refused: [...new Set([...request.refused, ...PROTECTED_SLOTS])] },
  };
}
