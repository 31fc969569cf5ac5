import { randomBytes } from "node:crypto";
import { createMemoryPacer } from "../adapters/memory/pacer.ts";
import { createPostgresBroadcast } from "../adapters/postgres/broadcast.ts";
import type { Database } from "../adapters/postgres/open-database.ts";
import { createPostgresPacer } from "../adapters/postgres/pacer.ts";
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

interface Shared {
  readonly broadcast: Broadcast | undefined;
  readonly pacer: Pacer;
  readonly isRedisUp?: () => boolean;
  close(): Promise<void>;
}

/**
 * Over Redis when REDIS_URL is set, over PostgreSQL for several processes without it, within the process when the
 * database is the embedded one. None of it holds anything that may not be lost.
 */
export async function openBetweenProcesses(
  config: Config,
  database: Database,
  clock: Clock,
  log: Log,
): Promise<BetweenProcesses> {
  const { broadcast, pacer, isRedisUp, close } = await openShared(config, database, clock, log);
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
    pacer,
    isRedisUp,
    close,
  };
}

async function openShared(config: Config, database: Database, clock: Clock, log: Log): Promise<Shared> {
  const local = createMemoryPacer(clock);
  const self = randomBytes(6).toString("hex");
  if (config.redisUrl) return openRedis(config.redisUrl, self, local, clock, log);
  if (!config.databaseUrl) return { broadcast: undefined, pacer: local, close: () => Promise.resolve() };
  const broadcast = createPostgresBroadcast({ connection: database.connection, clock, self, log });
  return { broadcast, pacer: createPostgresPacer(database.pool, clock), close: () => broadcast.close() };
}

async function openRedis(url: string, self: string, local: Pacer, clock: Clock, log: Log): Promise<Shared> {
  const { connectRedis } = await import("../adapters/redis/connect.ts");
  const { createRedisBroadcast } = await import("../adapters/redis/broadcast.ts");
  const { createRedisPacer } = await import("../adapters/redis/pacer.ts");
  const redis = connectRedis(url, log);
  const broadcast = createRedisBroadcast(redis, url, self, log);
  return {
    broadcast,
    pacer: createRedisPacer(redis, clock, local, log),
    isRedisUp: () => redis.status === "ready",
    close: async () => {
      await broadcast.close();
      redis.disconnect();
    },
  };
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
