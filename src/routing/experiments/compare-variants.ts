import type { Language } from "../../domain/category.ts";
import { formatDuration, plural } from "../../domain/format.ts";
import type { VariantRow } from "../../domain/experiment.ts";
import {
  casesFor,
  estimateDifference,
  estimateMedian,
  estimateMedianDifference,
  estimateShare,
  type Estimate,
} from "./statistics.ts";

export const METRICS = ["lead", "taken", "won", "take_time"] as const;
export type Metric = (typeof METRICS)[number];

/** One variant's figures. A figure is absent without a single case; `cases` is what it rests on. */
export interface VariantReport {
  readonly variant: string;
  readonly isControl: boolean;
  readonly conversations: number;
  readonly leads: number;
  readonly figures: Readonly<Partial<Record<Metric, Estimate & { readonly cases: number }>>>;
}

export interface Comparison {
  readonly variant: string;
  readonly control: string;
  readonly metric: Metric;
  /** Of shares 0 to 1, of times seconds; absent when the evidence is too thin. */
  readonly difference?: Estimate | undefined;
  readonly verdict: "too_little" | "no_difference" | "higher" | "lower";
  readonly sentence: string;
}

export interface ExperimentReport {
  readonly id: string;
  readonly variants: readonly VariantReport[];
  readonly comparisons: readonly Comparison[];
}

/** Cases in each of two variants from which on a comparison is made at all. */
const MIN_CASES = 30;
/** A difference of shares that is worth finding. */
const WORTH = 0.05;

/**
 * The variants of one experiment, with 95 % intervals (Wilson for shares, bootstrap for the median time), each compared
 * with the control in words that say when nothing can be said. `metrics` are those that the experiment can move. The
 * order of the rows does not matter.
 */
export function compareVariants(
  id: string,
  rows: readonly VariantRow[],
  options: {
    readonly control: string | undefined;
    readonly metrics: readonly Metric[];
    readonly language: Language;
  },
): ExperimentReport {
  const sorted = rows.toSorted((a, b) => (a.variant < b.variant ? -1 : 1));
  const control = sorted.find(({ variant }) => variant === options.control) ?? sorted[0];
  const variants = sorted.map((row) => reportOf(row, row === control, options.metrics));
  const comparisons = sorted
    .filter((row) => row !== control)
    .flatMap((row) =>
      control ? options.metrics.map((metric) => compare(row, control, metric, options.language)) : [],
    );
  return { id, variants, comparisons };
}

/** Every comparison and interval of one report is drawn alike each time. */
const SEED = 1;

function sharesOf(
  row: VariantRow,
  metric: Exclude<Metric, "take_time">,
): readonly [hits: number, of: number] {
  switch (metric) {
    case "lead":
      return [row.withLead, row.conversations];
    case "taken":
      return [Math.min(row.taken, row.finished), row.finished];
    case "won":
      return [row.won, row.won + row.lost];
  }
}

function reportOf(row: VariantRow, isControl: boolean, metrics: readonly Metric[]): VariantReport {
  const figures: Partial<Record<Metric, Estimate & { cases: number }>> = {};
  for (const metric of metrics) {
    const figure = figureOf(row, metric);
    if (figure) figures[metric] = figure;
  }
  const { variant, conversations, leads } = row;
  return { variant, isControl, conversations, leads, figures };
}

function figureOf(row: VariantRow, metric: Metric): (Estimate & { readonly cases: number }) | undefined {
  if (metric === "take_time") {
    const { takeSeconds } = row;
    if (takeSeconds.length === 0) return undefined;
    return { ...estimateMedian(takeSeconds, SEED), cases: takeSeconds.length };
  }
  const [hits, of] = sharesOf(row, metric);
  return of === 0 ? undefined : { ...estimateShare(hits, of), cases: of };
}

