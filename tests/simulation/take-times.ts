import { toLocalTime } from "../../src/domain/calendar.ts";
import { takingOf, type Lead } from "../../src/domain/lead.ts";
import type { SimulationResult } from "./simulate.ts";

interface Taking {
  readonly priority: string;
  readonly band: string;
  readonly manager: string;
  readonly rung: string;
  readonly tookS: number;
}

const BANDS: readonly (readonly [from: number, name: string])[] = [
  [21, "night 21-08"],
  [18, "evening 18-21"],
  [12, "day 12-18"],
  [8, "morning 8-12"],
  [0, "night 21-08"],
];

/** How long leads waited until somebody took them: by priority, hour of day, manager and rung of the ladder. */
export function takeTimes({ census, business }: SimulationResult): readonly Taking[] {
  return census.leads.flatMap((lead) => {
    const taking = takingOf(lead);
    if (!taking) return [];
    const hour = toLocalTime(lead.createdAt, business.timezone).minute / 60;
    return [
      {
        priority: lead.request.priority,
        band: BANDS.find(([from]) => hour >= from)?.[1] ?? "",
        manager: business.team.find(({ id }) => id === taking.by)?.name ?? taking.by,
        rung: rungOf(lead, taking.by),
        tookS: (taking.at.getTime() - lead.createdAt.getTime()) / 1000,
      },
    ];
  });
}

function rungOf(lead: Lead, by: string): string {
  const offer = lead.offers.findLast(({ managerId, outcome }) => managerId === by && outcome === "taken");
  if (!offer) return "without a card";
  if (offer.offeredAt >= lead.slaDueAt) return "after the promise";
  return `step ${offer.rung + 1}: ${lead.rungs[offer.rung]?.offer ?? ""}`;
}

/** As a table for people. */
export function formatTakeTimes(result: SimulationResult): string {
  const takings = takeTimes(result);
  const { leads } = result.census;
  const count = (status: Lead["ladder"]["status"]) =>
    leads.filter(({ ladder }) => ladder.status === status).length;
  const parts = (["priority", "band", "manager", "rung"] as const).map((key) => {
    const names = [...new Set(takings.map((taking) => taking[key]))].toSorted();
    const rows = names.map((name) =>
      row(
        name,
        takings.filter((taking) => taking[key] === name).map(({ tookS }) => tookS),
      ),
    );
    return [`${key.padEnd(26)}${HEAD}`, ...rows].join("\n");
  });
  const all = row(
    "all",
    takings.map(({ tookS }) => tookS),
  );
  const ends = `${leads.length} leads: ${takings.length} taken, ${count("ended")} with a task, ${count("closed")} of them closed`;
  return [ends, ...parts, all].join("\n\n");
}

const HEAD = "  taken   median     p90      max";

function row(name: string, seconds: readonly number[]): string {
  const sorted = seconds.toSorted((a, b) => a - b);
  const share = (part: number) =>
    duration(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  const cells = [String(sorted.length).padStart(7), share(0.5), share(0.9), share(1)];
  return `${name.padEnd(26)}${cells.map((cell) => cell.padStart(8)).join(" ")}`;
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 5_400 ? `${(seconds / 60).toFixed(1)} m` : `${(seconds / 3600).toFixed(1)} h`;
}
