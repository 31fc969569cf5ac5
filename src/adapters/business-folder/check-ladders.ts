import type { LadderRung, Manager, Sla } from "../../domain/business.ts";
import { PRIORITIES } from "../../domain/category.ts";
import type { FileReport } from "./folder-report.ts";
import type { Path } from "./yaml-file.ts";

export interface LadderEntry {
  readonly name: string;
  readonly path: Path;
  /** Rungs in order; `undefined` where one could not be read. */
  readonly rungs: readonly (LadderRung | undefined)[];
}

/** Every rung but the last waits, and the last one leaves a task with a person. */
export function checkLadder(
  report: FileReport,
  ladder: LadderEntry,
  team: readonly Manager[] | undefined,
): void {
  const { name, path, rungs } = ladder;
  if (rungs.length === 0) {
    report.add({ path }, { code: "ladder_without_task", args: { ladder: name } });
    return;
  }
  for (const [index, rung] of rungs.entries()) {
    if (!rung) continue;
    const isLast = index === rungs.length - 1;
    const here = [...path, index];
    if (!isLast && rung.waitMs === undefined) {
      report.add({ path: here }, { code: "rung_without_wait", args: { offer: rung.offer } });
    }
    if (isLast) checkLastRung(report, name, here, rung);
    const role = (["duty", "head"] as const).find((one) => one === rung.offer);
    if (!role || !team || team.some((manager) => manager.role === role)) continue;
    const severity = isLast ? "error" : "warning";
    const args = { role, isFatal: isLast };
    const spot = { path: [...here, "offer"], severity, isBridged: isLast || undefined } as const;
    report.add(spot, { code: "role_without_people", args });
  }
}

function checkLastRung(report: FileReport, ladder: string, path: Path, rung: LadderRung): void {
  if (rung.task === undefined) report.add({ path }, { code: "ladder_without_task", args: { ladder } });
  else if (rung.offer === "next") {
    report.add({ path: [...path, "offer"] }, { code: "ladder_without_person", args: { ladder } });
  }
}

/** The more important, the sooner. */
export function checkSla(report: FileReport, sla: Sla): void {
  for (const [index, lower] of PRIORITIES.entries()) {
    const higher = PRIORITIES[index - 1];
    if (!higher || sla.targetsMs[higher] <= sla.targetsMs[lower]) continue;
    const isWritten = report.yaml?.existing(["sla", lower]).length === 2;
    report.add({ path: ["sla", isWritten ? lower : higher] }, { code: "sla_order", args: { higher, lower } });
  }
}
