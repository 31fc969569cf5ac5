import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTelegramChannel } from "../../../bots/telegram/channel.ts";
import { StartError } from "../../../src/domain/errors.ts";
import { FAULTS } from "../../support/telegram/api-error.ts";
import { createManualClock, type ManualClock } from "../../support/telegram/manual-clock.ts";
import { startTelegramPeer, type TelegramPeer } from "../../support/telegram/peer.ts";
import { createRecordingLog } from "../../support/telegram/recording-log.ts";
import { createTestRun, type TestRun } from "../../support/telegram/test-run.ts";

const TOKEN = "700001:customers_bot_of_the_salon";
const MARIA = 5550001;
const OLGA = 5550002;

let peer: TelegramPeer;
let clock: ManualClock;
let log: ReturnType<typeof createRecordingLog>;
const ends: (() => Promise<unknown>)[] = [];

/** Runs the real channel against the stand-in until the test ends. */
function startChannel(test: TestRun = createTestRun(), token = TOKEN) {
  const channel = createTelegramChannel({ token, apiRoot: peer.apiRoot, mode: "polling", clock, log });
  const ended = channel.run(test.run);
  ended.catch(() => undefined);
  const stop = () => {
    test.stop();
    return ended.catch(() => undefined);
  };
  ends.push(stop);
  return { channel, test, ended, stop };
}

beforeEach(async () => {
  peer = await startTelegramPeer();
  peer.addBot(TOKEN);
  clock = createManualClock();
  log = createRecordingLog();
});

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  await peer.stop();
});

describe("receiving by polling", () => {
  it("stores the raw update under its thread and number, and confirms it only then", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    const update = peer.customerSays(TOKEN, MARIA, "Сколько стоит маникюр?");
    const event = await test.waitForStored(() => true);
    expect(event).toMatchObject({
      externalId: String(update.update_id),
      thread: `telegram:${MARIA}`,
      body: { update_id: update.update_id, message: { text: "Сколько стоит маникюр?" } },
    });
    const confirming = await peer.waitForCall("getUpdates", (call) => call.params["offset"] === 0);
    expect(confirming.status).toBe("answered");
    await test.waitForState((value) => value.startsWith(`${update.update_id + 1}@`));
  });

  it("rests between polls that a proxy ends at once", async () => {
    peer.fail(TOKEN, "getUpdates", FAULTS.impatient, 4);
    startChannel();
    for (let time = 1; time <= 3; time++) {
      await clock.waitForSleep(1_000);
      clock.advance(1_000);
    }
    expect(clock.sleeps.filter((ms) => ms === 1_000)).toHaveLength(3);
  });

  it("offers the same update again when it could not be stored", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    test.refuseNext(1);
    const update = peer.customerSays(TOKEN, MARIA, "Алло");
    await test.waitForHealth(({ state }) => state === "degraded");
    expect(peer.pending(TOKEN)).toHaveLength(1);
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await test.waitForStored(({ externalId }) => externalId === String(update.update_id));
    expect(test.offered.map(({ externalId }) => externalId)).toEqual(Array(2).fill(String(update.update_id)));
    await test.waitForHealth(({ state }) => state === "up");
  });

  it("stores a conversation's messages in the order they were written", async () => {
    for (const text of ["раз", "два", "три"]) peer.customerSays(TOKEN, MARIA, text);
    peer.customerSays(TOKEN, OLGA, "другая");
    const { test } = startChannel();
    await test.waitForOffered(4);
    const maria = test.stored.filter(({ thread }) => thread === `telegram:${MARIA}`);
    expect(maria.map(({ externalId }) => Number(externalId))).toEqual([100_001, 100_002, 100_003]);
  });

  it("comes back with the same number after a crash between storing and confirming", async () => {
    const state = new Map<string, string>();
    const before = createTestRun(state);
    before.failStateWrites(1);
    const first = startChannel(before);
    await peer.waitForPoll(TOKEN);
    peer.customerSays(TOKEN, MARIA, "Запишите меня");
    const stored = await before.waitForStored(() => true);
    await first.stop();

    const after = startChannel(createTestRun(state));
    const again = await after.test.waitForStored(() => true);
    expect(again.externalId).toBe(stored.externalId);
    await after.test.waitForState(() => true);
  });

  it("does not ask for confirmed updates again after a restart", async () => {
    const state = new Map<string, string>();
    const first = startChannel(createTestRun(state));
    await peer.waitForPoll(TOKEN);
    const update = peer.customerSays(TOKEN, MARIA, "Привет");
    await first.test.waitForState(() => true);
    await first.stop();

    const second = startChannel(createTestRun(state));
    await peer.waitForCall("getUpdates", (call) => call.params["offset"] === update.update_id + 1);
    await second.test.waitForHealth(({ state: health }) => health === "up");
    expect(second.test.offered).toEqual([]);
  });

  it("forgets an offset of another week, because Telegram may have begun to count anew", async () => {
    const state = new Map([
      ["telegram_offset:700001", `999999999@${clock.now().getTime() - 8 * 86_400_000}`],
    ]);
    const { test } = startChannel(createTestRun(state));
    peer.customerSays(TOKEN, MARIA, "Я снова здесь");
    await test.waitForStored(() => true);
    expect(peer.sent(TOKEN, "getUpdates")[0]?.params).toMatchObject({ offset: 0 });
  });

  it("hands a repeated update over under the same number, so that the store can tell", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    const update = peer.customerSays(TOKEN, MARIA, "Привет");
    await test.waitForState(() => true);
    peer.repeatUpdate(TOKEN, update.update_id);
    await test.waitForOffered(2);
    expect(test.stored).toHaveLength(1);
  });

  it("moves on to the highest number when Telegram sends a batch out of order", async () => {
    peer.customerSays(TOKEN, MARIA, "раз");
    const last = peer.customerSays(TOKEN, OLGA, "два");
    peer.disorderUpdates(TOKEN);
    const { test } = startChannel();
    await test.waitForState((value) => value.startsWith(`${last.update_id + 1}@`));
    expect(test.stored).toHaveLength(2);
  });

  it("leaves groups alone", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    peer.customerSays(TOKEN, -100123, "болтовня");
    await test.waitForState(() => true);
    expect(test.offered).toEqual([]);
  });

  it("answers a press at once and takes the used buttons away", async () => {
    const { channel, test } = startChannel();
    peer.openChat(TOKEN, MARIA);
    await channel.send({
      id: "msg_1" as never,
      thread: `telegram:${MARIA}`,
      text: "На какой день?",
      choices: [{ label: "Завтра", data: "date:tomorrow" }],
      asksPhone: false,
    });
    peer.pressButton(TOKEN, MARIA, 1, "date:tomorrow");
    const stored = await test.waitForStored(() => true);
    expect(channel.parse(stored.body)).toMatchObject([
      { message: { text: "Завтра", choice: "date:tomorrow" } },
    ]);
    const answered = await peer.waitForCall("answerCallbackQuery");
    expect(answered).toMatchObject({ httpStatus: 200, params: { text: "Завтра" } });
    await peer.waitForCall("editMessageReplyMarkup", (call) => call.httpStatus === 200);
    expect(peer.messages(TOKEN, MARIA)[0]).not.toHaveProperty("reply_markup");
  });
});

