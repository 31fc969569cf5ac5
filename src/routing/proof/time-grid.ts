import type { Business, Manager, RuleCondition } from "../../domain/business.ts";
import {
  addDays,
  coversLocalTime,
  toInstant,
  toLocalTime,
  WEEK_DAYS,
  type LocalTime,
  type WeekHours,
} from "../../domain/calendar.ts";
import { isOpen, openingHours } from "../../domain/opening.ts";
import { presenceAt } from "../../domain/shift.ts";
import { bitOf, hasBit, NONE } from "./bits.ts";

/** Time between two moments at which anything changes for anybody. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  readonly local: LocalTime;
  /** Index into the states. */
  readonly state: number;
}

/** What rules and people can tell of a moment: two moments of one state are alike in everything. */
export interface TimeState {
  /** Bit per person of team.yaml. */
  readonly onShift: bigint;
  /** Bit per branch of business.yaml; the bit after the last one is "branch not known". */
  readonly open: bigint;
  /** Bit per rule whose own hours cover the moment. */
  readonly ruleHours: bigint;
}

export interface TimeGrid {
  readonly from: Date;
  readonly to: Date;
  readonly stretches: readonly Stretch[];
  readonly states: readonly TimeState[];
}

const DAY_MINUTES = 1440;

/**
 * Cuts the days from the one of `from` on at every change of a shift, break, opening hour, absence, holiday and rule's
 * hours. Nothing is sampled: within a stretch nothing changes. On a day with a change of clocks every minute is a
 * stretch.
 */
export function cutTime(business: Business, from: Date, days: number): TimeGrid {
  const { timezone } = business;
  const first = toLocalTime(from, timezone).day;
  const moments: number[] = [];
  const odd = new Set<string>();
  const minutes = breakMinutes(business);
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = addDays(first, ahead);
    const start = toInstant(day, 0, timezone).getTime();
    const end = toInstant(addDays(day, 1), 0, timezone).getTime();
    if (end - start === DAY_MINUTES * 60_000) {
      for (const minute of minutes[weekdayOf(day)] ?? []) moments.push(start + minute * 60_000);
    } else {
      odd.add(day);
      for (let moment = start; moment < end; moment += 60_000) moments.push(moment);
    }
  }
  const end = toInstant(addDays(first, days), 0, timezone);
  const read = stateReader(business, odd);
  const known = new Map<string, number>();
  const states: TimeState[] = [];
  const stretches = moments.map((moment, index): Stretch => {
    const at = new Date(moment);
    const local = toLocalTime(at, timezone);
    const state = read(at, local);
    const key = `${state.onShift}/${state.open}/${state.ruleHours}`;
    let number = known.get(key);
    if (number === undefined) {
      number = states.length;
      known.set(key, number);
      states.push(state);
    }
    const next = moments[index + 1];
    return { from: at, to: next === undefined ? end : new Date(next), local, state: number };
  });
  return { from: toInstant(first, 0, timezone), to: end, stretches, states };
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Minutes of each weekday at which some hours begin or end; midnight always, for days off. */
function breakMinutes(business: Business): readonly (readonly number[])[] {
  const hours: readonly WeekHours[] = [
    ...business.team.map(({ shifts }) => shifts),
    ...business.branches.map((branch) => branch.hours),
    ...business.rules.flatMap(({ when }) => (typeof when.time === "object" ? [when.time] : [])),
  ];
  return WEEK_DAYS.map((day, weekday) => {
    const minutes = new Set([0]);
    const yesterday = WEEK_DAYS[(weekday + 6) % 7] ?? day;
    for (const week of hours) {
      for (const { from, to } of week[day] ?? []) minutes.add(from).add(to);
      for (const { to } of week[yesterday] ?? []) minutes.add(to - DAY_MINUTES);
    }
    return [...minutes].filter((minute) => minute >= 0 && minute < DAY_MINUTES).toSorted((a, b) => a - b);
  });
}

/** @param odd Days on which the wall clock does not tell the moment: there the hours are asked by the moment. */
function stateReader(business: Business, odd: ReadonlySet<string>) {
  const places = [...business.branches.map(({ id }) => id), undefined];
  const openings = places.map((id) => openingHours(business, id));
  const isOpenAt = (place: number, at: Date, local: LocalTime): boolean => {
    const hours = openings[place];
    if (hours === undefined) return true;
    if (odd.has(local.day) || odd.has(addDays(local.day, -1))) return isOpen(business, at, places[place]);
    return coversLocalTime(local, hours, business.holidays);
  };
  return (at: Date, local: LocalTime): TimeState => ({
    onShift: bitsWhere(
      business.team,
      (manager: Manager) => presenceAt(manager, business, local) === "on_shift",
    ),
    open: bitsWhere(places, (_, place) => isOpenAt(place, at, local)),
    ruleHours: bitsWhere(
      business.rules,
      ({ when }) => typeof when.time === "object" && coversLocalTime(local, when.time),
    ),
  });
}

function bitsWhere<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): bigint {
  let set = NONE;
  for (const [index, item] of items.entries()) if (holds(item, index)) set |= bitOf(index);
  return set;
}

/** Whether the condition's hours hold in a state, for a request about the branch of that index. */
export function holdsInTime(
  time: RuleCondition["time"],
  rule: number,
  state: TimeState,
  place: number,
): boolean {
  if (time === undefined) return true;
  if (typeof time === "object") return hasBit(state.ruleHours, rule);
  return hasBit(state.open, place) === (time === "open");
}
