import type { Business, Service } from "../../domain/business.ts";

export interface ServiceFault {
  readonly service: number;
  /** Names of branches that offer the service without anybody; empty for a business without branches. */
  readonly branches: readonly string[];
  /** Skills that nobody in the whole team has. */
  readonly missing: readonly string[];
}

/** Services that nobody does in some branch that offers them. */
export function findServiceFaults(business: Business): readonly ServiceFault[] {
  const { team, branches } = business;
  return business.services.flatMap((service, index): ServiceFault[] => {
    if (service.skills.length === 0) return [];
    const missing = service.skills.filter((skill) => !team.some(({ skills }) => skills.includes(skill)));
    const offering = branches.filter(
      ({ id }) => service.branches.length === 0 || service.branches.includes(id),
    );
    const empty = offering.filter(({ id }) => !isDoneIn(service, id, business));
    const isDone = branches.length === 0 ? isDoneIn(service, undefined, business) : empty.length === 0;
    return isDone ? [] : [{ service: index, branches: empty.map(({ name }) => name), missing }];
  });
}

function isDoneIn(service: Service, branchId: string | undefined, { team }: Business): boolean {
  return team.some(
    ({ skills, branches }) =>
      service.skills.every((skill) => skills.includes(skill)) &&
      (branchId === undefined || branches.length === 0 || branches.includes(branchId)),
  );
}
