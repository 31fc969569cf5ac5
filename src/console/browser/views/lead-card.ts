import { countdown, fuse } from "../countdown.ts";
import { el, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import { moneyText, slotText } from "../format.ts";
import { conversationAddress } from "../route.ts";
import { nameOf, words } from "../words.ts";
import type { Lead } from "../wire.ts";
import type { ViewContext } from "../view.ts";
import { badge, customerName, slaView } from "./parts.ts";

/** One lead on the board. */
export function leadCard(lead: Lead, context: ViewContext): HTMLElement {
  return el(
    "article.card",
    { "data-key": lead.id, "data-priority": lead.priority, "data-status": lead.status },
    el(
      "header.card-head",
      {},
      el("span.source", { title: nameOf(words.partNames, lead.source) }, icon(lead.source)),
      el("h3", {}, el("a.card-link", { href: conversationAddress(lead.conversationId) }, customerName(lead))),
      slaView(lead),
    ),
    el("p.card-tags", {}, ...tags(lead)),
    el("p.slots", {}, slotsLine(lead)),
    nextStep(lead),
    el("footer.card-foot", {}, ownerLine(lead), leadButtons(lead, context)),
  );
}

function tags(lead: Lead): readonly Child[] {
  return [
    badge(lead.categoryName, "category"),
    lead.priority === "normal" || lead.priority === "low" ? null : badge(lead.priorityName, lead.priority),
    lead.urgent ? badge(words.urgent, "critical") : null,
    lead.isVip ? badge(words.vip, "vip") : null,
    lead.isReturning ? badge(words.returning) : null,
  ];
}

/** Everything known in one line: the name is in the heading already. */
export function slotsLine(lead: Lead): string {
  const values = Object.entries(lead.slots)
    .filter(([name]) => name !== "name")
    .map(([name, value]) => slotText(name, value).text);
  const value = lead.expectedValue >= 1 ? [`≈\u00a0${moneyText(lead.expectedValue)}`] : [];
  return [...values, ...value].join(" · ");
}

/** Whom the lead goes to next, in the gateway's words, with the clock running to it. */
export function nextStep(lead: Lead): HTMLElement | null {
  // Of a taken or closed lead the owner says it all.
  if (!lead.nextStep || lead.status === "taken" || lead.status === "closed") return null;
  const { sentence, at } = lead.nextStep;
  const woundAt = lead.offers.at(-1)?.deliveredAt ?? lead.offers.at(-1)?.offeredAt ?? lead.createdAt;
  return el(
    "div.next-step",
    {},
    el("p", {}, el("span", {}, sentence), at === null ? null : countdown("step", at, woundAt)),
    at === null || lead.status !== "offering" ? null : fuse(at, woundAt),
  );
}

function ownerLine(lead: Lead): HTMLElement | null {
  if (lead.status === "closed") return closedBy(lead);
  const label = lead.ladder.status === "ended" ? words.taskFor : words.owner;
  return el(
    "span.owner",
    { "data-nobody": lead.owner === null },
    el("span.visually-hidden", {}, `${label}: `),
    lead.ladder.status === "ended" ? `${words.taskFor}: ` : null,
    lead.owner?.name ?? words.nobody,
  );
}

/** Who had the lead until it was closed, if anybody. */
function closedBy(lead: Lead): HTMLElement | null {
  const taken = lead.offers.find((offer) => offer.outcome === "taken");
  return taken ? el("span.owner", {}, taken.manager.name) : null;
}

/** Take, Decline and the menu; nothing for a closed lead. */
export function leadButtons(lead: Lead, { me }: ViewContext): HTMLElement | null {
  if (lead.status === "closed") return null;
  const isMine = lead.ladder.status === "taken" && lead.ladder.by.id === me?.id;
  const button = (action: string, text: string, kind: string) =>
    el(`button.${kind}`, { type: "button", "data-action": action, "data-lead": lead.id }, text);
  return el(
    "div.buttons",
    {},
    lead.status === "offering" ? button("decline", words.decline, "quiet") : null,
    lead.status === "taken" ? null : button("take", words.take, "primary"),
    isMine ? button("close", words.close, "quiet") : null,
    el(
      "details.menu",
      {},
      el(
        "summary",
        { "aria-label": `${words.moreActions}: ${customerName(lead)}`, title: words.moreActions },
        icon("more"),
      ),
      el(
        "div.menu-list",
        {},
        button("take-for", words.takeFor, "menu-item"),
        button("close", words.close, "menu-item"),
      ),
    ),
  );
}
