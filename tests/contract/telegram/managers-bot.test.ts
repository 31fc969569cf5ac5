import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createManagersBot, type ManagersBot } from "../../../bots/managers/bot.ts";
import { StartError } from "../../../src/domain/errors.ts";
import { asId, type ManagerId } from "../../../src/domain/ids.ts";
import type { AlertCard } from "../../../src/ports/manager-alerts.ts";
import type { ManagerAction } from "../../../src/ports/manager-desk.ts";
import { createFakeManagerDesk, type FakeManagerDesk } from "../../support/fake-manager-desk.ts";
import { FAULTS } from "../../support/telegram/api-error.ts";
import { createManualClock, type ManualClock } from "../../support/telegram/manual-clock.ts";
import { startTelegramPeer, type TelegramPeer } from "../../support/telegram/peer.ts";
import { createRecordingLog } from "../../support/telegram/recording-log.ts";
import { createTestRun, type TestRun } from "../../support/telegram/test-run.ts";
import { createWaiters } from "../../support/telegram/waiters.ts";

const TOKEN = "800001:managers_bot_of_the_salon";
const ANNA = 100000011;
const IVAN = 100000012;
const STRANGER = 100000099;
const OFFER = "ofr_0jqk3v9m2p0123456789";
const BUTTONS = { take: "Взять", decline: "Отказаться" };

let peer: TelegramPeer;
let clock: ManualClock;
let desk: FakeManagerDesk;
let anna: ManagerId;
let ivan: ManagerId;
let test: TestRun;
let bot: ManagersBot;
let ended: Promise<void>;
let waitForAction: (kind: ManagerAction["kind"]) => Promise<ManagerAction>;

function aCard(over: Partial<AlertCard> = {}): AlertCard {
  return {
    offerId: asId<"offer">(OFFER),
    managerId: anna,
    text: "Запись: маникюр завтра в 15:00",
    buttons: BUTTONS,
    url: "https://dozor.example.com/console/conversations/1",
    ...over,
  };
}

const makeBot = (token = TOKEN) =>
  createManagersBot({ token, apiRoot: peer.apiRoot, desk, language: "ru", clock, log: createRecordingLog() });

/** A text of the bot to this person, past or future. */
const said = (chatId: number, part: string) =>
  peer.waitForCall(
    "sendMessage",
    ({ params, httpStatus }) =>
      httpStatus === 200 && params["chat_id"] === chatId && String(params["text"]).includes(part),
  );

beforeEach(async () => {
  peer = await startTelegramPeer();
  peer.addBot(TOKEN, { username: "salon_team_bot" });
  for (const person of [ANNA, IVAN, STRANGER]) peer.openChat(TOKEN, person);
  clock = createManualClock();
  desk = createFakeManagerDesk();
  const waiters = createWaiters(() => desk.actions.map(({ action }) => action));
  desk.onAction((action) => waiters.announce(action));
  waitForAction = (kind) => waiters.waitFor((action) => action.kind === kind, 5_000, `the action ${kind}`);
  anna = desk.addManager("anna", ANNA);
  ivan = desk.addManager("ivan", IVAN);
  test = createTestRun();
  bot = makeBot();
  ended = bot.run(test.run);
  ended.catch(() => undefined);
  await peer.waitForPoll(TOKEN);
});

afterEach(async () => {
  test.stop();
  await ended.catch(() => undefined);
  await peer.stop();
});

