import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ACTIONS, CATEGORIES, PRIORITIES } from "../../../src/domain/category.ts";
import type { ConversationState } from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Slots } from "../../../src/domain/slot.ts";
import type { TurnEvent } from "../../../src/domain/turn.ts";
import { CUES, QUESTION_KINDS } from "../../../src/domain/understanding.ts";
import { findServices } from "../../../src/conversation/find-services.ts";
import { findUngrounded } from "../../../src/conversation/grounded-check.ts";
import { groundsOf } from "../../../src/conversation/grounds-of.ts";
import { isKnown } from "../../../src/conversation/known-slots.ts";
import { aBusiness, aService } from "../../support/builders/business.ts";
import { aConversation, aMessage, WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aPlay } from "../../support/builders/play.ts";
import { anUnderstanding } from "../../support/builders/understanding-of.ts";

const business = aBusiness({
  services: [
    ...aBusiness().services,
    aService({ id: "wash", name: "Мойка кузова", synonyms: [], price: { from: 900 }, priceNeeds: ["car"] }),
  ],
});

const VALUES: Slots = {
  service: "маникюр",
  product: "насос",
  date: "2026-03-13",
  time: "18:00",
  name: "Нелли",
  phone: "+79620000001",
  email: "n@example.com",
  branch: "center",
  master: "Рита",
  car: "Мазда 6",
  quantity: 5,
  company: "ООО «Климат»",
  inn: "5407001122",
  order_id: "901",
  tender_no: "32615470099",
  doc_type: "акт сверки",
  deadline: "2026-03-16",
  position: "мастер",
  problem: "не открывается приложение",
};
const SERVICES = ["маникюр", "стрижка", "педикюр", "окрашивание", "мойка кузова", "спа"];
const TEXTS = [
  "",
  "ок",
  "сколько стоит маникюр?",
  "есть ли парковка?",
  "2",
  "второй",
  "до скольки в субботу?",
  "хочу скидку 50%",
];
const HOUR = 3_600_000;

const slots = fc
  .tuple(fc.subarray(Object.keys(VALUES), { maxLength: 3 }), fc.constantFrom(...SERVICES))
  .map(([names, service]): Slots =>
    Object.fromEntries(Object.entries({ ...VALUES, service }).filter(([name]) => names.includes(name))),
  );

const understanding = fc.record({
  category: fc.constantFrom(...CATEGORIES),
  priority: fc.constantFrom(...PRIORITIES),
  action: fc.constantFrom(...ACTIONS),
  language: fc.constantFrom("ru" as const, "ru" as const, "en" as const),
  cues: fc.subarray([...CUES], { maxLength: 1 }),
  questions: fc.subarray([...QUESTION_KINDS], { maxLength: 2 }),
  refused: fc.subarray(["name", "phone", "date"] as const, { maxLength: 1 }),
  slots,
});

const contactWrote = fc
  .record({ text: fc.constantFrom(...TEXTS), understanding, hasPhoto: fc.boolean() })
  .map(({ text, understanding, hasPhoto }): TurnEvent => ({
    kind: "contact_wrote",
    messages: [aMessage(text, { attachments: hasPhoto ? [{ kind: "photo" }] : [] })],
    understanding: anUnderstanding(understanding),
  }));

const manager = asId<"manager">("anna");
const event: fc.Arbitrary<TurnEvent> = fc.oneof(
  { weight: 12, arbitrary: contactWrote },
  { weight: 2, arbitrary: fc.nat(2).map((attempt): TurnEvent => ({ kind: "follow_up_due", attempt })) },
  { weight: 1, arbitrary: fc.constant<TurnEvent>({ kind: "manager_took", managerId: manager }) },
  { weight: 1, arbitrary: fc.constant<TurnEvent>({ kind: "manager_wrote", managerId: manager }) },
  { weight: 2, arbitrary: fc.constant<TurnEvent>({ kind: "returned_to_bot" }) },
  { weight: 1, arbitrary: fc.constant<TurnEvent>({ kind: "lead_closed" }) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((isReachable): TurnEvent => ({ kind: "reachability_changed", isReachable })),
  },
);

const steps = fc.array(fc.record({ event, waitHours: fc.nat(14) }), { minLength: 1, maxLength: 14 });
const channel = fc.record({
  maxButtons: fc.constantFrom(0, 3, 10),
  canAskPhone: fc.boolean(),
  showsConsent: fc.boolean(),
});

