import { el } from "../element.ts";
import { momentText, percentText } from "../format.ts";
import { weekWords } from "../week-words.ts";
import { nameOf, words } from "../words.ts";
import { wire, type LedgerItem, type TeamMember } from "../wire.ts";
import type { LoadView, ViewContext } from "../view.ts";
import { badge, emptyState, setupNotes } from "./parts.ts";

/** Who is there, how busy, and what came of today's offers. */
export const loadTeam: LoadView = async (context) => {
  const ledger = await context.api.read("ledger", wire.ledger);
  const rows = new Map(ledger.items.map((item) => [item.managerId, item]));
  return () => renderTeam(context, rows);
};

function renderTeam(context: ViewContext, rows: ReadonlyMap<string, LedgerItem>): HTMLElement {
  const { team, setup } = context;
  const notes = setupNotes(setup, ["managers_bot"]);
  const onShift = team.filter((member) => member.isOnShift && !member.isPaused);
  return el(
    "div.page",
    {},
    el(
      "header.page-head",
      {},
      el("h1", {}, words.team),
      el("p.quiet-text", {}, `${words.onShift}: ${onShift.length} ${words.of} ${team.length}`),
    ),
    team.length === 0 ? emptyState(words.team, words.teamEmpty) : null,
    team.length > 0 && onShift.length === 0 ? el("p.warning", { role: "status" }, words.nobodyOnShift) : null,
    notes && el("div.note-box", {}, notes),
    el(
      "ul.people-grid",
      {},
      team.map((member) => renderMember(member, rows.get(member.id), context)),
    ),
  );
}

function renderMember(member: TeamMember, row: LedgerItem | undefined, context: ViewContext): HTMLElement {
  const button = (action: string, text: string) =>
    el("button.quiet", { type: "button", "data-action": action, "data-manager": member.id }, text);
  return el(
    "li.member",
    { "data-key": member.id, "data-on-shift": member.isOnShift, "data-paused": member.isPaused },
    el("div.member-head", {}, el("h2", {}, member.name), badge(nameOf(words.roles, member.role))),
    el("p.presence", { "data-state": presence(member) }, presenceText(member, context)),
    el(
      "div.load",
      {},
      el("span", {}, `${words.load}: ${member.load.open} ${words.of} ${member.load.capacity}`),
      el("progress", {
        max: Math.max(1, member.load.capacity),
        value: Math.min(member.load.open, Math.max(1, member.load.capacity)),
        "data-full": member.load.open >= member.load.capacity,
        "aria-label": `${words.load}: ${member.name}`,
      }),
    ),
    member.skills.length === 0 ? null : el("p.quiet-text", {}, member.skills.join(", ")),
    el("p.ledger", {}, ledgerText(row)),
    row?.share === undefined || row.fairShare === undefined
      ? null
      : el("p.ledger", {}, weekWords.share(percentText(row.share), percentText(row.fairShare))),
    el(
      "p.telegram-state",
      { "data-linked": member.isTelegramLinked },
      member.isTelegramLinked ? words.telegramLinked : words.telegramMissing,
    ),
    el(
      "div.buttons",
      {},
      member.isPaused ? button("resume", words.resume) : button("pause", words.pause),
      button("link-code", words.linkCode),
    ),
  );
}

function presence(member: TeamMember): "on" | "off" | "paused" {
  if (member.isPaused) return "paused";
  return member.isOnShift ? "on" : "off";
}

function presenceText(member: TeamMember, { api }: ViewContext): string {
  if (member.isPaused) return words.paused;
  if (member.isOnShift) return words.onShift;
  return member.nextShiftAt === null
    ? words.offShift
    : `${words.offShift}, ${words.since} ${momentText(member.nextShiftAt, api.serverNow())}`;
}

function ledgerText(row: LedgerItem | undefined): string {
  if (!row || row.offered === 0) return `${words.offersToday}: 0`;
  return [
    `${words.offersToday}: ${row.offered}`,
    `${words.ledgerTaken} ${row.taken}`,
    `${words.ledgerDeclined} ${row.declined}`,
    `${words.ledgerExpired} ${row.expired}`,
  ].join(" · ");
}
