import type { Category } from "../../domain/category.ts";
import type { SlotName } from "../../domain/slot.ts";
import type { Understanding } from "../../domain/understanding.ts";
import { calibrationOf, type Calibration } from "../../understanding/calibration.ts";
import { scoreMessages, type PrecisionRecall, type ScoredMessage } from "../../understanding/score.ts";

export const NOISES = ["none", "plain", "typos"] as const;
export type Noise = (typeof NOISES)[number];

export interface EvaluatedMessage extends ScoredMessage {
  readonly answer: Understanding;
  readonly noise: Noise;
  readonly lang: string;
  readonly vertical: string;
  readonly isAdversarial: boolean;
}

/** The figures of one part of the messages. */
export interface PartFigures {
  readonly count: number;
  readonly category: number;
  readonly macro_f1: number;
  readonly priority: number;
  readonly action: number;
  readonly urgent: number;
  readonly slots: PrecisionRecall;
  /** Accuracy of the 70 % whose stated confidence is highest. */
  readonly surest_70: number;
  readonly calibration: Calibration;
}

export interface EvalReport {
  readonly messages: number;
  readonly by_noise: Readonly<Partial<Record<Noise, PartFigures>>>;
  /** As written. */
  readonly by_language: Readonly<Record<string, PartFigures>>;
  /** As written. */
  readonly by_vertical: Readonly<Record<string, PartFigures>>;
  readonly adversarial: PartFigures | undefined;
  /** By who answered: `rules`, `local`, `provider:name`, and the variant of the prompt where there is one. */
  readonly by_answerer: Readonly<Record<string, PartFigures>>;
  readonly categories: Readonly<Partial<Record<Category, PrecisionRecall>>>;
  readonly slots: Readonly<Partial<Record<SlotName, PrecisionRecall>>>;
  /** Gold category → answered category → how many. */
  readonly confusion: Readonly<Partial<Record<Category, Readonly<Partial<Record<Category, number>>>>>>;
  readonly latency_ms: { readonly p50: number; readonly p99: number };
  /** Ids whose category is wrong, as written. */
  readonly wrong: readonly string[];
}

function figuresOf(messages: readonly ScoredMessage[]): PartFigures {
  const score = scoreMessages(messages);
  return {
    count: score.count,
    category: score.category,
    macro_f1: score.macroF1,
    priority: score.priority,
    action: score.action,
    urgent: score.urgent,
    slots: score.slots,
    surest_70: score.byConfidence.find(({ share }) => share === 0.7)?.accuracy ?? 0,
    calibration: calibrationOf(messages),
  };
}

function grouped(
  messages: readonly EvaluatedMessage[],
  keyOf: (message: EvaluatedMessage) => string,
): Readonly<Record<string, PartFigures>> {
  const keys = [...new Set(messages.map(keyOf))].toSorted();
  return Object.fromEntries(
    keys.map((key) => [key, figuresOf(messages.filter((message) => keyOf(message) === key))]),
  );
}

function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Puts all figures together. */
export function evalReport(messages: readonly EvaluatedMessage[]): EvalReport {
  const written = messages.filter(({ noise }) => noise === "none");
  const score = scoreMessages(written);
  const adversarial = written.filter(({ isAdversarial }) => isAdversarial);
  const latencies = messages.flatMap(({ latencyMs }) => latencyMs ?? []);
  return {
    messages: written.length,
    by_noise: Object.fromEntries(
      NOISES.map((noise) => [noise, figuresOf(messages.filter((message) => message.noise === noise))]),
    ),
    by_language: grouped(written, ({ lang }) => lang),
    by_vertical: grouped(written, ({ vertical }) => vertical),
    adversarial: adversarial.length > 0 ? figuresOf(adversarial) : undefined,
    by_answerer: grouped(written, ({ answer }) =>
      [answer.by, answer.promptVariant].filter(Boolean).join(" "),
    ),
    categories: Object.fromEntries(score.byCategory),
    slots: Object.fromEntries(score.bySlot),
    confusion: Object.fromEntries(
      [...score.confusion].map(([gold, answers]) => [gold, Object.fromEntries(answers)]),
    ),
    latency_ms: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
    wrong: score.wrong,
  };
}
