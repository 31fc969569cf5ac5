import { priorityRank, type Category, type Priority } from "../domain/category.ts";
import type { ConversationState, RequestState } from "../domain/conversation.ts";
import type { InboundMessage } from "../domain/message.ts";
import { SLOT_NAMES, type SlotName, type SlotValue, type Slots } from "../domain/slot.ts";
import type { TurnContext } from "../domain/turn.ts";
import type { Understanding } from "../domain/understanding.ts";
import { askedDays } from "./asked-day.ts";
import { chooseCategory, isBeside } from "./choose-category.ts";
import { isKnown, personalOf } from "./known-slots.ts";
import { chosenIn } from "./read-choice.ts";
import { findServices } from "./find-services.ts";
import { plainText } from "./text-tokens.ts";

export interface MergedRequest {
  readonly request: RequestState;
  /** Slots that had no value before this turn. */
  readonly added: readonly SlotName[];
  /** Slots whose value this turn replaced. */
  readonly corrected: readonly SlotName[];
  /** True when the turn began a request or turned it into another category. */
  readonly isTurned: boolean;
}

/** Slots that hold an ISO value: a label can't be put there as it is. */
const FORMATTED: ReadonlySet<SlotName> = new Set([
  "date",
  "time",
  "deadline",
  "phone",
  "email",
  "budget",
  "quantity",
]);
const ONE_MORE = /(^|\s)(еще|также|тоже|плюс|заодно|то же самое|такую же|такой же|also|plus|the same)(\s|$)/;

/** What a chosen label says about the slot that was asked, when understanding didn't read it. */
function slotsOfChoice(
  state: ConversationState,
  messages: readonly InboundMessage[],
  context: TurnContext,
): Slots {
  const pending = state.request?.pending;
  if (!pending) return {};
  const choice = messages.map((message) => chosenIn(message, pending)).find((found) => found !== undefined);
  if (!choice) return {};
  if (pending.slot === "date" || pending.slot === "deadline") {
    const days = askedDays(choice.label, context.at, context.business.timezone);
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined) return {};
    return { [pending.slot]: first === last ? first : `${first}/${last}` };
  }
  return FORMATTED.has(pending.slot) ? {} : { [pending.slot]: choice.label };
}

/** A phone that came as a contact card rather than in words. */
function phoneOfCard(messages: readonly InboundMessage[]): Slots {
  const verified = messages.findLast((message) => message.verifiedPhone !== undefined)?.verifiedPhone;
  if (verified !== undefined) return { phone: verified };
  const card = messages.flatMap(({ attachments }) => attachments).findLast(({ kind }) => kind === "contact");
  const digits = card?.label?.replaceAll(/[^\d+]/g, "");
  return digits !== undefined && /^\+\d{10,15}$/.test(digits) ? { phone: digits } : {};
}

/** The values that this turn tells, from every source. */
export function saidSlots(
  state: ConversationState,
  messages: readonly InboundMessage[],
  understanding: Understanding,
  context: TurnContext,
): Slots {
  return { ...slotsOfChoice(state, messages, context), ...phoneOfCard(messages), ...understanding.slots };
}

/** "И ещё педикюр", «и договор» add to what was wanted instead of replacing it. */
function withOneMore(slot: "service" | "doc_type", known: Slots, told: Slots, text: string): Slots {
  const [before, said] = [known[slot], told[slot]];
  const plain = plainText(text);
  const isMore = ONE_MORE.test(plain) || (slot === "doc_type" && plain.startsWith("и "));
  if (before === undefined || said === undefined || !isMore) return {};
  const isSaid = plainText(String(before)).includes(plainText(String(said)));
  return { [slot]: isSaid ? before : `${before}, ${said}` };
}

/** What is wrong was told first; what comes later are its details. */
function firstProblem({ slots }: RequestState): Slots {
  return slots.problem === undefined ? {} : { problem: slots.problem };
}

/** «А сколько стоит педикюр?» beside a booking of something else asks, and orders nothing. */
function isPriceAside(request: RequestState, understanding: Understanding): boolean {
  const { service, product } = request.slots;
  const isOrdering = !isBeside(request.category) && (service !== undefined || product !== undefined);
  return isOrdering && understanding.category === "price_info";
}

/** «А заморозка есть?» after a price: a name that the catalogue does not hold takes no place of one that it holds. */
function isOfNothing(
  request: RequestState,
  told: Slots,
  understanding: Understanding,
  { business }: TurnContext,
): boolean {
  const { service } = request.slots;
  if (service === undefined || told.service === undefined || !isBeside(understanding.category)) return false;
  const isHeld = (words: SlotValue) => findServices(business, String(words), "").services.length > 0;
  return isHeld(service) && !isHeld(told.service);
}

