import type { ConversationState } from "../domain/conversation.ts";
import type { TurnContext, TurnEffect } from "../domain/turn.ts";
import { consentFor } from "./consent.ts";
import { keepTogether } from "./keep-together.ts";
import { nightNotice } from "./night.ts";
import type { Reaction } from "./reaction.ts";
import type { Wording } from "./wording.ts";

export interface Reply {
  readonly state: ConversationState;
  /** Nothing when there is nothing to say. */
  readonly say?: Extract<TurnEffect, { kind: "say" }> | undefined;
}

/** Choices as lines "1. Сегодня" where the channel has no buttons, or not enough of them. */
function numbered(labels: readonly string[]): string {
  return labels.map((label, index) => `${index + 1}. ${label}`).join("\n");
}

/** One message of everything that a turn says: greeting, opening hours, answers, one question, consent. */
export function composeReply(reaction: Reaction, context: TurnContext, wording: Wording): Reply {
  const { lines, question } = reaction;
  let { state } = reaction;
  if (lines.length === 0 && !question) return { state };
  const isPlain = reaction.isUrgent === true;
  const night = isPlain ? undefined : nightNotice(state, context, wording);
  const hello = isPlain || state.greeted ? "" : wording.hello;
  const consent = consentFor(question, state, context);
  const choices = question?.choices ?? [];
  const hasButtons = choices.length > 0 && choices.length <= context.maxButtons;
  const [first = "", ...others] = [...lines, ...(question ? [question.text] : [])];
  const paragraphs = [
    [hello, night ? night.text : first].filter((part) => part !== "").join(" "),
    night ? first : "",
    ...others,
    choices.length > 0 && !hasButtons ? numbered(choices.map(({ label }) => label)) : "",
    consent ?? "",
  ];
  state = {
    ...state,
    greeted: true,
    nightSaidOn: night?.night ?? state.nightSaidOn,
    consentShown: consent === undefined ? state.consentShown : context.business.consent.version,
  };
  return {
    state,
    say: {
      kind: "say",
      text: keepTogether(paragraphs.filter((part) => part !== "").join("\n")),
      choices: hasButtons ? choices : [],
      asksPhone: question?.slot === "phone" && context.canAskPhone,
    },
  };
}
