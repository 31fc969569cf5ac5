import type { EffectKind } from "../domain/effect.ts";
import type { ClaimedEffect, DeliveryNote, Settlement } from "../ports/outbox-store.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** What a performer says of its attempt. */
export type Delivery =
  | { readonly outcome: "done"; readonly note?: DeliveryNote }
  /** Certainly not delivered; worth another try. */
  | { readonly outcome: "later"; readonly error: string; readonly retryAfterMs?: number | undefined }
  /** It may have been delivered. */
  | { readonly outcome: "unknown"; readonly error: string }
  /** No repeat will help. */
  | { readonly outcome: "never"; readonly error: string; readonly note?: DeliveryNote };

interface Policy {
  readonly maxAttempts: number;
  /** How long to wait before repeating what may have been delivered; milliseconds. */
  readonly unsureMs: number;
}

/**
 * A text to a contact can't be looked up on the platform: it is repeated only after two minutes of the contact's
 * silence, because somebody who writes on has had an answer or gets a fresh one. Alerts may double without harm. CRM
 * writes look for themselves first. Twenty attempts last about three hours, forty eight, sixty thirteen: a platform that is away
 * for an evening costs time, never an answer; the alert of an offer that has ended meanwhile is not sent at all.
 */
const POLICIES: Record<EffectKind, Policy> = {
  send_message: { maxAttempts: 40, unsureMs: 120_000 },
  send_alert: { maxAttempts: 60, unsureMs: 1_000 },
  close_alert: { maxAttempts: 20, unsureMs: 1_000 },
  notify_manager: { maxAttempts: 20, unsureMs: 5_000 },
  crm_create_lead: { maxAttempts: 60, unsureMs: 2_000 },
  crm_update_lead: { maxAttempts: 60, unsureMs: 2_000 },
  crm_add_comment: { maxAttempts: 60, unsureMs: 2_000 },
  crm_add_task: { maxAttempts: 60, unsureMs: 2_000 },
};

/** Whether an attempt that a crash interrupted has to wait before it is repeated; until when, or `undefined` to go on. */
export function unsureUntil(claimed: ClaimedEffect, at: Date): Date | undefined {
  const until = new Date(claimed.createdAt.getTime() + POLICIES[claimed.effect.kind].unsureMs);
  return claimed.effect.kind === "send_message" && claimed.isUnsure && until > at ? until : undefined;
}

/** Turns what became of an attempt into what is stored of it. */
export function settlementOf(
  claimed: ClaimedEffect,
  delivery: Delivery,
  at: Date,
  random: () => number,
): Settlement {
  const policy = POLICIES[claimed.effect.kind];
  switch (delivery.outcome) {
    case "done":
      return { kind: "done", note: delivery.note ?? {} };
    case "never":
      return { kind: "dead", error: delivery.error, note: delivery.note ?? {} };
    case "later":
    case "unknown": {
      if (claimed.attempt >= policy.maxAttempts) return { kind: "dead", error: delivery.error, note: {} };
      const isUnsure = delivery.outcome === "unknown";
      const waitMs = isUnsure
        ? policy.unsureMs
        : Math.max(delivery.retryAfterMs ?? 0, retryDelayMs(claimed.attempt, random));
      return { kind: "retry", dueAt: new Date(at.getTime() + waitMs), isUnsure, error: delivery.error };
    }
  }
}
