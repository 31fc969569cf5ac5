import { createHash } from "node:crypto";
import { loadBusiness } from "../../src/adapters/business-folder/load-business.ts";
import type { Business } from "../../src/domain/business.ts";
import type { LeadId, ManagerId } from "../../src/domain/ids.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { createMakeId } from "../../src/platform/make-id.ts";
import type { AlertCard } from "../../src/ports/manager-alerts.ts";
import type { ManagerAction } from "../../src/ports/manager-desk.ts";
import { createSimAlerts, type SimAlerts } from "../support/engine/sim-alerts.ts";
import { createSimCrm, type SimCrm } from "../support/engine/sim-crm.ts";
import { createSimTelegram, type SimTelegram, type Weather } from "../support/engine/sim-telegram.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createAgenda, type Agenda } from "../support/simulation/agenda.ts";
import { createPlatform, type Platform } from "../support/simulation/platform.ts";
import { createRandom, type Random } from "../support/simulation/random.ts";
import { createSimClock, type SimClock } from "../support/simulation/sim-clock.ts";
import { bootGateway, KILL_POINTS, type SimGateway } from "../support/simulation/sim-gateway.ts";
import type { Habits, Scenario } from "./scenario.ts";
import type { Census, OpenStorage, SimStorage } from "../support/simulation/storage.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly openStorage: OpenStorage;
  readonly days: number;
  readonly customersPerDay: number;
  /** Stops the play: a test that has run out of its time must not go on spinning. */
  readonly signal: AbortSignal;
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

const DAY_MS = 86_400_000;
const WAITS = { minWaitMs: 300, quietMs: 1_200, capMs: 4_000 };
const TIDY_HOURS = 3;

/** After so many moments whoever else waits in this process gets a turn: time-outs and signals above all. */
const MOMENTS_BETWEEN_BREATHS = 50;

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

/**
 * Days of a business, customers, managers and accidents included, as fast as the machine can.
 *
 * @throws the signal's reason once it aborts.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { scenario } = options;
  const load = await loadBusiness(scenario.flow);
  if (load.kind === "faulty") throw new Error(`${scenario.flow} has faults`);
  const business = scenario.prepare(load.business);
  const random = createRandom(options.seed);
  const clock = createSimClock(scenario.start);
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
    upSince: scenario.start,
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
      business: () => business,
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
  for (const managerId of scenario.unknown) alerts.unknown.add(managerId);
  const halfway = later(scenario.start, (options.days * DAY_MS) / 2);
  for (const managerId of scenario.blocksHalfway)
    world.agenda.plan(halfway, () => void alerts.blocked.add(managerId));
  for (let hours = 2 * TIDY_HOURS; hours <= (options.days + 7) * 24; hours += TIDY_HOURS) {
    const before = later(scenario.start, (hours - TIDY_HOURS) * 3_600_000);
    world.agenda.plan(later(before, TIDY_HOURS * 3_600_000), () => storage.tidy(before));
  }
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
  const { signal } = world.options;
  for (let moments = 0; moments < 1_000_000; moments += 1) {
    if (moments % MOMENTS_BETWEEN_BREATHS === 0) await nextTurn();
    signal.throwIfAborted();
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
  const { scenario } = options;
  const people = random.fork("customers");
  for (let n = 0; n < options.days * options.customersPerDay; n += 1) {
    const day = Math.floor(n / options.customersPerDay);
    const chat = 1_000 + n;
    const script = scenario.drawCustomer(people);
    let at = scenario.start.getTime() + day * DAY_MS + scenario.drawArrivalMs(people, day);
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
  const { scenario } = options;
  for (const { from, to } of scenario.outages) {
    agenda.plan(from, () => void (world.isTelegramDown = true));
    agenda.plan(to, () => void (world.isTelegramDown = false));
  }
  for (const { managerId, from, to } of scenario.pauses) {
    agenda.plan(from, () => whenUp(world, ({ desk }) => desk.setPaused(managerId, true)));
    agenda.plan(to, () => whenUp(world, ({ desk }) => desk.setPaused(managerId, false)));
  }
  const draw = () => new Date(scenario.start.getTime() + random.between(3_600_000, options.days * DAY_MS));
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

/** What a manager makes of a card: takes it, declines it, or lets it pass. */
function planReaction(world: World, card: AlertCard): void {
  const { agenda, clock, random } = world;
  if (!card.buttons) return;
  const habits = world.options.scenario.habitsOf(card.managerId);
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
      if (isTaking) planConversation(world, leadId, managerId, habits);
    }),
  );
}

/** Whoever has the lead answers the customer, and closes it or gives it back after a while. */
function planConversation(world: World, leadId: LeadId, managerId: ManagerId, habits: Habits): void {
  const { agenda, clock, random } = world;
  if (random.chance(habits.forgets)) return;
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
  if (!random.chance(habits.closes)) return;
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
