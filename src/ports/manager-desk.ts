import type { ConversationId, LeadId, ManagerId, OfferId } from "../domain/ids.ts";
import type { LeadOutcome, TakenVia } from "../domain/lead.ts";

/** Something a manager does to a lead or a conversation, from any client. */
export type ManagerAction =
  | { readonly kind: "take"; readonly leadId: LeadId; readonly managerId: ManagerId; readonly via: TakenVia }
  | {
      readonly kind: "decline";
      readonly leadId: LeadId;
      readonly managerId: ManagerId;
      readonly offerId?: OfferId | undefined;
    }
  | {
      readonly kind: "reply";
      readonly conversationId: ConversationId;
      readonly managerId: ManagerId;
      readonly text: string;
    }
  | { readonly kind: "return_to_bot"; readonly conversationId: ConversationId; readonly managerId: ManagerId }
  | {
      readonly kind: "close";
      readonly leadId: LeadId;
      readonly managerId?: ManagerId | undefined;
      /** How it went, when it is known; closing again may tell it later. */
      readonly outcome?: LeadOutcome | undefined;
    };

/** The managers' way into the gateway: every action is stored first and then passes through the conversation's lane. */
export interface ManagerDesk {
  /**
   * @param key The client's id of this press: the same key again is the same action.
   * @returns `stored` once it is durable, `repeated` for a known key, `unknown` when there is no such lead or conversation.
   */
  act(key: string, action: ManagerAction): Promise<"stored" | "repeated" | "unknown">;
  /** The lead behind an offer, to read a button's press. */
  leadOfOffer(offerId: OfferId): Promise<LeadId | undefined>;
  /** The conversation behind an alert that was replied to. */
  conversationOfLead(leadId: LeadId): Promise<ConversationId | undefined>;
  managerByTelegram(telegramId: number): Promise<ManagerId | undefined>;
  /** Links a Telegram account by the one-time code from the console; `undefined` when the code is wrong or used. */
  linkTelegram(code: string, telegramId: number): Promise<ManagerId | undefined>;
  telegramOf(managerId: ManagerId): Promise<number | undefined>;
  /** A paused manager gets no new offers. */
  setPaused(managerId: ManagerId, isPaused: boolean): Promise<void>;
}
