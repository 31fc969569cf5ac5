import { addDays, toInstant, toLocalTime } from "../domain/calendar.ts";
import type { ConversationState } from "../domain/conversation.ts";
import type { TurnContext, TurnEffect, TurnResult } from "../domain/turn.ts";
import { isKnown, isWithPeople, knownSlots } from "./known-slots.ts";
import { keepTogether } from "./keep-together.ts";
import { ownersOr, wordingIn } from "./wording.ts";

const QUIET_FROM = 21 * 60;
const QUIET_TO = 9 * 60;
/** Where the owner wants no reminders, a half-qualified request still goes to people after this long. */
const SILENT_WAIT_MS = 60 * 60_000;

/** The moment itself, or nine in the morning after it when it falls between nine in the evening and then. */
export function outsideQuietHours(at: Date, timezone: string): Date {
  const local = toLocalTime(at, timezone);
  if (local.minute >= QUIET_TO && local.minute < QUIET_FROM) return at;
  const day = local.minute < QUIET_TO ? local.day : addDays(local.day, 1);
  return toInstant(day, QUIET_TO, timezone);
}

/** When to come back to an unanswered question, for the attempt numbered from 0; `undefined` after the last. */
export function followUpEffect(attempt: number, context: TurnContext): TurnEffect | undefined {
  const { business, at } = context;
  const { afterMs } = business.followUp;
  const waitMs = afterMs.length === 0 && attempt === 0 ? SILENT_WAIT_MS : afterMs[attempt];
  if (waitMs === undefined) return undefined;
  const dueAt = outsideQuietHours(new Date(at.getTime() + waitMs), business.timezone);
  // After the channel's window nothing can be said: the first wake-up then only hands over what there is.
  if (attempt > 0 && !isInWindow(dueAt, context)) return undefined;
  return { kind: "set_follow_up", attempt, dueAt };
}

/** Whether the channel still lets us write unasked at that moment. */
function isInWindow(at: Date, { conversation, replyWindowMs }: TurnContext): boolean {
  return replyWindowMs === undefined || at.getTime() - conversation.lastMessageAt.getTime() < replyWindowMs;
}

/** Whether a reminder may be on its way. */
export function mayHaveFollowUp(state: ConversationState): boolean {
  return state.request?.pending !== undefined || state.followUps > 0;
}

function unchanged(state: ConversationState, effects: readonly TurnEffect[] = []): TurnResult {
  const isWith = isWithPeople(state, state.request);
  return { state, effects, outcome: { asked: [], isWithPeople: isWith } };
}

/** The request as people get it: with what was known of the person before. */
function handedOver(state: ConversationState, context: TurnContext): ConversationState {
  const { request } = state;
  if (!request) return state;
  return { ...state, request: { ...request, action: "assign_manager", slots: knownSlots(state, context) } };
}

/**
 * A reminder's time has come: says so, plans the next one, and with the last one gives people what is known, if that is
 * enough to call on (a service or a phone). An outdated timer does nothing; quiet hours move it.
 */
export function remind(state: ConversationState, attempt: number, context: TurnContext): TurnResult {
  const { business, at } = context;
  const { request, ownership } = state;
  const isStale =
    ownership.status === "human" ||
    !state.isReachable ||
    !request?.pending ||
    isWithPeople(state, request) ||
    attempt !== state.followUps;
  if (isStale) return unchanged(state);
  const awake = outsideQuietHours(at, business.timezone);
  if (awake > at) return unchanged(state, [{ kind: "set_follow_up", attempt, dueAt: awake }]);

  const wording = wordingIn(state.language);
  const isSilent = business.followUp.afterMs.length === 0 || !isInWindow(at, context);
  const text = ownersOr(business.followUp.say, wording.followUp, business, state.language);
  const say: TurnEffect = { kind: "say", text: keepTogether(text), choices: [], asksPhone: false };
  const next = isSilent ? undefined : followUpEffect(attempt + 1, context);
  const known = knownSlots(state, context);
  const isHalfQualified = isKnown("service", known) || isKnown("phone", known);
  const goes = next === undefined && isHalfQualified;
  const reminded = { ...state, followUps: state.followUps + 1 };
  return {
    state: goes ? handedOver(reminded, context) : reminded,
    effects: [
      ...(isSilent ? [] : [say]),
      ...(next ? [next] : []),
      ...(goes ? [{ kind: "hand_off" } as const] : []),
    ],
    outcome: {
      category: request.category,
      action: goes ? "assign_manager" : "ask",
      asked: [],
      isWithPeople: goes,
    },
  };
}