describe("when receiving is disturbed", () => {
  it("backs off and says what to do when another program polls the bot", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    await fetch(`${peer.apiRoot}/bot${TOKEN}/getUpdates`);
    const health = await test.waitForHealth(({ state }) => state === "degraded");
    expect(health.detail).toContain("Another program receives this bot's messages");
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await test.waitForHealth(
      ({ state, since }) => state === "up" && since.getTime() === clock.now().getTime(),
    );
  });

  it("survives pages, cut connections and limits, waiting longer each time, and loses nothing", async () => {
    peer.fail(TOKEN, "getUpdates", FAULTS.badGateway);
    peer.fail(TOKEN, "getUpdates", FAULTS.dropAfterAccept);
    peer.fail(TOKEN, "getUpdates", FAULTS.tooManyRequests(7));
    peer.customerSays(TOKEN, MARIA, "Вы работаете?");
    const { test } = startChannel();
    for (const ms of [1_000, 2_000, 7_000]) {
      await clock.waitForSleep(ms);
      clock.advance(ms);
    }
    await test.waitForStored(() => true);
    expect(test.stored).toHaveLength(1);
  });

  it("gives up a poll that nothing answers 15 s after its end", async () => {
    const { test } = startChannel();
    await peer.waitForPoll(TOKEN);
    peer.fail(TOKEN, "getUpdates", FAULTS.hang);
    peer.customerSays(TOKEN, MARIA, "первое");
    await test.waitForState(() => true);
    await peer.waitForPoll(TOKEN);
    peer.customerSays(TOKEN, MARIA, "второе");
    clock.advance(65_000);
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await test.waitForOffered(2);
    expect(test.stored).toHaveLength(2);
  });

  it("takes the bot back from a webhook without losing what waits", async () => {
    await fetch(`${peer.apiRoot}/bot${TOKEN}/setWebhook?url=https://elsewhere.example.com/hook`);
    peer.customerSays(TOKEN, MARIA, "Есть кто?");
    const { test } = startChannel();
    await test.waitForStored(() => true);
    expect(peer.webhookUrl(TOKEN)).toBeUndefined();
  });

  it("waits for a Bot API that is not there yet", async () => {
    const port = new URL(peer.apiRoot).port;
    await peer.stop();
    const { test } = startChannel();
    await test.waitForHealth(({ state }) => state === "degraded");
    await clock.waitForSleep(1_000);
    peer = await startTelegramPeer({ port: Number(port) });
    peer.addBot(TOKEN);
    clock.advance(1_000);
    await test.waitForHealth(({ state }) => state === "up");
  });

  it("rejects at the start, with the cure, when the token is wrong", async () => {
    for (const token of ["700009:nobody_knows_this_token", "malformed"]) {
      const { ended } = startChannel(createTestRun(), token);
      await expect(ended).rejects.toThrow(StartError);
      await expect(ended).rejects.toMatchObject({ action: expect.stringContaining("@BotFather") });
    }
  });

  it("rejects when the token is revoked while it runs", async () => {
    const { ended } = startChannel();
    await peer.waitForPoll(TOKEN);
    peer.customerSays(TOKEN, MARIA, "Привет");
    peer.revoke(TOKEN);
    await expect(ended).rejects.toThrow(StartError);
  });

  it("never writes the token to the log", async () => {
    peer.fail(TOKEN, "getMe", FAULTS.drop);
    peer.fail(TOKEN, "getMe", FAULTS.badGateway);
    startChannel();
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await clock.waitForSleep(2_000);
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.lines.join("\n")).not.toContain(TOKEN.split(":")[1]);
  });
});
