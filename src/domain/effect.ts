import type { EffectId, LeadId, ManagerId, OfferId } from "./ids.ts";
import type { OutboundMessage } from "./message.ts";

/** Something a step asks to happen outside, as data. Stored with the state change, delivered by the outbox. */
export type Effect =
  | {
      readonly kind: "send_message";
      readonly message: OutboundMessage;
      /** When the message that this one answers was received (ISO), to measure the first reply. */
      readonly answersAt?: string | undefined;
    }
  /** Puts the offer before the manager, with Take and Decline. */
  | {
      readonly kind: "send_alert";
      readonly leadId: LeadId;
      readonly offerId: OfferId;
      readonly managerId: ManagerId;
    }
  /** Rewrites an alert as things stand now: taken by whom, expired, declined, or with what was learnt since. */
  | { readonly kind: "close_alert"; readonly leadId: LeadId; readonly offerId: OfferId }
  /** A plain note to a manager: the customer wrote again, the task is yours. `text` is in the business's language. */
  | {
      readonly kind: "notify_manager";
      readonly managerId: ManagerId;
      /** Absent when the note is about the gateway itself. */
      readonly leadId?: LeadId | undefined;
      readonly text: string;
    }
  | { readonly kind: "crm_create_lead"; readonly leadId: LeadId }
  | { readonly kind: "crm_update_lead"; readonly leadId: LeadId }
  | { readonly kind: "crm_add_comment"; readonly leadId: LeadId; readonly key: string }
  | {
      readonly kind: "crm_add_task";
      readonly leadId: LeadId;
      readonly managerId: ManagerId;
      /** From the ladder's last rung; without it the to-do asks to answer the customer in time. */
      readonly title?: string | undefined;
    };

export type EffectKind = Effect["kind"];

/** An effect on its way. `orderKey` keeps what belongs together in order, `key` makes a repeat harmless. */
export interface OutboxItem {
  readonly id: EffectId;
  readonly orderKey: string;
  readonly key: string;
  readonly effect: Effect;
}
