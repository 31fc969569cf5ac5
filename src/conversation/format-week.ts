import { WEEK_DAYS, type MinuteSpan, type WeekHours } from "../domain/calendar.ts";

/** `HH:MM` of minutes since midnight; past midnight it begins anew, the very end of the day is 24:00. */
export function clockTime(minute: number): string {
  const within = minute > 1440 ? minute - 1440 : minute;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

export function spansText(spans: readonly MinuteSpan[]): string {
  return spans.map((span) => `${clockTime(span.from)}–${clockTime(span.to)}`).join(", ");
}

/** Days with the same hours drawn together: "пн–сб 10:00–21:00, вс 11:00–19:00". */
export function weekText(
  hours: WeekHours,
  words: { readonly days: readonly string[]; readonly daily: string; readonly dayOff: string },
): string {
  const groups: { first: number; last: number; text: string }[] = [];
  for (const [index, day] of WEEK_DAYS.entries()) {
    const text = spansText(hours[day] ?? []) || words.dayOff;
    const group = groups.at(-1);
    if (group?.text === text) group.last = index;
    else groups.push({ first: index, last: index, text });
  }
  const [only] = groups;
  if (only && groups.length === 1) return `${words.daily} ${only.text}`;
  return groups
    .map(({ first, last, text }) => {
      const days = first === last ? words.days[first] : `${words.days[first]}–${words.days[last]}`;
      return `${days} ${text}`;
    })
    .join(", ");
}

/** +7 495 000-00-01 for a Russian number, others as they are. */
export function phoneText(e164: string): string {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : e164;
}

/** A time slot's pieces: `18:00`, `12:00-15:00`, `19:00-`, `-12:00`. */
export function readTimeSlot(
  value: string,
): { readonly from?: string | undefined; readonly to?: string | undefined } | undefined {
  const match = /^(\d{1,2}:\d{2})?(-)?(\d{1,2}:\d{2})?$/.exec(value);
  if (!match || (!match[1] && !match[3])) return undefined;
  if (match[1] && !match[2]) return { from: match[1], to: match[1] };
  return { from: match[1], to: match[3] };
}
