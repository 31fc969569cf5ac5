import type { Branch, Business, Manager, Service } from "../domain/business.ts";
import { toLocalTime, type LocalTime } from "../domain/calendar.ts";
import type { LeadRequest } from "../domain/lead.ts";
import { isOpen } from "../domain/opening.ts";

/** A request with everything about it that rules and filters ask for, looked up once per decision. */
export interface RoutingSubject {
  readonly request: LeadRequest;
  readonly business: Business;
  readonly at: Date;
  readonly local: LocalTime;
  readonly service: Service | undefined;
  readonly branch: Branch | undefined;
  /** City of the named branch, else the city in the customer's words. */
  readonly city: string | undefined;
  /** Whether the request's branch works now; computed when a rule first asks. */
  isOpenNow(): boolean;
}

export function toRoutingSubject(request: LeadRequest, business: Business, at: Date): RoutingSubject {
  const branch = business.branches.find((candidate) => candidate.id === request.branchId);
  const saidCity = request.slots.city;
  let isOpenNow: boolean | undefined;
  return {
    request,
    business,
    at,
    local: toLocalTime(at, business.timezone),
    service: business.services.find((candidate) => candidate.id === request.serviceId),
    branch,
    city: branch?.city ?? (saidCity === undefined ? undefined : String(saidCity)),
    isOpenNow: () => (isOpenNow ??= isOpen(business, at, request.branchId)),
  };
}

const teams = new WeakMap<readonly Manager[], readonly Manager[]>();

/** The team by id, so that no answer depends on the order of team.yaml. Remembered: a business is never changed in place. */
export function teamById(business: Business): readonly Manager[] {
  let sorted = teams.get(business.team);
  if (!sorted) {
    sorted = business.team.toSorted((a, b) => compareIds(a.id, b.id));
    teams.set(business.team, sorted);
  }
  return sorted;
}

export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
