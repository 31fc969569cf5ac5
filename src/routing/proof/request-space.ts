import type { Business } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import type { LeadRequest } from "../../domain/lead.ts";
import { createAcceptance } from "./acceptance.ts";
import { dimensionOptions, languagesOf } from "./dimension-options.ts";
import { mergeAlike, type DimensionValue } from "./dimension-value.ts";
import { wantedValues, type WantedValue } from "./wanted-values.ts";

export interface Dimension {
  readonly values: readonly DimensionValue[];
}

export interface RequestSpace {
  readonly base: LeadRequest;
  readonly wanted: readonly WantedValue[];
  readonly dimensions: readonly Dimension[];
  /** Languages by the number that stands in a tail. */
  readonly languages: readonly Language[];
}

/** Every request there can be, cut into the classes that rules and people can tell apart, dimension by dimension. */
export function toRequestSpace(business: Business, at: Date): RequestSpace {
  const base = baseRequest(business);
  const accepts = createAcceptance(business, base, at);
  return {
    base,
    wanted: wantedValues(business, accepts),
    dimensions: dimensionOptions(business).map(({ keys, options }) => ({
      values: mergeAlike(
        options.map((option) => ({
          request: option.request ?? {},
          slots: option.slots ?? {},
          accepts: accepts(keys, option),
          tail: option.tail ?? {},
          refusesFlags: option.refuses ?? 0,
        })),
      ),
    })),
    languages: languagesOf(business),
  };
}

function baseRequest(business: Business): LeadRequest {
  return {
    category: "lead_b2c",
    also: [],
    priority: "normal",
    urgent: false,
    sentiment: "neutral",
    action: "assign_manager",
    language: business.language,
    source: "telegram",
    slots: {},
    isVip: false,
    isReturning: false,
    pBooking: 0.5,
    expectedValue: 0,
  };
}
