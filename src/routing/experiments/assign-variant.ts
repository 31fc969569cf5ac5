import type { Business } from "../../domain/business.ts";
import { isDayWithin, toLocalTime } from "../../domain/calendar.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { ConversationId } from "../../domain/ids.ts";
import type { RoutingTrace } from "../../domain/routing.ts";
import { stableShare } from "../../domain/stable-share.ts";

export type VariantOf = NonNullable<RoutingTrace["experiment"]>;

/**
 * Draws a conversation into the experiment of the day. By lot of its id and the experiment's, so that it stays with its
 * variant as long as the shares stay, on every machine and after every restart.
 */
export function assignVariant(
  business: Business,
  conversationId: ConversationId,
  at: Date,
): VariantOf | undefined {
  const { experiments = [], timezone } = business;
  if (experiments.length === 0) return undefined;
  const { day } = toLocalTime(at, timezone);
  const experiment = experiments.find(({ dates }) => dates === undefined || isDayWithin(day, [dates]));
  return experiment && { id: experiment.id, variant: drawVariant(experiment, conversationId) };
}

function drawVariant({ id, variants }: Experiment, conversationId: ConversationId): string {
  const total = variants.reduce((sum, { share }) => sum + share, 0);
  let left = stableShare(`${id}\u0000${conversationId}`) * total;
  for (const variant of variants) {
    left -= variant.share;
    if (left < 0) return variant.id;
  }
  return variants.at(-1)?.id ?? "";
}

/** The decision with the variant it was made under, as data and as its last sentence. */
export function noteVariant(trace: RoutingTrace, part: VariantOf | undefined): RoutingTrace {
  if (!part) return trace;
  const sentence =
    trace.language === "ru"
      ? `Эксперимент «${part.id}», вариант «${part.variant}».`
      : `Experiment "${part.id}", variant "${part.variant}".`;
  return { ...trace, experiment: part, sentences: [...trace.sentences, sentence] };
}

const kept = new WeakMap<Business, Map<string, Business>>();

/**
 * The business as the leads of a variant see it: with the variant's rules in the place of routing.yaml's. Without an
 * experiment, or when it is over and gone from the folder, the business itself. The same object each time: routing
 * remembers what it made of one.
 */
export function underVariant(business: Business, part: VariantOf | undefined): Business {
  const routing =
    part &&
    business.experiments?.find(({ id }) => id === part.id)?.variants.find(({ id }) => id === part.variant)
      ?.routing;
  if (!part || !routing) return business;
  const known = kept.get(business) ?? new Map<string, Business>();
  kept.set(business, known);
  const key = `${part.id}\u0000${part.variant}`;
  const made = known.get(key) ?? { ...business, ...routing };
  known.set(key, made);
  return made;
}
