import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { loadBusiness } from "../../src/adapters/business-folder/load-business.ts";
import type { Business } from "../../src/domain/business.ts";
import { asId, type LeadId, type ManagerId } from "../../src/domain/ids.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { createMakeId } from "../../src/platform/make-id.ts";
import type { AlertCard } from "../../src/ports/manager-alerts.ts";
import type { ManagerAction } from "../../src/ports/manager-desk.ts";
import { createSimAlerts, type SimAlerts } from "../support/engine/sim-alerts.ts";
import { createSimCrm, type SimCrm } from "../support/engine/sim-crm.ts";
import { createSimTelegram, type SimTelegram, type Weather } from "../support/engine/sim-telegram.ts";
import { createAgenda, type Agenda } from "./agenda.ts";
import { drawArrivalMs, drawCustomer } from "./customers.ts";
import { createPlatform, type Platform } from "./platform.ts";
import { createRandom, type Random } from "./random.ts";
import { createSimClock, type SimClock } from "./sim-clock.ts";
import { bootGateway, KILL_POINTS, type SimGateway } from "./sim-gateway.ts";
import type { Census, OpenStorage, SimStorage } from "./storage.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly openStorage: OpenStorage;
  readonly days: number;
  readonly customersPerDay: number;
  /** Deaths of the process, outages of Telegram and of the portal within the time. */
  readonly kills: number;
  readonly outages: number;
  /** No call outside ever fails either. */
  readonly isCalm?: boolean;
}

export interface SimulationResult {
  readonly census: Census;
  readonly business: Business;
  readonly telegram: SimTelegram;
  readonly portal: SimCrm;
  /** What managers were told beside offers, and those who can't be told anything. */
  readonly notes: SimAlerts["notes"];
  readonly mute: ReadonlySet<ManagerId>;
  readonly platform: Platform;
  /** How late timers fired although the gateway was up; milliseconds. */
  readonly lateMs: readonly number[];
  readonly errors: readonly string[];
  readonly kills: number;
  /** Messages to customers that were carried out and never answered. */
  readonly cutSends: number;
  /** Of everything that happened, in order. */
  readonly journalHash: string;
  readonly journal: readonly string[];
}

/** Monday midnight in Omsk. */
const START = new Date("2026-03-09T00:00:00+06:00");
const DAY_MS = 86_400_000;
const WAITS = { minWaitMs: 300, quietMs: 1_200, capMs: 4_000 };
const FLOW = resolve(import.meta.dirname, "../../flows/beauty");

interface World {
  readonly options: SimulationOptions;
  readonly clock: SimClock;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly platform: Platform;
  readonly telegram: SimTelegram;
  readonly storage: SimStorage;
  readonly journal: string[];
  gateway: SimGateway | undefined;
  upSince: Date;
  isTelegramDown: boolean;
  isPortalDown: boolean;
  kills: number;
}

