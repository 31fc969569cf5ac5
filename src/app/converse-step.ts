import { takeTurn } from "../conversation/take-turn.ts";
import type { Conversation } from "../domain/conversation.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { channelOf } from "../domain/message.ts";
import type { TurnContext, TurnEffect, TurnEvent, TurnResult } from "../domain/turn.ts";
import { handOff, updateLead } from "./hand-off-step.ts";
import type { StepContext } from "./step-context.ts";
import type { StepDraft } from "./step-draft.ts";
import type { ReceivedMessage } from "./step-inputs.ts";

/** Stage 3 for one event of a conversation: the pure turn. */
export function turnFor(
  conversation: Conversation,
  event: TurnEvent,
  at: Date,
  context: StepContext,
): TurnResult {
  const { state, ...rest } = conversation;
  const capabilities = context.channels[channelOf(conversation.thread)]?.capabilities;
  const turnContext: TurnContext = {
    business: context.business,
    conversation: rest,
    at,
    maxButtons: capabilities?.maxButtons ?? 0,
    canAskPhone: capabilities?.canAskPhone ?? false,
    showsConsent: capabilities?.showsConsent ?? false,
    replyWindowMs: capabilities?.replyWindowMs,
  };
  return takeTurn(state, event, turnContext);
}

/** Puts what a contact wrote into the transcript. */
export function recordMessages(
  draft: StepDraft,
  conversation: Conversation,
  messages: readonly ReceivedMessage[],
): void {
  for (const { message, receivedAt } of messages) {
    draft.addLine({
      id: draft.makeId("message"),
      conversationId: conversation.id,
      author: "contact",
      externalId: message.externalId,
      text: message.text,
      choices: [],
      attachments: message.attachments,
      at: receivedAt,
    });
  }
  draft.supersedeUnsure();
}

/** Takes a turn and turns what it asks for into lines, effects, timers and leads of the draft. */
export function applyTurn(
  draft: StepDraft,
  event: TurnEvent,
  loads: readonly ManagerLoad[],
  context: StepContext,
  options: { readonly result?: TurnResult; readonly answersAt?: Date } = {},
): void {
  const conversation = draft.conversation();
  if (!conversation) return;
  const result = options.result ?? turnFor(conversation, event, draft.at, context);
  draft.setState(result.state);
  for (const effect of result.effects) applyEffect(draft, effect, loads, context, options.answersAt);
}

function applyEffect(
  draft: StepDraft,
  effect: TurnEffect,
  loads: readonly ManagerLoad[],
  context: StepContext,
  answersAt: Date | undefined,
): void {
  const conversation = draft.conversation();
  if (!conversation) return;
  const followUpKey = `follow_up:${conversation.id}`;
  switch (effect.kind) {
    case "say":
      say(draft, conversation, effect, answersAt);
      return;
    case "hand_off":
      handOff(draft, loads, context);
      return;
    case "update_lead":
      updateLead(draft, loads, context);
      return;
    case "pass_to_manager": {
      const lead = draft.openLeads().at(-1);
      if (!lead) return;
      draft.emit(`manager:${effect.managerId}`, {
        kind: "notify_manager",
        managerId: effect.managerId,
        leadId: lead.id,
        text: effect.text,
      });
      return;
    }
    case "set_follow_up":
      draft.setTimer({
        key: followUpKey,
        kind: "follow_up",
        dueAt: effect.dueAt,
        body: { attempt: effect.attempt },
      });
      return;
    case "cancel_follow_up":
      draft.cancelTimer(followUpKey);
      return;
  }
}

function say(
  draft: StepDraft,
  conversation: Conversation,
  effect: Extract<TurnEffect, { kind: "say" }>,
  answersAt: Date | undefined,
): void {
  const id = draft.makeId("message");
  draft.addLine({
    id,
    conversationId: conversation.id,
    author: "bot",
    text: effect.text,
    choices: effect.choices,
    attachments: [],
    at: draft.at,
  });
  draft.emit(draft.thread, {
    kind: "send_message",
    message: {
      id,
      thread: draft.thread,
      text: effect.text,
      choices: effect.choices,
      asksPhone: effect.asksPhone,
    },
    ...(answersAt ? { answersAt: answersAt.toISOString() } : {}),
  });
}
