import type { Business } from "./business.ts";
import type { Action, Category } from "./category.ts";
import type { Conversation, ConversationState } from "./conversation.ts";
import type { ManagerId } from "./ids.ts";
import type { Choice, InboundMessage } from "./message.ts";
import type { SlotName } from "./slot.ts";
import type { Understanding } from "./understanding.ts";

/** What moves a conversation. Applied one after another: its lane sees to that. */
export type TurnEvent =
  | {
      readonly kind: "contact_wrote";
      readonly messages: readonly InboundMessage[];
      readonly understanding: Understanding;
    }
  | { readonly kind: "follow_up_due"; readonly attempt: number }
  | { readonly kind: "manager_took"; readonly managerId: ManagerId }
  | { readonly kind: "manager_wrote"; readonly managerId: ManagerId }
  | { readonly kind: "returned_to_bot" }
  | { readonly kind: "lead_closed" }
  | { readonly kind: "reachability_changed"; readonly isReachable: boolean };

/** What a turn asks for. `src/app` turns it into messages, leads, timers and outbox rows in one transaction. */
export type TurnEffect =
  | {
      readonly kind: "say";
      readonly text: string;
      readonly choices: readonly Choice[];
      readonly asksPhone: boolean;
    }
  /** The request in the new state goes to people: a lead is made of it. */
  | { readonly kind: "hand_off" }
  /** The lead of the request in the new state has learnt something. */
  | { readonly kind: "update_lead" }
  /** The contact wrote while a manager has the conversation. */
  | { readonly kind: "pass_to_manager"; readonly managerId: ManagerId; readonly text: string }
  | { readonly kind: "set_follow_up"; readonly attempt: number; readonly dueAt: Date }
  | { readonly kind: "cancel_follow_up" };

export interface TurnContext {
  readonly business: Business;
  readonly conversation: Omit<Conversation, "state">;
  readonly at: Date;
  /** Buttons that the channel shows; 0 means choices become numbered text. */
  readonly maxButtons: number;
  /** Whether the channel can offer "share my phone". */
  readonly canAskPhone: boolean;
  /** Whether the channel has shown the consent text by itself (the widget's form has). */
  readonly showsConsent: boolean;
  /** How long after the contact's last message the channel lets us write unasked; no limit when absent. Milliseconds. */
  readonly replyWindowMs?: number | undefined;
}

/** What the turn was about and what became of it: for the trace, the metrics and `dozor converse`. */
export interface TurnOutcome {
  readonly category?: Category | undefined;
  readonly action?: Action | undefined;
  /** Slots that the message of this turn asks for: one at most. */
  readonly asked: readonly SlotName[];
  /** Whether the request is with people after this turn. */
  readonly isWithPeople: boolean;
}

export interface TurnResult {
  readonly state: ConversationState;
  readonly effects: readonly TurnEffect[];
  readonly outcome: TurnOutcome;
}
