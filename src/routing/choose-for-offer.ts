import type { Business } from "../domain/business.ts";
import { asId, type ManagerId } from "../domain/ids.ts";
import type { ChooseForOffer } from "../domain/ladder.ts";
import type { LeadRequest } from "../domain/lead.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { chooseAssignment, type AssignmentOptions } from "./choose-assignment.ts";

/** Whom an offer of a rung means. */
export function optionsFor(offer: string): AssignmentOptions {
  switch (offer) {
    case "next":
      return {};
    case "duty":
      return { role: "duty" };
    case "head":
      return { role: "head" };
    case "all":
      return { all: true };
    // Any other word is a manager's id: `dozor check` refuses the rest.
    default:
      return { manager: asId<"manager">(offer) };
  }
}

/**
 * Answers a ladder's question "who could be offered this lead now?" for one request at one moment. `next` is the
 * rule's target, `duty` and `head` everybody of that role, `all` the target whatever the role, and any other word one
 * manager by id.
 */
export function createChooseForOffer(
  request: LeadRequest,
  business: Business,
  loads: readonly ManagerLoad[],
  at: Date,
): ChooseForOffer {
  return (offer: string, exclude: readonly ManagerId[]) => {
    const { candidates, trace } = chooseAssignment(request, business, loads, at, {
      ...optionsFor(offer),
      exclude: exclude.map((managerId) => ({ managerId, reason: "already_offered" })),
    });
    return {
      managerIds: candidates,
      excluded: trace.candidates.flatMap(({ managerId, excluded }) =>
        excluded === undefined ? [] : [{ managerId, reason: excluded }],
      ),
    };
  };
}
