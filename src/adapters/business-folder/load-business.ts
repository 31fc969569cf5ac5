import { z } from "zod";

import type { Branch, Business, LadderRung, Manager } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import type { RuleSet } from "../../domain/experiment.ts";
import { branchShape, businessShape } from "./business-shape.ts";
import { exampleShape, knowledgeShape, serviceShape } from "./catalogue-shapes.ts";
import type { LadderEntry } from "./check-ladders.ts";
import { checkLadder, checkSla } from "./check-ladders.ts";
import { checkAccounts, checkSynonyms, checkTexts, checkUnique } from "./check-names.ts";
import { checkDuty, checkReservedIds, checkSkills, checkTargets } from "./check-people.ts";
import { checkRules } from "./check-rules.ts";
import type { Entry } from "./check-shape.ts";
import { checkEach, checkShape, valueAt } from "./check-shape.ts";
import { CRM_DEFAULTS } from "./defaults.ts";
import type { Fault } from "./fault.ts";
import { crmShape, flowShape } from "./flow-shapes.ts";
import type { FolderReports } from "./folder-files.ts";
import { readFolder } from "./folder-files.ts";
import type { FileReport, SourcePlace } from "./folder-report.ts";
import { createFolderReport } from "./folder-report.ts";
import type { KnownNames } from "./known-names.ts";
import { knownNames } from "./known-names.ts";
import { readExperiments } from "./read-experiments.ts";
import { fallbackShape, routingShape, ruleShape, rungShape, slaShape } from "./routing-shapes.ts";
import { managerShape } from "./team-shape.ts";
import type { Path } from "./yaml-file.ts";

export type BusinessLoad =
  | {
      readonly kind: "ok";
      readonly business: Business;
      /** Warnings, and errors that are bridged. */
      readonly warnings: readonly Fault[];
      readonly source: BusinessSource;
    }
  | { readonly kind: "faulty"; readonly faults: readonly Fault[] };

/** Where the parts of a read business stand: `placeOf("routing", ["rules", 3])`. Indices are those of the lists in `Business`. */
export interface BusinessSource {
  placeOf(file: "business" | "services" | "team" | "routing", path: Path): SourcePlace;
  /** The same for the rules of a variant of an experiment, in its own file. */
  placeInRules(ruleFile: string, path: Path): SourcePlace;
}

/**
 * Reads a business folder (`flows/<business>`), checks every file and what the files say of each other, and fills in
 * defaults. All faults of all files come at once, with errors and warnings mixed in file order. Never rejects because
 * of what the folder holds.
 *
 * @param options.language Language of messages and hints; Russian unless told otherwise.
 */
export async function loadBusiness(
  dir: string,
  options: { readonly language?: Language | undefined } = {},
): Promise<BusinessLoad> {
  const report = createFolderReport(dir, options.language ?? "ru");
  const files = await readFolder(dir, report);
  const business = files && readBusiness(files);
  const faults = report.faults();
  const isFaulty = faults.some((fault) => fault.severity === "error" && !fault.isBridged);
  if (!business || isFaulty) return { kind: "faulty", faults };
  const source: BusinessSource = {
    placeOf: (file, path) => files[file].placeOf(path),
    placeInRules: (ruleFile, path) => (files.ruleFiles.get(ruleFile) ?? files.routing).placeOf(path),
  };
  return { kind: "ok", business, warnings: faults, source };
}

function readBusiness(files: FolderReports): Business | undefined {
  const known = knownNames({
    business: files.business.yaml,
    services: files.services.yaml,
    team: files.team.yaml,
    routing: files.routing.yaml,
  });
  const head = files.business.yaml && checkShape(files.business, businessShape, []);
  const branches = readBranches(files.business);
  const team = files.team.yaml && readTeam(files.team, known, branches);
  const services = readServices(files.services, known, team);
  const knowledge = readList(files.knowledge, knowledgeShape);
  const examples = readExamples(files.examples);
  const flow = readOptional(files.flow, flowShape, { flows: {}, questions: {} });
  const crm = readOptional(files.crm, crmShape, CRM_DEFAULTS);
  const routing = files.routing.yaml && readRouting(files.routing, known, team);
  if (head && team) checkDuty(files, head.night, team);
  const experiments = readExperiments(files.experiments, files.ruleFiles, files.otherFiles, {
    known,
    team,
    readRouting,
  });
  if (!head || !team || !flow || !crm || !routing) return undefined;
  const business = { ...head, branches, services, knowledge, examples, ...flow, team, ...routing, crm };
  return experiments.length === 0 ? business : { ...business, experiments };
}

