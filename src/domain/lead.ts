import type { LadderRung } from "./business.ts";
import type { Action, Category, Language, Priority, Sentiment } from "./category.ts";
import type { ContactId, ConversationId, LeadId, ManagerId, OfferId } from "./ids.ts";
import type { ChannelName, MessageOrigin, Thread } from "./message.ts";
import type { RoutingTrace } from "./routing.ts";
import type { Slots } from "./slot.ts";

/** What routing looks at: a request that people should deal with. */
export interface LeadRequest {
  readonly category: Category;
  readonly also: readonly Category[];
  readonly priority: Priority;
  readonly urgent: boolean;
  readonly sentiment: Sentiment;
  readonly action: Action;
  readonly language: Language;
  readonly source: ChannelName;
  readonly slots: Slots;
  /** What the contact asked and the bot could not answer, in the contact's words. */
  readonly openQuestion?: string | undefined;
  /** `id` in services.yaml, when the wanted service was recognised. */
  readonly serviceId?: string | undefined;
  /** `id` of a branch, when one was named or follows from city or service. */
  readonly branchId?: string | undefined;
  readonly isVip: boolean;
  readonly isReturning: boolean;
  readonly stickyManagerId?: ManagerId | undefined;
  readonly pBooking: number;
  readonly expectedValue: number;
}

export type OfferOutcome = "taken" | "declined" | "expired" | "withdrawn";

/** A lead put before one manager. It ends exactly once. */
export interface Offer {
  readonly id: OfferId;
  readonly managerId: ManagerId;
  readonly rung: number;
  readonly offeredAt: Date;
  /** When the alert reached the manager; the wait counts from here. */
  readonly deliveredAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly outcome?: OfferOutcome | undefined;
}

/**
 * Where the lead is on its ladder. The rungs are a copy: editing routing.yaml never touches a running lead.
 * `held` waits for opening; `ended` has run out and its task is with `taskFor`.
 */
export type LadderState =
  | { readonly status: "held"; readonly until: Date }
  | { readonly status: "offering"; readonly rung: number; readonly expiresAt: Date }
  | { readonly status: "taken"; readonly by: ManagerId; readonly at: Date; readonly via: TakenVia }
  | { readonly status: "ended"; readonly at: Date; readonly task: string; readonly taskFor: ManagerId }
  | ({ readonly status: "closed"; readonly at: Date; readonly reason: string } & Closing);

/** How a lead went: `won` is a booking or a sale, `lost` is none. */
export const LEAD_OUTCOMES = ["won", "lost"] as const;
export type LeadOutcome = (typeof LEAD_OUTCOMES)[number];

/** What is kept of a lead's way when it is closed. */
export interface Closing {
  /** Absent when nobody has told. */
  readonly outcome?: LeadOutcome | undefined;
  /** Who had taken it, and when; absent for a lead that was closed untaken. */
  readonly takenBy?: ManagerId | undefined;
  readonly takenAt?: Date | undefined;
}

export type TakenVia = "telegram" | "console" | "portal" | "reply";

export interface LadderSkip {
  readonly rung: number;
  readonly managerId?: ManagerId | undefined;
  readonly reason: string;
  readonly at: Date;
}

/** What we know of the lead in the CRM. */
export interface CrmLink {
  readonly externalId?: string | undefined;
  readonly entity?: "lead" | "deal" | undefined;
  readonly url?: string | undefined;
  readonly writtenAt?: Date | undefined;
  /** What the portal dropped or changed against what we wrote, in the owner's language. */
  readonly drift: readonly string[];
}

/** A contact's request that is with people. */
export interface Lead {
  readonly id: LeadId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly thread: Thread;
  readonly createdAt: Date;
  readonly displayName?: string | undefined;
  readonly origin?: MessageOrigin | undefined;
  readonly request: LeadRequest;
  /** Human answer promised by then. */
  readonly slaDueAt: Date;
  /** Clocks, kept apart. */
  readonly firstHumanReplyAt?: Date | undefined;
  readonly rungs: readonly LadderRung[];
  readonly ladderName: string;
  readonly ladder: LadderState;
  readonly offers: readonly Offer[];
  /** How many of them were made on ladders before this one: the request has become another since. Absent: none. */
  readonly offersBefore?: number | undefined;
  readonly skips: readonly LadderSkip[];
  readonly trace: RoutingTrace;
  readonly crm: CrmLink;
}

/** Who took the lead and when, whether it is closed by now or not. */
export function takingOf({ ladder }: Lead): { readonly by: ManagerId; readonly at: Date } | undefined {
  switch (ladder.status) {
    case "taken":
      return { by: ladder.by, at: ladder.at };
    case "closed":
      return ladder.takenBy && ladder.takenAt ? { by: ladder.takenBy, at: ladder.takenAt } : undefined;
    case "held":
    case "offering":
    case "ended":
      return undefined;
  }
}

/** Offers of the ladder that the lead is on; the rungs of those before were another ladder's. */
export function offersOfLadder({ offers, offersBefore }: Lead): readonly Offer[] {
  return offers.slice(offersBefore ?? 0);
}

/** The manager responsible now: who took it, else who has it on offer, else who has the task. */
export function ownerOf(lead: Lead): ManagerId | undefined {
  switch (lead.ladder.status) {
    case "taken":
      return lead.ladder.by;
    case "ended":
      return lead.ladder.taskFor;
    case "offering":
      return lead.offers.findLast((offer) => offer.endedAt === undefined)?.managerId;
    case "held":
    case "closed":
      return undefined;
  }
}
