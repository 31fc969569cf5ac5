import type { Business } from "../domain/business.ts";
import type { Flow } from "./flow-of.ts";
import { isBeside } from "./choose-category.ts";
import { handOverWords } from "./hand-over-words.ts";
import type { MergedRequest } from "./merge-request.ts";
import type { ContactTurn } from "./reaction.ts";
import type { RequestState } from "../domain/conversation.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import { plainText } from "./text-tokens.ts";

/** What a turn tells people who have the request already. */
export interface News {
  readonly turn: ContactTurn;
  readonly merged: MergedRequest;
  readonly request: RequestState;
  readonly flow: Flow;
  /** True when the turn made a set of the flow's complete. */
  readonly isCompleted: boolean;
  readonly isAsking: boolean;
}

const WHEN = /(?:когда|скоро|долго|сколько (?:можно|еще|ещё) ждать|when|how long)/iu;
const ANSWER =
  /(?:ответ|отвеч|перезвон|позвон|свяж|набер|жд[уа]|ждать|напиш|приед|почин|исправ|выед|подъед|answer|call|reply|contact|wait)/iu;

const ANY_NEWS =
  /^(?:ну |а )*(?:ч[еёо]|что|как|чего)(?:\sтам)?(?:\s(?:у нас|по|слышно|новости|новостей))?[?!.)\s]*$|есть новости/iu;

/** «Когда мне ответят?», «ну чё там»: asked of the request itself. */
export function asksWhenAnswered(text: string): boolean {
  return (WHEN.test(text) && ANSWER.test(text)) || ANY_NEWS.test(text.trim());
}

/** The next of several ways to say the same, so that no sentence comes twice in a row. */
export function inTurn(variants: readonly string[], times: number): string {
  return variants[times % variants.length] ?? "";
}

function isGrown(slot: SlotName, before: Slots, after: Slots): boolean {
  const [was, is] = [before[slot], after[slot]];
  return was !== undefined && is !== undefined && plainText(String(is)).includes(plainText(String(was)));
}

function recapOfNews({ turn, merged, request }: News, slots: readonly SlotName[]): string {
  const { wording, context } = turn;
  const told = [...merged.added, ...merged.corrected].filter((slot) => slots.includes(slot));
  return wording.recap(Object.fromEntries(told.map((slot) => [slot, request.slots[slot]])), context.business);
}

/** A booking is confirmed with all its details once it is whole; other requests were confirmed when they were handed over. */
function isConfirmedAnew({ request, merged, isCompleted, isAsking }: News): boolean {
  return (
    (isCompleted && isLead(request)) || (merged.isTurned && (!isAsking || request.category === "complaint"))
  );
}

function isLead({ category }: RequestState): boolean {
  return category === "lead_b2c" || category === "lead_b2b";
}

/** What to say about news for people who have the request already. */
export function acknowledge(news: News): string {
  const { turn, merged, request, flow } = news;
  const { wording, context, state } = turn;
  const business: Business = context.business;
  const times = state.acknowledged ?? 0;
  if (isConfirmedAnew(news)) return handOverWords(turn, request, request.slots, flow);
  if (merged.isTurned) {
    return (
      wording.noted(request.category, wording.recap(request.slots, business)) ??
      inTurn(wording.passedOn, times)
    );
  }
  const before = state.request?.slots ?? {};
  const changed = [...merged.added, ...merged.corrected];
  const corrected = merged.corrected.filter((slot) => !isGrown(slot, before, request.slots));
  if (corrected.length > 0) {
    const recap = recapOfNews(news, changed);
    if (recap !== "") return wording.corrected(recap);
  }
  const { category } = turn.understanding;
  if (category !== request.category && !isBeside(category)) return wording.alsoPassedOn;
  const recap = recapOfNews(news, changed);
  if (isLead(request) && recap !== "") return wording.added(recap);
  return request.category === "complaint"
    ? inTurn(wording.passedToHead, times)
    : inTurn(wording.passedOn, times);
}
