import type { LeadId, ManagerId, OfferId } from "../domain/ids.ts";
import type { SendResult } from "./channel.ts";

/** An offer as a manager sees it. Plain text, ready to show; the port decides on markup. */
export interface AlertCard {
  readonly offerId: OfferId;
  readonly managerId: ManagerId;
  readonly text: string;
  /** Labels in the business's language; absent once the offer has ended. */
  readonly buttons?: { readonly take: string; readonly decline: string } | undefined;
  /** Address of the conversation in the console. */
  readonly url?: string | undefined;
}

/** How managers hear of leads. A manager without an address answers `never` with code `no_address`. */
export interface ManagerAlerts {
  send(card: AlertCard): Promise<SendResult>;
  /** Rewrites the card that `send` returned `externalIds` for. Saying the same again is a success. */
  edit(externalId: string, card: AlertCard): Promise<SendResult>;
  /** @param leadId What the note is about, where the manager may answer the customer by replying to it. */
  notify(managerId: ManagerId, text: string, leadId?: LeadId): Promise<SendResult>;
}
