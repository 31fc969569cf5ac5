import { z } from "zod";
import type { Log } from "../../ports/log.ts";
import type { Broadcast, Note } from "../../ports/broadcast.ts";
import { connectRedis } from "./connect.ts";
import type { Redis } from "ioredis";

const CHANNEL = "dozor:notes";

const message = z.object({ from: z.string(), note: z.unknown() });

/** Notes over Redis pub/sub. `self` tells our own from others'. */
export function createRedisBroadcast(redis: Redis, url: string, self: string, log: Log): Broadcast {
  const subscriber = connectRedis(url, log);
  const listeners: ((note: Note) => void)[] = [];
  // Subscribed anew after each reconnection.
  subscriber.on("ready", () => {
    subscriber
      .subscribe(CHANNEL)
      .catch((error: unknown) => log.warn({ err: error }, "redis subscription failed"));
  });
  subscriber.on("message", (_channel: string, text: string) => {
    const parsed = message.safeParse(JSON.parse(text));
    if (!parsed.success || parsed.data.from === self) return;
    // Trusts what processes of the same gateway say.
    for (const listener of listeners) listener(parsed.data.note as Note);
  });
  return {
    send: (note) => {
      redis.publish(CHANNEL, JSON.stringify({ from: self, note })).catch(() => {
        // Redis is away: the others notice by polling.
      });
    },
    listen: (listener) => listeners.push(listener),
    close: async () => {
      subscriber.disconnect();
      await Promise.resolve();
    },
  };
}
