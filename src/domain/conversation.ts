import type { Action, Category, Language, Priority } from "./category.ts";
import type { ContactId, ConversationId, LeadId, ManagerId } from "./ids.ts";
import type { Choice, MessageOrigin, Thread } from "./message.ts";
import type { SlotName, Slots } from "./slot.ts";
import type { QuestionKind, Understanding } from "./understanding.ts";

/**
 * Who speaks to the contact. `bot` alone; `offered`: a lead is with people and the bot still helps; `human`: a manager
 * has it and the bot is silent; `returned`: a manager gave it back and the bot goes on without repeating itself.
 */
export type Ownership =
  | { readonly status: "bot" }
  | { readonly status: "offered"; readonly leadId: LeadId }
  | { readonly status: "human"; readonly managerId: ManagerId; readonly since: Date }
  | { readonly status: "returned"; readonly since: Date };

/** A question that we asked: `text` keeps us from asking it twice in the same words. */
export interface AskedQuestion {
  readonly slot: SlotName;
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** The request in progress: reset when it is closed and the contact comes back with another. */
export interface RequestState {
  readonly category: Category;
  readonly also: readonly Category[];
  readonly priority: Priority;
  readonly urgent: boolean;
  readonly action: Action;
  readonly slots: Slots;
  readonly refused: readonly SlotName[];
  readonly asked: readonly AskedQuestion[];
  /** The question that waits for its answer. */
  readonly pending?: AskedQuestion | undefined;
  /** Questions about facts that wait for a slot ("price" until the car is known). */
  readonly waiting?: readonly QuestionKind[] | undefined;
  /** What the contact asked and the facts don't answer: a person must. In the contact's words. */
  readonly openQuestion?: string | undefined;
  /** True once the contact wants a person, or needs one at once: the bot asks nothing more. */
  readonly stopsAsking?: boolean | undefined;
  /** True once people have it as it is, although no set of the flow is complete: nothing of the flow is asked any more. */
  readonly isReady?: boolean | undefined;
  /** True once the bot has offered to book after naming a price: once is enough. */
  readonly isInvited?: boolean | undefined;
  readonly pBooking: number;
  readonly expectedValue: number;
  /** Set once the request is with people. */
  readonly leadId?: LeadId | undefined;
}

/** Everything that the next turn needs to know of a conversation. Plain data: stored as one JSON value. */
export interface ConversationState {
  readonly ownership: Ownership;
  readonly language: Language;
  readonly request?: RequestState | undefined;
  readonly consent?: { readonly version: string; readonly at: Date } | undefined;
  /** True once the consent text was shown in this version. */
  readonly consentShown?: string | undefined;
  readonly greeted: boolean;
  /** Day (ISO, business zone) on which "we are closed" was said last: once a night is enough. */
  readonly nightSaidOn?: string | undefined;
  /** Follow-ups already sent since the contact's last message. */
  readonly followUps: number;
  readonly isReachable: boolean;
  /** Name, phone, e-mail, company and tax number given in any request: never asked again in the next one. */
  readonly profile?: Slots | undefined;
  /** Turns in a row that were no request: small talk that goes on and on ends in silence. */
  readonly idleTurns?: number | undefined;
  /** How often the bot has said that it passes something on: it does so in other words each time. */
  readonly acknowledged?: number | undefined;
  readonly lastUnderstanding?: Understanding | undefined;
}

export interface Conversation {
  readonly id: ConversationId;
  readonly contactId: ContactId;
  readonly thread: Thread;
  readonly startedAt: Date;
  readonly lastMessageAt: Date;
  readonly displayName?: string | undefined;
  readonly verifiedPhone?: string | undefined;
  readonly origin?: MessageOrigin | undefined;
  /** Manager who dealt with this contact before, for sticky routing. */
  readonly lastManagerId?: ManagerId | undefined;
  readonly state: ConversationState;
}

export const NEW_CONVERSATION_STATE: ConversationState = {
  ownership: { status: "bot" },
  language: "ru",
  greeted: false,
  followUps: 0,
  isReachable: true,
};
