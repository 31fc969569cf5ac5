import type { Manager } from "../../domain/business.ts";
import type { DateSpan } from "../../domain/calendar.ts";
import type { Experiment, ExperimentVariant, RuleSet } from "../../domain/experiment.ts";
import { checkUnique } from "./check-names.ts";
import { checkEach, type Entry } from "./check-shape.ts";
import type { FileReport } from "./folder-report.ts";
import { field, knownNames, type KnownNames } from "./known-names.ts";
import { dates, id, listOf, mapOf, reference, whole } from "./shapes.ts";
import type { z } from "zod";

interface WrittenVariant {
  readonly id: string;
  readonly share: number;
  readonly routing?: string | undefined;
}

interface WrittenExperiment {
  readonly id: string;
  readonly dates?: DateSpan | undefined;
  readonly variants: readonly WrittenVariant[];
}

/** One entry of experiments.yaml. `ruleFiles` are the other files of the folder that may hold rules. */
function experimentShape(ruleFiles: readonly string[]): z.ZodType<WrittenExperiment> {
  const variant = mapOf({
    id,
    share: whole(1),
    routing: reference("ruleset", ruleFiles).optional(),
  });
  return mapOf({ id, dates: dates.optional(), variants: listOf(variant) });
}

/** Names of rule files that experiments.yaml, not checked yet, speaks of. */
export function ruleFilesIn(root: unknown): readonly string[] {
  const entries = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return entries(root)
    .flatMap((experiment) => entries(field(experiment, "variants")))
    .map((variant) => field(variant, "routing"))
    .filter((name): name is string => typeof name === "string");
}

/**
 * The experiments of a folder: each with two variants or more, no two on one day, and the rules of each variant checked
 * like routing.yaml.
 */
export function readExperiments(
  file: FileReport,
  ruleFiles: ReadonlyMap<string, FileReport>,
  otherFiles: readonly string[],
  context: {
    readonly known: KnownNames;
    readonly team: readonly Manager[] | undefined;
    readonly readRouting: (
      file: FileReport,
      known: KnownNames,
      team: readonly Manager[] | undefined,
    ) => RuleSet | undefined;
  },
): readonly Experiment[] {
  checkUnique(file, [], "id");
  const written = checkEach(file, experimentShape(otherFiles), []);
  checkVariants(file, written);
  checkDates(file, written);
  const rules = new Map<string, RuleSet>();
  for (const [name, report] of ruleFiles) {
    if (!report.yaml) continue;
    const { ladders } = knownNames({ routing: report.yaml });
    const read = context.readRouting(report, { ...context.known, ladders }, context.team);
    if (read) rules.set(name, read);
  }
  return written.map(({ value }) => ({
    ...value,
    variants: value.variants.map(({ routing, ...variant }): ExperimentVariant => {
      const own = routing === undefined ? undefined : rules.get(routing);
      return own ? { ...variant, routing: own, ruleFile: routing } : variant;
    }),
  }));
}

function checkVariants(file: FileReport, written: readonly Entry<WrittenExperiment>[]): void {
  for (const { value, path } of written) {
    checkUnique(file, [...path, "variants"], "id");
    if (value.variants.length < 2)
      file.add({ path: [...path, "variants"], at: "key" }, { code: "lone_variant", args: {} });
  }
}

/** Two trials at once would blur each other. */
function checkDates(file: FileReport, written: readonly Entry<WrittenExperiment>[]): void {
  for (const [index, { value, path }] of written.entries()) {
    const earlier = written.slice(0, index).find(({ value: { dates: other } }) => {
      const own = value.dates;
      return own === undefined || other === undefined || (own.from <= other.to && other.from <= own.to);
    });
    if (!earlier) continue;
    const args = { other: earlier.value.id, otherLine: file.lineOf(earlier.path) };
    file.add({ path: [...path, "dates"] }, { code: "overlapping_experiments", args });
  }
}
