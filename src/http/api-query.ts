import { z } from "zod";
import { addDays, toInstant, toLocalTime } from "../domain/calendar.ts";
import type { Lead } from "../domain/lead.ts";
import type { PageMark } from "../ports/console-reads.ts";

const STATUSES = [
  "held",
  "offering",
  "taken",
  "ended",
  "closed",
] as const satisfies readonly Lead["ladder"]["status"][];

const isoDay = z.iso.date("Expected a day as 2026-03-11");
const moment = z.iso
  .datetime({ offset: true, message: "Expected a moment as 2026-03-11T08:00:00Z" })
  .transform((text) => new Date(text));

const limit = z.coerce.number().int().min(1).max(200).default(50);

/** `nextBefore` of the page before, `<moment>_<id>`, or a moment of the caller's own. */
const pageMark = z.string().transform((text, context): PageMark => {
  const [, at, id] = /^([^_]*)(?:_(.+))?$/u.exec(text) ?? [];
  const read = moment.safeParse(at);
  if (read.success) return { at: read.data, id };
  context.addIssue("Expected `nextBefore` of the page before, or a moment as 2026-03-11T08:00:00Z");
  return z.NEVER;
});

/** Many things happen in one moment (Telegram tells whole seconds): the id says which of them was the last. */
export const toNextBefore = ({ at, id }: Required<PageMark>): string => `${at.toISOString()}_${id}`;

export const listQuery = z.strictObject({ limit });
export const pageQuery = z.strictObject({ limit, before: pageMark.optional() });
export const leadsQuery = z.strictObject({
  limit,
  before: pageMark.optional(),
  /** One status or several with commas. */
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(STATUSES)).min(1))
    .optional(),
});
const spanDays = { from: isoDay.optional(), to: isoDay.optional() };
const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from <= to;
const outOfOrder = { path: ["to"], message: "Expected a day not before `from`" };

export const spanQuery = z.strictObject(spanDays).refine(inOrder, outOfOrder);
/** A page of a long list over days: `after` is the `nextAfter` of the page before. */
export const longListQuery = z
  .strictObject({
    ...spanDays,
    after: z.string().min(1).max(100).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  })
  .refine(inOrder, outOfOrder);
/** One day, or a span of days. */
export const dayQuery = z
  .strictObject({ day: isoDay.optional(), ...spanDays })
  .refine(inOrder, outOfOrder)
  .refine(({ day, from, to }) => day === undefined || (from === undefined && to === undefined), {
    path: ["day"],
    message: "Expected either `day` or `from` and `to`",
  })
  .transform(({ day, from, to }) => ({ from: day ?? from, to: day ?? to }));

/** Both days included, in the business's zone; `[from, to)` as moments. Absent days mean today. */
export function toSpan(
  days: { readonly from?: string | undefined; readonly to?: string | undefined },
  at: Date,
  timezone: string,
): { readonly from: Date; readonly to: Date } {
  const today = toLocalTime(at, timezone).day;
  const to = days.to ?? (days.from !== undefined && days.from > today ? days.from : today);
  const from = days.from ?? (to < today ? to : today);
  return {
    from: toInstant(from < to ? from : to, 0, timezone),
    to: toInstant(addDays(to, 1), 0, timezone),
  };
}
