import type { RequestState } from "../domain/conversation.ts";
import type { Slots } from "../domain/slot.ts";
import type { Flow } from "./flow-of.ts";
import { restingPromise } from "./opening.ts";
import { promiseOf, type ContactTurn } from "./reaction.ts";

/** The owner's sentence with its places filled in; a place without a value goes with the comma beside it. */
function filled(template: string, values: Readonly<Record<string, string | undefined>>): string {
  const text = template
    .replaceAll(/(,?\s*)\{(\w+)\}/g, (_, before: string, key: string) => {
      const value = values[key];
      return value === undefined || value === "" ? "" : `${before}${value}`;
    })
    .replaceAll(/\s+([.,!?])/g, "$1")
    .replace(/^[\s,]+/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** «В течение {sla}»: where the request rests, the words before the place go with it. */
const SLA_WORDS = /(?:(?:в течение|не позднее чем через|не позднее|через|за|within|in)\s+)?\{sla\}/giu;

/** One confirming message: the details again, and what will really happen next. */
export function handOverWords(turn: ContactTurn, request: RequestState, slots: Slots, flow: Flow): string {
  const { wording, context } = turn;
  const { business } = context;
  const recap = wording.recap(slots, business);
  if (flow.say !== undefined && flow.say !== "" && business.language === wording.language) {
    const resting = restingPromise(request, business, context.at, wording);
    const template = resting === undefined ? flow.say : flow.say.replaceAll(SLA_WORDS, () => resting);
    const say = filled(template, {
      sla: wording.format.within(business.sla.targetsMs[request.priority]),
      name: slots.name === undefined ? undefined : String(slots.name),
      service: slots.service === undefined ? undefined : String(slots.service),
    });
    const noted = wording.noted(request.category, recap);
    return noted === undefined ? say : `${noted} ${say}`;
  }
  return wording.handOver({
    category: request.category,
    vertical: business.vertical,
    recap,
    promise: promiseOf(turn, request),
    hasMoment: slots.date !== undefined || slots.time !== undefined,
  });
}
