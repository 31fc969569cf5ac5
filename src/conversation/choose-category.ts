import type { RequestState } from "../domain/conversation.ts";
import type { Category } from "../domain/category.ts";
import type { Understanding } from "../domain/understanding.ts";

/** What it would cost to lose, dearest first: of two wishes the dearer one leads. */
const BY_COST: readonly Category[] = [
  "complaint",
  "cancel_reschedule",
  "lead_b2b",
  "tender",
  "partnership",
  "investor_media",
  "lead_b2c",
  "document_request",
  "order_status",
  "tech_support",
  "job_applicant",
  "price_info",
  "supplier_offer",
  "smalltalk",
  "system_notification",
];
/** Below this a cheaper reading doesn't replace a request in progress even when the contact takes something back. */
const SURE = 0.6;

/** Turns that say nothing about which request it is. */
const BESIDE: ReadonlySet<Category> = new Set([
  "smalltalk",
  "system_notification",
  "supplier_offer",
  "price_info",
]);

export function isBeside(category: Category): boolean {
  return BESIDE.has(category);
}

export function isDearer(one: Category, other: Category): boolean {
  return BY_COST.indexOf(one) < BY_COST.indexOf(other);
}

/**
 * The category of a request after a turn. A side question or a word of thanks leaves it, a dearer wish replaces it, a
 * cheaper one replaces it only when the contact takes the first one back.
 */
export function chooseCategory(request: RequestState | undefined, understanding: Understanding): Category {
  const said = understanding.category;
  if (!request || request.category === said) return said;
  if (isBeside(said)) return isDearer(said, request.category) ? said : request.category;
  if (isDearer(said, request.category)) return said;
  // People have the cancellation: a new visit for something else is no part of it.
  if (request.category === "cancel_reschedule" && said === "lead_b2c" && request.leadId !== undefined)
    return said;
  const takesBack = understanding.cues.includes("changes_mind") || understanding.cues.includes("no");
  return takesBack && understanding.confidence >= SURE && request.leadId === undefined
    ? said
    : request.category;
}