interface Step {
  readonly before: ConversationState;
  readonly after: ConversationState;
  readonly event: TurnEvent;
  readonly at: Date;
  readonly played: ReturnType<ReturnType<typeof aPlay>["apply"]>;
}

/** Plays random events; the check names what is wrong with a step, or nothing. */
function everyStep(check: (step: Step) => string | false | undefined): void {
  fc.assert(
    fc.property(steps, channel, (events, abilities) => {
      const play = aPlay({ greeted: false }, { business, conversation: aConversation(), ...abilities });
      let at = WEDNESDAY_11;
      for (const { event, waitHours } of events) {
        at = new Date(at.getTime() + waitHours * HOUR);
        const before = play.state;
        const played = play.apply(event, { at });
        const fault = check({ before, after: play.state, event, at, played });
        if (fault !== undefined && fault !== false)
          throw new Error(`${fault}: ${played.said ?? "(silence)"}`);
      }
    }),
    { numRuns: 300 },
  );
}

function count<T>(values: readonly T[], wanted: T): number {
  return values.filter((value) => value === wanted).length;
}

describe("whatever happens in whatever order", () => {
  it("says nothing while a manager has the conversation", () => {
    everyStep(
      ({ before, played }) =>
        before.ownership.status === "human" && played.said !== undefined && "spoke over the manager",
    );
  });

  it("speaks only after the contact wrote or a reminder is due, in one message with at most one question", () => {
    everyStep(({ played, event }) => {
      const marks = (played.said?.match(/\?/g) ?? []).length;
      if (count(played.kinds, "say") > 1) return "more than one message";
      if (marks > 1 || played.outcome.asked.length > 1) return "more than one question";
      const isAnswer = event.kind === "contact_wrote" || event.kind === "follow_up_due";
      return !isAnswer && played.said !== undefined && `spoke on ${event.kind}`;
    });
  });

  it("never asks for what is known or refused, except to tell two readings of a service apart", () => {
    everyStep(({ played, after, event }) => {
      const [slot] = played.outcome.asked;
      if (slot === undefined || event.kind !== "contact_wrote") return undefined;
      const known = { ...after.profile, ...after.request?.slots };
      if (after.request?.refused.includes(slot) === true) return `asked for refused ${slot}`;
      if (slot === "service" && known.service !== undefined) {
        const said = event.understanding.slots.service ?? known.service;
        return findServices(business, String(said), "").services.length === 1 && "asked for a clear service";
      }
      return isKnown(slot, known) && `asked for known ${slot}`;
    });
  });

  it("never asks a question of one request twice in the same words, nor a third time", () => {
    everyStep(({ after }) => {
      const asked = after.request?.asked ?? [];
      if (new Set(asked.map(({ text }) => text)).size < asked.length) return "same words again";
      const slots = asked.map(({ slot }) => slot);
      return slots.some((slot) => count(slots, slot) > 2) && "asked a third time";
    });
  });

  it("hands a request over at most once, and never while people have it", () => {
    everyStep(({ before, after, played }) => {
      const times = count(played.kinds, "hand_off");
      if (times === 0) return undefined;
      if (times > 1) return "handed over twice at once";
      if (!after.request) return "handed over nothing";
      if (before.ownership.status === "offered" || before.ownership.status === "human")
        return "people had it";
      return before.ownership.status === "bot" && before.request?.leadId !== undefined && "handed over again";
    });
  });

  it("claims nothing that neither the owner nor the contact has said", () => {
    everyStep(({ played, after, event, at }) => {
      if (played.said === undefined) return undefined;
      const words = event.kind === "contact_wrote" ? event.messages.map(({ text }) => text).join("\n") : "";
      const grounds = groundsOf(business, { ...after.profile, ...after.request?.slots }, at);
      const ungrounded = findUngrounded(played.said, grounds, words);
      return ungrounded.length > 0 && `no ground for ${ungrounded.map(({ text }) => text).join(", ")}`;
    });
  });

  it("says nothing empty or half filled in, and offers choices that fit every channel", () => {
    everyStep(({ played }) => {
      for (const effect of played.effects) {
        if (effect.kind !== "say") continue;
        if (effect.text.trim() === "") return "empty message";
        if (/undefined|NaN|[{}]| {2}/.test(effect.text)) return "half filled in";
        if (effect.choices.some(({ data }) => Buffer.byteLength(data) > 64)) return "choice too long";
      }
      return undefined;
    });
  });
});
