import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyOpenSalon, type BusinessCopy } from "../support/business-copy.ts";
import { openWidgetVisitor, type WidgetVisitor } from "../support/engine/widget-visitor.ts";
import { eventually, startGatewayProcess, type GatewayProcess } from "../support/gateway-process.ts";
import { hasRedisServer, startRedisServer, type RedisServer } from "../support/redis-server.ts";
import { startTelegramPeer, type TelegramPeer } from "../support/telegram/peer.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const CUSTOMERS = `111:${"c".repeat(35)}`;
const MANAGERS = `222:${"m".repeat(35)}`;
const PATIENCE_MS = 25_000;
const BOOKING = "Хочу записаться на маникюр в центре завтра в 18:00, Ольга, +7 913 555-44-33";

const hasRedis = hasRedisServer();
const WAYS = [...(hasRedis ? ["Redis" as const] : []), "NOTIFY" as const];

describe.each(WAYS)("three processes that talk over %s", (way) => {
  let test: TestDatabase;
  let database: Client;
  let redis: RedisServer | undefined;
  let telegram: TelegramPeer;
  let salon: BusinessCopy;
  let dataDir: string;
  let ingest: GatewayProcess;
  let workers: GatewayProcess[] = [];
  const visitors: WidgetVisitor[] = [];

  const start = (role: "ingest" | "worker") =>
    startGatewayProcess({
      DATABASE_URL: test.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      DATA_DIR: dataDir,
      DOZOR_ROLE: role,
      DOZOR_BUSINESS: salon.dir,
      TELEGRAM_BOT_TOKEN: CUSTOMERS,
      MANAGERS_BOT_TOKEN: MANAGERS,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      MIN_WAIT_MS: "200",
      BURST_QUIET_MS: "500",
    });
  const count = async (sql: string, values: readonly unknown[] = []) =>
    Number((await database.query<{ count: number }>(sql, [...values])).rows[0]?.count);
  const NAMED = "(select id from node where name like '%/' || $1)";

  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Client({ connectionString: test.url });
    await database.connect();
    redis = way === "Redis" ? await startRedisServer() : undefined;
    telegram = await startTelegramPeer();
    telegram.addBot(CUSTOMERS);
    telegram.addBot(MANAGERS);
    salon = copyOpenSalon("10m");
    dataDir = mkdtempSync(join(tmpdir(), "dozor-processes-"));
    ingest = await start("ingest");
    workers = await Promise.all([start("worker"), start("worker")]);
  });
  afterAll(async () => {
    for (const visitor of visitors) visitor.leave();
    await Promise.all([ingest, ...workers].map((one) => one.kill()));
    await telegram.stop();
    await redis?.stop();
    await database.end();
    await test.drop();
    salon.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const aVisitor = async () => {
    const visitor = await openWidgetVisitor(ingest.url);
    visitors.push(visitor);
    return visitor;
  };
  const botLines = (visitor: WidgetVisitor) => visitor.streamed.filter((line) => line.from === "bot");
  const nextReply = (visitor: WidgetVisitor, number: number) =>
    eventually(`reply ${number}`, async () => botLines(visitor)[number - 1], PATIENCE_MS);

  it("serve a visitor: the ingest takes the message in, a worker answers, the sign and the line come live", async () => {
    const visitor = await aVisitor();
    await visitor.say("a1", "Здравствуйте!");
    await eventually("the typing sign", async () => visitor.typings() > 0, PATIENCE_MS);
    await nextReply(visitor, 1);
    await visitor.say("a2", "Сколько стоит маникюр?");
    expect((await nextReply(visitor, 2)).text).toMatch(/₽/);
    expect((await visitor.lines()).map((line) => line.from)).toEqual(["visitor", "bot", "visitor", "bot"]);
    expect(visitor.streamed.map((line) => line.id)).toEqual((await visitor.lines()).map((line) => line.id));
    expect(await count("select count(*) from turn")).toBeGreaterThan(0);
    expect(await count(`select count(*) from turn where node in ${NAMED}`, [ingest.pid])).toBe(0);
  });

  if (way === "Redis")
    it("lose nothing while Redis is killed and started again", async () => {
      const visitor = await aVisitor();
      await visitor.say("r1", "Хочу записаться на маникюр");
      await nextReply(visitor, 1);
      await redis?.kill();
      await visitor.say("r2", "завтра");
      await nextReply(visitor, 2);
      telegram.customerSays(CUSTOMERS, 700_010, "Сколько стоит стрижка?");
      await telegram.waitForCall("sendMessage", (call) => call.params["chat_id"] === "700010", PATIENCE_MS);
      await redis?.restart();
      const before = visitor.typings();
      await eventually(
        "live signs again",
        async () => {
          if (visitor.typings() > before) return true;
          await visitor.say(`r3-${Math.random()}`, "в 18:00,");
          await new Promise((done) => setTimeout(done, 1_500));
          return false;
        },
        PATIENCE_MS,
      );
      const sent = await count(
        "select count(*) from inbox where thread like 'widget:%' and ext_id like '%:r%'",
      );
      await eventually(
        "every message is in the transcript",
        async () => (await visitor.lines()).filter((line) => line.from === "visitor").length === sent,
        PATIENCE_MS,
      );
    });

  it("hand a turn on when its worker is killed in the middle of it", async () => {
    const visitor = await aVisitor();
    const before = await count("select count(*) from lead");
    // A commit that assigns a lead waits for this lock: the worker is caught with the turn in its hands.
    await database.query("select pg_advisory_lock(4243)");
    await visitor.say("k1", BOOKING);
    const pid = await eventually(
      "a worker in mid-turn",
      async () => {
        const waiting = await count(
          `select count(*) from pg_locks where locktype = 'advisory' and objid = 4243 and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        const owner = "select split_part(name, '/', 2) as count from node join lane on owner = node.id";
        return waiting > 0 && count(owner);
      },
      PATIENCE_MS,
    );
    const victim = workers.find((worker) => worker.pid === pid);
    if (!victim) throw new Error(`no worker is process ${pid}`);
    await victim.kill();
    await database.query("select pg_advisory_unlock(4243)");
    expect((await nextReply(visitor, 1)).text).not.toBe("");
    expect(await count("select count(*) from lead")).toBe(before + 1);
    expect((await visitor.lines()).map((line) => line.from)).toEqual(["visitor", "bot"]);
    workers = [...workers.filter((worker) => worker !== victim), await start("worker")];
  });

  it("let one process poll Telegram, and the next one when it is killed", async () => {
    telegram.customerSays(CUSTOMERS, 700_001, "Сколько стоит маникюр?");
    const replyTo = (chat: number) =>
      telegram.waitForCall("sendMessage", (call) => call.params["chat_id"] === String(chat), PATIENCE_MS);
    await replyTo(700_001);
    const second = await start("ingest");
    const visitor = await aVisitor();
    await visitor.say("p1", "Хочу на маникюр");
    await nextReply(visitor, 1);
    await ingest.kill();
    ingest = second;
    telegram.customerSays(CUSTOMERS, 700_002, "Сколько стоит маникюр?");
    await replyTo(700_002);
    visitor.moveTo(second.url);
    await visitor.say("p2", "завтра вечером");
    await nextReply(visitor, 2);
    const polls = [CUSTOMERS, MANAGERS].flatMap((token) => telegram.sent(token, "getUpdates"));
    expect(polls.filter((call) => call.httpStatus === 409)).toEqual([]);
  });
});
