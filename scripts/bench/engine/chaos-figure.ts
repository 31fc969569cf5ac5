import type { ChaosReport } from "../../../tests/support/engine/chaos.ts";
import { chaosFaults } from "../../../tests/support/engine/chaos-report.ts";
import type { Figure } from "./table.ts";

/** What became of the promises while processes and database were being killed. */
export function chaosFigure(report: ChaosReport): Figure {
  const { messages, effects, timers, kills } = report;
  const sum = (what: "lost" | "duplicated" | "reordered") => messages[what] + effects[what];
  const count = `${report.acked} messages, ${timers.set} timers, ${kills.worker + kills.ingest + kills.database} kills`;
  return {
    figure: "chaos run: lost, doubled, reordered; each timer once",
    demand: "0 / 0 / 0",
    prototype: "0 / 0 / 0",
    ours: `${sum("lost")} / ${sum("duplicated")} / ${sum("reordered")}; timers missed ${timers.missed}, repeated ${timers.repeated} (${count})`,
    isMet: chaosFaults(report).length === 0,
  };
}
