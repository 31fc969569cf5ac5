import type { Business, Manager } from "../domain/business.ts";
import { workingTimeBetween } from "../domain/calendar.ts";
import { formatDuration, plural } from "../domain/format.ts";
import { emptyLedgerRow, type LedgerEntry, type LedgerRow } from "../domain/ledger.ts";
import { EXCLUSIONS, exclusionName, type Exclusion } from "../domain/routing.ts";
import { teamById } from "./routing-subject.ts";

const HOUR_MS = 3_600_000;
/** A share is told to be high or low from this much on. */
const TELLING = 0.1;
/** And not of fewer offers than these to the whole role. */
const TELLING_OFFERS = 10;

const TARGET_REASONS: Readonly<Record<string, Readonly<Record<"ru" | "en", string>>>> = {
  not_in_target_role: { ru: "правило ждёт другую роль", en: "the rule wants another role" },
  not_in_target_skill: { ru: "нет нужного навыка", en: "lacks the skill" },
  not_in_target_team: { ru: "правило ждёт другую команду", en: "the rule wants another team" },
};

function isExclusion(reason: string): reason is Exclusion {
  return EXCLUSIONS.some((one) => one === reason);
}

function reasonName(reason: string, language: Business["language"]): string {
  return (
    TARGET_REASONS[reason]?.[language] ?? (isExclusion(reason) ? exclusionName(reason, language) : reason)
  );
}

/** Duty people keep their shifts on holidays, as in `presenceAt`. */
function shiftHours(manager: Manager, business: Business, from: Date, to: Date): number {
  const free = manager.role === "duty" ? manager.absences : [...manager.absences, ...business.holidays];
  return workingTimeBetween(from, to, manager.shifts, business.timezone, free) / HOUR_MS;
}

interface Counted {
  readonly row: LedgerRow;
  readonly manager: Manager | undefined;
  readonly hours: number | undefined;
}

/**
 * The fair-share ledger: what was counted from `from` to `to` beside what weight and hours on shift would give, per role,
 * and why. Everybody of the team is in it, in the order of ids, then those who have left. Hours come from the team as
 * it is now; pauses leave no trace and are not told apart.
 */
export function describeLedger(
  rows: readonly LedgerRow[],
  business: Business,
  span: { readonly from: Date; readonly to: Date; readonly now: Date },
): readonly LedgerEntry[] {
  const until = span.to < span.now ? span.to : span.now;
  const known = new Map(rows.map((row) => [row.managerId, row]));
  const members = teamById(business).map((manager): Counted => ({
    row: known.get(manager.id) ?? emptyLedgerRow(manager.id),
    manager,
    hours: shiftHours(manager, business, span.from, until),
  }));
  const ids = new Set<string>(members.map(({ row }) => row.managerId));
  const gone = rows
    .filter(({ managerId }) => !ids.has(managerId))
    .map((row): Counted => ({ row, manager: undefined, hours: undefined }));
  return [...members, ...gone].map((counted) => toEntry(counted, members, business));
}

function toEntry(counted: Counted, members: readonly Counted[], business: Business): LedgerEntry {
  const { row, manager, hours } = counted;
  const peers = members.filter((one) => manager !== undefined && one.manager?.role === manager.role);
  const offers = sum(peers, ({ row: { offered } }) => offered);
  const due = sum(peers, dueOf);
  const shares = {
    ...(manager && offers > 0 ? { share: row.offered / offers } : {}),
    ...(manager && due > 0 ? { fairShare: dueOf(counted) / due } : {}),
  };
  const { language } = business;
  const reasons = Object.entries(row.filtered)
    .map(([reason, count]) => ({ reason, name: reasonName(reason, language), count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const entry = {
    ...row,
    managerName: manager?.name ?? row.managerId,
    ...(manager ? { role: manager.role, weight: manager.weight } : {}),
    ...(hours === undefined ? {} : { shiftHours: Math.round(hours * 100) / 100 }),
    ...shares,
    reasons,
  };
  return { ...entry, sentence: sentenceOf(entry, offers, business) };
}

function dueOf({ manager, hours }: Counted): number {
  return (manager?.weight ?? 0) * (hours ?? 0);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function sentenceOf(
  entry: Omit<LedgerEntry, "sentence">,
  peerOffers: number,
  { language }: Business,
): string {
  const isRussian = language === "ru";
  const { offered, share, fairShare, shiftHours: hours, reasons } = entry;
  const parts: string[] = [
    isRussian
      ? `${offered} ${plural(offered, "предложение", "предложения", "предложений")}`
      : `${offered} ${offered === 1 ? "offer" : "offers"}`,
  ];
  if (share !== undefined && fairShare !== undefined) {
    const verdict = peerOffers < TELLING_OFFERS ? "" : verdictOf(share - fairShare, isRussian);
    parts.push(
      isRussian
        ? `доля ${percent(share)} при положенных ${percent(fairShare)}${verdict}`
        : `a share of ${percent(share)} against ${percent(fairShare)} due${verdict}`,
    );
  }
  if (entry.role === undefined) parts.push(isRussian ? "в команде больше нет" : "has left the team");
  if (hours !== undefined) {
    const time = formatDuration(hours * HOUR_MS, language);
    parts.push(isRussian ? (hours === 0 ? "смен не было" : `в смене ${time}`) : `on shift ${time}`);
  }
  const why = reasons.map(({ name, count }) => `${name} — ${count}`);
  const text = `${entry.managerName}: ${parts.join(", ")}.`;
  if (why.length === 0) return text;
  return isRussian ? `${text} Мимо: ${why.join(", ")}.` : `${text} Passed over: ${why.join(", ")}.`;
}

function verdictOf(difference: number, isRussian: boolean): string {
  if (Math.abs(difference) < TELLING) return "";
  if (difference < 0) return isRussian ? " (меньше)" : " (less)";
  return isRussian ? " (больше)" : " (more)";
}