describe("an offer", () => {
  it("goes from alert over Take to the edited card", async () => {
    const { leadId } = desk.addOffer(OFFER);
    const sent = await bot.send(aCard());
    expect(sent).toEqual({ outcome: "sent", externalIds: [`${ANNA}:1`] });
    expect(peer.messages(TOKEN, ANNA)[0]).toMatchObject({
      text: expect.stringContaining("Запись: маникюр завтра в 15:00"),
      reply_markup: {
        inline_keyboard: [
          [{ text: "Взять", callback_data: `o:${OFFER}:take` }, { text: "Отказаться" }],
          [{ text: "Открыть переписку", url: "https://dozor.example.com/console/conversations/1" }],
        ],
      },
    });

    peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`);
    expect(await waitForAction("take")).toEqual({ kind: "take", leadId, managerId: anna, via: "telegram" });
    await peer.waitForCall("answerCallbackQuery", (call) => call.params["text"] === "Беру в работу…");

    const closed = aCard({ text: "Взято: Анна", buttons: undefined });
    expect(await bot.edit(`${ANNA}:1`, closed)).toEqual({ outcome: "sent", externalIds: [`${ANNA}:1`] });
    expect(peer.messages(TOKEN, ANNA)[0]).toMatchObject({
      text: "Взято: Анна ↩",
      reply_markup: { inline_keyboard: [[{ text: "Открыть переписку" }]] },
    });
  });

  it("is declined with its number, and taken by a colleague who pressed first", async () => {
    const { leadId, offerId } = desk.addOffer(OFFER);
    await bot.send(aCard());
    peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:decline`);
    expect(await waitForAction("decline")).toEqual({ kind: "decline", leadId, managerId: anna, offerId });
    peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`, IVAN);
    expect(await waitForAction("take")).toMatchObject({ managerId: ivan });
  });

  it("stores a press once although the update comes twice", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    const press = peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`);
    await waitForAction("take");
    peer.repeatUpdate(TOKEN, press.update_id);
    await peer.waitForCall("answerCallbackQuery", () => peer.sent(TOKEN, "answerCallbackQuery").length === 2);
    expect(desk.actions).toHaveLength(1);
  });

  it("keeps a press that could not be stored, and tells so at the button", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    desk.failNext(1);
    const press = peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`);
    const answer = await peer.waitForCall("answerCallbackQuery");
    expect(answer.params["text"]).toContain("не потеряно");
    expect(peer.pending(TOKEN).map((update) => update.update_id)).toEqual([press.update_id]);
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await waitForAction("take");
    await test.waitForState((value) => value.startsWith(`${press.update_id + 1}@`));
  });

  it("does not repeat what was stored before a failure in the same batch", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    test.stop();
    await ended;
    peer.customerSays(TOKEN, ANNA, "/pause");
    peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`);
    desk.failNext(1);
    test = createTestRun(test.state);
    ended = bot.run(test.run);
    await said(ANNA, "Пауза");
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await waitForAction("take");
    const pauses = peer
      .sent(TOKEN, "sendMessage")
      .filter(({ params }) => String(params["text"]).startsWith("Пауза"));
    expect(pauses).toHaveLength(1);
  });

  it("tells that a lead is gone, and turns strangers away politely", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    peer.pressButton(TOKEN, ANNA, 1, `o:${OFFER}:take`, STRANGER);
    await peer.waitForCall(
      "answerCallbackQuery",
      ({ params }) =>
        params["show_alert"] === true && String(params["text"]).includes("только для сотрудников"),
    );
    peer.pressButton(TOKEN, ANNA, 1, "o:ofr_unheard:take");
    await peer.waitForCall("answerCallbackQuery", ({ params }) => params["text"] === "Этой заявки уже нет");
    expect(desk.actions).toEqual([]);
  });
});

describe("a reply to an alert", () => {
  it("answers the customer while the offer is open and after it ended", async () => {
    const { conversationId } = desk.addOffer(OFFER);
    await bot.send(aCard());
    peer.customerSays(TOKEN, ANNA, "Здравствуйте, это Анна", { replyTo: 1 });
    expect(await waitForAction("reply")).toEqual({
      kind: "reply",
      conversationId,
      managerId: anna,
      text: "Здравствуйте, это Анна",
    });
    await peer.waitForCall("setMessageReaction", (call) => call.httpStatus === 200);

    await bot.edit(`${ANNA}:1`, aCard({ text: "Взято: Анна", buttons: undefined, url: undefined }));
    peer.customerSays(TOKEN, ANNA, "Жду вас завтра", { replyTo: 1 });
    await peer.waitForCall("setMessageReaction", () => desk.actions.length === 2);
    expect(desk.actions[1]?.action).toMatchObject({ conversationId, text: "Жду вас завтра" });
  });

  it("works on a note about a lead too", async () => {
    const { leadId, conversationId } = desk.addOffer(OFFER);
    await bot.notify(anna, "Клиент пишет: вы где?", leadId);
    peer.customerSays(TOKEN, ANNA, "Уже иду", { replyTo: 1 });
    expect(await waitForAction("reply")).toMatchObject({ conversationId, text: "Уже иду" });
  });

  it("explains what a reply needs instead of losing it", async () => {
    const { leadId } = desk.addOffer(OFFER);
    await bot.send(aCard());
    peer.customerSays(TOKEN, ANNA, "А кому это?");
    await said(ANNA, "ответьте на сообщение с его заявкой");
    peer.sendVoice(TOKEN, ANNA, { replyTo: 1 });
    await said(ANNA, "только текст");
    desk.forgetLead(leadId);
    peer.customerSays(TOKEN, ANNA, "Ау", { replyTo: 1 });
    await said(ANNA, "ответ не отправлен");
    peer.customerSays(TOKEN, STRANGER, "Привет");
    await said(STRANGER, "только для сотрудников");
    expect(desk.actions).toEqual([]);
  });

  it("is not made of a command", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    peer.customerSays(TOKEN, ANNA, "/pause", { replyTo: 1 });
    await said(ANNA, "Пауза");
    expect(desk.actions).toEqual([]);
  });
});