/** A week of the salon, customers, managers and accidents included, as fast as the machine can. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const load = await loadBusiness(FLOW);
  if (load.kind === "faulty") throw new Error("flows/beauty has faults");
  const { business } = load;
  const random = createRandom(options.seed);
  const clock = createSimClock(START);
  const journal: string[] = [];
  const note = (what: string) => journal.push(`${clock.now().toISOString()} ${what}`);
  const storage = await options.openStorage({ waits: WAITS, team: () => business.team });
  const telegram = createSimTelegram();
  const alerts = createSimAlerts();
  const portal = createSimCrm();
  const world: World = {
    options,
    clock,
    agenda: createAgenda(),
    random,
    platform: createPlatform(random.fork("platform")),
    telegram,
    storage,
    journal,
    gateway: undefined,
    upSince: START,
    isTelegramDown: false,
    isPortalDown: false,
    kills: 0,
  };
  const luck = random.fork("weather");
  let cutSends = 0;
  const weatherOf = (isDown: boolean): Weather => (options.isCalm ? "fine" : drawWeather(isDown, luck));
  telegram.weather = () => {
    const weather = weatherOf(world.isTelegramDown);
    if (weather === "cut") cutSends += 1;
    return weather;
  };
  alerts.weather = () => weatherOf(world.isTelegramDown);
  portal.weather = () => weatherOf(world.isPortalDown);
  telegram.onDelivered = ({ thread, text }) => note(`to ${thread}: ${text}`);
  alerts.onCard = (card) => {
    note(`card ${card.offerId} to ${card.managerId}`);
    planReaction(world, card);
  };
  const bytes = random.fork("ids");
  const makeId = createMakeId(
    () => clock.now().getTime(),
    () => Uint8Array.from({ length: 10 }, () => bytes.between(0, 255)),
  );
  const lateMs: number[] = [];
  const errors: string[] = [];
  const jitter = random.fork("jitter");
  const boot = async () => {
    world.upSince = clock.now();
    world.gateway = await bootGateway({
      storage,
      business,
      clock,
      makeId,
      random: jitter,
      waits: WAITS,
      channel: telegram.channel,
      alerts: alerts.alerts,
      crm: portal.crm,
      onError: (what, error) =>
        errors.push(
          `${clock.now().toISOString()} ${what}: ${error instanceof Error ? error.stack : String(error)}`,
        ),
      onFired: (dueAt) => {
        const from = Math.max(dueAt.getTime(), world.upSince.getTime());
        lateMs.push(clock.now().getTime() - from);
        note(`timer due ${dueAt.toISOString()}`);
      },
    });
    note("boot");
  };
  // One has never opened the managers' bot, and another blocks it in the middle of the time.
  alerts.unknown.add(asId("elena"));
  world.agenda.plan(
    later(START, (options.days * DAY_MS) / 2),
    () => void alerts.blocked.add(asId("svetlana")),
  );
  planCustomers(world);
  planAccidents(world);
  await boot();
  await live(world, boot, note);
  const census = await storage.census();
  for (const { at, type, data } of census.events)
    journal.push(`${new Date(at).toISOString()} ${type} ${canonical(data)}`);
  await storage.close();
  return {
    census,
    business,
    telegram,
    portal,
    notes: alerts.notes,
    mute: new Set([...alerts.unknown, ...alerts.blocked]),
    platform: world.platform,
    lateMs,
    errors,
    kills: world.kills,
    cutSends,
    journal,
    journalHash: createHash("sha256").update(journal.join("\n")).digest("hex"),
  };
}

/** From one moment at which something happens to the next, until nothing is left to happen. */
async function live(world: World, boot: () => Promise<void>, note: (what: string) => void): Promise<void> {
  const { agenda, clock, storage, platform } = world;
  for (let moments = 0; moments < 1_000_000; moments += 1) {
    await agenda.runDue(clock.now());
    const { gateway } = world;
    if (gateway && !world.isTelegramDown && platform.waiting() > 0)
      await platform.deliver(gateway.accept, clock.now()).catch(() => undefined);
    await gateway?.drain();
    if (gateway?.isDead()) {
      world.kills += 1;
      world.gateway = undefined;
      note("killed");
      agenda.plan(later(clock.now(), world.random.between(5, 300) * 1000), boot);
    }
    const next = [agenda.nextAt(), world.gateway ? await storage.nextDueAfter(clock.now()) : undefined]
      .filter((at) => at !== undefined)
      .toSorted((a, b) => a.getTime() - b.getTime())[0];
    const isHandingOver = world.gateway && !world.isTelegramDown && platform.waiting() > 0;
    if (isHandingOver) clock.moveTo(later(clock.now(), 1_000));
    else if (next) clock.moveTo(next);
    else return;
  }
  throw new Error("the simulation does not end");
}

function planCustomers({ options, agenda, random, platform, telegram }: World): void {
  const people = random.fork("customers");
  for (let n = 0; n < options.days * options.customersPerDay; n += 1) {
    const day = Math.floor(n / options.customersPerDay);
    const chat = 1_000 + n;
    const script = drawCustomer(people);
    let at = START.getTime() + day * DAY_MS + drawArrivalMs(people);
    for (const { afterS, text } of script.lines) {
      at += afterS * 1000 + people.between(0, 999);
      const moment = new Date(at);
      agenda.plan(moment, () => platform.say(chat, text, moment));
    }
    if (!script.blocks) continue;
    const moment = new Date(at + 120_000);
    agenda.plan(moment, () => {
      telegram.blocked.add(platform.threadOf(chat));
      platform.block(chat, moment);
    });
  }
}

function planAccidents(world: World): void {
  const { options, agenda } = world;
  const random = world.random.fork("accidents");
  const draw = () => new Date(START.getTime() + random.between(3_600_000, options.days * DAY_MS));
  for (let n = 0; n < options.kills; n += 1) {
    const point = random.pick(KILL_POINTS);
    agenda.plan(draw(), () => world.gateway?.arm(point));
  }
  for (let n = 0; n < options.outages; n += 1) {
    const telegramAt = draw();
    agenda.plan(telegramAt, () => void (world.isTelegramDown = true));
    agenda.plan(
      later(telegramAt, random.between(60, 2_400) * 1000),
      () => void (world.isTelegramDown = false),
    );
    const portalAt = draw();
    agenda.plan(portalAt, () => void (world.isPortalDown = true));
    agenda.plan(later(portalAt, random.between(60, 14_400) * 1000), () => void (world.isPortalDown = false));
  }
}

