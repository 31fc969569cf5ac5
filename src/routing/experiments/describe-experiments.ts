import type { Business } from "../../domain/business.ts";
import { isDayWithin, toLocalTime } from "../../domain/calendar.ts";
import { controlOf, type VariantRow } from "../../domain/experiment.ts";
import { compareVariants, metricName, METRICS, type ExperimentReport } from "./compare-variants.ts";

/** What an experiment's leads came to, whether it still stands in the folder or not. */
export interface DescribedExperiment extends ExperimentReport {
  /** `rules`: from experiments.yaml; `prompt`: variants of a model's prompt. */
  readonly kind: "rules" | "prompt";
  /** Draws conversations in now. */
  readonly isActive: boolean;
  readonly shares: Readonly<Record<string, number>>;
  readonly metricNames: Readonly<Record<string, string>>;
}

const NOTHING: Omit<VariantRow, "experiment" | "variant"> = {
  conversations: 0,
  withLead: 0,
  leads: 0,
  finished: 0,
  taken: 0,
  won: 0,
  lost: 0,
  takeSeconds: [],
};

/** Experiments of the folder in their order, those that are gone from it, then the prompts' variants. */
export function describeExperiments(
  rows: { readonly rules: readonly VariantRow[]; readonly prompts: readonly VariantRow[] },
  business: Business,
  at: Date,
): readonly DescribedExperiment[] {
  const { experiments = [], language, timezone } = business;
  const { day } = toLocalTime(at, timezone);
  const metricNames = Object.fromEntries(METRICS.map((metric) => [metric, metricName(metric, language)]));
  const counted = byExperiment(rows.rules);
  const standing = experiments.map((experiment): DescribedExperiment => {
    const { id, variants, dates } = experiment;
    const own = counted.get(id) ?? [];
    const silent = variants
      .filter((variant) => !own.some((row) => row.variant === variant.id))
      .map((variant) => ({ ...NOTHING, experiment: id, variant: variant.id }));
    const control = controlOf(experiment)?.id;
    const report = compareVariants(id, [...own, ...silent], { control, metrics: RULE_METRICS, language });
    const isActive = dates === undefined || isDayWithin(day, [dates]);
    const shares = Object.fromEntries(variants.map((variant) => [variant.id, variant.share]));
    return { kind: "rules", isActive, shares, metricNames, ...report };
  });
  const known = new Set(experiments.map(({ id }) => id));
  const rest = (kind: "rules" | "prompt", groups: ReadonlyMap<string, readonly VariantRow[]>) =>
    [...groups]
      .filter(([id]) => kind === "prompt" || !known.has(id))
      .map(([id, own]): DescribedExperiment => {
        const metrics = kind === "prompt" ? METRICS : RULE_METRICS;
        const report = compareVariants(id, own, { control: undefined, metrics, language });
        return { kind, isActive: kind === "prompt", shares: {}, metricNames, ...report };
      });
  const prompts = byExperiment(rows.prompts);
  return [...standing, ...rest("rules", counted), ...rest("prompt", prompts)];
}

/** Conversations are drawn in at the hand-over: rules cannot move how many become leads. */
const RULE_METRICS = METRICS.filter((metric) => metric !== "lead");

function byExperiment(rows: readonly VariantRow[]): ReadonlyMap<string, readonly VariantRow[]> {
  const groups = new Map<string, VariantRow[]>();
  for (const row of rows) groups.set(row.experiment, [...(groups.get(row.experiment) ?? []), row]);
  return groups;
}
