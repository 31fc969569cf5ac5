import { PRIORITIES } from "../../../domain/category.ts";
import { el } from "../element.ts";
import { durationText } from "../format.ts";
import { words } from "../words.ts";
import { wire, type Lead, type Stats } from "../wire.ts";
import type { LoadView, ViewContext } from "../view.ts";
import { leadCard } from "./lead-card.ts";
import { demoLink, emptyState, setupNotes } from "./parts.ts";

type Group = keyof typeof words.groups;
const GROUPS: readonly Group[] = ["waiting", "offered", "taken", "closed"];

/** The first view: what waits for a person now, and how long still. */
export const loadBoard: LoadView = async (context) => {
  const [{ items: closed }, { stats }] = await Promise.all([
    context.api.read("leads?status=closed&limit=10", wire.leads),
    context.api.read("stats", wire.stats),
  ]);
  return () => renderBoard([...context.openLeads, ...closed], stats, context);
};

function renderBoard(leads: readonly Lead[], stats: Stats, context: ViewContext): HTMLElement {
  const page = el("div.board-page", {}, el("h1.visually-hidden", {}, words.now), renderStats(stats));
  if (leads.length === 0) {
    page.append(emptyState(words.emptyTitle, words.emptyBoard, demoLink()), ...notes(context, true));
    return page;
  }
  page.append(
    ...notes(context, false),
    el(
      "div.board",
      {},
      GROUPS.map((group) =>
        renderGroup(
          group,
          leads.filter((lead) => groupOf(lead) === group),
          context,
        ),
      ),
    ),
  );
  return page;
}

function notes({ setup }: ViewContext, isOpen: boolean): readonly HTMLElement[] {
  const list = setupNotes(setup, ["telegram", "whatsapp", "managers_bot", "bitrix24", "database", "widget"]);
  if (!list) return [];
  return [
    el("details.setup", { "data-key": "setup", open: isOpen }, el("summary", {}, summaryOf(list)), list),
  ];
}

/** Only the names; the ways to turn them on are inside. */
function summaryOf(list: HTMLElement): string {
  return Array.from(list.querySelectorAll(".part"), (part) => {
    const [name, state] = [part.querySelector(".part-name"), part.querySelector(".part-state")];
    return `${name?.textContent ?? ""}: ${state?.textContent ?? ""}`;
  }).join(" · ");
}

function groupOf(lead: Lead): Group {
  switch (lead.status) {
    case "held":
    case "ended":
      return "waiting";
    case "offering":
      return "offered";
    case "taken":
      return "taken";
    case "closed":
      return "closed";
  }
}

function renderGroup(group: Group, leads: readonly Lead[], context: ViewContext): HTMLElement {
  const sorted = group === "closed" ? leads : [...leads].sort(mostPressingFirst);
  return el(
    "section.group",
    { "data-key": group, "data-group": group, "aria-labelledby": `group-${group}` },
    el(
      "header.group-head",
      {},
      el("h2", { id: `group-${group}` }, words.groups[group], " ", el("span.count", {}, leads.length)),
      el("p", {}, words.groupHints[group]),
    ),
    leads.length === 0
      ? el("p.group-empty", {}, words.groupEmpty[group])
      : sorted.map((lead) => leadCard(lead, context)),
  );
}

/** Unanswered before answered, then nobody's before somebody's, then by priority, then by the promise. */
function mostPressingFirst(a: Lead, b: Lead): number {
  const rank = (lead: Lead) => [
    lead.firstHumanReplyAt === null ? 0 : 1,
    lead.status === "ended" ? 0 : 1,
    PRIORITIES.indexOf(lead.priority),
    Date.parse(lead.slaDueAt),
  ];
  const [left, right] = [rank(a), rank(b)];
  const index = left.findIndex((value, place) => value !== right[place]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

function renderStats(stats: Stats): HTMLElement {
  const figure = (value: string | number, label: string, tone = "plain") =>
    el("div.figure", { "data-tone": tone }, el("dd", {}, value), el("dt", {}, label));
  return el(
    "dl.figures",
    { "aria-label": words.today },
    el("div.figure.figures-title", {}, el("dt", {}, words.today)),
    figure(stats.conversations, words.statConversations),
    figure(stats.leads, words.statLeads),
    figure(stats.waiting, words.statWaiting, stats.waiting > 0 ? "warn" : "plain"),
    figure(stats.taken, words.statTaken),
    stats.medianTakeSeconds === undefined
      ? null
      : figure(durationText(stats.medianTakeSeconds * 1000), words.statMedian),
  );
}
