import type { Business } from "../../domain/business.ts";
import type { LeadRequest } from "../../domain/lead.ts";
import type { PastRequest } from "../../domain/past-request.ts";
import type { RequestDescription } from "../../domain/route-plan.ts";
import type { Slots } from "../../domain/slot.ts";
import { requestFromDescription } from "../request-from-description.ts";

/** A past request in the terms of a business, and the names in it that this business does not have. */
export interface ReadRequest {
  readonly request: LeadRequest;
  readonly unknown: readonly { readonly key: string; readonly value: string }[];
}

/** Known to be there; what was in it is not told. */
const SOMETHING = "—";

/**
 * Describes a past request to a business that may have changed since. A service, branch or manager it does not have is
 * left out and told.
 */
export function toPastLeadRequest(past: PastRequest, business: Business): ReadRequest {
  return readDescription(describe(past), business);
}

function readDescription(description: RequestDescription, business: Business): ReadRequest {
  const read = requestFromDescription(description, business);
  if (read.kind === "ok") return { request: read.request, unknown: [] };
  const { key, value } = read;
  const without = readDescription({ ...description, [key]: undefined }, business);
  return { ...without, unknown: [{ key, value }, ...without.unknown] };
}

function describe(past: PastRequest): RequestDescription {
  const { category, priority, urgent, sentiment, language, source, service, branch, city } = past;
  const { vip, returning, manager, value } = past;
  // Of the city the words are known; "something" would be taken for a city that is not ours.
  const kept = past.has.filter((slot) => slot !== "city");
  const slots: Slots = Object.fromEntries(kept.map((slot) => [slot, SOMETHING]));
  return {
    category,
    priority,
    urgent,
    sentiment,
    language,
    source,
    service,
    branch,
    city,
    vip,
    returning,
    manager,
    value,
    slots,
  };
}
