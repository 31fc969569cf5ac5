import type { Business } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import { restsWhenClosed } from "../domain/night-rest.ts";
import { isOpen, nextOpening } from "../domain/opening.ts";
import type { RequestDescription, RoutePlan, RouteStep, UnknownName } from "../domain/route-plan.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { chooseAssignment } from "./choose-assignment.ts";
import { createChooseForOffer } from "./choose-for-offer.ts";
import { requestFromDescription } from "./request-from-description.ts";

/**
 * Whom a described request would go to at a moment, step by step: the decision with its trace for a telephone exchange
 * or another system. Pure; nothing is stored and nobody is alerted.
 */
export function planRoute(
  description: RequestDescription,
  business: Business,
  loads: readonly ManagerLoad[],
  at: Date,
): RoutePlan | UnknownName {
  const described = requestFromDescription(description, business);
  if (described.kind === "unknown") return described;
  const { request } = described;
  const { trace, rungs, ladderName } = chooseAssignment(request, business, loads, at);
  const chooseFor = createChooseForOffer(request, business, loads, at);
  const asked: ManagerId[] = [];
  const steps: RouteStep[] = [];
  for (const rung of rungs) {
    const { managerIds } = chooseFor(rung.offer, asked);
    const chosen = rung.offer === "all" ? managerIds : managerIds.slice(0, 1);
    if (chosen.length === 0) continue;
    asked.push(...chosen);
    steps.push({ ...rung, managerIds: chosen });
  }
  const rests = restsWhenClosed(request, business) && !isOpen(business, at, request.branchId);
  const heldUntil = rests ? nextOpening(business, at, request.branchId) : undefined;
  return { kind: "ok", request, ladderName, steps, trace, ...(heldUntil ? { heldUntil } : {}) };
}
