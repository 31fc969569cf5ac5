import { afterEach, describe, expect, it } from "vitest";
import { createManagersBot } from "../../bots/managers/bot.ts";
import { createTelegramChannel } from "../../bots/telegram/channel.ts";
import { asId } from "../../src/domain/ids.ts";
import type { OutboundMessage } from "../../src/domain/message.ts";
import type { Channel } from "../../src/ports/channel.ts";
import type { Crm } from "../../src/ports/crm.ts";
import type { AlertCard, ManagerAlerts } from "../../src/ports/manager-alerts.ts";
import { aBitrix24Crm, crmErrorOf } from "../support/bitrix24/a-crm.ts";
import { FAULTS as PORTAL_FAULTS } from "../support/bitrix24/faults.ts";
import { startBitrix24Peer } from "../support/bitrix24/peer.ts";
import { aCrmLead } from "../support/builders/crm-lead.ts";
import { createSimAlerts } from "../support/engine/sim-alerts.ts";
import { createSimCrm } from "../support/engine/sim-crm.ts";
import { createSimTelegram } from "../support/engine/sim-telegram.ts";
import { createFakeManagerDesk } from "../support/fake-manager-desk.ts";
import { FAULTS } from "../support/telegram/api-error.ts";
import { createManualClock } from "../support/telegram/manual-clock.ts";
import { startTelegramPeer } from "../support/telegram/peer.ts";
import { createRecordingLog } from "../support/telegram/recording-log.ts";

/** What the simulation puts in place of the outside keeps the same promises as what it stands for. */

const TOKEN = "700003:customers_bot_that_speaks";
const MARIA = 5550001;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
});

interface CrmWorld {
  readonly crm: Crm;
  /** The next call fails without being carried out, or is carried out and never answered. */
  stumble(how: "down" | "cut", method: string): void;
  recover(): void;
  leads(): number;
  comments(): number;
}

const PORTALS: readonly (readonly [string, () => Promise<CrmWorld>])[] = [
  [
    "Bitrix24",
    async () => {
      const peer = await startBitrix24Peer();
      closers.push(() => peer.stop());
      return {
        crm: aBitrix24Crm(peer),
        stumble: (how, method) =>
          how === "down"
            ? peer.fail(PORTAL_FAULTS.badGateway, { times: 20 })
            : peer.fail(PORTAL_FAULTS.cutAfterwards, { method, times: 1 }),
        recover: () => peer.heal(),
        leads: () => peer.leads().length,
        comments: () => peer.comments().length,
      };
    },
  ],
  [
    "the simulation",
    () => {
      const sim = createSimCrm();
      return Promise.resolve({
        crm: sim.crm,
        stumble: (how) => void (sim.weather = () => how),
        recover: () => void (sim.weather = () => "fine"),
        leads: () => sim.leads.size,
        comments: () => [...sim.leads.values()].reduce((sum, entry) => sum + entry.comments.size, 0),
      });
    },
  ],
];

describe.each(PORTALS)("the portal of %s", (_name, open) => {
  it("keeps one record of a lead, however often it is written", async () => {
    const { crm, leads } = await open();
    const first = await crm.createLead(aCrmLead());
    expect(first).toMatchObject({ entity: "lead", drift: [] });
    expect((await crm.createLead(aCrmLead())).externalId).toBe(first.externalId);
    expect((await crm.updateLead(first, aCrmLead({ title: "Другой" }))).externalId).toBe(first.externalId);
    expect(leads()).toBe(1);
  });

  it("adds a comment once for the same key", async () => {
    const { crm, comments } = await open();
    const written = await crm.createLead(aCrmLead());
    await crm.addComment(written, "lead_1:handoff", "Разговор");
    await crm.addComment(written, "lead_1:handoff", "Разговор");
    expect(comments()).toBe(1);
    await crm.addComment(written, "lead_1:second", "Ещё");
    expect(comments()).toBe(2);
  });

  it("says that a record is gone", async () => {
    const { crm } = await open();
    const error = await crmErrorOf(crm.updateLead({ externalId: "777", entity: "lead" }, aCrmLead()));
    expect(error).toMatchObject({ kind: "not_found", retryable: false });
  });

  it("is unavailable while it is down, and has done nothing", async () => {
    const world = await open();
    world.stumble("down", "crm.item.add");
    expect(await crmErrorOf(world.crm.createLead(aCrmLead()))).toMatchObject({
      kind: "unavailable",
      retryable: true,
    });
    world.recover();
    expect(world.leads()).toBe(0);
  });

  it("does not know when no answer came, and finds what it did at the repeat", async () => {
    const world = await open();
    world.stumble("cut", "crm.item.add");
    expect(await crmErrorOf(world.crm.createLead(aCrmLead()))).toMatchObject({ kind: "unknown_outcome" });
    world.recover();
    expect(world.leads()).toBe(1);
    await world.crm.createLead(aCrmLead());
    expect(world.leads()).toBe(1);
  });
});

interface ChannelWorld {
  readonly channel: Channel;
  stumble(how: "down" | "cut"): void;
  block(): void;
  shown(): number;
}

const aText: OutboundMessage = {
  id: asId<"message">("msg_1"),
  thread: `telegram:${MARIA}`,
  text: "Маникюр стоит 1 800 ₽.",
  choices: [],
  asksPhone: false,
};

async function startPeer() {
  const peer = await startTelegramPeer();
  peer.addBot(TOKEN);
  peer.openChat(TOKEN, MARIA);
  closers.push(() => peer.stop());
  return peer;
}