describe("commands", () => {
  it("stand in the menu in Russian", () => {
    expect(peer.commands(TOKEN)).toContainEqual({
      command: "pause",
      description: "Не присылать новые заявки",
    });
  });

  it("link an account by its one-time code", async () => {
    const petr = desk.addManager("petr");
    expect(await bot.notify(petr, "Привет")).toEqual({ outcome: "never", code: "no_address" });
    desk.addCode("K7M2", petr);
    const update = peer.customerSays(TOKEN, STRANGER, "/start K7M2");
    await said(STRANGER, "аккаунт привязан");
    expect(await desk.telegramOf(petr)).toBe(STRANGER);
    peer.repeatUpdate(TOKEN, update.update_id);
    await peer.waitForCall(
      "sendMessage",
      () =>
        peer.sent(TOKEN, "sendMessage").filter(({ params }) => String(params["text"]).includes("привязан"))
          .length === 2,
    );
    peer.customerSays(TOKEN, IVAN + 100, "/start WRONG");
    await said(IVAN + 100, "Код не подошёл");
  });

  it("pause and resume", async () => {
    peer.customerSays(TOKEN, ANNA, "/pause");
    await said(ANNA, "Пауза");
    expect(desk.paused.has(anna)).toBe(true);
    peer.customerSays(TOKEN, ANNA, "/resume");
    await said(ANNA, "С возвращением");
    expect(desk.paused.has(anna)).toBe(false);
    peer.customerSays(TOKEN, ANNA, "/help");
    await said(ANNA, "Как со мной работать");
  });
});

describe("what became of an alert", () => {
  it("is a success when the card already says so or was deleted by its manager", async () => {
    desk.addOffer(OFFER);
    await bot.send(aCard());
    expect(await bot.edit(`${ANNA}:1`, aCard())).toEqual({ outcome: "sent", externalIds: [`${ANNA}:1`] });
    peer.deleteMessage(TOKEN, ANNA, 1);
    expect(await bot.edit(`${ANNA}:1`, aCard({ buttons: undefined }))).toEqual({
      outcome: "sent",
      externalIds: [],
    });
  });

  it("tells waiting, blocking and not knowing apart", async () => {
    peer.fail(TOKEN, "sendMessage", FAULTS.tooManyRequests(9));
    expect(await bot.send(aCard())).toEqual({
      outcome: "later",
      code: "telegram_limited",
      retryAfterMs: 9_000,
    });
    peer.fail(TOKEN, "sendMessage", FAULTS.badGateway);
    expect(await bot.send(aCard())).toMatchObject({ outcome: "later" });
    peer.fail(TOKEN, "sendMessage", FAULTS.dropAfterAccept);
    expect(await bot.send(aCard())).toMatchObject({ outcome: "unknown" });
    peer.block(TOKEN, ANNA);
    expect(await bot.send(aCard())).toEqual({ outcome: "never", code: "telegram_blocked", isBlocked: true });
    desk.addManager("nina", 100000077);
    expect(await bot.send(aCard({ managerId: asId<"manager">("nina") }))).toEqual({
      outcome: "never",
      code: "telegram_not_started",
      isBlocked: true,
    });
  });

  it("tries an edit again whose outcome is unknown, because a repeat is harmless", async () => {
    await bot.send(aCard());
    peer.fail(TOKEN, "editMessageText", FAULTS.dropAfterAccept);
    const closed = aCard({ text: "Взято", buttons: undefined });
    expect(await bot.edit(`${ANNA}:1`, closed)).toMatchObject({ outcome: "later" });
    expect(await bot.edit(`${ANNA}:1`, closed)).toMatchObject({ outcome: "sent" });
  });

  it("drops the console button when Telegram refuses its address", async () => {
    peer.fail(TOKEN, "sendMessage", {
      kind: "error",
      status: 400,
      description: "Bad Request: BUTTON_URL_INVALID",
    });
    expect(await bot.send(aCard())).toMatchObject({ outcome: "sent" });
    expect(JSON.stringify(peer.messages(TOKEN, ANNA)[0])).not.toContain("Открыть переписку");
  });
});

describe("the bot itself", () => {
  it("rejects at the start when the token is wrong", async () => {
    await expect(makeBot("800009:nobody_knows_this_token").run(createTestRun().run)).rejects.toThrow(
      StartError,
    );
  });

  it("backs off when another program polls it, and comes back", async () => {
    await fetch(`${peer.apiRoot}/bot${TOKEN}/getUpdates`);
    const health = await test.waitForHealth(({ state }) => state === "degraded");
    expect(health.detail).toContain("Another program");
    await clock.waitForSleep(1_000);
    clock.advance(1_000);
    await peer.waitForPoll(TOKEN);
  });
});