function drawWeather(isDown: boolean, random: Random): Weather {
  if (isDown) return random.chance(0.8) ? "down" : "silent";
  if (random.chance(0.005)) return "cut";
  return random.chance(0.005) ? "down" : "fine";
}

interface Habits {
  /** Seconds until a card is looked at. */
  readonly looksAfter: readonly [number, number];
  readonly takes: number;
  readonly declines: number;
}

/** By turns diligent, picky and absent-minded; whoever is none of these reads cards in the evening. */
const HABITS: readonly Habits[] = [
  { looksAfter: [4, 40], takes: 0.85, declines: 0.05 },
  { looksAfter: [10, 90], takes: 0.5, declines: 0.3 },
  { looksAfter: [20, 300], takes: 0.5, declines: 0 },
  { looksAfter: [5, 30], takes: 0.3, declines: 0 },
];

/** What a manager makes of a card: takes it, declines it, or lets it pass. */
function planReaction(world: World, card: AlertCard): void {
  const { agenda, clock, random } = world;
  if (!card.buttons) return;
  const habits = HABITS[card.managerId.length % HABITS.length]!;
  const pressAt = later(clock.now(), random.between(...habits.looksAfter) * 1000 + random.between(1, 999));
  const will = random();
  if (will > habits.takes + habits.declines) return;
  const isTaking = will <= habits.takes;
  agenda.plan(pressAt, () =>
    whenUp(world, async ({ desk }) => {
      const leadId = await desk.leadOfOffer(card.offerId);
      if (!leadId) return;
      const { managerId, offerId } = card;
      const action: ManagerAction = isTaking
        ? { kind: "take", leadId, managerId, via: "telegram" }
        : { kind: "decline", leadId, managerId, offerId };
      await press(world, `press:${offerId}`, action);
      if (isTaking) planConversation(world, leadId, managerId);
    }),
  );
}

/** Whoever has the lead answers the customer, and closes it or gives it back after a while. */
function planConversation(world: World, leadId: LeadId, managerId: ManagerId): void {
  const { agenda, clock, random } = world;
  const isMine = async (): Promise<Lead | undefined> => {
    const lead = await world.gateway?.leadOf(leadId);
    return lead?.ladder.status === "taken" && lead.ladder.by === managerId ? lead : undefined;
  };
  const replyAt = later(clock.now(), random.between(30, 900) * 1000);
  agenda.plan(replyAt, () =>
    whenUp(world, async () => {
      const lead = await isMine();
      if (!lead) return;
      const { conversationId } = lead;
      await press(world, `reply:${leadId}:${managerId}`, {
        kind: "reply",
        conversationId,
        managerId,
        text: "Здравствуйте! Записала вас, ждём.",
      });
    }),
  );
  const closeAt = later(replyAt, random.between(600, 30_000) * 1000);
  const givesBack = random.chance(0.1);
  agenda.plan(closeAt, () =>
    whenUp(world, async () => {
      const lead = await isMine();
      if (!lead) return;
      if (givesBack)
        await press(world, `back:${leadId}`, {
          kind: "return_to_bot",
          conversationId: lead.conversationId,
          managerId,
        });
      else await press(world, `close:${leadId}`, { kind: "close", leadId, managerId });
    }),
  );
}

/** The managers' bot keeps a press until the gateway is there to take it. */
async function press(world: World, key: string, action: ManagerAction): Promise<void> {
  await whenUp(world, async ({ desk }) => {
    await desk.act(key, action);
    world.journal.push(`${world.clock.now().toISOString()} ${key} ${action.kind}`);
  });
}

async function whenUp(world: World, act: (gateway: SimGateway) => Promise<void>): Promise<void> {
  const { gateway, agenda, clock } = world;
  const again = () => agenda.plan(later(clock.now(), 30_000), () => whenUp(world, act));
  if (!gateway || gateway.isDead()) return again();
  try {
    await act(gateway);
  } catch (error) {
    if (!gateway.isDead()) throw error;
    again();
  }
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${canonical(inner)}`).join(",")}}`;
}
