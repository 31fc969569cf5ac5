import type { DeskStore } from "../adapters/postgres/desk-store.ts";
import type { Business } from "../domain/business.ts";
import type { Effect } from "../domain/effect.ts";
import type { OfferId } from "../domain/ids.ts";
import type { Lead, Offer } from "../domain/lead.ts";
import { toAlertCard } from "../handoff/alert-card.ts";
import { conversationUrl } from "../handoff/conversation-url.ts";
import type { Delivery } from "../outbox/settle.ts";
import type { SendResult } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { LaneStore } from "../ports/lane-store.ts";
import type { AlertCard, ManagerAlerts } from "../ports/manager-alerts.ts";
import type { ClaimedEffect } from "../ports/outbox-store.ts";
import type { Transcripts } from "../ports/transcripts.ts";
import { toDelivery } from "./to-delivery.ts";
import type { Report } from "./stored-bodies.ts";

export interface AlertOptions {
  /** Undefined: managers see offers in the console only. */
  readonly alerts: ManagerAlerts | undefined;
  readonly store: LaneStore;
  readonly desk: DeskStore;
  readonly transcripts: Transcripts;
  readonly business: () => Business;
  readonly clock: Clock;
  readonly publicUrl: string;
}

type AlertEffect = Extract<Effect, { kind: "send_alert" | "close_alert" | "notify_manager" }>;

/** The transcript's lines that are read to find the customer's last words. */
const LINES_READ = 500;

export async function performAlert(
  effect: AlertEffect,
  claimed: ClaimedEffect,
  options: AlertOptions,
): Promise<Delivery> {
  const { alerts } = options;
  // Without a managers' bot the console is where offers are seen and taken.
  if (!alerts) return { outcome: "done" };
  switch (effect.kind) {
    case "send_alert":
      return sendAlert(effect, claimed, alerts, options);
    case "close_alert":
      return rewriteAlert(effect, claimed, alerts, options);
    case "notify_manager": {
      const result = await alerts.notify(effect.managerId, effect.text, effect.leadId);
      return hasNoAddress(result) ? { outcome: "done" } : toDelivery(result);
    }
  }
}

async function sendAlert(
  effect: Extract<Effect, { kind: "send_alert" }>,
  claimed: ClaimedEffect,
  alerts: ManagerAlerts,
  options: AlertOptions,
): Promise<Delivery> {
  const found = await findOffer(effect.offerId, claimed, options);
  // Whoever has let an offer pass while Telegram was away needs no card of it.
  if (!found || found.offer.endedAt) return { outcome: "done" };
  const result = await alerts.send(await cardOf(found, options));
  const { leadId, offerId } = effect;
  if (result.outcome === "sent") {
    const report: Report = { kind: "alert_delivered", leadId, offerId, at: options.clock.now() };
    const [externalId] = result.externalIds;
    return { outcome: "done", note: { report, ...(externalId ? { alert: { offerId, externalId } } : {}) } };
  }
  if (hasNoAddress(result)) return { outcome: "done" };
  if (result.outcome === "never") {
    const report: Report = { kind: "alert_failed", leadId, offerId, reason: result.code };
    return { outcome: "never", error: result.code, note: { report } };
  }
  return toDelivery(result);
}

async function rewriteAlert(
  effect: Extract<Effect, { kind: "close_alert" }>,
  claimed: ClaimedEffect,
  alerts: ManagerAlerts,
  options: AlertOptions,
): Promise<Delivery> {
  const externalId = await options.desk.alertOfOffer(effect.offerId);
  const found = await findOffer(effect.offerId, claimed, options);
  if (!externalId || !found) return { outcome: "done" };
  const result = await alerts.edit(externalId, await cardOf(found, options));
  // A card that can't be edited any more is no reason to bother anybody.
  return result.outcome === "never" ? { outcome: "done" } : toDelivery(result);
}

interface FoundOffer {
  readonly lead: Lead;
  readonly offer: Offer;
}

async function findOffer(
  offerId: OfferId,
  claimed: ClaimedEffect,
  options: AlertOptions,
): Promise<FoundOffer | undefined> {
  const { leadId, thread } = claimed;
  if (!leadId || !thread) return undefined;
  const { leads } = await options.store.load(thread, [leadId]);
  const lead = leads.find((one) => one.id === leadId);
  const offer = lead?.offers.find((one) => one.id === offerId);
  return lead && offer ? { lead, offer } : undefined;
}

async function cardOf({ lead, offer }: FoundOffer, options: AlertOptions): Promise<AlertCard> {
  const lines = await options.transcripts.after(lead.thread, 0, LINES_READ);
  return toAlertCard({
    lead,
    offer,
    business: options.business(),
    at: options.clock.now(),
    lastWords: lines.findLast((line) => line.author === "contact" && line.text !== "")?.text,
    url: conversationUrl(options.publicUrl, lead.conversationId),
  });
}

function hasNoAddress(result: SendResult): boolean {
  return result.outcome === "never" && result.code === "no_address";
}
