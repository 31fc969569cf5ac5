import type { MiddlewareHandler } from "hono";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../ports/clock.ts";
import { clientAddress } from "./client-address.ts";
import type { Log } from "../ports/log.ts";
import { HttpProblem } from "./problem.ts";
import { createRateLimit } from "./rate-limit.ts";

/** Wrong tokens from one address: ten at once, then one every six seconds. */
const WRONG_TOKENS = { burst: 10, intervalMs: 6_000 };

export interface RequireTokenOptions {
  readonly adminToken: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lets through only who sends `Authorization: Bearer <admin token>`. Compared in constant time; an address that has
 * guessed too often is refused unheard, right token or not, because otherwise guessing would cost nothing.
 */
export function requireToken(options: RequireTokenOptions): MiddlewareHandler {
  const expected = digest(options.adminToken);
  const wrongTokens = createRateLimit({ ...WRONG_TOKENS, clock: options.clock });

  return async function requireToken(c, next) {
    const address = clientAddress(c);
    const waitMs = wrongTokens.waitMs(address);
    if (waitMs > 0) {
      throw new HttpProblem(429, "too_many_requests", {
        detail: "Too many wrong tokens from this address",
        headers: { "Retry-After": String(Math.ceil(waitMs / 1000)) },
      });
    }
    const given = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      // A request without a token guesses nothing: a page that has not signed in yet must not lock itself out.
      if (given !== undefined) {
        wrongTokens.count(address);
        options.log.warn({ stage: "http", code: "unauthorized" }, "wrong admin token refused");
      }
      throw new HttpProblem(401, "unauthorized", {
        detail: "Send the admin token as a bearer token",
        headers: { "WWW-Authenticate": 'Bearer realm="dozor"' },
      });
    }
    await next();
  };
}

/** Equal lengths, as the constant-time comparison needs them. */
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
