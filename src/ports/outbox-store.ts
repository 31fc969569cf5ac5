import type { Effect } from "../domain/effect.ts";
import type { EffectId, LeadId } from "../domain/ids.ts";
import type { Thread } from "../domain/message.ts";

/** An effect that this process may deliver now. It is the oldest open one of its order key. */
export interface ClaimedEffect {
  readonly id: EffectId;
  /** Number of the process that holds it. */
  readonly owner: number;
  readonly effect: Effect;
  readonly thread: Thread | undefined;
  readonly leadId: LeadId | undefined;
  /** Counted from 1, this one included. */
  readonly attempt: number;
  /** An earlier attempt may have got through: look before repeating. */
  readonly isUnsure: boolean;
  readonly createdAt: Date;
}

/** What a delivery taught us, stored together with its end. */
export interface DeliveryNote {
  /** Goes back into the conversation's lane as a `report`. */
  readonly report?: Readonly<Record<string, unknown>> | undefined;
  /** The alert's id on the managers' platform, to edit it later. */
  readonly alert?: { readonly offerId: string; readonly externalId: string } | undefined;
  readonly crm?:
    | {
        readonly leadId: LeadId;
        readonly externalId: string;
        readonly entity: string;
        readonly url: string | undefined;
        readonly drift: readonly string[];
      }
    | undefined;
}

export type Settlement =
  | { readonly kind: "done"; readonly note: DeliveryNote }
  | { readonly kind: "retry"; readonly dueAt: Date; readonly isUnsure: boolean; readonly error: string }
  | { readonly kind: "dead"; readonly error: string; readonly note: DeliveryNote };

export interface OutboxStore {
  claim(at: Date, limit: number): Promise<readonly ClaimedEffect[]>;
  /** Ends an attempt. @returns False when another process has taken the effect over. */
  settle(claimed: ClaimedEffect, settlement: Settlement, at: Date): Promise<boolean>;
  /**
   * Frees effects that are this process's by the books though it does not hold them: the answer to a claim was lost on
   * its way, or what became of an attempt could not be stored (`unsettled`: that one may have got through). Not beside a
   * claim that is under way.
   *
   * @returns How many were freed.
   */
  releaseUnknown(held: readonly EffectId[], unsettled: readonly EffectId[]): Promise<number>;
  /** When the next effect may be delivered, if any is open. */
  nextDueAt(): Promise<Date | undefined>;
  size(): Promise<{ readonly pending: number; readonly dead: number }>;
}
