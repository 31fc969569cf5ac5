import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

const REQUEST_ID = /^[\w-]{8,64}$/;
/** Asked every few seconds by machines: worth a line only when they fail. */
const QUIET = new Set(["/healthz", "/readyz", "/metrics"]);

/** Gives each request an id (the caller's own when it is sane), answered as `X-Request-Id`. */
export function requestId(makeRequestId: () => string): MiddlewareHandler {
  return async function requestId(c, next) {
    const given = c.req.header("x-request-id");
    c.header("X-Request-Id", given !== undefined && REQUEST_ID.test(given) ? given : makeRequestId());
    await next();
  };
}

/**
 * One line a request. It names the route's pattern, never the address as called: that may hold tokens, phones or
 * whatever a scanner made up.
 */
export function accessLog(options: { readonly log: Log; readonly clock: Clock }): MiddlewareHandler {
  return async function accessLog(c, next) {
    const startedAt = options.clock.now().getTime();
    await next();
    const route = matchedRoutes(c).findLast((candidate) => candidate.method !== "ALL")?.path ?? "none";
    const fields = {
      requestId: c.res.headers.get("x-request-id"),
      method: c.req.method,
      route,
      status: c.res.status,
      durationMs: options.clock.now().getTime() - startedAt,
    };
    if (QUIET.has(route) && c.res.status < 400) options.log.debug(fields, "request answered");
    else if (c.res.status >= 500) options.log.warn(fields, "request answered");
    else options.log.info(fields, "request answered");
  };
}
