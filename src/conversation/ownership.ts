import type { ConversationState } from "../domain/conversation.ts";
import type { LeadId, ManagerId } from "../domain/ids.ts";
import { personalOf } from "./known-slots.ts";

/** People have the request now, under this lead: the bot still helps. To be called for every `hand_off`. */
export function offered(state: ConversationState, leadId: LeadId): ConversationState {
  return {
    ...state,
    ownership: { status: "offered", leadId },
    request: state.request && { ...state.request, leadId },
  };
}

/** A manager speaks from now on; the same manager writing again only begins the silence anew. */
export function heldBy(state: ConversationState, managerId: ManagerId, at: Date): ConversationState {
  const { ownership } = state;
  if (ownership.status === "human" && ownership.managerId === managerId) {
    return { ...state, ownership: { ...ownership, since: at } };
  }
  return {
    ...state,
    ownership: { status: "human", managerId, since: at },
    request: state.request && { ...state.request, pending: undefined },
    followUps: 0,
  };
}

/** The bot goes on from here: what was asked stays asked, nothing is said until the contact writes. */
export function givenBack(state: ConversationState, at: Date): ConversationState {
  if (state.ownership.status === "bot") return state;
  return {
    ...state,
    ownership: { status: "returned", since: at },
    request: state.request && { ...state.request, pending: undefined },
  };
}

/** Whether the manager who has the contact has been silent for as long as the owner lets them. */
export function isLeftAlone(
  { ownership }: ConversationState,
  returnAfterMs: number | undefined,
  at: Date,
): boolean {
  return (
    ownership.status === "human" &&
    returnAfterMs !== undefined &&
    at.getTime() - ownership.since.getTime() >= returnAfterMs
  );
}

/** The request is over; the next message begins another. Who the contact is stays known. */
export function closed(state: ConversationState): ConversationState {
  const { request } = state;
  return {
    ...state,
    ownership: { status: "bot" },
    request: undefined,
    profile: request ? { ...state.profile, ...personalOf(request.slots) } : state.profile,
    followUps: 0,
    idleTurns: 0,
  };
}
