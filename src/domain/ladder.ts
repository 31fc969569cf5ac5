import type { Business, LadderRung } from "./business.ts";
import type { MakeId, ManagerId, OfferId } from "./ids.ts";
import type { Lead, LeadOutcome, TakenVia } from "./lead.ts";
import type { Exclusion, ManagerLoad, RoutingTrace } from "./routing.ts";

/** What moves a lead along its ladder. */
export type LadderEvent =
  | { readonly kind: "started" }
  /** The timer of the ladder fired: an offer ran out, or a held lead's opening came. */
  | { readonly kind: "timer_due" }
  | { readonly kind: "alert_delivered"; readonly offerId: OfferId; readonly at: Date }
  /** The alert can't reach this manager (blocked the bot): the rung is over at once. */
  | { readonly kind: "alert_failed"; readonly offerId: OfferId; readonly reason: string }
  | { readonly kind: "declined"; readonly managerId: ManagerId; readonly offerId?: OfferId | undefined }
  | { readonly kind: "taken"; readonly managerId: ManagerId; readonly via: TakenVia }
  /** A manager has written to the customer, whoever has the lead. */
  | { readonly kind: "answered"; readonly managerId: ManagerId }
  /** The promised time has passed without an answer: these people get the lead on offer too, even a taken one. */
  | { readonly kind: "escalated"; readonly managerIds: readonly ManagerId[] }
  /** The request has become another one (a booking turns into a complaint): it starts anew on the ladder of its rule. */
  | {
      readonly kind: "rerouted";
      readonly ladderName: string;
      readonly rungs: readonly LadderRung[];
      readonly trace: RoutingTrace;
    }
  /** On a lead that is closed already it only tells the outcome, which may become known later. */
  | { readonly kind: "closed"; readonly reason: string; readonly outcome?: LeadOutcome | undefined };

export type LadderEffect =
  | { readonly kind: "alert"; readonly offerId: OfferId; readonly managerId: ManagerId }
  | { readonly kind: "close_alert"; readonly offerId: OfferId }
  | { readonly kind: "add_task"; readonly managerId: ManagerId; readonly title: string }
  /** The responsible person of the CRM's lead has changed. */
  | { readonly kind: "reassign" }
  /** The lead now has a human owner: the bot falls silent. */
  | { readonly kind: "took"; readonly managerId: ManagerId }
  /** A note to one manager, in the business's language ("Заявку уже взяла Анна"). */
  | { readonly kind: "tell_manager"; readonly managerId: ManagerId; readonly text: string }
  | { readonly kind: "set_timer"; readonly dueAt: Date }
  | { readonly kind: "cancel_timer" };

export interface LadderContext {
  readonly business: Business;
  readonly loads: readonly ManagerLoad[];
  readonly at: Date;
  readonly makeId: MakeId;
  /** Who could be offered the lead on a rung now, best first, and why the others could not. Routing answers it. */
  readonly chooseFor: ChooseForOffer;
}

/**
 * Candidates for an offer of a rung (`next`, `duty`, `head`, `all` or a manager's id) at the moment of the context,
 * best first, without those in `exclude`.
 */
export type ChooseForOffer = (
  offer: string,
  exclude: readonly ManagerId[],
) => {
  readonly managerIds: readonly ManagerId[];
  readonly excluded: readonly { readonly managerId: ManagerId; readonly reason: Exclusion }[];
};

export interface LadderResult {
  readonly lead: Lead;
  readonly effects: readonly LadderEffect[];
}

/** The wait of an offer begins at delivery, or this long after the offer when nobody can tell. Milliseconds. */
export const DELIVERY_GRACE_MS = 5_000;
