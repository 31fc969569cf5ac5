import { randomBytes } from "node:crypto";
import { createMemoryPacer } from "../adapters/memory/pacer.ts";
import { createPostgresBroadcast } from "../adapters/postgres/broadcast.ts";
import type { Database } from "../adapters/postgres/open-database.ts";
import { createPostgresPacer } from "../adapters/postgres/pacer.ts";
import { createRedisBroadcast } from "../adapters/redis/broadcast.ts";
import { connectRedis } from "../adapters/redis/connect.ts";
import { createRedisPacer } from "../adapters/redis/pacer.ts";
import type { Config } from "../platform/config.ts";
import { createLiveHub } from "../platform/live-hub.ts";
import { createWaker } from "../platform/waker.ts";
import type { Broadcast, LoopName } from "../ports/broadcast.ts";
import type { Clock } from "../ports/clock.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { Log } from "../ports/log.ts";
import type { Pacer } from "../ports/pacer.ts";
import type { Waker } from "../ports/waker.ts";

/** What processes of one gateway share beside the database: hints of news, wake-ups, rate limits. */
export interface BetweenProcesses {
  readonly live: LiveEvents;
  /** This process's own loops. */
  readonly wakers: Readonly<Record<LoopName, Waker>>;
  /** Says that there is work for a loop, here or in another process: whoever is free takes it. */
  rouse(loop: LoopName): void;
  readonly pacer: Pacer;
  /** Undefined without Redis. */
  readonly isRedisUp: (() => boolean) | undefined;
  close(): Promise<void>;
}

/**
 * Over Redis when REDIS_URL is set, over PostgreSQL for several processes without it, within the process when the
 * database is the embedded one. None of it holds anything that may not be lost.
 */
export function openBetweenProcesses(
  config: Config,
  database: Database,
  clock: Clock,
  log: Log,
): BetweenProcesses {
  const self = randomBytes(6).toString("hex");
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : undefined;
  const local = createMemoryPacer(clock);
  const broadcast = openBroadcast();
  const hub = createLiveHub();
  const wakers = { lanes: createWaker(clock), timers: createWaker(clock), outbox: createWaker(clock) };
  broadcast?.listen((note) => {
    if (note.kind === "live") hub.publish(note.event);
    else wakers[note.loop].wake();
  });
  return {
    live: broadcast ? shareLive(hub, broadcast) : hub,
    wakers,
    rouse: (loop) => {
      wakers[loop].wake();
      broadcast?.send({ kind: "wake", loop });
    },
    pacer: pacerOf(),
    isRedisUp: redis ? () => redis.status === "ready" : undefined,
    close: async () => {
      await broadcast?.close();
      redis?.disconnect();
    },
  };

  function openBroadcast(): Broadcast | undefined {
    if (redis && config.redisUrl) return createRedisBroadcast(redis, config.redisUrl, self, log);
    if (!config.databaseUrl) return undefined;
    return createPostgresBroadcast({ connection: database.connection, clock, self, log });
  }

  function pacerOf(): Pacer {
    if (redis) return createRedisPacer(redis, clock, local, log);
    return config.databaseUrl ? createPostgresPacer(database.pool, clock) : local;
  }
}

function shareLive(hub: LiveEvents, broadcast: Broadcast): LiveEvents {
  return {
    publish: (event) => {
      hub.publish(event);
      broadcast.send({ kind: "live", event });
    },
    subscribe: (topic, listener) => hub.subscribe(topic, listener),
  };
}