const CHANNELS: readonly (readonly [string, () => Promise<ChannelWorld>])[] = [
  [
    "Telegram",
    async () => {
      const peer = await startPeer();
      const clock = createManualClock();
      const { apiRoot } = peer;
      const log = createRecordingLog();
      return {
        channel: createTelegramChannel({ token: TOKEN, apiRoot, mode: "polling", clock, log }),
        stumble: (how) =>
          peer.fail(
            TOKEN,
            "sendMessage",
            how === "down" ? FAULTS.tooManyRequests(3) : FAULTS.dropAfterAccept,
          ),
        block: () => void peer.block(TOKEN, MARIA),
        shown: () => peer.messages(TOKEN, MARIA).length,
      };
    },
  ],
  [
    "the simulation",
    () => {
      const sim = createSimTelegram();
      return Promise.resolve({
        channel: sim.channel,
        stumble: (how) => void (sim.weather = () => how),
        block: () => void sim.blocked.add(aText.thread),
        shown: () => sim.delivered.length,
      });
    },
  ],
];

describe.each(CHANNELS)("the channel of %s", (_name, open) => {
  it("has the abilities that turns count on", async () => {
    const { channel } = await open();
    const { maxTextLength, maxButtons, canAskPhone, showsConsent } = channel.capabilities;
    expect({ maxTextLength, maxButtons, canAskPhone, showsConsent }).toEqual({
      maxTextLength: 4096,
      maxButtons: 24,
      canAskPhone: true,
      showsConsent: false,
    });
  });

  it("tells where a message stands that arrived", async () => {
    const world = await open();
    expect(await world.channel.send(aText)).toMatchObject({
      outcome: "sent",
      externalIds: [expect.any(String)],
    });
    expect(world.shown()).toBe(1);
  });

  it("asks for a later repeat while the platform refuses, and has sent nothing", async () => {
    const world = await open();
    world.stumble("down");
    expect(await world.channel.send(aText)).toMatchObject({ outcome: "later" });
    expect(world.shown()).toBe(0);
  });

  it("does not know when no answer came", async () => {
    const world = await open();
    world.stumble("cut");
    expect(await world.channel.send(aText)).toMatchObject({ outcome: "unknown" });
    expect(world.shown()).toBe(1);
  });

  it("never reaches a customer who has blocked us", async () => {
    const world = await open();
    world.block();
    expect(await world.channel.send(aText)).toMatchObject({ outcome: "never", isBlocked: true });
  });
});

interface AlertsWorld {
  readonly alerts: ManagerAlerts;
  stumble(how: "down" | "cut"): void;
  block(): void;
}

const ANNA = asId<"manager">("anna");
const aCard = (over: Partial<AlertCard> = {}): AlertCard => ({
  offerId: asId<"offer">("ofr_1"),
  managerId: ANNA,
  text: "Новая заявка: маникюр",
  buttons: { take: "Беру", decline: "Не могу" },
  ...over,
});

const BOTS: readonly (readonly [string, () => Promise<AlertsWorld>])[] = [
  [
    "Telegram",
    async () => {
      const peer = await startPeer();
      const desk = createFakeManagerDesk();
      desk.addManager("anna", MARIA);
      desk.addManager("nobody");
      const log = createRecordingLog();
      const clock = createManualClock();
      const { apiRoot } = peer;
      return {
        alerts: createManagersBot({ token: TOKEN, apiRoot, desk, language: "ru", clock, log }),
        stumble: (how) =>
          peer.fail(
            TOKEN,
            "sendMessage",
            how === "down" ? FAULTS.tooManyRequests(3) : FAULTS.dropAfterAccept,
          ),
        block: () => void peer.block(TOKEN, MARIA),
      };
    },
  ],
  [
    "the simulation",
    () => {
      const sim = createSimAlerts();
      sim.unknown.add(asId("nobody"));
      return Promise.resolve({
        alerts: sim.alerts,
        stumble: (how) => void (sim.weather = () => how),
        block: () => void sim.blocked.add(ANNA),
      });
    },
  ],
];

describe.each(BOTS)("the managers' bot of %s", (_name, open) => {
  it("tells where a card stands, and rewrites it there, twice the same if need be", async () => {
    const { alerts } = await open();
    const sent = await alerts.send(aCard());
    if (sent.outcome !== "sent") throw new Error("the card did not arrive");
    expect(sent.externalIds).toHaveLength(1);
    const { buttons: _none, ...ended } = aCard({ text: "Взяла Анна" });
    expect(await alerts.edit(sent.externalIds[0]!, ended)).toMatchObject({ outcome: "sent" });
    expect(await alerts.edit(sent.externalIds[0]!, ended)).toMatchObject({ outcome: "sent" });
    expect(await alerts.notify(ANNA, "Клиент написал ещё", asId("lead_1"))).toMatchObject({
      outcome: "sent",
    });
  });

  it("has no address for a manager who never opened it", async () => {
    const { alerts } = await open();
    const managerId = asId<"manager">("nobody");
    expect(await alerts.send(aCard({ managerId }))).toMatchObject({ outcome: "never", code: "no_address" });
    expect(await alerts.notify(managerId, "Заявка")).toMatchObject({ outcome: "never", code: "no_address" });
  });

  it("never reaches a manager who has blocked it", async () => {
    const world = await open();
    world.block();
    expect(await world.alerts.send(aCard())).toMatchObject({ outcome: "never" });
  });

  it("asks for a later repeat while the platform refuses, and does not know when no answer came", async () => {
    const world = await open();
    world.stumble("down");
    expect(await world.alerts.send(aCard())).toMatchObject({ outcome: "later" });
    world.stumble("cut");
    expect(await world.alerts.send(aCard())).toMatchObject({ outcome: "unknown" });
  });
});