/** «А можно ещё друга в 15?» is told to people and moves nothing of what they have. */
function withoutOthers(
  told: Slots,
  request: RequestState,
  { cues, category }: Understanding,
  text: string,
): Slots {
  const isBesides =
    request.leadId !== undefined &&
    category === request.category &&
    told.service === undefined &&
    ONE_MORE.test(plainText(text)) &&
    !cues.includes("changes_mind");
  if (!isBesides) return told;
  const { date: _date, time: _time, ...rest } = told;
  return rest;
}

function withoutGoods(told: Slots): Slots {
  const { service: _service, product: _product, ...slots } = told;
  return slots;
}

/** The one that is answered first. */
export function dearerPriority(one: Priority, other: Priority): Priority {
  return priorityRank(one) <= priorityRank(other) ? one : other;
}

function alsoOf(
  request: RequestState | undefined,
  understanding: Understanding,
  category: Category,
): Category[] {
  const all = new Set([...(request?.also ?? []), ...understanding.also]);
  if (request && request.category !== category && !isBeside(request.category)) all.add(request.category);
  if (understanding.category !== "smalltalk" && understanding.category !== "system_notification") {
    all.add(understanding.category);
  }
  all.delete(category);
  return [...all];
}

function fresh(category: Category, understanding: Understanding): RequestState {
  return {
    category,
    also: [],
    priority: understanding.priority,
    urgent: understanding.urgent,
    action: understanding.action,
    slots: {},
    refused: [],
    asked: [],
    pBooking: understanding.pBooking,
    expectedValue: understanding.expectedValue,
  };
}

/** A request that people have had and given back is over once the contact wants something else. */
function requestToContinue(state: ConversationState, understanding: Understanding): RequestState | undefined {
  const { request, ownership } = state;
  const isOver =
    ownership.status === "returned" &&
    request?.leadId !== undefined &&
    !isBeside(understanding.category) &&
    understanding.category !== request.category;
  return isOver ? undefined : request;
}

/** What is not asked any more: declined, or answered by another value. */
function refusedAfter(
  base: RequestState,
  said: Slots,
  understanding: Understanding,
  { business }: TurnContext,
): readonly SlotName[] {
  // «К Орлову» answers «К какому врачу?»: what for is asked no second time.
  const isBySpecialist =
    business.vertical === "medical" && base.pending?.slot === "service" && said.master !== undefined;
  const declined: readonly SlotName[] = isBySpecialist ? ["service"] : [];
  const all = new Set([...base.refused, ...understanding.refused, ...declined]);
  return [...all].filter((name) => said[name] === undefined);
}

/**
 * The request after this turn: new and corrected values, refusals, a change of mind, a dearer wish. Values of earlier
 * requests stay in the profile and are not counted as said.
 */
export function mergeRequest(
  state: ConversationState,
  messages: readonly InboundMessage[],
  understanding: Understanding,
  context: TurnContext,
): MergedRequest {
  const before = requestToContinue(state, understanding);
  const category = chooseCategory(before, understanding);
  const base = before ?? fresh(category, understanding);
  const told = saidSlots(state, messages, understanding, context);
  const text = messages.map((message) => message.text).join("\n");
  const isAside = isPriceAside(base, understanding) || isOfNothing(base, told, understanding, context);
  const said = withoutOthers(isAside ? withoutGoods(told) : told, base, understanding, text);
  const slots = {
    ...base.slots,
    ...said,
    ...firstProblem(base),
    ...withOneMore("service", base.slots, said, text),
    ...withOneMore("doc_type", base.slots, said, text),
  };
  const names = SLOT_NAMES.filter((name) => slots[name] !== undefined);
  const added = names.filter((name) => base.slots[name] === undefined);
  const corrected = names.filter(
    (name) => base.slots[name] !== undefined && base.slots[name] !== slots[name],
  );
  const refused = refusedAfter(base, said, understanding, context);
  const isItsOwn = understanding.category === category;
  const isTurned = before?.category !== category;
  const isAnswered =
    base.pending !== undefined &&
    (said[base.pending.slot] !== undefined ||
      isKnown(base.pending.slot, slots) !== isKnown(base.pending.slot, base.slots));
  return {
    request: {
      ...base,
      category,
      also: alsoOf(before, understanding, category),
      priority: isItsOwn ? dearerPriority(base.priority, understanding.priority) : base.priority,
      urgent: base.urgent || understanding.urgent,
      slots,
      refused,
      isReady: isTurned ? undefined : base.isReady,
      pending: isAnswered ? undefined : base.pending,
      pBooking: isItsOwn ? Math.max(base.pBooking, understanding.pBooking) : base.pBooking,
      expectedValue: isItsOwn
        ? Math.max(base.expectedValue, understanding.expectedValue)
        : base.expectedValue,
    },
    added,
    corrected,
    isTurned,
  };
}

/** The personal values of a request, to be kept beyond it, except those the contact doesn't want to give. */
export function profileAfter(profile: Slots | undefined, request: RequestState): Slots {
  const given = Object.entries(personalOf(request.slots)).filter(
    ([slot]) => !request.refused.some((refused) => refused === slot),
  );
  return { ...profile, ...Object.fromEntries(given) };
}
