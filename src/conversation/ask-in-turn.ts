import type { AskedQuestion, RequestState } from "../domain/conversation.ts";
import type { SlotName } from "../domain/slot.ts";
import type { NeededSlot } from "./answer-facts.ts";
import { askFor, slotAfterHandOver, withAsked } from "./choose-question.ts";
import type { Flow } from "./flow-of.ts";
import type { ContactTurn } from "./reaction.ts";

/** What a turn asks, and the request with it. */
export interface Asked {
  readonly question?: AskedQuestion | undefined;
  readonly request: RequestState;
}

/** The question that a fact needs, and what it will answer once it is known. */
export function askNeeded(needs: NeededSlot, request: RequestState, turn: ContactTurn): Asked | undefined {
  if (request.refused.includes(needs.slot) || request.stopsAsking === true) return undefined;
  const question = askFor(needs.slot, request, turn.context, turn.wording, needs);
  return question && { question, request: { ...withAsked(request, question), waiting: [needs.kind] } };
}

/** The question for a slot, where there is one and words for it are left. */
export function ask(slot: SlotName | undefined, request: RequestState, turn: ContactTurn): Asked {
  const question = slot && askFor(slot, request, turn.context, turn.wording);
  return question ? { question, request: withAsked(request, question) } : { request };
}

/** «Вчера», «5 марта», «час назад»: a complaint that says when it was is not asked it. */
const TOLD_WHEN =
  /(?<!\p{L})(?:вчера|позавчера|сегодня|только что|сейчас|назад|недел[юи]|месяц|\d{1,2}\s?(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)|\d{1,2}\.\d{2}|в (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|yesterday|today|ago)(?!\p{L})/iu;

/** The one optional question with the hand-over; the one about the name leaves room for a phone number where it may be asked. */
export function askAfterHandOver(flow: Flow, request: RequestState, turn: ContactTurn): Asked {
  const { wording, context } = turn;
  const after = slotAfterHandOver(flow, request, request.slots);
  const slot = after === "date" && TOLD_WHEN.test(turn.text) ? undefined : after;
  const hasRoomForPhone =
    slot === "name" &&
    request.category === "lead_b2c" &&
    request.slots.phone === undefined &&
    !request.refused.includes("phone") &&
    flow.askAfter.includes("phone") &&
    context.business.questions.name === undefined;
  if (!hasRoomForPhone) return ask(slot, request, turn);
  const wordings = [wording.askNameOrPhone, wording.ask("name")[0]] as const;
  const question = askFor("name", request, context, wording, { wordings });
  return question ? { question, request: withAsked(request, question) } : { request };
}
