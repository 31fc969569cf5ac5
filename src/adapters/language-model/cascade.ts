import type { Business } from "../../domain/business.ts";
import type { TurnText, Understanding, UnderstandingContext } from "../../domain/understanding.ts";
import type { Reconcile, Understander } from "../../ports/understander.ts";
import { maskPersonalData } from "./mask-personal-data.ts";
import type { ModelChain, ModelQuestion } from "./model-chain.ts";

export interface CascadeOptions {
  readonly local: Understander;
  readonly chain: ModelChain;
  readonly business: Pick<Business, "vertical" | "services">;
  /** Whether the local reading needs no second opinion. */
  isCertain(base: Understanding, turn: TurnText, context: UnderstandingContext): boolean;
  /** Words of a text that name people. */
  findNames(text: string): readonly string[];
  readonly reconcile: Reconcile;
}

const MOST_SERVICES = 60;

/**
 * Rules first: they read every turn, and what they are certain of, or must decide alone, goes no further. The rest is
 * put to the chain of models, and its answer under the rules. Without an answer in time the local reading stands.
 *
 * Only the understanding is a model's: every word that leaves for a customer is a template over the company's facts,
 * so no number, promise or link of a model can reach anybody. A draft written by a model, should there ever be one,
 * has to pass src/conversation/grounded-check.ts.
 */
export function createCascade(options: CascadeOptions): Understander {
  const { local, chain, isCertain, reconcile } = options;
  const services = options.business.services
    .slice(0, MOST_SERVICES)
    .map(({ name }) => name)
    .join(", ");
  return {
    understand: async (turn, context, signal) => {
      const base = await local.understand(turn, context, signal);
      if (isCertain(base, turn, context)) return base;
      const verdict = await chain.read(questionOf(turn, context, base, services, options), signal);
      if (!verdict) return base;
      const { reading, by, promptVariant } = verdict;
      const judged = reconcile(base, reading, turn, context);
      return judged === base ? base : { ...judged, by, promptVariant };
    },
  };
}

/**
 * What a model gets to see: the turn without its personal data, and of the past only what kind of request is in
 * progress, which facts of it are known (not their values, save the service) and which one was asked for.
 */
function questionOf(
  turn: TurnText,
  context: UnderstandingContext,
  base: Understanding,
  services: string,
  { business, findNames }: CascadeOptions,
): ModelQuestion {
  const told = [base.slots.name, context.slots.name, ...findNames(context.displayName ?? "")].filter(
    (name) => typeof name === "string",
  );
  const { text, restore } = maskPersonalData(turn.text, [...findNames(turn.text), ...told]);
  const known = Object.entries(context.slots).map(([slot, value]) =>
    slot === "service" && typeof value === "string"
      ? `service (${maskPersonalData(value, told).text})`
      : slot,
  );
  return {
    key: context.conversationKey ?? turn.text,
    values: {
      vertical: business.vertical,
      services: services || "—",
      message: text,
      current: context.category ?? "—",
      known: known.join(", ") || "—",
      asked: context.pendingSlot ?? "—",
    },
    restore,
  };
}
