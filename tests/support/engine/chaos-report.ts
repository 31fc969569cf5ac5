import type { ChaosReport } from "./chaos.ts";

/** Promises that were broken, in words. */
export function chaosFaults(report: ChaosReport): readonly string[] {
  const { messages, effects, timers } = report;
  const counts: readonly (readonly [string, number])[] = [
    ["messages lost", messages.lost],
    ["messages dealt with twice", messages.duplicated],
    ["messages out of order", messages.reordered],
    ["effects lost", effects.lost],
    ["effects doubled", effects.duplicated],
    ["effects out of order", effects.reordered],
    ["timers missed", timers.missed],
    ["timers fired twice", timers.repeated],
    ["rows given up", report.givenUp],
  ];
  const broken = counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
  return report.drainedMs === undefined ? [...broken, `work left over: ${report.leftOver}`] : broken;
}

export function printChaos(report: ChaosReport, print: (line: string) => void): void {
  const { kills, messages, effects, timers } = report;
  const rows: readonly (readonly [string, string])[] = [
    ["acknowledged", `${report.acked} (${report.perSecond.toFixed(0)}/s)`],
    [
      "killed",
      `${kills.worker} workers, ${kills.ingest} ingest, PostgreSQL ${kills.database} times (back after ${kills.databaseBackMs.join(", ")} ms); frozen ${(kills.frozenMs / 1000).toFixed(0)} s`,
    ],
    [
      "messages lost / twice / out of order",
      `${messages.lost} / ${messages.duplicated} / ${messages.reordered}`,
    ],
    [
      "effects lost / doubled / out of order",
      `${effects.lost} / ${effects.duplicated} / ${effects.reordered}`,
    ],
    ["effects sent / raw repeats", `${report.recorded} / ${report.rawRepeats}`],
    ["timers set / missed / fired twice", `${timers.set} / ${timers.missed} / ${timers.repeated}`],
    ["timer lateness p50 / p99 / max", spread(timers.lateMs)],
    ["first attempt → acknowledgement p50 / p99 / max", spread(report.ackMs)],
    ["receive → turn p50 / p99 / max", spread(report.startMs)],
    [
      "all done after",
      report.drainedMs === undefined
        ? `never: ${report.leftOver}`
        : `${(report.drainedMs / 1000).toFixed(1)} s`,
    ],
  ];
  for (const [name, value] of rows) print(`${name.padEnd(50)} ${value}`);
  const figures = Object.fromEntries(rows);
  print(JSON.stringify({ chaos: figures, faults: chaosFaults(report) }));
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  return `${at(0.5)} / ${at(0.99)} / ${at(1)} ms`;
}
