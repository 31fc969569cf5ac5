import type { Conversation } from "../../domain/conversation.ts";
import type { Lead } from "../../domain/lead.ts";

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Turns the ISO moments that JSON made of `Date`s back into `Date`s, everywhere inside. Our own rows only: nothing that
 * a contact wrote ever has that exact form as a whole value, except in texts, which live in columns of their own.
 */
function revive(value: unknown, key?: string): unknown {
  if (typeof value === "string") return DATE.test(value) && isMoment(key) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => revive(item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revive(inner, name)]));
}

/** Our moments are named so: `createdAt`, `at`, `until`, `since`. */
function isMoment(key: string | undefined): boolean {
  return key !== undefined && (key.endsWith("At") || key === "at" || key === "until" || key === "since");
}

/** Trusts what this gateway itself has stored. */
export function reviveConversation(data: unknown): Conversation {
  return revive(data) as Conversation;
}

/** Trusts what this gateway itself has stored. */
export function reviveLead(data: unknown): Lead {
  return revive(data) as Lead;
}
