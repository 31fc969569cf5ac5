import type { ConversationState } from "../domain/conversation.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { TurnContext, TurnEffect, TurnEvent, TurnResult } from "../domain/turn.ts";
import type { Understanding } from "../domain/understanding.ts";
import { composeReply } from "./compose-reply.ts";
import { noteConsent } from "./consent.ts";
import { followUpEffect, mayHaveFollowUp, remind } from "./follow-up.ts";
import { holdBack } from "./hold-back.ts";
import { isWithPeople } from "./known-slots.ts";
import { languageOfTurn } from "./language-of-turn.ts";
import { mergeRequest, profileAfter, saidSlots } from "./merge-request.ts";
import { closed, givenBack, heldBy, isLeftAlone } from "./ownership.ts";
import type { ContactTurn, Reaction } from "./reaction.ts";
import { reactToContact } from "./react-to-contact.ts";
import { readAnew } from "./read-anew.ts";
import { takeTrialAsGreeting } from "./take-trial-as-greeting.ts";
import { wordingIn } from "./wording.ts";

type ContactWrote = Extract<TurnEvent, { kind: "contact_wrote" }>;

const CANCEL_FOLLOW_UP: TurnEffect = { kind: "cancel_follow_up" };

/** A change that nobody says anything about. */
function quietly(
  before: ConversationState,
  state: ConversationState,
  effects: readonly TurnEffect[] = [],
): TurnResult {
  const stops = mayHaveFollowUp(before) && !isSameRequest(before, state);
  return {
    state,
    effects: [...(stops ? [CANCEL_FOLLOW_UP] : []), ...effects],
    outcome: { asked: [], isWithPeople: isWithPeople(state, state.request) },
  };
}

function isSameRequest(before: ConversationState, after: ConversationState): boolean {
  return before.request?.pending === after.request?.pending && before.followUps === after.followUps;
}

/** A machine wrote: nobody would read an answer. */
function isMachine({ category, cues, action }: Understanding): boolean {
  const isNoise =
    category === "system_notification" || category === "supplier_offer" || category === "smalltalk";
  return (
    (category === "system_notification" && action === "auto_reply") ||
    (isNoise && cues.includes("obvious_spam"))
  );
}

/** What a manager sees of the messages: the words, and a mark for what is not words. */
function textForManager(messages: readonly InboundMessage[]): string {
  return messages
    .map(({ text, attachments }) =>
      [text, ...attachments.map(({ kind, label }) => `[${label === undefined ? kind : `${kind}: ${label}`}]`)]
        .filter((part) => part !== "")
        .join(" "),
    )
    .join("\n");
}

/** A manager has the conversation: the message goes to them, what it tells goes into the lead, the bot is silent. */
function passOn(state: ConversationState, event: ContactWrote, context: TurnContext): TurnResult | undefined {
  if (state.ownership.status !== "human") return undefined;
  const { managerId } = state.ownership;
  const { request, added, corrected } = mergeRequest(state, event.messages, event.understanding, context);
  const isTold = state.request !== undefined && added.length + corrected.length > 0;
  const pass: TurnEffect = { kind: "pass_to_manager", managerId, text: textForManager(event.messages) };
  const kept = isTold
    ? { ...state, request: { ...request, category: state.request?.category ?? request.category } }
    : state;
  const isLead = kept.request?.leadId !== undefined;
  return {
    state: kept,
    effects: [pass, ...(isTold && isLead ? [{ kind: "update_lead" } as const] : [])],
    outcome: {
      category: event.understanding.category,
      action: event.understanding.action,
      asked: [],
      isWithPeople: true,
    },
  };
}

/** Effects in the order in which they should happen: the words, the lead, the reminder. */
function effectsOf(
  before: ConversationState,
  reaction: Reaction,
  say: TurnEffect | undefined,
  context: TurnContext,
): readonly TurnEffect[] {
  const { request } = reaction.state;
  const isTheirs = reaction.handsOver || isWithPeople(reaction.state, request);
  const isWaiting = request?.pending !== undefined && !isTheirs;
  const followUp = isWaiting ? followUpEffect(0, context) : undefined;
  const timer = followUp ?? (mayHaveFollowUp(before) ? CANCEL_FOLLOW_UP : undefined);
  return [
    ...(say ? [say] : []),
    ...(reaction.handsOver ? [{ kind: "hand_off" } as const] : []),
    ...(reaction.addsToLead ? [{ kind: "update_lead" } as const] : []),
    ...(timer ? [timer] : []),
  ];
}

function answerContact(held: ConversationState, event: ContactWrote, context: TurnContext): TurnResult {
  const { at, business } = context;
  const before = isLeftAlone(held, business.returnAfterMs, at) ? givenBack(held, at) : held;
  const { messages } = event;
  const text = messages.map((message) => message.text).join("\n");
  const language = languageOfTurn(before, event.understanding, text);
  const understanding: Understanding = { ...takeTrialAsGreeting(event.understanding, text), language };
  const said = saidSlots(before, messages, understanding, context);
  const noted = noteConsent({ ...before, language, isReachable: true }, messages, said, context);
  const passed = passOn(noted, event, context);
  if (passed) return { ...passed, state: { ...passed.state, lastUnderstanding: understanding } };
  if (isMachine(understanding)) {
    const outcome = { category: understanding.category, action: "auto_reply", asked: [] } as const;
    return {
      state: { ...before, lastUnderstanding: understanding },
      effects: [],
      outcome: { ...outcome, isWithPeople: isWithPeople(before, before.request) },
    };
  }
  const wording = wordingIn(language);
  const turn: ContactTurn = readAnew({
    state: { ...noted, followUps: 0 },
    messages,
    understanding,
    text,
    said,
    context,
    wording,
  });
  const reaction = holdBack(reactToContact(turn), turn);
  const { state, say } = composeReply(reaction, context, wording);
  const profile = state.request ? profileAfter(state.profile, state.request) : state.profile;
  return {
    state: { ...state, profile, lastUnderstanding: turn.understanding },
    effects: effectsOf(before, reaction, say, context),
    outcome: {
      category: reaction.category,
      action: reaction.action,
      asked: reaction.question ? [reaction.question.slot] : [],
      isWithPeople: reaction.handsOver || isWithPeople(state, state.request),
    },
  };
}

/**
 * One step of a conversation: everything that happens to it, from a customer's message to a manager's "take", comes
 * through here. Pure: the moment, the facts and the channel's abilities are in `context`.
 *
 * After a `hand_off` the caller makes the lead and puts its id into the state with `offered`; without that the same
 * request would be handed over again.
 *
 * @returns The next state, what should happen outside, and what the turn was about. At most one message is said and at
 *   most one question asked; nothing is said while a manager has the conversation.
 */
export function takeTurn(state: ConversationState, event: TurnEvent, context: TurnContext): TurnResult {
  switch (event.kind) {
    case "contact_wrote":
      return answerContact(state, event, context);
    case "follow_up_due":
      return remind(state, event.attempt, context);
    case "manager_took":
    case "manager_wrote":
      return quietly(state, heldBy(state, event.managerId, context.at));
    case "returned_to_bot":
      return quietly(state, givenBack(state, context.at));
    case "lead_closed":
      return quietly(state, closed(state));
    case "reachability_changed": {
      const next = { ...state, isReachable: event.isReachable };
      return quietly(state, next, !event.isReachable && mayHaveFollowUp(state) ? [CANCEL_FOLLOW_UP] : []);
    }
  }
}
