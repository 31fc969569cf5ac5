import { serve, type ServerType } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTelegramChannel, type TelegramChannel } from "../../../bots/telegram/channel.ts";
import { StartError } from "../../../src/domain/errors.ts";
import { createManualClock, type ManualClock } from "../../support/telegram/manual-clock.ts";
import { startTelegramPeer, type TelegramPeer } from "../../support/telegram/peer.ts";
import { createRecordingLog } from "../../support/telegram/recording-log.ts";
import { createTestRun, type TestRun } from "../../support/telegram/test-run.ts";

const TOKEN = "700002:customers_bot_by_webhook";
const SECRET = "kept-secret_1";
const MARIA = 5550001;

let peer: TelegramPeer;
let clock: ManualClock;
let server: ServerType;
let url: string;
let channel: TelegramChannel;
let test: TestRun;
let ended: Promise<void>;

beforeEach(async () => {
  peer = await startTelegramPeer({ webhookRetryMs: 10 });
  peer.addBot(TOKEN);
  clock = createManualClock(new Date());
  test = createTestRun();
  await new Promise<void>((resolve) => {
    server = serve({ fetch: (request) => channel.webhook(request), port: 0, hostname: "127.0.0.1" }, () =>
      resolve(),
    );
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`;
  channel = createTelegramChannel({
    token: TOKEN,
    apiRoot: peer.apiRoot,
    mode: "webhook",
    webhookUrl: url,
    webhookSecret: SECRET,
    clock,
    log: createRecordingLog(),
  });
  ended = channel.run(test.run);
});

afterEach(async () => {
  test.stop();
  await ended;
  await peer.stop();
  await new Promise((resolve) => server.close(resolve));
});

const post = (headers: Record<string, string>, body = "{}") =>
  channel.webhook(new Request(url, { method: "POST", headers, body }));

describe("receiving by webhook", () => {
  it("registers its address with the secret and the kinds it wants", async () => {
    const call = await peer.waitForCall("setWebhook");
    expect(call.params).toMatchObject({
      url,
      secret_token: SECRET,
      allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
    });
    await test.waitForHealth(({ state }) => state === "up");
  });

  it("says received only after the update is durable, and gets it again until then", async () => {
    await test.waitForHealth(({ state }) => state === "up");
    test.refuseNext(2);
    const first = peer.customerSays(TOKEN, MARIA, "Первое");
    const second = peer.customerSays(TOKEN, MARIA, "Второе");
    await peer.waitForWebhook(TOKEN, ({ updateId }) => updateId === second.update_id);
    expect(test.offered.map(({ externalId }) => Number(externalId))).toEqual([
      first.update_id,
      first.update_id,
      first.update_id,
      second.update_id,
    ]);
    expect(test.stored).toHaveLength(2);
    expect(peer.pending(TOKEN)).toEqual([]);
  });

  it("turns away whoever does not know the secret", async () => {
    await test.waitForHealth(({ state }) => state === "up");
    const body = JSON.stringify({ update_id: 1 });
    for (const headers of [{}, { "x-telegram-bot-api-secret-token": "guess" }]) {
      const response = await post(headers, body);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: "wrong_webhook_secret" });
    }
    expect(test.offered).toEqual([]);
  });

  it("accepts and drops what it can't read, so that it does not come for ever", async () => {
    await test.waitForHealth(({ state }) => state === "up");
    const headers = { "x-telegram-bot-api-secret-token": SECRET };
    expect((await post(headers, '{"update_id":7,"sorcery":{}}')).status).toBe(200);
    expect((await post(headers, "not json")).status).toBe(400);
    expect(test.offered).toEqual([]);
  });

  it("asks to come back when it is not running", async () => {
    test.stop();
    await ended;
    const response = await post({ "x-telegram-bot-api-secret-token": SECRET });
    expect(response.status).toBe(503);
  });

  it("registers again when another program took the bot away", async () => {
    await test.waitForHealth(({ state }) => state === "up");
    await fetch(`${peer.apiRoot}/bot${TOKEN}/deleteWebhook`);
    await clock.waitForSleep(600_000);
    clock.advance(600_000);
    await peer.waitForCall("setWebhook", () => peer.sent(TOKEN, "setWebhook").length === 2);
    expect(peer.webhookUrl(TOKEN)).toBe(url);
  });

  it("reports what keeps Telegram from delivering", async () => {
    await test.waitForHealth(({ state }) => state === "up");
    test.refuseNext(1);
    peer.customerSays(TOKEN, MARIA, "Первое");
    await test.waitForStored(() => true);
    await clock.waitForSleep(600_000);
    clock.advance(600_000);
    const health = await test.waitForHealth(({ state }) => state === "degraded");
    expect(health.detail).toContain("503");
  });
});

describe("webhook mode without an address", () => {
  it("stops the start", () => {
    expect(() =>
      createTelegramChannel({
        token: TOKEN,
        apiRoot: peer.apiRoot,
        mode: "webhook",
        clock,
        log: createRecordingLog(),
      }),
    ).toThrow(StartError);
  });
});
