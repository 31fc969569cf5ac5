import { Api, GrammyError, InputFile } from "grammy";
import { Telegram, TelegramError } from "telegraf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTelegramPeer, type TelegramPeer } from "../../support/telegram/peer.ts";

const TOKEN = "900001:a_bot_to_try_the_stand_in";
const MARIA = 5550001;

let peer: TelegramPeer;
let telegraf: Telegram;
let grammy: Api;

beforeEach(async () => {
  peer = await startTelegramPeer();
  peer.addBot(TOKEN);
  peer.openChat(TOKEN, MARIA);
  telegraf = new Telegram(TOKEN, { apiRoot: peer.apiRoot });
  grammy = new Api(TOKEN, { apiRoot: peer.apiRoot });
});

afterEach(() => peer.stop());

const descriptionOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof TelegramError || error instanceof GrammyError) return error.description;
  throw new Error("the stand-in did not refuse");
};

describe("the Bot API stand-in", () => {
  it("is understood by both clients", async () => {
    expect(await telegraf.getMe()).toMatchObject({ id: 900001, is_bot: true });
    expect(await grammy.getMe()).toMatchObject({ id: 900001, username: "dozor_900001_bot" });
    expect(await grammy.getChat(MARIA)).toMatchObject({ id: MARIA, type: "private" });
    await grammy.sendChatAction(MARIA, "typing");
    expect(peer.sent(TOKEN).map(({ method }) => method)).toEqual([
      "getMe",
      "getMe",
      "getChat",
      "sendChatAction",
    ]);
  });

  it("takes files from both clients and gives them back", async () => {
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    await telegraf.sendPhoto(MARIA, { source: bytes }, { caption: "Работа" });
    await telegraf.sendVoice(MARIA, { source: bytes });
    const sent = await grammy.sendDocument(MARIA, new InputFile(bytes, "прайс.bin"), { caption: "Прайс" });
    expect(sent.document).toMatchObject({ file_size: 6 });
    expect(peer.messages(TOKEN, MARIA)).toMatchObject([
      { caption: "Работа" },
      { voice: { file_size: 6 } },
      { caption: "Прайс" },
    ]);
    const file = await grammy.getFile(sent.document.file_id);
    const response = await fetch(
      `${peer.apiRoot}/file/bot${TOKEN}/${encodeURIComponent(file.file_path ?? "")}`,
    );
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    await grammy.sendDocument(MARIA, sent.document.file_id);
    expect(await descriptionOf(grammy.sendDocument(MARIA, "made_up"))).toContain(
      "wrong remote file identifier",
    );
  });

  it("takes form-encoded calls and query strings", async () => {
    const form = new URLSearchParams({
      chat_id: String(MARIA),
      text: "Привет",
      reply_markup: '{"remove_keyboard":true}',
    });
    await fetch(`${peer.apiRoot}/bot${TOKEN}/sendMessage`, { method: "POST", body: form });
    await fetch(`${peer.apiRoot}/bot${TOKEN}/SENDMESSAGE?chat_id=${MARIA}&text=two`);
    expect(peer.messages(TOKEN, MARIA)).toMatchObject([{ text: "Привет" }, { text: "two" }]);
  });

  it("refuses what the real one refuses, in its words", async () => {
    const button = (data: string) => ({ inline_keyboard: [[{ text: "А", callback_data: data }]] });
    const refusals: [() => Promise<unknown>, string][] = [
      [() => telegraf.sendMessage(404, "Привет"), "Bad Request: chat not found"],
      [() => grammy.sendMessage(MARIA, " "), "Bad Request: message text is empty"],
      [() => grammy.sendMessage(MARIA, "а".repeat(4097)), "Bad Request: message is too long"],
      [
        () => grammy.sendMessage(MARIA, "А", { reply_markup: button("я".repeat(33)) }),
        "Bad Request: BUTTON_DATA_INVALID",
      ],
      [
        () => telegraf.answerCbQuery("1"),
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
      ],
      [() => telegraf.editMessageText(MARIA, 77, undefined, "А"), "Bad Request: message to edit not found"],
      [() => new Telegram("1:unknown", { apiRoot: peer.apiRoot }).getMe(), "Unauthorized"],
      [() => new Telegram("malformed", { apiRoot: peer.apiRoot }).getMe(), "Not Found"],
    ];
    for (const [work, description] of refusals) expect(await descriptionOf(work())).toBe(description);
  });

  it("keeps messages, so that edits change them and the same edit is refused", async () => {
    const { message_id: id } = await grammy.sendMessage(MARIA, "Было");
    await grammy.editMessageText(MARIA, id, "Стало");
    expect(peer.messages(TOKEN, MARIA)).toMatchObject([{ text: "Стало" }]);
    expect(await descriptionOf(grammy.editMessageText(MARIA, id, "Стало"))).toContain(
      "message is not modified",
    );
    const copy = await grammy.copyMessage(MARIA, MARIA, id);
    expect(peer.messages(TOKEN, MARIA).at(-1)).toMatchObject({ message_id: copy.message_id, text: "Стало" });
    await grammy.deleteMessage(MARIA, id);
    expect(await descriptionOf(grammy.deleteMessage(MARIA, id))).toContain("message to delete not found");
    await grammy.sendLocation(MARIA, 54.98, 73.36);
    await grammy.sendContact(MARIA, "+79130000001", "Анна");
    expect(peer.messages(TOKEN, MARIA)).toHaveLength(3);
  });

  it("keeps updates until an offset confirms them, in batches of the wanted size and kinds", async () => {
    const ids = ["раз", "два", "три"].map((text) => peer.customerSays(TOKEN, MARIA, text).update_id);
    const idsOf = (updates: { update_id: number }[]) => updates.map(({ update_id: id }) => id);
    expect(idsOf(await grammy.getUpdates({ limit: 2 }))).toEqual(ids.slice(0, 2));
    expect(idsOf(await grammy.getUpdates({ limit: 2 }))).toEqual(ids.slice(0, 2));
    expect(idsOf(await grammy.getUpdates({ offset: ids[1]! }))).toEqual(ids.slice(1));
    expect(idsOf(await grammy.getUpdates({ offset: -1 }))).toEqual(ids.slice(2));
    await grammy.getUpdates({ offset: ids[2]! + 1, allowed_updates: ["callback_query"] });
    peer.customerSays(TOKEN, MARIA, "не придёт");
    expect(await grammy.getUpdates()).toEqual([]);
  });

  it("holds a long poll until something happens", async () => {
    const updates = grammy.getUpdates({ timeout: 50 });
    await peer.waitForPoll(TOKEN);
    peer.block(TOKEN, MARIA);
    expect(await updates).toMatchObject([{ my_chat_member: { new_chat_member: { status: "kicked" } } }]);
    expect(await descriptionOf(telegraf.sendMessage(MARIA, "Ау"))).toBe(
      "Forbidden: bot was blocked by the user",
    );
    peer.unblock(TOKEN, MARIA);
    await telegraf.sendMessage(MARIA, "Снова вместе");
  });

  it("does not give updates to a poll while a webhook stands", async () => {
    await grammy.setWebhook("https://salon.example.com/hook", { secret_token: "abc" });
    expect(await descriptionOf(grammy.getUpdates())).toContain(
      "can't use getUpdates method while webhook is active",
    );
    expect(await grammy.getWebhookInfo()).toMatchObject({
      url: "https://salon.example.com/hook",
      max_connections: 40,
    });
    expect(await descriptionOf(grammy.setWebhook("http://salon.example.com/hook"))).toContain("HTTPS URL");
  });

  it("serves several bots that know nothing of each other", async () => {
    peer.addBot("900002:another_bot_on_the_same_server");
    const other = new Api("900002:another_bot_on_the_same_server", { apiRoot: peer.apiRoot });
    expect(await descriptionOf(other.sendMessage(MARIA, "Привет"))).toContain("chat not found");
    peer.customerSays(TOKEN, MARIA, "Привет");
    expect(await other.getUpdates()).toEqual([]);
  });
});