function compare(row: VariantRow, control: VariantRow, metric: Metric, language: Language): Comparison {
  const base = { variant: row.variant, control: control.variant, metric };
  const [one, other] = [figureOf(row, metric), figureOf(control, metric)];
  const [cases, controlCases] = [one?.cases ?? 0, other?.cases ?? 0];
  if (!one || !other || cases < MIN_CASES || controlCases < MIN_CASES) {
    return { ...base, verdict: "too_little", sentence: sayTooLittle(metric, cases, controlCases, language) };
  }
  const difference =
    metric === "take_time"
      ? estimateMedianDifference(row.takeSeconds, control.takeSeconds, SEED)
      : estimateDifference(one, other);
  const verdict = difference.low > 0 ? "higher" : difference.high < 0 ? "lower" : "no_difference";
  const sentence = sayDifference({ metric, one, other, difference, verdict }, language);
  return { ...base, difference, verdict, sentence };
}

const METRIC_NAMES: Readonly<Record<Language, Readonly<Record<Metric, string>>>> = {
  ru: { lead: "Стали заявкой", taken: "Взято", won: "Записались или купили", take_time: "Время до взятия" },
  en: { lead: "Became a lead", taken: "Taken", won: "Booked or bought", take_time: "Time to take" },
};

export function metricName(metric: Metric, language: Language): string {
  return METRIC_NAMES[language][metric];
}

function sayTooLittle(metric: Metric, cases: number, controlCases: number, language: Language): string {
  const name = metricName(metric, language);
  return language === "ru"
    ? `${name}: данных мало (${cases} и ${controlCases}, нужно от ${MIN_CASES} в каждом варианте), сравнивать рано.`
    : `${name}: too little evidence (${cases} and ${controlCases}, ${MIN_CASES} are needed in each variant).`;
}

interface Difference {
  readonly metric: Metric;
  readonly one: Estimate;
  readonly other: Estimate;
  readonly difference: Estimate;
  readonly verdict: "no_difference" | "higher" | "lower";
}

function sayDifference({ metric, one, other, difference, verdict }: Difference, language: Language): string {
  const isRussian = language === "ru";
  const isTime = metric === "take_time";
  const value = (figure: number) =>
    isTime ? formatDuration(figure * 1000, language) : `${(figure * 100).toFixed(0)} %`;
  const size = (figure: number) =>
    isTime
      ? formatDuration(Math.abs(figure) * 1000, language)
      : `${Math.abs(figure * 100).toFixed(0)} ${isRussian ? "п. п." : "points"}`;
  const pair = `${metricName(metric, language)}: ${value(one.value)} ${isRussian ? "против" : "against"} ${value(other.value)}`;
  const [least, most] = [difference.low, difference.high].toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const span = `${size(least ?? 0)} – ${size(most ?? 0)}`;
  switch (verdict) {
    case "higher":
      return isRussian ? `${pair}: больше на ${span}.` : `${pair}: higher by ${span}.`;
    case "lower":
      return isRussian ? `${pair}: меньше на ${span}.` : `${pair}: lower by ${span}.`;
    case "no_difference": {
      const signed = (figure: number) => `${figure < 0 ? "−" : "+"}${size(figure)}`;
      const between = `${signed(difference.low)} … ${signed(difference.high)}`;
      const none = isRussian
        ? `${pair}: разницы не видно (возможна от ${between})`
        : `${pair}: no difference can be seen (it may be ${between})`;
      return isTime ? `${none}.` : `${none}. ${sayNeeded(other.value, isRussian)}`;
    }
  }
}

function sayNeeded(share: number, isRussian: boolean): string {
  const needed = casesFor(share, WORTH);
  const points = WORTH * 100;
  return isRussian
    ? `Чтобы заметить разницу в ${points} п. п., нужно около ${needed} ${plural(needed, "случая", "случаев", "случаев")} на вариант.`
    : `To find a difference of ${points} points, about ${needed} cases a variant are needed.`;
}
