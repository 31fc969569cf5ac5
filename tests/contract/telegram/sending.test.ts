import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTelegramChannel, type TelegramChannel } from "../../../bots/telegram/channel.ts";
import { inspectBot } from "../../../bots/telegram/inspect-bot.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { OutboundMessage } from "../../../src/domain/message.ts";
import { FAULTS } from "../../support/telegram/api-error.ts";
import { createManualClock, type ManualClock } from "../../support/telegram/manual-clock.ts";
import { startTelegramPeer, type TelegramPeer } from "../../support/telegram/peer.ts";
import { createRecordingLog } from "../../support/telegram/recording-log.ts";

const TOKEN = "700003:customers_bot_that_speaks";
const MARIA = 5550001;

let peer: TelegramPeer;
let clock: ManualClock;
let channel: TelegramChannel;

function aMessage(over: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: asId<"message">("msg_1"),
    thread: `telegram:${MARIA}`,
    text: "Маникюр стоит 1 800 ₽.",
    choices: [],
    asksPhone: false,
    ...over,
  };
}

const aLongText = `${"Первое предложение. ".repeat(200)}\n\n${"Второе предложение. ".repeat(100)}`;
const shown = () => peer.messages(TOKEN, MARIA).map((message) => message["text"]);

beforeEach(async () => {
  peer = await startTelegramPeer();
  peer.addBot(TOKEN);
  peer.openChat(TOKEN, MARIA);
  clock = createManualClock();
  channel = createTelegramChannel({
    token: TOKEN,
    apiRoot: peer.apiRoot,
    mode: "polling",
    clock,
    log: createRecordingLog(),
  });
});

afterEach(() => peer.stop());

describe("sending", () => {
  it("shows the text and returns where it stands", async () => {
    expect(await channel.send(aMessage())).toEqual({ outcome: "sent", externalIds: [`${MARIA}:1`] });
    expect(shown()).toEqual(["Маникюр стоит 1 800 ₽."]);
  });

  it("splits a text that Telegram would refuse, with the keyboard under the last part", async () => {
    const choices = [{ label: "Завтра", data: "date:tomorrow" }];
    const result = await channel.send(aMessage({ text: aLongText, choices }));
    expect(result).toEqual({ outcome: "sent", externalIds: [`${MARIA}:1`, `${MARIA}:2`] });
    const [first, last] = peer.messages(TOKEN, MARIA);
    expect(first).not.toHaveProperty("reply_markup");
    expect(last).toHaveProperty("reply_markup");
  });

  it("goes on from the part that failed instead of repeating the first", async () => {
    const message = aMessage({ text: aLongText });
    const limitAfterFirst = peer
      .waitForCall("sendMessage")
      .then(() => peer.fail(TOKEN, "sendMessage", FAULTS.tooManyRequests(3)));
    const result = await channel.send(message);
    await limitAfterFirst;
    expect(result).toMatchObject({ outcome: "later", retryAfterMs: 3_000 });
    expect(await channel.send(message)).toMatchObject({
      outcome: "sent",
      externalIds: [`${MARIA}:1`, `${MARIA}:2`],
    });
    expect(shown()).toHaveLength(2);
  });

  it("asks for the phone with the customer's own keyboard", async () => {
    await channel.send(aMessage({ asksPhone: true }));
    expect(peer.sent(TOKEN, "sendMessage")[0]?.params).toMatchObject({
      reply_markup: { keyboard: [[{ text: "Отправить мой телефон", request_contact: true }]] },
    });
  });

  it("never sends what has nothing to show", async () => {
    expect(await channel.send(aMessage({ text: " \n" }))).toMatchObject({ outcome: "never" });
    expect(peer.sent(TOKEN)).toEqual([]);
  });
});

