import type { Business, Manager, RoutingRule, RuleTarget, Service } from "../../domain/business.ts";
import type { Entry } from "./check-shape.ts";
import type { FileReport } from "./folder-report.ts";
import { OFFERS } from "./routing-shapes.ts";
import type { Path } from "./yaml-file.ts";

/** Ids that mean something else on a ladder. */
export function checkReservedIds(report: FileReport, team: readonly Entry<Manager>[]): void {
  for (const { value, path } of team) {
    if (!OFFERS.some((offer) => offer === value.id)) continue;
    report.add({ path: [...path, "id"], isBridged: true }, { code: "reserved_id", args: { id: value.id } });
  }
}

/** Skills of services that nobody has; each is told once, where it stands first. */
export function checkSkills(
  report: FileReport,
  services: readonly Entry<Service>[],
  team: readonly Manager[],
): void {
  const covered = new Set(team.flatMap((manager) => manager.skills));
  for (const { value: service, path } of services) {
    for (const [index, skill] of service.skills.entries()) {
      if (covered.has(skill)) continue;
      covered.add(skill);
      const spot = { path: [...path, "skills", index], severity: "warning" } as const;
      report.add(spot, { code: "skill_without_people", args: { skill } });
    }
  }
}

/** Rules whose target nobody in the team satisfies: their leads would always go elsewhere. */
export function checkTargets(
  report: FileReport,
  rules: readonly Entry<Pick<RoutingRule, "to">>[],
  team: readonly Manager[],
): void {
  for (const { value, path } of rules) {
    if (team.some((manager) => fits(manager, value.to))) continue;
    const target = Object.entries(value.to)
      .map(([key, wanted]) => `${key}: ${String(wanted)}`)
      .join(", ");
    const spot = { path: [...path, "to"], isBridged: true } as const;
    report.add(spot, { code: "target_without_people", args: { target } });
  }
}

function fits(manager: Manager, target: RuleTarget): boolean {
  return (
    (target.team === undefined || manager.teams.includes(target.team)) &&
    (target.skill === undefined || target.skill === "service" || manager.skills.includes(target.skill)) &&
    (target.branch === undefined ||
      manager.branches.length === 0 ||
      manager.branches.includes(target.branch)) &&
    (target.role === undefined || manager.role === target.role) &&
    (target.manager === undefined || manager.id === target.manager)
  );
}

/** Whether somebody is there for what goes to the people on duty. */
export function checkDuty(
  reports: { readonly business: FileReport; readonly team: FileReport },
  night: Business["night"],
  team: readonly Manager[],
): void {
  if (team.some((manager) => manager.role === "duty")) return;
  const path: Path = ["night", "handoff"];
  if (night.handoff === "duty") {
    reports.business.add({ path }, { code: "role_without_people", args: { role: "duty", isFatal: true } });
  } else {
    const args = { role: "duty", isFatal: false } as const;
    reports.team.add({ path: [0], severity: "warning" }, { code: "role_without_people", args });
  }
}
