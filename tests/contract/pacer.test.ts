import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryPacer } from "../../src/adapters/memory/pacer.ts";
import { createPostgresPacer } from "../../src/adapters/postgres/pacer.ts";
import { connectRedis } from "../../src/adapters/redis/connect.ts";
import { createRedisPacer } from "../../src/adapters/redis/pacer.ts";
import { reserve } from "../../src/domain/gcra.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Pacer, Rate } from "../../src/ports/pacer.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { hasRedisServer, startRedisServer } from "../support/redis-server.ts";
import { createTestDatabase } from "../support/test-database.ts";

/** What the platforms allow. */
const TELEGRAM_ALL: Rate = { intervalMs: 1000 / 30, burst: 30 };
const TELEGRAM_CHAT: Rate = { intervalMs: 1000, burst: 1 };
const BITRIX24: Rate = { intervalMs: 500, burst: 50 };

interface Paced {
  /** Pacers of as many processes as share the row; one where it can't be shared. */
  join(clock: Clock): readonly Pacer[];
  close(): Promise<void>;
}

const hasRedis = hasRedisServer();
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const STORAGES: readonly (readonly [name: string, open: () => Promise<Paced>])[] = [
  [
    "memory",
    () => Promise.resolve({ join: (clock) => [createMemoryPacer(clock)], close: () => Promise.resolve() }),
  ],
  ["PostgreSQL", openPostgres],
  ...(hasRedis ? [["Redis", openRedis] as const] : []),
];

async function openPostgres(): Promise<Paced> {
  const test = await createTestDatabase();
  const pools = [1, 2].map(() => new Pool({ connectionString: test.url, max: 4 }));
  // `end` resolves before the sockets are closed, and `drop` cuts those: that is no fault of a test.
  for (const pool of pools) pool.on("error", () => undefined);
  return {
    join: (clock) => pools.map((pool) => createPostgresPacer(pool, clock)),
    close: async () => {
      for (const pool of pools) await pool.end();
      await test.drop();
    },
  };
}

async function openRedis(): Promise<Paced> {
  const server = await startRedisServer();
  const clients = [1, 2].map(() => connectRedis(server.url, log));
  await Promise.all(clients.map((client) => new Promise((ready) => client.once("ready", ready))));
  const never: Pacer = { take: () => Promise.reject(new Error("Redis was not asked")) };
  return {
    join: (clock) => clients.map((client) => createRedisPacer(client, clock, never, log)),
    close: async () => {
      for (const client of clients) client.disconnect();
      await server.stop();
    },
  };
}

describe.each(STORAGES)("a pace kept in %s", (_name, open) => {
  let paced: Paced;
  beforeAll(async () => {
    paced = await open();
  });
  afterAll(() => paced.close());

  /** What the next `count` of one key have to wait, smallest first, asked for at once through all processes in turn. */
  async function waits(pacers: readonly Pacer[], count: number, key: string, rate: Rate): Promise<number[]> {
    const takes = Array.from({ length: count }, (_, n) => pacers[n % pacers.length]!.take(key, rate));
    return (await Promise.all(takes)).map(Math.round).toSorted((a, b) => a - b);
  }
  const join = (): { clock: FakeClock; pacers: readonly Pacer[]; key: string } => {
    const clock = createFakeClock();
    return { clock, pacers: paced.join(clock), key: randomUUID() };
  };

  it("lets a portal's burst of 50 through at once, and then two a second, exactly", async () => {
    const { clock, pacers, key } = join();
    const first = await waits(pacers, 60, key, BITRIX24);
    expect(first.filter((wait) => wait === 0)).toHaveLength(50);
    expect(first.slice(50)).toEqual(Array.from({ length: 10 }, (_, n) => 500 * (n + 1)));
    await clock.advance(5_500);
    expect(await waits(pacers, 3, key, BITRIX24)).toEqual([0, 500, 1000]);
  });

  it("gives a portal its whole burst back after a rest, and no more than that", async () => {
    const { clock, pacers, key } = join();
    await waits(pacers, 50, key, BITRIX24);
    await clock.advance(3_600_000);
    const again = await waits(pacers, 51, key, BITRIX24);
    expect(again.filter((wait) => wait === 0)).toHaveLength(50);
    expect(again.at(-1)).toBe(500);
  });

  it("lets 30 messages a second to all chats of a bot through", async () => {
    const { clock, pacers, key } = join();
    const first = await waits(pacers, 60, key, TELEGRAM_ALL);
    expect(first.filter((wait) => wait === 0)).toHaveLength(30);
    expect(first.at(-1)).toBe(1000);
    await clock.advance(2_000);
    expect((await waits(pacers, 31, key, TELEGRAM_ALL)).filter((wait) => wait === 0)).toHaveLength(30);
  });

  it("lets one message a second into one chat, each chat by itself", async () => {
    const { pacers, key } = join();
    expect(await waits(pacers, 4, `${key}:1`, TELEGRAM_CHAT)).toEqual([0, 1000, 2000, 3000]);
    expect(await waits(pacers, 1, `${key}:2`, TELEGRAM_CHAT)).toEqual([0]);
  });

  it("agrees with the rule itself for any rhythm", async () => {
    const { clock, pacers, key } = join();
    let tat: number | undefined;
    for (const pauseMs of [0, 0, 10, 490, 500, 501, 0, 0, 2_000, 1, 0, 60_000, 0, 250]) {
      await clock.advance(pauseMs);
      const rate = { intervalMs: 500, burst: 3 };
      const expected = reserve(tat, clock.now().getTime(), rate);
      tat = expected.tat;
      expect(Math.round(await pacers[0]!.take(key, rate))).toBe(Math.round(expected.waitMs));
    }
  });
});

describe.skipIf(!hasRedis)("a pace over Redis while Redis is away", () => {
  it("is kept by each process for itself, and shared again when it is back", async () => {
    const server = await startRedisServer();
    const clock = createFakeClock();
    const redis = connectRedis(server.url, log);
    await new Promise((ready) => redis.once("ready", ready));
    const pacer = createRedisPacer(redis, clock, createMemoryPacer(clock), log);
    expect(await pacer.take("portal", TELEGRAM_CHAT)).toBe(0);
    await server.kill();
    expect(await pacer.take("portal", TELEGRAM_CHAT)).toBe(0);
    expect(await pacer.take("portal", TELEGRAM_CHAT)).toBe(1000);
    await server.restart();
    await expect.poll(() => redis.status).toBe("ready");
    expect(await pacer.take("portal", TELEGRAM_CHAT)).toBe(0);
    redis.disconnect();
    await server.stop();
  });
});
