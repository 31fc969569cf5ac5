import type { Business } from "../domain/business.ts";
import { categoryName, type Priority } from "../domain/category.ts";
import { formatDateTime } from "../domain/format.ts";
import type { ManagerId } from "../domain/ids.ts";
import { offersOfLadder, type Lead, type Offer } from "../domain/lead.ts";
import type { AlertCard } from "../ports/manager-alerts.ts";
import { clipText } from "./clip-text.ts";
import { leadFacts, serviceName } from "./lead-facts.ts";
import { LEAD_WORDS } from "./lead-words.ts";
import { whyThisManager } from "./why-this-manager.ts";

const SIGNS: Record<Priority, string> = { critical: "🔴", high: "🟠", normal: "🟢", low: "⚪" };
const MAX_WORDS_LENGTH = 500;
const MAX_FACT_LENGTH = 200;
const MAX_WHY_LENGTH = 900;
/** Telegram's limit is 4096 characters of text. */
const MAX_CARD_LENGTH = 3800;

export interface AlertCardOptions {
  readonly lead: Lead;
  readonly offer: Offer;
  readonly business: Business;
  readonly at: Date;
  /** The customer's last message. */
  readonly lastWords?: string | undefined;
  /** Address of the conversation in the console. */
  readonly url?: string | undefined;
}

function headline(lead: Lead, business: Business): string {
  const { category, priority, urgent, isVip } = lead.request;
  const words = LEAD_WORDS[business.language];
  const marks = [categoryName(category, business.language), urgent && words.urgent, isVip && "VIP"];
  return `${SIGNS[priority]} ${marks.filter((mark) => mark !== false).join(" · ")}`;
}

function isOfEarlierLadder(lead: Lead, offer: Offer): boolean {
  return !offersOfLadder(lead).some((one) => one.id === offer.id);
}

/** Whoever has lost the lead sees no more of the customer. */
function isTheirs(lead: Lead, offer: Offer): boolean {
  if (offer.outcome !== "taken") return false;
  return lead.ladder.status !== "taken" || lead.ladder.by === offer.managerId;
}

/** What has become of an offer, once it has ended. */
function endingOf(lead: Lead, offer: Offer, business: Business): string | undefined {
  const words = LEAD_WORDS[business.language];
  const nameOf = (id: ManagerId): string =>
    business.team.find((manager) => manager.id === id)?.name ?? String(id);
  switch (offer.outcome) {
    case undefined:
      return undefined;
    case "taken":
      // A head may have taken over what its owner left unanswered.
      if (lead.ladder.status === "taken" && lead.ladder.by !== offer.managerId)
        return words.takenBy(nameOf(lead.ladder.by));
      return words.yours;
    case "declined":
      return words.declined;
    case "expired":
      return words.expired;
    case "withdrawn":
      if (lead.ladder.status === "taken") return words.takenBy(nameOf(lead.ladder.by));
      if (lead.ladder.status === "closed") return words.closed;
      return isOfEarlierLadder(lead, offer) ? words.movedOn : words.withdrawn;
  }
}

function fullText(options: AlertCardOptions, firstLine: string | undefined): string {
  const { lead, offer, business, at, lastWords } = options;
  const words = LEAD_WORDS[business.language];
  const { ladder } = lead;
  const isTask = ladder.status === "ended" && ladder.taskFor === offer.managerId;
  const why = clipText(whyThisManager(lead, offer, business).join(" "), MAX_WHY_LENGTH);
  const due = formatDateTime(lead.slaDueAt, business.timezone, business.language, at);
  const blocks = [
    firstLine,
    headline(lead, business),
    isTask ? words.task(ladder.task) : undefined,
    leadFacts(lead, business, at)
      .map(({ label, value }) => `${label}: ${clipText(value, MAX_FACT_LENGTH)}`)
      .join("\n"),
    lastWords ? words.saying(clipText(lastWords, MAX_WORDS_LENGTH)) : undefined,
    words.answerBy(due),
    firstLine === undefined && why !== "" ? `${words.why}: ${why}` : undefined,
  ];
  return clipText(
    blocks.filter((block) => block !== undefined && block !== "").join("\n\n"),
    MAX_CARD_LENGTH,
  );
}

/**
 * An offer as its manager sees it. While it waits, all that is known and two buttons; once it is lost, only what became
 * of it, without the customer's data; for whoever took it, the whole card without buttons.
 */
export function toAlertCard(options: AlertCardOptions): AlertCard {
  const { lead, offer, business, url } = options;
  const ending = endingOf(lead, offer, business);
  const base = { offerId: offer.id, managerId: offer.managerId, ...(url === undefined ? {} : { url }) };
  if (ending === undefined) {
    return { ...base, text: fullText(options, undefined), buttons: LEAD_WORDS[business.language].buttons };
  }
  if (isTheirs(lead, offer)) return { ...base, text: fullText(options, ending) };
  const subject = [headline(lead, business), serviceName(lead, business)].filter(
    (part) => part !== undefined,
  );
  return { offerId: offer.id, managerId: offer.managerId, text: `${ending}\n${subject.join(" · ")}` };
}
