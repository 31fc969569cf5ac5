import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Business, Manager } from "../../../src/domain/business.ts";
import type { Conversation } from "../../../src/domain/conversation.ts";
import { ownerOf, type Lead } from "../../../src/domain/lead.ts";
import { createMakeId } from "../../../src/platform/make-id.ts";
import type { ManagerAction } from "../../../src/ports/manager-desk.ts";
import { aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import { WAITS } from "../../support/engine/engines.ts";
import { createSimAlerts } from "../../support/engine/sim-alerts.ts";
import { createSimCrm } from "../../support/engine/sim-crm.ts";
import { createSimTelegram } from "../../support/engine/sim-telegram.ts";
import { createPlatform } from "../../support/simulation/platform.ts";
import { createRandom } from "../../support/simulation/random.ts";
import { createSimClock } from "../../support/simulation/sim-clock.ts";
import { bootGateway } from "../../support/simulation/sim-gateway.ts";
import {
  openMemoryStorage,
  openPostgresStorage,
  type OpenStorage,
} from "../../support/simulation/storage.ts";

const START = new Date("2026-03-11T10:00:00+03:00");
const CHAT = 100;
const ALWAYS = hoursOn(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0, 24);
const NAMES = ["anna", "boris", "dina", "olga"] as const;
const BOOKING = "Хочу записаться на маникюр завтра в 15:00, Мария, +7 913 555-44-33";
const COMPLAINT = "Это ужас, вы испортили мне ногти! Верните деньги, буду жаловаться";

const salon = aBusiness({
  team: [
    aManager("anna", { shifts: ALWAYS, capacity: 1 }),
    aManager("boris", { name: "Борис", shifts: ALWAYS }),
    aManager("dina", { name: "Дина", role: "duty", shifts: ALWAYS }),
    aManager("olga", { name: "Ольга", role: "head", shifts: ALWAYS }),
  ],
  rules: [
    { name: "Жалобы", when: { category: ["complaint"] }, to: { role: "head" }, choose: [], ladder: "urgent" },
  ],
  ladders: {
    standard: [
      { offer: "next", waitMs: 60_000 },
      { offer: "next", waitMs: 60_000 },
      { offer: "duty", waitMs: 90_000 },
      { offer: "head", task: "Перезвонить" },
    ],
    urgent: [
      { offer: "head", waitMs: 60_000 },
      { offer: "all", task: "Перезвонить срочно" },
    ],
  },
});

const who = fc.constantFrom(...NAMES);
/** Whatever customers, managers, owners and time do. */
const anyStep = fc.oneof(
  fc.record({
    kind: fc.constant("says" as const),
    text: fc.constantFrom(BOOKING, COMPLAINT, "Лучше в 16:00", "Спасибо"),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("take" as const, "decline" as const, "reply" as const),
      who,
    }),
  },
  fc.record({ kind: fc.constantFrom("close" as const, "return_to_bot" as const), who }),
  fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const, "end_shift" as const), who }),
  fc.record({ kind: fc.constant("passes" as const), seconds: fc.integer({ min: 1, max: 1_200 }) }),
  fc.constant({ kind: "next_timer" as const }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;
const BOOKS: Step = { kind: "says", text: BOOKING };
/** Found by chance once: the owner gave the talk to the bot, and a colleague answered. */
const GIVEN_BACK: Step[] = [
  { kind: "take", who: "anna" },
  { kind: "return_to_bot", who: "anna" },
  { kind: "reply", who: "dina" },
];

/** Two processes over one store, and one conversation that everything happens to. */
async function openPlay(openStorage: OpenStorage) {
  let business: Business = salon;
  const clock = createSimClock(START);
  const storage = await openStorage({ waits: WAITS, team: () => business.team });
  const reader = await storage.join();
  const telegram = createSimTelegram();
  const alerts = createSimAlerts();
  const random = createRandom(1);
  const errors: string[] = [];
  const cards: string[] = [];
  alerts.onCard = ({ offerId }) => cards.push(offerId);
  const boot = () =>
    bootGateway({
      storage,
      business: () => business,
      clock,
      makeId: createMakeId(
        () => clock.now().getTime(),
        () => Uint8Array.from({ length: 10 }, () => random.between(0, 255)),
      ),
      random,
      waits: WAITS,
      channel: telegram.channel,
      alerts: alerts.alerts,
      crm: createSimCrm().crm,
      onError: (what, error) => errors.push(`${what}: ${String(error)}`),
      onFired: () => undefined,
    });
  const nodes = [await boot(), await boot()] as const;
  const platform = createPlatform(random);
  const thread = platform.threadOf(CHAT);
  let presses = 0;

  const settle = () => Promise.all(nodes.map((node) => node.drain()));
  const leads = async (): Promise<readonly Lead[]> => (await storage.census()).leads;
  const conversation = async () => (await reader.lanes.load(thread, [])).conversation;
  const press = async (action: ManagerAction) => {
    presses += 1;
    await nodes[presses % 2]!.desk.act(`press:${presses}`, action);
  };
  const act = async (step: Extract<Step, { who: string }>): Promise<void> => {
    const managerId = salon.team.find(({ id }) => id === step.who)!.id;
    const lead = (await leads()).findLast(({ ladder }) => ladder.status !== "closed");
    const talk = await conversation();
    switch (step.kind) {
      case "take":
        return lead && press({ kind: "take", leadId: lead.id, managerId, via: "telegram" });
      case "decline":
        return lead && press({ kind: "decline", leadId: lead.id, managerId });
      case "close":
        return lead && press({ kind: "close", leadId: lead.id, managerId });
      case "reply":
        return talk && press({ kind: "reply", conversationId: talk.id, managerId, text: "Здравствуйте!" });
      case "return_to_bot":
        return talk && press({ kind: "return_to_bot", conversationId: talk.id, managerId });
      case "pause":
      case "resume":
        return nodes[0].desk.setPaused(managerId, step.kind === "pause");
      case "end_shift": {
        const off = (one: Manager) => (one.id === managerId ? { ...one, shifts: {} } : one);
        business = { ...business, team: business.team.map(off) };
      }
    }
  };
  const moveToNext = async (): Promise<boolean> => {
    const next = await storage.nextDueAfter(clock.now());
    if (!next || next.getTime() > START.getTime() + 20 * 86_400_000) return false;
    clock.moveTo(next);
    await settle();
    return true;
  };
  return {
    errors,
    cards,
    leads,
    conversation,
    census: () => storage.census(),
    close: () => storage.close(),
    /** Nothing happens any more but time. */
    wait: async () => {
      for (let count = 0; count < 300 && (await moveToNext()); count += 1);
    },
    play: async (step: Step) => {
      switch (step.kind) {
        case "says":
          platform.say(CHAT, step.text, clock.now());
          while (platform.waiting() > 0) await platform.deliver(nodes[0].accept, clock.now());
          await settle();
          // The burst of messages ends.
          clock.moveTo(new Date(clock.now().getTime() + 5_000));
          break;
        case "passes": {
          const until = new Date(clock.now().getTime() + step.seconds * 1_000);
          for (let next = await storage.nextDueAfter(clock.now()); next && next <= until;) {
            await moveToNext();
            next = await storage.nextDueAfter(clock.now());
          }
          clock.moveTo(until);
          break;
        }
        case "next_timer":
          await moveToNext();
          break;
        default:
          await act(step);
      }
      await settle();
    },
  };
}

/** What does not hold of a lead at this moment, in words. */
function faultsOf({ id, ladder, offers, firstHumanReplyAt }: Lead): readonly string[] {
  const open = offers.filter(({ endedAt }) => endedAt === undefined);
  const ownerIsAsked = ladder.status === "taken" && open.some(({ managerId }) => managerId === ladder.by);
  const isAnswered = ladder.status === "taken" && firstHumanReplyAt !== undefined;
  const mayBeOpen = ["offering", "taken", "ended"].includes(ladder.status) && !isAnswered;
  return [
    ...(ladder.status === "offering" && open.length === 0 ? [`${id} is offered to nobody`] : []),
    ...(ownerIsAsked ? [`${id} is offered to its owner`] : []),
    ...(open.length > 0 && !mayBeOpen ? [`${id} is ${ladder.status} and still on offer`] : []),
  ];
}

/** What a step has changed that must never change. */
function changesOf(before: readonly Lead[], lead: Lead): readonly string[] {
  const old = before.find(({ id }) => id === lead.id);
  if (!old) return [];
  const ended = old.offers.filter(({ endedAt }) => endedAt !== undefined);
  const again = ended.filter((offer) => {
    const now = lead.offers.find(({ id }) => id === offer.id);
    return now?.outcome !== offer.outcome || now?.endedAt?.getTime() !== offer.endedAt?.getTime();
  });
  // A taken lead stays with its owner unless somebody had it on offer because its customer was kept waiting.
  const asked = old.offers.filter(({ endedAt }) => endedAt === undefined).map(({ managerId }) => managerId);
  const isTakenAway =
    old.ladder.status === "taken" &&
    lead.ladder.status === "taken" &&
    ![old.ladder.by, ...asked].includes(lead.ladder.by);
  return [
    ...again.map(({ id }) => `offer ${id} ended twice`),
    ...(isTakenAway ? [`${lead.id} was taken from its owner`] : []),
  ];
}

/** The conversation's manager is the owner of its lead. */
function strayOwner(leads: readonly Lead[], conversation: Conversation | undefined): readonly string[] {
  const ownership = conversation?.state.ownership;
  const [lead, ...others] = leads;
  if (ownership?.status !== "human" || lead?.ladder.status !== "taken" || others.length > 0) return [];
  return ownership.managerId === ownerOf(lead) ? [] : [`${ownership.managerId} has the talk, not the lead`];
}

describe.each<[string, OpenStorage, number]>([
  ["memory", openMemoryStorage, 15],
  ["PostgreSQL", openPostgresStorage, 4],
])("a conversation worked on by two processes in %s", (_name, openStorage, numRuns) => {
  it("has one owner whatever happens in whatever order, each offer ends once, and silence ends with a person", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 14, size: "max" }), async (steps) => {
        const world = await openPlay(openStorage);
        try {
          let before: readonly Lead[] = [];
          for (const step of [BOOKS, ...steps]) {
            await world.play(step);
            const leads = await world.leads();
            const faults = leads.flatMap((lead) => [...faultsOf(lead), ...changesOf(before, lead)]);
            expect([...faults, ...strayOwner(leads, await world.conversation())]).toEqual([]);
            before = leads;
          }
          await world.wait();
          const census = await world.census();
          const offers = census.leads.flatMap((lead) => lead.offers);
          const told = census.events.filter(({ type }) => type.startsWith("offer_"));
          expect(told).toHaveLength(offers.filter(({ endedAt }) => endedAt !== undefined).length);
          expect(new Set(world.cards).size).toBe(world.cards.length);
          for (const { ladder } of census.leads)
            expect(["taken", "ended", "closed"]).toContain(ladder.status);
          expect([census.openInbox, census.setAside, world.errors]).toEqual([0, 0, []]);
        } finally {
          await world.close();
        }
      }),
      { numRuns, examples: [[GIVEN_BACK]] },
    );
  }, 120_000);
});
