import type { Business, Service } from "../domain/business.ts";
import { DEFAULT_PRIORITIES } from "../domain/category.ts";
import { findService } from "../domain/find-service.ts";
import type { LeadRequest } from "../domain/lead.ts";
import type { RequestDescription, UnknownName } from "../domain/route-plan.ts";
import type { Slots } from "../domain/slot.ts";
import { VIP_VALUE_FACTOR } from "./describe-request.ts";
import { findBranch } from "./find-branch.ts";

export type DescribedRequest = { readonly kind: "ok"; readonly request: LeadRequest } | UnknownName;

const BOOKING_CHANCE = 0.5;

/** Makes a request of its description; names are looked up as a customer's words would be. */
export function requestFromDescription(
  description: RequestDescription,
  business: Business,
): DescribedRequest {
  const { service: serviceWords, branch: branchWords, manager, city } = description;
  const service = serviceOf(serviceWords, business);
  if (serviceWords !== undefined && !service) {
    return {
      kind: "unknown",
      key: "service",
      value: serviceWords,
      known: business.services.map(({ id }) => id),
    };
  }
  const places: Slots = {
    ...(branchWords === undefined ? {} : { branch: branchWords }),
    ...(city === undefined ? {} : { city }),
  };
  const branch = findBranch(business, { ...description.slots, ...places }, service);
  if (branchWords !== undefined && !branch) {
    return {
      kind: "unknown",
      key: "branch",
      value: branchWords,
      known: business.branches.map(({ id }) => id),
    };
  }
  const sticky = business.team.find(({ id }) => id === manager);
  if (manager !== undefined && !sticky) {
    return { kind: "unknown", key: "manager", value: manager, known: business.team.map(({ id }) => id) };
  }
  const expectedValue = description.value ?? (service?.price?.from ?? business.averageValue) * BOOKING_CHANCE;
  const isValuable = expectedValue >= VIP_VALUE_FACTOR * business.averageValue;
  return {
    kind: "ok",
    request: {
      category: description.category ?? "lead_b2c",
      also: [],
      priority: description.priority ?? DEFAULT_PRIORITIES[description.category ?? "lead_b2c"],
      urgent: description.urgent ?? false,
      sentiment: description.sentiment ?? "neutral",
      action: "assign_manager",
      language: description.language ?? business.language,
      source: description.source ?? "telegram",
      slots: { ...description.slots, ...places, ...(service ? { service: service.name } : {}) },
      ...(service ? { serviceId: service.id } : {}),
      ...(branch ? { branchId: branch.id } : {}),
      isVip: description.vip ?? (service?.isVip === true || isValuable),
      isReturning: description.returning ?? sticky !== undefined,
      ...(sticky ? { stickyManagerId: sticky.id } : {}),
      pBooking: BOOKING_CHANCE,
      expectedValue,
    },
  };
}

function serviceOf(words: string | undefined, business: Business): Service | undefined {
  if (words === undefined) return undefined;
  return business.services.find(({ id }) => id === words) ?? findService(business, words);
}
