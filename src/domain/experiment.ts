import type { Business } from "./business.ts";
import type { DateSpan } from "./calendar.ts";

/** Everything of routing.yaml: what a variant of an experiment may have of its own. */
export type RuleSet = Pick<Business, "rules" | "fallback" | "ladders" | "sla">;

export interface ExperimentVariant {
  readonly id: string;
  /** Share of the conversations against the other variants'. */
  readonly share: number;
  /** Absent: the rules of routing.yaml. */
  readonly routing?: RuleSet | undefined;
  /** The file that those rules stand in. */
  readonly ruleFile?: string | undefined;
}

/** A trial of rule sets on shares of the conversations. The first variant without rules of its own is what others are compared with. */
export interface Experiment {
  readonly id: string;
  /** Days on which conversations are drawn into it; always when absent. */
  readonly dates?: DateSpan | undefined;
  readonly variants: readonly ExperimentVariant[];
}

/** What was counted of the leads of one variant. */
export interface VariantRow {
  readonly experiment: string;
  readonly variant: string;
  readonly conversations: number;
  /** Of the conversations: those that became a lead. */
  readonly withLead: number;
  readonly leads: number;
  /** Of the leads: those that are not on their way up the ladder any more. */
  readonly finished: number;
  readonly taken: number;
  readonly won: number;
  readonly lost: number;
  /** From the lead to its take; seconds, one for each lead taken. */
  readonly takeSeconds: readonly number[];
}

/** The variant that the others are compared with. */
export function controlOf({ variants }: Experiment): ExperimentVariant | undefined {
  return variants.find(({ routing }) => routing === undefined) ?? variants[0];
}
