import type { Hono } from "hono";
import { asId } from "../domain/ids.ts";
import type { ApiOptions } from "./api-options.ts";
import { longListQuery, toSpan } from "./api-query.ts";
import { parseRequest } from "./problem.ts";

/**
 * `GET /api/requests?from=&to=&after=&limit=`: past requests as routing saw them and what became of them, the oldest
 * first, for `dozor export` and `dozor backtest`. Nothing personal is in them.
 */
export function addRequestRoutes(api: Hono, { reads, clock, business }: ApiOptions): void {
  api.get("/api/requests", async (c) => {
    const { after, limit, ...days } = parseRequest(longListQuery, c.req.query());
    const now = clock.now();
    const { from, to } = toSpan(days, now, business().timezone);
    const items = await reads.requests({
      from,
      to,
      limit,
      ...(after === undefined ? {} : { after: asId<"lead">(after) }),
    });
    return c.json({
      from,
      to,
      items,
      nextAfter: items.length === limit ? items.at(-1)?.id : undefined,
      now,
    });
  });
}
