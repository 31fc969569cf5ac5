import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { FileReport, FolderReport } from "./folder-report.ts";
import { ruleFilesIn } from "./read-experiments.ts";
import { nearestWord } from "./nearest-word.ts";
import { parseYamlFile } from "./yaml-file.ts";

interface FileRule {
  readonly name: string;
  readonly isRequired: boolean;
  readonly shape: "list" | "map";
  readonly example: string;
}

/** The files of a business folder, in the order in which faults are told. */
export const FOLDER_FILES = {
  business: {
    name: "business.yaml",
    isRequired: true,
    shape: "map",
    example: "name: Салон «Лето», timezone: Asia/Omsk, branches: […]",
  },
  services: {
    name: "services.yaml",
    isRequired: true,
    shape: "list",
    example: "- { id: manicure, name: Маникюр, price: 1800, duration: 90m, skills: [nails] }",
  },
  knowledge: {
    name: "knowledge.yaml",
    isRequired: false,
    shape: "list",
    example: '- { id: parking, question: Есть ли парковка?, answer: "Да, во дворе." }',
  },
  examples: {
    name: "examples.yaml",
    isRequired: false,
    shape: "list",
    example: "- { text: Хочу Рубин на выходные, category: lead_b2c }",
  },
  flow: {
    name: "flow.yaml",
    isRequired: false,
    shape: "map",
    example: "lead_b2c: { ask: [service, date, phone], enough: [[service, date]] }",
  },
  team: {
    name: "team.yaml",
    isRequired: true,
    shape: "list",
    example: '- { id: anna, name: Анна, role: head, teams: [sales], shifts: { mon-fri: "10:00-19:00" } }',
  },
  routing: {
    name: "routing.yaml",
    isRequired: true,
    shape: "map",
    example:
      "default: { to: { team: sales }, ladder: standard }, ladders: { standard: [{ offer: next, wait: 60s }, { offer: head, task: Перезвонить }] }",
  },
  experiments: {
    name: "experiments.yaml",
    isRequired: false,
    shape: "list",
    example:
      "- { id: duty_first, variants: [{ id: now, share: 50 }, { id: duty, share: 50, routing: routing.duty.yaml }] }",
  },
  crm: {
    name: "crm.yaml",
    isRequired: false,
    shape: "map",
    example: 'bitrix24: { title: "{category}: {name} ({source})" }',
  },
} as const satisfies Record<string, FileRule>;

export type FolderFileKey = keyof typeof FOLDER_FILES;
export type FolderReports = Readonly<Record<FolderFileKey, FileReport>> & {
  /** Files of rules that experiments speak of, by name. */
  readonly ruleFiles: ReadonlyMap<string, FileReport>;
  /** Every other YAML file that is there: what an experiment may speak of. */
  readonly otherFiles: readonly string[];
};

/** Reads and parses every file; a file that is absent, empty or broken gives a report without `yaml`. */
export async function readFolder(dir: string, report: FolderReport): Promise<FolderReports | undefined> {
  const names = await namesIn(dir);
  const whole = report.forFile("", undefined);
  if (!names) {
    whole.add({ path: [] }, { code: "missing_folder", args: { folder: dir } });
    return undefined;
  }
  const read = (rule: FileRule) => readOne(dir, rule, names.includes(rule.name), report);
  const reports = {
    business: await read(FOLDER_FILES.business),
    services: await read(FOLDER_FILES.services),
    knowledge: await read(FOLDER_FILES.knowledge),
    examples: await read(FOLDER_FILES.examples),
    flow: await read(FOLDER_FILES.flow),
    team: await read(FOLDER_FILES.team),
    routing: await read(FOLDER_FILES.routing),
    crm: await read(FOLDER_FILES.crm),
    experiments: await read(FOLDER_FILES.experiments),
  };
  const known: string[] = Object.values(FOLDER_FILES).map(({ name }) => name);
  const otherFiles = names.filter((name) => /^[^.].*\.ya?ml$/i.test(name) && !known.includes(name));
  const spokenOf = new Set(ruleFilesIn(reports.experiments.yaml?.root));
  const ruleFiles = new Map<string, FileReport>();
  for (const name of otherFiles.filter((file) => spokenOf.has(file)))
    ruleFiles.set(name, await read({ ...FOLDER_FILES.routing, name }));
  for (const file of otherFiles.filter((name) => !spokenOf.has(name))) {
    const missing = known.filter((name) => !names.includes(name));
    const args = { file, nearest: nearestWord(file, missing) };
    report.forFile(file, undefined).add({ path: [], severity: "warning" }, { code: "unexpected_file", args });
  }
  return { ...reports, ruleFiles, otherFiles };
}

async function namesIn(dir: string): Promise<string[] | undefined> {
  try {
    return (await readdir(dir)).toSorted();
  } catch {
    return undefined; // absent, not a folder or not ours to read: the cure is the same
  }
}

async function readOne(
  dir: string,
  rule: FileRule,
  isPresent: boolean,
  report: FolderReport,
): Promise<FileReport> {
  const { name, isRequired, example, shape } = rule;
  const absent = report.forFile(name, undefined);
  if (!isPresent) {
    if (isRequired) absent.add({ path: [] }, { code: "missing_file", args: { file: name, example } });
    return absent;
  }
  const text = await readText(join(dir, name), absent);
  if (text === undefined) return absent;
  const yaml = parseYamlFile(text);
  const file = report.forFile(name, yaml, shape === "list");
  for (const { detail, ...spot } of yaml.problems) file.add(spot, detail);
  if (yaml.isEmpty) {
    const severity = isRequired ? "error" : "warning";
    file.add({ path: [], severity }, { code: "empty_file", args: { isRequired, example } });
    return absent;
  }
  if (yaml.root === undefined) return absent;
  const isList = Array.isArray(yaml.root);
  const isMap = typeof yaml.root === "object" && yaml.root !== null && !isList;
  if (shape === "list" ? isList : isMap) return file;
  file.add({ path: [] }, { code: "wrong_top_level", args: { expected: shape, example } });
  return absent;
}

async function readText(path: string, report: FileReport): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    report.add({ path: [] }, { code: "unreadable_file", args: { reason } });
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    report.add({ path: [] }, { code: "not_utf8", args: {} });
    return undefined;
  }
}
