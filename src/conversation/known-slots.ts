import type { ConversationState, RequestState } from "../domain/conversation.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { TurnContext } from "../domain/turn.ts";

/** Facts about the person rather than the request: they outlive it. */
const PERSONAL: readonly SlotName[] = ["name", "phone", "email", "company", "inn"];

/** Slots that may not be asked for without the consent text. */
const PROTECTED: readonly SlotName[] = ["name", "phone", "email"];

export function isProtected(slot: SlotName): boolean {
  return PROTECTED.includes(slot);
}

export const PROTECTED_SLOTS = PROTECTED;

export function personalOf(slots: Slots): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([slot]) => PERSONAL.some((name) => name === slot)));
}

/** All that is known of the contact and the request, the request's own values first. */
export function knownSlots(state: ConversationState, context?: TurnContext): Slots {
  const verified = context?.conversation.verifiedPhone;
  return {
    ...(verified === undefined ? {} : { phone: verified }),
    ...state.profile,
    ...state.request?.slots,
  };
}

/** A request's service and product stand for each other; an INN names the company as well. */
export function isKnown(slot: SlotName, slots: Slots): boolean {
  if (slots[slot] !== undefined) return true;
  if (slot === "service") return slots.product !== undefined;
  if (slot === "product") return slots.service !== undefined;
  return slot === "company" && slots.inn !== undefined;
}

/** Whether any of the sets is complete. No sets at all: enough at once. */
export function isEnough(enough: readonly (readonly SlotName[])[], slots: Slots): boolean {
  return enough.length === 0 || enough.some((set) => set.every((slot) => isKnown(slot, slots)));
}

/** Whether people have this request already. */
export function isWithPeople(state: ConversationState, request: RequestState | undefined): boolean {
  return request?.leadId !== undefined || state.ownership.status === "offered";
}
