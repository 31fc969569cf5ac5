import type { RequestState } from "../domain/conversation.ts";
import { findUngrounded } from "./grounded-check.ts";
import { groundsOf } from "./grounds-of.ts";
import { knownSlots } from "./known-slots.ts";
import { mergeRequest } from "./merge-request.ts";
import { toPeople, type ContactTurn, type Reaction } from "./reaction.ts";

/** Whether everything that is about to be said stands in the facts or in the contact's words. */
export function isGrounded({ lines, question, state }: Reaction, turn: ContactTurn): boolean {
  const said = [...lines, ...(question ? [question.text] : [])].join("\n");
  if (said === "") return true;
  const { context, text } = turn;
  const facts = groundsOf(context.business, knownSlots(state, context), context.at);
  return findUngrounded(said, facts, text).length === 0;
}

/**
 * The last gate before a text leaves: a claim without ground is not said. People get the contact's question instead, and
 * the contact an honest word that they have it.
 */
export function holdBack(reaction: Reaction, turn: ContactTurn): Reaction {
  if (isGrounded(reaction, turn)) return reaction;
  const { wording, state, messages, understanding, context } = turn;
  const request: RequestState =
    reaction.state.request ?? mergeRequest(state, messages, understanding, context).request;
  const [willAsk = ""] = wording.willAsk(undefined);
  const going = toPeople(
    { ...turn, state: { ...reaction.state, request } },
    { ...request, pending: undefined, openQuestion: turn.text.slice(0, MAX_QUESTION_LENGTH) },
    true,
  );
  return { ...going, lines: [willAsk], isUrgent: reaction.isUrgent };
}

const MAX_QUESTION_LENGTH = 300;
