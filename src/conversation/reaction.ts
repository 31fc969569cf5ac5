import type { Action, Category } from "../domain/category.ts";
import type { AskedQuestion, ConversationState, RequestState } from "../domain/conversation.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { Slots } from "../domain/slot.ts";
import type { TurnContext } from "../domain/turn.ts";
import type { Understanding } from "../domain/understanding.ts";
import { isWithPeople, knownSlots } from "./known-slots.ts";
import { promiseFor } from "./opening.ts";
import type { Wording } from "./wording.ts";

/** A contact's turn as the reactions see it: read, noted in the state, not yet answered. */
export interface ContactTurn {
  readonly state: ConversationState;
  readonly messages: readonly InboundMessage[];
  readonly understanding: Understanding;
  /** All messages, glued by newlines. */
  readonly text: string;
  /** Values that this turn tells, understanding and pressed choices together. */
  readonly said: Slots;
  readonly context: TurnContext;
  readonly wording: Wording;
}

/** What the bot does about a turn. Said as one message: the lines, then the question. */
export interface Reaction {
  readonly state: ConversationState;
  readonly lines: readonly string[];
  readonly question?: AskedQuestion | undefined;
  /** The request goes to people now. */
  readonly handsOver: boolean;
  /** People have the request, and this turn adds to it. */
  readonly addsToLead: boolean;
  readonly category: Category;
  readonly action: Action;
  /** True for words that nothing may stand before: no greeting, no opening hours. */
  readonly isUrgent?: boolean | undefined;
}

/** Says the lines and changes nothing of the request. */
export function sayOnly(turn: ContactTurn, lines: readonly string[]): Reaction {
  return {
    state: turn.state,
    lines,
    handsOver: false,
    addsToLead: false,
    category: turn.understanding.category,
    action: "auto_reply",
  };
}

/**
 * Brings a request to people: as a new lead, or as news of the one they have.
 *
 * @param isAnew People must be called again when they gave the conversation back to the bot.
 */
export function toPeople(
  turn: ContactTurn,
  request: RequestState,
  isAnew: boolean,
): Pick<Reaction, "state" | "handsOver" | "addsToLead" | "category" | "action"> {
  const { state, context, understanding } = turn;
  const isGivenBack = state.ownership.status === "returned" && request.leadId !== undefined;
  const handsOver = !isWithPeople(state, request) || (isAnew && isGivenBack);
  const isRaised =
    understanding.action === "escalate" || request.action === "escalate" || request.category === "complaint";
  const action: Action = isRaised ? "escalate" : "assign_manager";
  const slots = handsOver ? knownSlots({ ...state, request }, context) : request.slots;
  return {
    state: {
      ...state,
      request: { ...request, action, slots, leadId: handsOver ? undefined : request.leadId },
    },
    handsOver,
    addsToLead: !handsOver,
    category: request.category,
    action,
  };
}

/** When people will answer this request, in words. */
export function promiseOf(turn: ContactTurn, request: Pick<RequestState, "priority" | "urgent">): string {
  const { business, at } = turn.context;
  return promiseFor(request, business, at, turn.wording);
}
