import type { Category } from "../domain/category.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { Cue } from "../domain/understanding.ts";
import { INTENT_SCORE, type CategoryReading } from "./find-category.ts";
import { goesOnFromPrice, isSoftMove } from "./goes-on.ts";
import { isPureTalk, readPending } from "./read-pending.ts";
import type { Signals } from "./read-signals.ts";

/** How plain a new intent must be to end the request in progress; others than these never do. */
const NEW_INTENT: Readonly<Record<Category, number>> = {
  complaint: 2.5,
  cancel_reschedule: 3,
  lead_b2b: 4,
  lead_b2c: 3,
  price_info: 2.8,
  tender: 4,
  partnership: 4,
  job_applicant: 4,
  investor_media: 4,
  supplier_offer: 4.5,
  document_request: 4,
  order_status: 3.8,
  tech_support: 4.4,
  system_notification: 5,
  smalltalk: Infinity,
};

/** A request that holds on to what merely sounds like these: a new day for a visit that is moved is no new visit. */
const ABSORBS: Readonly<Partial<Record<Category, readonly Category[]>>> = {
  cancel_reschedule: ["lead_b2c", "price_info"],
  complaint: ["lead_b2c", "order_status", "tech_support", "document_request", "cancel_reschedule"],
  tech_support: ["lead_b2c", "lead_b2b", "order_status", "document_request"],
  order_status: ["lead_b2c", "lead_b2b"],
  document_request: ["lead_b2b", "lead_b2c", "order_status"],
  tender: ["lead_b2b", "document_request", "lead_b2c"],
  lead_b2b: ["lead_b2c", "document_request", "supplier_offer"],
  partnership: ["lead_b2b", "lead_b2c", "supplier_offer"],
  supplier_offer: ["lead_b2b", "lead_b2c", "price_info", "tender", "partnership"],
  job_applicant: ["lead_b2c", "lead_b2b", "document_request"],
  investor_media: ["lead_b2b", "lead_b2c", "partnership"],
  lead_b2c: ["order_status", "job_applicant", "smalltalk"],
};

/** Whether the turn brings a fact, as against mere words of politeness. */
function bringsFacts({ slots, hasService, hasProduct }: Signals): boolean {
  return (
    hasService ||
    hasProduct ||
    slots.dates.length > 0 ||
    slots.times.length > 0 ||
    slots.contacts.phone !== undefined ||
    slots.contacts.email !== undefined ||
    slots.names.name !== undefined ||
    slots.car !== undefined ||
    slots.company.company !== undefined ||
    slots.company.inn !== undefined ||
    slots.identifiers.orderId !== undefined
  );
}

/**
 * Reads a turn in the light of the request in progress: a bare answer goes on with it, a plain new intent ends it,
 * and mere thanks are thanks.
 */
export function readInContext(
  reading: CategoryReading,
  signals: Signals,
  cues: readonly Cue[],
): CategoryReading {
  const current = signals.context.category;
  if (!current || current === "smalltalk" || current === "system_notification") return reading;
  const next = goesOnFromPrice(reading.category, signals);
  if (next) return { ...reading, category: next, also: [], confidence: Math.max(0.8, reading.confidence) };
  if (reading.category === current) return reading;
  const score = reading.scores[reading.category];
  if (current === "lead_b2c" && isSoftMove(reading.category, signals))
    return { ...reading, category: current };
  const isAbsorbed = ABSORBS[current]?.includes(reading.category) ?? false;
  if (score >= NEW_INTENT[reading.category] && !isAbsorbed) return reading;
  if (current === "price_info" && reading.category === "lead_b2c" && score >= INTENT_SCORE) return reading;
  if (isMereTalk(reading, signals, cues))
    return { ...reading, category: "smalltalk", also: [], confidence: 0.9 };
  return { ...reading, category: current, also: [], confidence: Math.max(0.75, reading.confidence) };
}

function isMereTalk(reading: CategoryReading, signals: Signals, cues: readonly Cue[]): boolean {
  if (reading.category !== "smalltalk" || bringsFacts(signals)) return false;
  if (!signals.context.pendingSlot) return reading.scores.smalltalk >= 1;
  const isAnswer = cues.includes("yes") || cues.includes("no");
  return isPureTalk(signals) && !isAnswer;
}

/** Adds the answer to our last question where the turn goes on with the request and no finder has read it. */
export function withPendingAnswer(
  slots: Slots,
  signals: Signals,
  category: Category,
  refused: readonly SlotName[],
): Slots {
  const { pendingSlot, category: current } = signals.context;
  if (!pendingSlot || slots[pendingSlot] !== undefined || refused.includes(pendingSlot)) return slots;
  if (current !== undefined && current !== category) return slots;
  // «Номер не дам» is no name.
  if (pendingSlot === "name" && refused.length > 0) return slots;
  return { ...slots, ...readPending(pendingSlot, signals) };
}
