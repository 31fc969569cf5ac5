import type { Redis } from "ioredis";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Pacer } from "../../ports/pacer.ts";

/** GCRA as in the other pacers; the key lives as long as its bucket is not full again. */
const TAKE = `
local tat = tonumber(redis.call('GET', KEYS[1])) or tonumber(ARGV[1])
local now, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
if tat < now then tat = now end
redis.call('SET', KEYS[1], string.format('%.3f', tat + interval), 'PX', math.ceil(tat + interval - now) + 1000)
return string.format('%.3f', tat)`;

/** Paces among all processes over Redis; while it is away, `fallback` keeps each process to the rate by itself. */
export function createRedisPacer(redis: Redis, clock: Clock, fallback: Pacer, log: Log): Pacer {
  return {
    take: async (key, rate) => {
      const nowMs = clock.now().getTime();
      try {
        const from = Number(await redis.eval(TAKE, 1, `dozor:pace:${key}`, nowMs, rate.intervalMs));
        return Math.max(0, from - (rate.burst - 1) * rate.intervalMs - nowMs);
      } catch (error) {
        log.debug({ err: error }, "shared rate limit was not reached");
        return fallback.take(key, rate);
      }
    },
  };
}
