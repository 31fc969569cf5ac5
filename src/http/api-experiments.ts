import type { Hono } from "hono";
import { addDays, toLocalTime } from "../domain/calendar.ts";
import type { ApiOptions } from "./api-options.ts";
import { spanQuery, toSpan } from "./api-query.ts";
import { parseRequest } from "./problem.ts";

/** Days that a report looks back when none are named. */
const USUAL_DAYS = 90;

/**
 * `GET /api/experiments?from=&to=`: what the variants of rules and prompts came to, with intervals and with sentences that
 * say when nothing can be said; the last 90 days when none are named.
 */
export function addExperimentRoutes(api: Hono, { reads, clock, business, routing }: ApiOptions): void {
  api.get("/api/experiments", async (c) => {
    const days = parseRequest(spanQuery, c.req.query());
    const now = clock.now();
    const { timezone } = business();
    const today = toLocalTime(now, timezone).day;
    const from = days.from ?? addDays(days.to ?? today, 1 - USUAL_DAYS);
    const span = toSpan({ from, to: days.to ?? today }, now, timezone);
    const items = routing.describeExperiments(await reads.variants(span.from, span.to), now);
    return c.json({ ...span, items, now });
  });
}
