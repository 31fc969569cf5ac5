import type { AskedQuestion, RequestState } from "../domain/conversation.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { TurnContext } from "../domain/turn.ts";
import { addDays, toInstant, toLocalTime } from "../domain/calendar.ts";
import type { Flow } from "./flow-of.ts";
import { isKnown } from "./known-slots.ts";
import { isOpen } from "../domain/opening.ts";
import { nextOpeningThere } from "./opening.ts";
import { choicesFor } from "./read-choice.ts";
import { ownersOr, type Wording } from "./wording.ts";

/** Two wordings of a question, after which it is not asked again. */
const MAX_TIMES = 2;
const MAX_CHOICES = 8;

function timesAsked(slot: SlotName, request: RequestState): number {
  return request.asked.filter((asked) => asked.slot === slot).length;
}

function isOpenTo(slot: SlotName, request: RequestState, known: Slots): boolean {
  return !isKnown(slot, known) && !request.refused.includes(slot) && timesAsked(slot, request) < MAX_TIMES;
}

/**
 * The slot to ask for next, or `undefined` when there is nothing left to ask: all is known or refused, the question that
 * waits has been put in both wordings, or the limit of different questions is reached.
 */
export function nextSlot(flow: Flow, request: RequestState, known: Slots): SlotName | undefined {
  const { pending } = request;
  const isStuck = pending !== undefined && timesAsked(pending.slot, request) >= MAX_TIMES;
  if (request.stopsAsking === true || isStuck) return undefined;
  const different = new Set(request.asked.map(({ slot }) => slot));
  return flow.ask.find(
    (slot) => isOpenTo(slot, request, known) && (different.has(slot) || different.size < flow.maxQuestions),
  );
}

function phoneFirst(one: SlotName, other: SlotName): number {
  return Number(other === "phone") - Number(one === "phone");
}

/** The one optional slot to ask for together with the hand-over: only if none of its kind was asked before. */
export function slotAfterHandOver(flow: Flow, request: RequestState, known: Slots): SlotName | undefined {
  if (request.stopsAsking === true || flow.askAfter.some((slot) => timesAsked(slot, request) > 0)) {
    return undefined;
  }
  // Who can't wait is called back: the number comes before the name.
  const order = request.urgent ? flow.askAfter.toSorted(phoneFirst) : flow.askAfter;
  return order.find((slot) => isOpenTo(slot, request, known));
}

/** Days that can be offered by a button: today while there is an open hour left, tomorrow when it is a working day. */
function dateChoices(context: TurnContext, wording: Wording): readonly string[] {
  const { business, at } = context;
  if (business.branches.length === 0) return [wording.dateChoices.today, wording.dateChoices.tomorrow];
  const today = toLocalTime(at, business.timezone).day;
  const tomorrow = addDays(today, 1);
  const worksTomorrow =
    nextOpeningThere(business, toInstant(tomorrow, 0, business.timezone))?.day === tomorrow;
  const isOpenToday = isOpen(business, at) || nextOpeningThere(business, at)?.day === today;
  return [
    ...(isOpenToday ? [wording.dateChoices.today] : []),
    ...(worksTomorrow ? [wording.dateChoices.tomorrow] : []),
  ];
}

function ourChoices(slot: SlotName, context: TurnContext, wording: Wording): readonly string[] {
  const { services, branches } = context.business;
  if (slot === "service" && services.length > 1 && services.length <= MAX_CHOICES) {
    return services.map(({ name }) => name);
  }
  if (slot === "branch" && branches.length > 1 && branches.length <= MAX_CHOICES) {
    return branches.map(({ name }) => name);
  }
  return slot === "date" ? dateChoices(context, wording) : [];
}

/**
 * A question for a slot in words not used for it before; the owner's wording first.
 *
 * @param custom Wordings and choices of a question that a fact needs ("which service?").
 */
export function askFor(
  slot: SlotName,
  request: RequestState,
  context: TurnContext,
  wording: Wording,
  custom?: { readonly wordings: readonly [string, string]; readonly choices?: readonly string[] },
): AskedQuestion | undefined {
  const { business } = context;
  const ofKind = wording.askIn(request.category, slot);
  const owners = custom || ofKind ? undefined : business.questions[slot];
  const ours = custom?.wordings ?? ofKind ?? wording.ask(slot);
  const isOwners = owners !== undefined && business.language === wording.language;
  const candidates = [ownersOr(owners?.say, ours[0], business, wording.language), ...ours];
  const used = request.asked.filter((asked) => asked.slot === slot).map(({ text }) => text);
  const text = candidates.find((candidate) => !used.includes(candidate));
  if (text === undefined || used.length >= MAX_TIMES) return undefined;
  const labels =
    custom?.choices ??
    (isOwners && owners.choices.length > 0 ? owners.choices : ourChoices(slot, context, wording));
  return { slot, text, choices: choicesFor(slot, ofKind && !custom ? [] : labels) };
}

/** The request with a question put: it is pending until answered and never asked again in these words. */
export function withAsked(request: RequestState, question: AskedQuestion): RequestState {
  return { ...request, asked: [...request.asked, question], pending: question };
}
