import type { Business } from "../domain/business.ts";
import { toLocalTime } from "../domain/calendar.ts";
import { formatDateSlot, formatMoney, formatSlot, formatTimeSlot } from "../domain/format.ts";
import type { Lead } from "../domain/lead.ts";
import { SLOT_NAMES, slotName, type SlotName } from "../domain/slot.ts";
import { sourceName } from "../domain/source-name.ts";
import { LEAD_WORDS } from "./lead-words.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Slots that have a line of their own above the rest. */
const TOLD_FIRST = new Set<SlotName>(["name", "phone", "service", "date", "time", "branch", "budget"]);

export function customerName(lead: Lead): string | undefined {
  const name = lead.request.slots.name;
  return name === undefined ? lead.displayName : String(name);
}

/** The wanted service by its name in services.yaml, else in the customer's words. */
export function serviceName(lead: Lead, business: Business): string | undefined {
  const { serviceId, slots } = lead.request;
  const known = business.services.find((service) => service.id === serviceId)?.name;
  const said = slots.service ?? slots.product;
  return known ?? (said === undefined ? undefined : String(said));
}

export function branchName(lead: Lead, business: Business): string | undefined {
  const { branchId, slots } = lead.request;
  const known = business.branches.find((branch) => branch.id === branchId);
  // With a single branch its name tells nobody anything.
  if (known) return business.branches.length > 1 ? known.name : undefined;
  return slots.branch === undefined ? undefined : String(slots.branch);
}

/** Day and time that the customer wants, in words: `завтра, 12 марта, 15:00`. */
export function wantedMoment(lead: Lead, business: Business, at: Date): string | undefined {
  const { date, time } = lead.request.slots;
  const today = toLocalTime(at, business.timezone).day;
  const parts = [
    date === undefined ? undefined : formatDateSlot(String(date), business.language, today),
    time === undefined ? undefined : formatTimeSlot(String(time), business.language),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** Everything known of a lead as labelled lines, most useful first. */
export function leadFacts(lead: Lead, business: Business, at: Date): readonly Fact[] {
  const { language } = business;
  const { request } = lead;
  const words = LEAD_WORDS[language];
  const today = toLocalTime(at, business.timezone).day;
  const service = serviceName(lead, business);
  const slot = (name: SlotName): string | undefined => {
    const value = request.slots[name];
    return value === undefined ? undefined : formatSlot(name, value, language, today);
  };
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    [slotName("name", language), customerName(lead)],
    [slotName("phone", language), slot("phone")],
    [slotName("service", language), service],
    [words.when, wantedMoment(lead, business, at)],
    [slotName("branch", language), branchName(lead, business)],
    ...SLOT_NAMES.filter((name) => !TOLD_FIRST.has(name))
      .filter((name) => name !== "product" || slot(name) !== service)
      .map((name) => [slotName(name, language), slot(name)] as const),
    [slotName("budget", language), slot("budget")],
    [words.value, request.expectedValue > 0 ? formatMoney(request.expectedValue) : undefined],
    [words.source, sourceName(request.source, language)],
    [words.openQuestion, request.openQuestion],
  ];
  return facts.flatMap(([label, value]) => (value === undefined || value === "" ? [] : [{ label, value }]));
}
