import type { Branch, Business } from "../domain/business.ts";
import { WEEK_DAYS, isDayWithin, toLocalTime } from "../domain/calendar.ts";
import type { Slots } from "../domain/slot.ts";
import { askedDays } from "./asked-day.ts";
import { spansText } from "./format-week.ts";
import { branchesFor } from "./opening.ts";
import type { Wording } from "./wording.ts";

const MAX_BRANCHES = 6;

function label(branch: Branch, branches: readonly Branch[]): string | undefined {
  return branches.length > 1 ? branch.name : undefined;
}

/** One line a branch; a single line without names when all of them say the same. */
function perBranch(
  branches: readonly Branch[],
  line: (branch: Branch, name: string | undefined) => string | undefined,
): readonly string[] {
  const bare = new Set(branches.map((branch) => line(branch, undefined)));
  const [only] = bare;
  if (bare.size === 1 && only !== undefined) return [only];
  return branches
    .slice(0, MAX_BRANCHES)
    .map((branch) => line(branch, label(branch, branches)))
    .filter((text) => text !== undefined);
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Hours of the branches that are meant: of the days asked about, holidays included, else of the week. */
export function hoursLines(
  business: Business,
  slots: Slots,
  text: string,
  at: Date,
  wording: Wording,
): readonly string[] {
  const branches = branchesFor(business, slots);
  const days = askedDays(text, at, business.timezone);
  if (days.length === 0) {
    return perBranch(branches, (branch, name) => wording.hours(name, wording.format.week(branch.hours)));
  }
  const today = toLocalTime(at, business.timezone).day;
  return days.flatMap((day) => {
    const weekday = weekdayOf(day);
    const words = day === today ? wording.today : wording.format.onWeekday(weekday);
    return perBranch(branches, ({ hours }, name) => {
      const key = WEEK_DAYS[weekday];
      const spans = isDayWithin(day, business.holidays) || !key ? [] : (hours[key] ?? []);
      return wording.hoursOnDay(name, words, spansText(spans) || undefined);
    });
  });
}

export function addressLines(business: Business, slots: Slots, wording: Wording): readonly string[] {
  return perBranch(branchesFor(business, slots), (branch, name) =>
    wording.address(name, branch.city, branch.address),
  );
}

export function phoneLines(business: Business, slots: Slots, wording: Wording): readonly string[] {
  const withPhone = branchesFor(business, slots).filter(({ phone }) => phone !== undefined);
  return perBranch(withPhone, ({ phone }, name) =>
    phone === undefined ? undefined : wording.phone(name, wording.format.phone(phone)),
  );
}