function readOptional<T>(file: FileReport, shape: z.ZodType<T>, otherwise: T): T | undefined {
  return file.yaml ? checkShape(file, shape, []) : otherwise;
}

function readList<T>(file: FileReport, shape: z.ZodType<T>): readonly T[] {
  checkUnique(file, [], "id");
  return checkEach(file, shape, []).map(({ value }) => value);
}

function readExamples(file: FileReport): NonNullable<Business["examples"]> {
  checkTexts(file);
  return checkEach(file, exampleShape, []).map(({ value }) => value);
}

const someEntries = z.array(z.unknown()).min(1);

function readBranches(file: FileReport): readonly Branch[] {
  const path = ["branches"];
  const isList = file.yaml && checkSection(file, path);
  if (!isList) return [];
  checkUnique(file, path, "id");
  return checkEach(file, branchShape, path).map(({ value }) => value);
}

/** A required list with at least one entry. */
function checkSection(file: FileReport, path: readonly string[]): boolean {
  const list = valueAt(file.yaml?.root, path);
  if (!Array.isArray(list) || list.length > 0) return checkShape(file, someEntries, path) !== undefined;
  file.add({ path }, { code: "empty_list", args: {} });
  return false;
}

/** `undefined` when somebody could not be read: nothing can then be said of what the team lacks. */
function readTeam(
  file: FileReport,
  known: KnownNames,
  branches: readonly Branch[],
): readonly Manager[] | undefined {
  checkUnique(file, [], "id");
  checkAccounts(file);
  if (!checkSection(file, [])) return undefined;
  const team = checkEach(file, managerShape(known, branches), []);
  checkReservedIds(file, team);
  const people = file.yaml?.root;
  const isWhole = Array.isArray(people) && team.length === people.length;
  return isWhole ? team.map(({ value }) => value) : undefined;
}

function readServices(
  file: FileReport,
  known: KnownNames,
  team: readonly Manager[] | undefined,
): Business["services"] {
  checkUnique(file, [], "id");
  const services = checkEach(file, serviceShape(known), []);
  checkSynonyms(file, services);
  if (team) checkSkills(file, services, team);
  return services.map(({ value }) => value);
}

function readRouting(
  file: FileReport,
  known: KnownNames,
  team: readonly Manager[] | undefined,
): RuleSet | undefined {
  checkShape(file, routingShape, []);
  const hasRules = valueAt(file.yaml?.root, ["rules"]) !== undefined;
  if (hasRules) checkShape(file, z.array(z.unknown()), ["rules"]);
  checkUnique(file, ["rules"], "name");
  const rules = checkEach(file, ruleShape(known), ["rules"]);
  checkRules(file, rules);
  const fallback = checkShape(file, fallbackShape(known), ["default"]);
  const fallbacks: Entry<typeof fallback>[] = [{ value: fallback, path: ["default"] }];
  const targets = [...rules, ...fallbacks].flatMap(({ value, path }) => (value ? [{ value, path }] : []));
  if (team) checkTargets(file, targets, team);
  const ladders = readLadders(file, known, team);
  const hasSla = valueAt(file.yaml?.root, ["sla"]) !== undefined;
  const sla = hasSla ? checkShape(file, slaShape, ["sla"]) : slaShape.parse({});
  if (sla) checkSla(file, sla);
  if (!fallback || !sla) return undefined;
  return { rules: rules.map(({ value }) => value), fallback, ladders, sla };
}

function readLadders(
  file: FileReport,
  known: KnownNames,
  team: readonly Manager[] | undefined,
): RuleSet["ladders"] {
  const named = checkShape(file, z.record(z.string(), z.unknown()), ["ladders"]) ?? {};
  const read = Object.keys(named).flatMap((name): LadderEntry[] => {
    const path = ["ladders", name];
    const list = checkShape(file, z.array(z.unknown()), path);
    if (!list) return [];
    const rungs = list.map((_, index) => checkShape(file, rungShape(known), [...path, index]));
    return [{ name, path, rungs }];
  });
  for (const ladder of read) checkLadder(file, ladder, team);
  const isRung = (rung: LadderRung | undefined): rung is LadderRung => rung !== undefined;
  return Object.fromEntries(read.map(({ name, rungs }) => [name, rungs.filter(isRung)]));
}
