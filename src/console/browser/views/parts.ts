import { countdown } from "../countdown.ts";
import { el, type Child } from "../element.ts";
import { durationText } from "../format.ts";
import { nameOf, words } from "../words.ts";
import type { Lead, Ownership, Setup } from "../wire.ts";

/** Small pieces that several views share. */

export function badge(text: string, tone = "plain"): HTMLElement {
  return el("span.badge", { "data-tone": tone }, text);
}

/** An honest empty place: says why it is empty and what would fill it. */
export function emptyState(title: string, text: string, ...more: readonly Child[]): HTMLElement {
  return el("div.empty", {}, el("p.empty-title", {}, title), el("p", {}, text), ...more);
}

export function demoLink(): HTMLElement {
  return el("a.button", { href: "/", target: "_blank", rel: "noopener" }, words.openDemo);
}

/** Who speaks to the customer. */
export function ownershipBadge(ownership: Ownership): HTMLElement {
  switch (ownership.status) {
    case "human":
      return badge(ownership.manager.name, "human");
    case "offered":
      return badge(words.ownedBy.offered, "offered");
    case "bot":
      return badge(words.ownedBy.bot);
    case "returned":
      return badge(words.ownedBy.returned);
  }
}

/** The promise of an answer: a running clock, or how it was kept. */
export function slaView(lead: Lead): HTMLElement | null {
  if (lead.firstHumanReplyAt !== null) {
    const tookMs = Date.parse(lead.firstHumanReplyAt) - Date.parse(lead.createdAt);
    const isLate = Date.parse(lead.firstHumanReplyAt) > Date.parse(lead.slaDueAt);
    return el(
      "span.countdown",
      { "data-tone": isLate ? "late" : "good" },
      `${words.answeredIn} ${durationText(tookMs)}`,
    );
  }
  return lead.status === "closed" ? null : countdown("sla", lead.slaDueAt, lead.createdAt);
}

export function customerName(lead: Lead): string {
  return lead.customer.name ?? words.unknownCustomer;
}

/** What is switched off or broken, with the way to turn it on. `names` are parts of the setup. */
export function setupNotes(setup: Setup, names: readonly string[]): HTMLElement | null {
  const parts = setup.parts.filter((part) => names.includes(part.name) && part.state !== "up");
  if (parts.length === 0) return null;
  return el("ul.setup-notes", {}, parts.map(partLine));
}

export function partLine(part: Setup["parts"][number]): HTMLElement {
  const cure = part.state === "off" ? nameOf(words.partCures, part.name) : (part.detail ?? "");
  return el(
    "li.part",
    { "data-state": part.state },
    el("span.part-name", {}, nameOf(words.partNames, part.name)),
    el("span.part-state", {}, nameOf(words.partStates, part.state)),
    cure === "" || cure === part.name ? null : el("span.part-cure", {}, cure),
  );
}
