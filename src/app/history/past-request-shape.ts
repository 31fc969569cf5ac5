import { z } from "zod";
import { toInstant } from "../../domain/calendar.ts";
import { CATEGORIES, DEFAULT_PRIORITIES, PRIORITIES, SENTIMENTS } from "../../domain/category.ts";
import { LEAD_OUTCOMES, type OfferOutcome } from "../../domain/lead.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import type { PastOffer, PastRequest } from "../../domain/past-request.ts";
import { SLOT_NAMES } from "../../domain/slot.ts";

const OUTCOMES = ["taken", "declined", "expired", "withdrawn"] as const satisfies readonly OfferOutcome[];
const YES: ReadonlySet<string> = new Set(["true", "yes", "да", "1", "+"]);
const NO: ReadonlySet<string> = new Set(["false", "no", "нет", "0", "-"]);
const WALL = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/u;
const WITH_OFFSET = /T.*(?:Z|[+-]\d\d:?\d\d)$/u;
const WRITTEN_OFFER = /^(?<manager>[^@\s]+)@(?<at>[^/\s]+)(?:\/(?<end>[^=\s]+))?(?:=(?<outcome>\w+))?$/u;

const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(200));
const flag = z.union([z.boolean(), z.string(), z.number()]).transform((value, context): boolean => {
  const word = String(value).trim().toLowerCase();
  if (YES.has(word)) return true;
  if (!NO.has(word)) context.addIssue({ code: "custom", message: `expected yes or no, not "${word}"` });
  return false;
});
const rubles = z.coerce.number().min(0);

/** A moment with its offset, or by the business's wall clock. */
export function readMoment(written: string, timezone: string): Date | undefined {
  const wall = WALL.exec(written);
  if (!wall && !WITH_OFFSET.test(written)) return undefined;
  const [, day = "", hour = "", minute = "", second = "0"] = wall ?? [];
  const at = wall
    ? new Date(toInstant(day, Number(hour) * 60 + Number(minute), timezone).getTime() + Number(second) * 1000)
    : new Date(written);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** `anna@2026-03-11T08:00:00Z/2026-03-11T08:00:20Z=taken`, several separated by spaces. */
function readOffers(written: string, timezone: string): readonly PastOffer[] | undefined {
  const offers: PastOffer[] = [];
  for (const word of written.split(/\s+/u).filter(Boolean)) {
    const { manager, at, end, outcome } = WRITTEN_OFFER.exec(word)?.groups ?? {};
    const start = at === undefined ? undefined : readMoment(at, timezone);
    const endedAt = end === undefined ? undefined : readMoment(end, timezone);
    const known = OUTCOMES.find((one) => one === outcome);
    const isWhole = manager !== undefined && start && (end === undefined || endedAt);
    if (!isWhole || (outcome !== undefined && !known)) return undefined;
    offers.push({ managerId: manager, at: start, endedAt, outcome: known });
  }
  return offers;
}

/** @returns The shape of one request in a CSV row or a JSON line. Only `at` must be there; other keys are passed over. */
export function pastRequestShape(
  timezone: string,
): z.ZodType<Omit<PastRequest, "id"> & { id?: string | undefined }> {
  const moment = z.string("a moment must stand here").transform((written, context): Date => {
    const at = readMoment(written, timezone);
    if (at) return at;
    const message = `"${written}" is no moment: write 2026-03-11T14:05 (the business's clock) or 2026-03-11T14:05:00+03:00`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
  const offer = z.object({
    managerId: text,
    at: moment,
    endedAt: moment.optional(),
    outcome: z.enum(OUTCOMES).optional(),
  });
  const written = z.string().transform((value, context): readonly PastOffer[] => {
    const offers = readOffers(value, timezone);
    if (offers) return offers;
    const message = `"${value.slice(0, 80)}" is no list of offers: write manager@start/end=taken, separated by spaces`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
  return z
    .object({
      id: text.optional(),
      at: moment,
      category: z.enum(CATEGORIES).default("lead_b2c"),
      priority: z.enum(PRIORITIES).optional(),
      urgent: flag.default(false),
      sentiment: z.enum(SENTIMENTS).default("neutral"),
      language: z.enum(["ru", "en"]).optional(),
      source: z.enum(CHANNEL_NAMES).default("telegram"),
      service: text.optional(),
      branch: text.optional(),
      city: text.optional(),
      vip: flag.optional(),
      returning: flag.optional(),
      manager: text.optional(),
      value: rubles.optional(),
      has: z
        .union([z.array(z.string()), z.string().transform((list) => list.split(/[\s,;]+/u).filter(Boolean))])
        .pipe(z.array(z.enum(SLOT_NAMES)))
        .default([]),
      rule: text.optional(),
      offers: z.union([z.array(offer), written]).default([]),
      takenBy: text.optional(),
      takenAt: moment.optional(),
      repliedAt: moment.optional(),
      slaDueAt: moment.optional(),
      closedAt: moment.optional(),
      outcome: z.enum(LEAD_OUTCOMES).optional(),
    })
    .transform(({ priority, ...rest }) => ({
      ...rest,
      priority: priority ?? DEFAULT_PRIORITIES[rest.category],
    }));
}
