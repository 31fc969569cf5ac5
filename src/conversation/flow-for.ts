import type { Business } from "../domain/business.ts";
import type { RequestState } from "../domain/conversation.ts";
import { flowOf, type Flow } from "./flow-of.ts";

/** Goods are counted, work on them is not: «Сколько единиц?» makes no sense of a commissioning. */
function withoutCountOfWork(flow: Flow, { slots }: RequestState, { vertical }: Business): Flow {
  const isWork = vertical === "industrial" && slots.service !== undefined && slots.product === undefined;
  return isWork ? { ...flow, ask: flow.ask.filter((slot) => slot !== "quantity") } : flow;
}

const BOUGHT = /сертификат|абонемент|подписк|клубн\p{L}+ карт|gift card|voucher|membership/iu;

/** A certificate, a membership is bought, not come for: nobody is asked for a day. */
function withoutVisit(flow: Flow, { slots, category }: RequestState): Flow {
  const isBought = category === "lead_b2c" && BOUGHT.test(String(slots.service ?? ""));
  return isBought ? { ...flow, ask: flow.ask.filter((slot) => slot !== "date" && slot !== "time") } : flow;
}

/** The flow of a request's category without the questions that make no sense of what is wanted. */
export function flowFor(request: RequestState, business: Business): Flow {
  const flow = flowOf(business, request.category);
  return withoutVisit(withoutCountOfWork(flow, request, business), request);
}
