import { isBreached, type SettledLead } from "./settled-lead.ts";

export interface WaitFigures {
  readonly p50Seconds: number;
  readonly p90Seconds: number;
}

export interface PersonFigures {
  readonly managerId: string;
  readonly offered: number;
  readonly taken: number;
  readonly value: number;
  /** Most leads on hand at once; absent for the past. */
  readonly peak?: number | undefined;
}

/** What became of all requests together. Shares are 0 to 1. */
export interface ReplayFigures {
  readonly leads: number;
  readonly offers: number;
  readonly taken: number;
  /** Nobody had taken them by the end. */
  readonly unreached: number;
  readonly nightShare: number;
  /** Of those taken: while their branch was closed. */
  readonly takenAtNightShare: number;
  /** From the request to the take; absent when nothing was taken. */
  readonly wait?: WaitFigures | undefined;
  /** The same of requests that came in working time. */
  readonly dayWait?: WaitFigures | undefined;
  readonly promised: number;
  readonly breached: number;
  readonly people: readonly PersonFigures[];
}

export interface Tally {
  add(lead: SettledLead): void;
  figures(peaks?: ReadonlyMap<string, number>): ReplayFigures;
}

/** Adds up requests one by one; of each only its waiting time is kept. */
export function createTally(knownUntil: Date): Tally {
  const sums = { leads: 0, offers: 0, taken: 0, night: 0, takenAtNight: 0, promised: 0, breached: 0 };
  const waits: number[] = [];
  const dayWaits: number[] = [];
  const people = new Map<string, { offered: number; taken: number; value: number }>();
  const personOf = (id: string) => {
    const known = people.get(id) ?? { offered: 0, taken: 0, value: 0 };
    people.set(id, known);
    return known;
  };
  return {
    add: (lead) => {
      sums.leads += 1;
      sums.offers += lead.offeredTo.length;
      sums.night += Number(lead.isNight);
      for (const id of lead.offeredTo) personOf(id).offered += 1;
      const breach = isBreached(lead, knownUntil);
      sums.promised += Number(breach !== undefined);
      sums.breached += Number(breach === true);
      if (lead.takenBy === undefined || !lead.takenAt) return;
      sums.taken += 1;
      sums.takenAtNight += Number(lead.isTakenAtNight);
      const person = personOf(lead.takenBy);
      person.taken += 1;
      person.value += lead.value;
      const wait = (lead.takenAt.getTime() - lead.at.getTime()) / 1000;
      waits.push(wait);
      if (!lead.isNight) dayWaits.push(wait);
    },
    figures: (peaks) => {
      const { leads, offers, taken, night, takenAtNight, promised, breached } = sums;
      return {
        leads,
        offers,
        taken,
        unreached: leads - taken,
        nightShare: share(night, leads),
        takenAtNightShare: share(takenAtNight, taken),
        wait: waitFigures(waits),
        dayWait: waitFigures(dayWaits),
        promised,
        breached,
        people: [...people]
          .map(([managerId, person]) => ({ managerId, ...person, peak: peaks?.get(managerId) }))
          .toSorted((a, b) => (a.managerId < b.managerId ? -1 : 1)),
      };
    },
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function waitFigures(waits: readonly number[]): WaitFigures | undefined {
  if (waits.length === 0) return undefined;
  const sorted = waits.toSorted((a, b) => a - b);
  return { p50Seconds: quantile(sorted, 0.5), p90Seconds: quantile(sorted, 0.9) };
}

/** Between two neighbours in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
