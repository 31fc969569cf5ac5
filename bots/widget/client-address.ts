import { isIP } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

/** What the Node server puts into the context; absent when a request is made in memory. */
const bindingsSchema = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }),
});

/** Loopback and private networks: where a reverse proxy stands. */
const INSIDE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80)/i;

export function isInsideAddress(address: string): boolean {
  return INSIDE.test(address);
}

/**
 * Address of the visitor. `X-Forwarded-For` counts only when the other end of the socket is inside our own network,
 * and then its last outside entry: whatever a stranger wrote before it is not believed.
 *
 * @returns `"local"` when nothing better is known.
 */
export function clientAddressOf(context: Context): string {
  const bindings = bindingsSchema.safeParse(context.env);
  const peer = bindings.success ? plainAddress(bindings.data.incoming.socket.remoteAddress) : "127.0.0.1";
  if (!isInsideAddress(peer)) return peer;
  const forwarded = (context.req.header("x-forwarded-for") ?? "").split(",").map(plainAddress);
  return forwarded.findLast((address) => isIP(address) > 0 && !isInsideAddress(address)) ?? "local";
}

/** IPv4 written as IPv6 becomes IPv4 again. IPv6 is cut to its /64: one subscriber has all of it. */
function plainAddress(text: string): string {
  const address = text.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(address) !== 6 || isInsideAddress(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return `${groups.slice(0, 4).join(":")}::`;
}
