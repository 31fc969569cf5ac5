import type { Business, Manager } from "../domain/business.ts";
import { asId, type ManagerId } from "../domain/ids.ts";
import { HttpProblem } from "./problem.ts";

/** The manager's name, or the id when the person has left the team file since. */
export function managerName(id: string, business: Business): string {
  return business.team.find((manager) => manager.id === id)?.name ?? id;
}

/** A person as the API names them. */
export function personView(
  id: ManagerId,
  business: Business,
): { readonly id: ManagerId; readonly name: string } {
  return { id, name: managerName(id, business) };
}

/** @throws HttpProblem 404 `not_found` when the team has no such person. */
export function requireManager(id: string, business: Business): Manager {
  const manager = business.team.find((candidate) => candidate.id === id);
  if (!manager) throw new HttpProblem(404, "not_found", { detail: "There is no such manager" });
  return manager;
}

/** For an id in a request's body. @throws HttpProblem 400 `invalid_request` when the team has no such person. */
export function requireManagerId(id: string, business: Business): ManagerId {
  if (!business.team.some((manager) => manager.id === id)) {
    throw new HttpProblem(400, "invalid_request", {
      faults: [{ path: "managerId", message: "No such person in team.yaml" }],
    });
  }
  return asId(id);
}
