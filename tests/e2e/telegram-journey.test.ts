import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBitrix24Peer, type Bitrix24Peer } from "../support/bitrix24/peer.ts";
import { copyOpenSalon, type BusinessCopy } from "../support/business-copy.ts";
import { eventually, startGatewayProcess, type GatewayProcess } from "../support/gateway-process.ts";
import { FAULTS } from "../support/telegram/api-error.ts";
import { startTelegramPeer, type PeerCall, type TelegramPeer } from "../support/telegram/peer.ts";

const CUSTOMERS = `111:${"c".repeat(35)}`;
const MANAGERS = `222:${"m".repeat(35)}`;
const CHAT = 700_001;
/** Telegram accounts of the salon's team. */
const TEAM = Array.from({ length: 8 }, (_, n) => 100_000_011 + n);

interface LeadJson {
  readonly id: string;
  readonly status: string;
  readonly owner: { readonly id: string } | null;
  readonly slots: Readonly<Record<string, unknown>>;
}

describe("a customer books over Telegram", () => {
  let telegram: TelegramPeer;
  let portal: Bitrix24Peer;
  let salon: BusinessCopy;
  let dataDir: string;
  let gateway: GatewayProcess;

  const start = async () =>
    startGatewayProcess({
      DATA_DIR: dataDir,
      DOZOR_BUSINESS: salon.dir,
      TELEGRAM_BOT_TOKEN: CUSTOMERS,
      MANAGERS_BOT_TOKEN: MANAGERS,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      BITRIX24_WEBHOOK_URL: portal.webhookUrl,
      BURST_QUIET_MS: "700",
    });

  beforeEach(async () => {
    telegram = await startTelegramPeer();
    telegram.addBot(CUSTOMERS);
    telegram.addBot(MANAGERS);
    for (const id of TEAM) telegram.openChat(MANAGERS, id);
    portal = await startBitrix24Peer();
    salon = copyOpenSalon("3s");
    dataDir = mkdtempSync(join(tmpdir(), "dozor-e2e-"));
    gateway = await start();
  });
  afterEach(async () => {
    await gateway.stop();
    await telegram.stop();
    await portal.stop();
    salon.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const replies = () => telegram.sent(CUSTOMERS, "sendMessage").map((call) => String(call.params["text"]));
  const nextReply = (count: number) =>
    eventually(`reply ${count}`, async () => replies().length >= count && replies().at(-1));
  const leads = async () => ((await (await gateway.api("leads")).json()) as { items: LeadJson[] }).items;
  const theLead = async () => (await leads())[0];

  /** Three short messages, a price question in the middle, a phone at the end. */
  async function book(): Promise<void> {
    for (const text of ["Здравствуйте!", "хочу на маникюр", "в центре"])
      telegram.customerSays(CUSTOMERS, CHAT, text);
    await nextReply(1);
    telegram.customerSays(CUSTOMERS, CHAT, "а сколько стоит?");
    expect(await nextReply(2)).toMatch(/1[\s\u00a0]?\d00[\s\u00a0]?₽/);
    telegram.customerSays(CUSTOMERS, CHAT, "завтра вечером, меня зовут Ольга, +7 913 555-44-33");
    await nextReply(3);
  }

  it("is answered, handed over once, offered to the next manager in time, and left to the one who takes it", async () => {
    await book();
    expect(replies()).toHaveLength(3);

    const first = await telegram.waitForCall(
      "sendMessage",
      (call) => call.token === MANAGERS && hasButtons(call),
    );
    const firstManager = Number(first.params["chat_id"]);
    const second = await telegram.waitForCall(
      "sendMessage",
      (call) =>
        call.token === MANAGERS && hasButtons(call) && Number(call.params["chat_id"]) !== firstManager,
    );
    const waited = second.at.getTime() - first.at.getTime();
    expect(waited).toBeGreaterThan(2_900);

    const taker = Number(second.params["chat_id"]);
    const card = telegram.messages(MANAGERS, taker).at(-1) as { message_id: number };
    telegram.pressButton(MANAGERS, taker, card.message_id, takeData(second), taker);
    const lead = await eventually("lead taken", async () => {
      const one = await theLead();
      return one?.status === "taken" && one;
    });
    expect(await leads()).toHaveLength(1);
    expect(lead.slots).toMatchObject({ phone: "+79135554433", name: "Ольга", time: "evening" });

    const said = replies().length;
    telegram.customerSays(CUSTOMERS, CHAT, "и ещё вопрос: можно с собакой?");
    await telegram.waitForCall(
      "sendMessage",
      (call) => call.token === MANAGERS && String(call.params["text"]).includes("собакой"),
    );
    expect(replies()).toHaveLength(said);
    // The ladder has stopped: nobody else is asked within two more waits.
    await new Promise((done) => setTimeout(done, 7_000));
    const offers = telegram.sent(MANAGERS, "sendMessage").filter(hasButtons);
    expect(offers).toHaveLength(2);

    expect(portal.leads()).toHaveLength(1);
    const record = JSON.stringify(portal.leads()[0]);
    expect(record).toContain("79135554433");
    const comments = JSON.stringify(portal.comments());
    expect(comments).toContain("Маникюр");
    expect(portal.comments()).toHaveLength(1);
  });

  it("ends the same when the gateway is killed in the middle and started again", async () => {
    telegram.customerSays(CUSTOMERS, CHAT, "Здравствуйте! Хочу записаться на маникюр в центре.");
    await nextReply(1);
    telegram.customerSays(CUSTOMERS, CHAT, "завтра в 18:00");
    await eventually("the message is stored", async () => telegram.pending(CUSTOMERS).length === 0);
    await gateway.kill();
    gateway = await start();
    await nextReply(2);
    telegram.customerSays(CUSTOMERS, CHAT, "Ольга, 8 913 555 44 33");
    await nextReply(3);
    await telegram.waitForCall("sendMessage", (call) => call.token === MANAGERS && hasButtons(call));
    await gateway.kill();
    gateway = await start();
    const taker = await eventually("a second offer", async () => {
      const offers = telegram.sent(MANAGERS, "sendMessage").filter(hasButtons);
      return new Set(offers.map((call) => call.params["chat_id"])).size >= 2 && offers.at(-1);
    });
    const chat = Number(taker.params["chat_id"]);
    const card = telegram.messages(MANAGERS, chat).at(-1) as { message_id: number };
    telegram.pressButton(MANAGERS, chat, card.message_id, takeData(taker), chat);
    const lead = await eventually("lead taken", async () => {
      const one = await theLead();
      return one?.status === "taken" && one;
    });
    expect(lead.slots).toMatchObject({ phone: "+79135554433", time: "18:00" });
    expect(await leads()).toHaveLength(1);
    await eventually("the lead in the portal", async () => portal.leads().length > 0);
    await eventually("the comment in the portal", async () => portal.comments().length > 0);
    expect(portal.leads()).toHaveLength(1);
    expect(portal.comments()).toHaveLength(1);
    expect(replies()).toHaveLength(3);
  });

  it("does not answer a turn twice when it is killed while the answer is on its way", async () => {
    telegram.fail(CUSTOMERS, "sendMessage", FAULTS.hangAfterAccept);
    telegram.customerSays(CUSTOMERS, CHAT, "Сколько стоит маникюр с покрытием?");
    await eventually("the answer has arrived", async () => answers() === 1);
    await gateway.kill();
    gateway = await start();
    telegram.customerSays(CUSTOMERS, CHAT, "а парковка у вас есть?");
    await eventually("the second answer", async () => answers() === 2);
    await new Promise((done) => setTimeout(done, 3_000));
    expect(answers()).toBe(2);
  });

  /** Messages of the bot that the customer sees. */
  const answers = () =>
    telegram
      .messages(CUSTOMERS, CHAT)
      .filter((message) => (message["from"] as { is_bot?: boolean } | undefined)?.is_bot).length;
});

function hasButtons(call: PeerCall): boolean {
  return JSON.stringify(call.params["reply_markup"] ?? "").includes("take");
}

function takeData(call: PeerCall): string {
  const match = /o:[a-z0-9_]+:take/.exec(JSON.stringify(call.params["reply_markup"]));
  return match?.[0] ?? "";
}
