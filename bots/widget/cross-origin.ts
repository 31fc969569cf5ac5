import type { Context, MiddlewareHandler } from "hono";

/**
 * Lets pages of the allowed sites call the widget's routes, and refuses the rest. No list means any site. Our own pages
 * and callers that name no origin are let through: an origin is what a browser says, not a proof of anything.
 */
export function guardOrigin(
  allowedOrigins: readonly string[],
  refuse: (context: Context) => Response,
): MiddlewareHandler {
  const allowed = new Set(allowedOrigins.map(normalOrigin));

  return async (context, next) => {
    const origin = context.req.header("origin");
    if (origin !== undefined) {
      context.header("Vary", "Origin");
      if (allowed.size > 0 && !allowed.has(normalOrigin(origin)) && !isOwnOrigin(context, origin)) {
        return refuse(context);
      }
      context.header("Access-Control-Allow-Origin", origin);
      context.header("Access-Control-Expose-Headers", "Retry-After");
    }
    if (context.req.method !== "OPTIONS") return next();
    context.header("Access-Control-Allow-Methods", "GET, POST");
    context.header("Access-Control-Allow-Headers", "authorization, content-type, last-event-id");
    context.header("Access-Control-Max-Age", "7200");
    return context.body(null, 204);
  };
}

function isOwnOrigin(context: Context, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === (context.req.header("host") ?? new URL(context.req.url).host);
}

/** `https://Site.example/` and `https://site.example` are one origin. */
function normalOrigin(text: string): string {
  return URL.canParse(text) && text !== "null" ? new URL(text).origin : text;
}
