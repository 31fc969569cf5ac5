import { Redis } from "ioredis";
import type { Log } from "../../ports/log.ts";

const RETRY_MS = 500;

/**
 * A connection that fails fast: while Redis is away, commands reject at once instead of waiting, because nothing that
 * matters may wait for it. It reconnects by itself.
 */
export function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: () => RETRY_MS,
    connectTimeout: 3_000,
  });
  let isDown = false;
  redis.on("error", (error: Error) => {
    if (!isDown) log.warn({ err: error }, "redis went away");
    isDown = true;
  });
  redis.on("ready", () => {
    if (isDown) log.info({}, "redis is back");
    isDown = false;
  });
  return redis;
}
