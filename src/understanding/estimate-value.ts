import type { Business } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import { findService } from "../domain/find-service.ts";
import type { Slots } from "../domain/slot.ts";
import type { Signals } from "./read-signals.ts";

export interface Estimate {
  /** 0–1. */
  readonly pBooking: number;
  /** Rubles. */
  readonly expectedValue: number;
}

/** Chances before there are statistics, by the taxonomy's guide. */
function chanceOf(category: Category, slots: Slots, signals: Signals): number {
  const hasPhone = slots.phone !== undefined;
  switch (category) {
    case "lead_b2c": {
      if (slots.service !== undefined && slots.date !== undefined)
        return slots.time !== undefined || hasPhone ? 0.85 : 0.75;
      if (slots.date !== undefined || slots.time !== undefined || hasPhone) return 0.6;
      return slots.service === undefined ? 0.35 : 0.5;
    }
    case "price_info":
      return signals.has("price") ? (slots.service === undefined ? 0.2 : 0.3) : 0.15;
    case "lead_b2b":
      return slots.quantity !== undefined && (slots.inn !== undefined || slots.company !== undefined)
        ? 0.6
        : slots.quantity !== undefined || slots.inn !== undefined
          ? 0.5
          : 0.4;
    case "tender":
      return 0.1;
    case "cancel_reschedule":
      return signals.has("move") ? 0.1 : 0.05;
    case "order_status":
    case "document_request":
    case "partnership":
    case "investor_media":
      return 0.05;
    case "complaint":
    case "tech_support":
    case "job_applicant":
    case "supplier_offer":
    case "smalltalk":
    case "system_notification":
      return 0;
  }
}

function sumOf(slots: Slots, business: Business): number {
  if (typeof slots.budget === "number") return slots.budget;
  const wanted = slots.service ?? slots.product;
  const service = typeof wanted === "string" ? findService(business, wanted) : undefined;
  const price = service?.price;
  const each = price
    ? price.to === undefined
      ? price.from
      : (price.from + price.to) / 2
    : business.averageValue;
  return typeof slots.quantity === "number" ? each * slots.quantity : each;
}

/** How likely the request ends in a booking or a deal, and what it is then worth on average. */
export function estimateValue(
  category: Category,
  slots: Slots,
  signals: Signals,
  business: Business,
): Estimate {
  const pBooking = chanceOf(category, slots, signals);
  return { pBooking, expectedValue: Math.round(pBooking * sumOf(slots, business)) };
}
