import { z } from "zod";
import { formatDuration } from "../../domain/format.ts";
import { askReport, type SpanOptions } from "./ask-report.ts";
import type { CommandWorld } from "./command-world.ts";
import { textTable } from "./text-table.ts";

const figure = z.object({ value: z.number(), low: z.number(), high: z.number(), cases: z.number() });
const experiment = z.object({
  id: z.string(),
  kind: z.enum(["rules", "prompt"]),
  isActive: z.boolean(),
  shares: z.record(z.string(), z.number()),
  metricNames: z.record(z.string(), z.string()),
  variants: z.array(
    z.object({
      variant: z.string(),
      isControl: z.boolean(),
      conversations: z.number(),
      leads: z.number(),
      figures: z.record(z.string(), figure),
    }),
  ),
  comparisons: z.array(z.object({ variant: z.string(), control: z.string(), sentence: z.string() })),
});
const report = z.object({ items: z.array(experiment) });
type Experiment = z.output<typeof experiment>;

/** What the variants of rules and prompts came to. @returns Exit code: 0, 1 without an answer, 2 for wrong days. */
export function experimentsCommand(options: SpanOptions, world: CommandWorld): Promise<number> {
  return askReport({ route: "experiments", shape: report, say: sayExperiments }, options, world);
}

function sayExperiments({ items }: z.output<typeof report>, isRussian: boolean): string {
  if (items.length === 0) {
    return isRussian
      ? "Экспериментов нет: опишите их в experiments.yaml папки бизнеса.\n"
      : "There are no experiments: describe them in experiments.yaml of the business folder.\n";
  }
  const note = isRussian
    ? "В скобках — 95-процентные промежутки. Из двадцати таких сравнений одно в среднем обманет случайно."
    : "Spans are for 95 %. Of twenty such comparisons one deceives by chance.";
  return `${items.map((item) => sayExperiment(item, isRussian)).join("\n")}\n${note}\n`;
}

function sayExperiment(item: Experiment, isRussian: boolean): string {
  const metrics = Object.keys(item.metricNames).filter((metric) =>
    item.variants.some(({ figures }) => figures[metric] !== undefined),
  );
  const heads = isRussian
    ? ["Вариант", "Доля", "Диалогов", "Заявок"]
    : ["Variant", "Share", "Talks", "Leads"];
  const rows = item.variants.map(({ variant, isControl, conversations, leads, figures }) => [
    isControl ? `${variant} *` : variant,
    item.shares[variant] === undefined ? "" : String(item.shares[variant]),
    String(conversations),
    String(leads),
    ...metrics.map((metric) => sayFigure(metric, figures[metric], isRussian)),
  ]);
  const table = textTable([...heads, ...metrics.map((metric) => item.metricNames[metric] ?? metric)], rows);
  const comparisons = item.comparisons.map(
    ({ variant, control, sentence }) => `  ${variant} / ${control}. ${sentence}`,
  );
  return [titleOf(item, isRussian), table, ...comparisons, ""].join("\n");
}

function titleOf({ id, kind, isActive }: Experiment, isRussian: boolean): string {
  const what = isRussian
    ? { rules: "правила", prompt: "подсказка модели" }[kind]
    : { rules: "rules", prompt: "prompt" }[kind];
  const state = isRussian ? (isActive ? "идёт" : "не идёт") : isActive ? "running" : "not running";
  return `${id} (${what}, ${state}; * — ${isRussian ? "с чем сравнивается" : "compared with"})`;
}

function sayFigure(metric: string, found: z.output<typeof figure> | undefined, isRussian: boolean): string {
  if (!found) return "—";
  const show = (value: number) =>
    metric === "take_time"
      ? formatDuration(value * 1000, isRussian ? "ru" : "en")
      : `${(value * 100).toFixed(0)} %`;
  return `${show(found.value)} (${show(found.low)}…${show(found.high)}; n=${found.cases})`;
}
