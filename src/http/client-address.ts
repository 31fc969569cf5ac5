import type { Context } from "hono";
import { isIP } from "node:net";
import { z } from "zod";

const nodeBindings = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }),
});

/** Loopback, private and link-local: where a reverse proxy of ours would call from. */
const NEARBY =
  /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd][0-9a-f]{2}:|^fe80:/i;

/**
 * The caller's IP address for limits. `X-Forwarded-For` counts only when the connection comes from nearby (a reverse
 * proxy), and only its last entry: the earlier ones are whatever the caller wrote.
 */
export function clientAddress(c: Context): string {
  const bindings = nodeBindings.safeParse(c.env);
  const peer = bindings.success ? (bindings.data.incoming.socket.remoteAddress ?? "unknown") : "unknown";
  if (peer !== "unknown" && !NEARBY.test(peer)) return peer;
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(forwarded) > 0 ? forwarded : peer;
}
