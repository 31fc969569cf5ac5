import type { Business } from "../domain/business.ts";
import { priorityRank } from "../domain/category.ts";
import type { Lead, LeadRequest } from "../domain/lead.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { chooseAssignment, type Routing } from "./choose-assignment.ts";

/**
 * The routing of a lead whose request has become another one: a booking that turned into a complaint, a question that
 * became urgent. `undefined` when it is the same kind of request, or the same rule and ladder still answer for it: what
 * is merely learnt (a service, a phone) never takes a lead away from whoever is looking at it.
 */
export function routeAnew(
  before: Lead,
  after: Lead,
  business: Business,
  loads: readonly ManagerLoad[],
  at: Date,
): Pick<Routing, "ladderName" | "rungs" | "trace"> | undefined {
  if (!hasRisen(before.request, after.request)) return undefined;
  const { ladderName, rungs, trace } = chooseAssignment(after.request, business, loads, at);
  if (trace.rule === before.trace.rule && ladderName === before.ladderName) return undefined;
  return { ladderName, rungs, trace };
}

function hasRisen(before: LeadRequest, after: LeadRequest): boolean {
  return (
    after.category !== before.category ||
    priorityRank(after.priority) < priorityRank(before.priority) ||
    (after.urgent && !before.urgent)
  );
}