describe("what became of a send", () => {
  it("waits as long as Telegram asks", async () => {
    peer.fail(TOKEN, "sendMessage", FAULTS.tooManyRequests(12));
    expect(await channel.send(aMessage())).toEqual({
      outcome: "later",
      code: "telegram_limited",
      retryAfterMs: 12_000,
    });
  });

  it("gives up on a customer who blocked the bot", async () => {
    peer.block(TOKEN, MARIA);
    expect(await channel.send(aMessage())).toEqual({
      outcome: "never",
      code: "telegram_blocked",
      isBlocked: true,
    });
  });

  it("gives up on a customer who is not there and on what Telegram refuses", async () => {
    expect(await channel.send(aMessage({ thread: "telegram:404404" }))).toEqual({
      outcome: "never",
      code: "telegram_no_such_contact",
    });
    const choices = [{ label: " ", data: "x" }];
    expect(await channel.send(aMessage({ choices }))).toEqual({
      outcome: "never",
      code: "telegram_rejected",
    });
  });

  it("tries later when a gateway answers in Telegram's place or nothing listens", async () => {
    peer.fail(TOKEN, "sendMessage", FAULTS.badGateway);
    expect(await channel.send(aMessage())).toMatchObject({ outcome: "later", code: "telegram_unavailable" });
    const nowhere = createTelegramChannel({
      token: TOKEN,
      apiRoot: "http://127.0.0.1:1",
      mode: "polling",
      clock,
      log: createRecordingLog(),
    });
    expect(await nowhere.send(aMessage())).toMatchObject({ outcome: "later", code: "telegram_unavailable" });
  });

  it("does not know when the connection is cut, whether it was executed or not", async () => {
    peer.fail(TOKEN, "sendMessage", FAULTS.dropAfterAccept);
    expect(await channel.send(aMessage())).toMatchObject({ outcome: "unknown" });
    expect(shown()).toHaveLength(1);
    peer.fail(TOKEN, "sendMessage", FAULTS.drop);
    expect(await channel.send(aMessage())).toMatchObject({ outcome: "unknown" });
    expect(shown()).toHaveLength(1);
  });

  it("does not know when nothing answers in 20 s or a gateway gave up waiting", async () => {
    peer.fail(TOKEN, "sendMessage", FAULTS.hangAfterAccept);
    const result = channel.send(aMessage());
    await peer.waitForCall("sendMessage");
    clock.advance(20_000);
    expect(await result).toMatchObject({ outcome: "unknown" });
    peer.fail(TOKEN, "sendMessage", { kind: "html", status: 504 });
    expect(await channel.send(aMessage())).toMatchObject({ outcome: "unknown" });
  });

  it("keeps a message for later when the token was revoked", async () => {
    peer.revoke(TOKEN);
    expect(await channel.send(aMessage())).toEqual({ outcome: "later", code: "telegram_unauthorized" });
  });
});

describe("the typing sign", () => {
  it("is shown, and its failure bothers nobody", async () => {
    await channel.showTyping(`telegram:${MARIA}`);
    expect(peer.sent(TOKEN, "sendChatAction")[0]?.params).toMatchObject({ action: "typing" });
    peer.block(TOKEN, MARIA);
    await channel.showTyping(`telegram:${MARIA}`);
  });
});

describe("inspectBot", () => {
  it("tells who the bot is and where it is delivered to", async () => {
    const options = { token: TOKEN, apiRoot: peer.apiRoot, clock };
    expect(await inspectBot(options)).toMatchObject({ username: "dozor_700003_bot", webhookUrl: undefined });
    await fetch(`${peer.apiRoot}/bot${TOKEN}/setWebhook?url=https://elsewhere.example.com/hook`);
    expect(await inspectBot(options)).toMatchObject({ webhookUrl: "https://elsewhere.example.com/hook" });
  });

  it("rejects with the cure when the token is wrong", async () => {
    const options = { token: "1:wrong", apiRoot: peer.apiRoot, clock };
    await expect(inspectBot(options)).rejects.toMatchObject({
      code: "telegram_unauthorized",
      action: expect.stringContaining("@BotFather"),
    });
  });
});
