import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { StartError } from "../../domain/errors.ts";

/** One variant of a prompt. */
export interface Prompt {
  /** `understand@1.a#1a2b3c4d`: stored with every understanding that came of it. */
  readonly label: string;
  readonly system: string;
  readonly human: string;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Share among the active variants. */
  readonly weight: number;
  readonly status: "active" | "draft" | "retired";
}

/** Names that a template may fill in; `message` is the customer's and stands in the human part alone. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set(["vertical", "services"]);
const HUMAN_FIELDS: ReadonlySet<string> = new Set(["message", "current", "known", "asked"]);

const FRONT = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  version: z.number().int().min(1),
  variant: z.string().regex(/^[a-z]$/),
  weight: z.number().positive(),
  status: z.enum(["active", "draft", "retired"]),
  temperature: z.number().min(0).max(2),
  maxTokens: z.number().int().min(50).max(4000),
});

const FILE = /^---\n(?<front>[\s\S]*?)\n---\n\s*# system\n(?<system>[\s\S]*?)\n# human\n(?<human>[\s\S]*)$/;
const BLOCK = /<message>\n\{\{message\}\}\n<\/message>/;

const fieldsOf = (template: string): readonly string[] =>
  Array.from(template.matchAll(/\{\{\{?([^{}]*)\}?\}\}/g), (match) => (match[1] ?? "").trim());

function templateFaults(system: string, human: string): readonly string[] {
  const strange = [
    ...fieldsOf(system).filter((field) => !SYSTEM_FIELDS.has(field)),
    ...fieldsOf(human).filter((field) => !HUMAN_FIELDS.has(field)),
  ];
  const faults = strange.map((field) => `{{${field}}} may not stand there`);
  const isOnce = fieldsOf(human).filter((field) => field === "message").length === 1;
  if (!isOnce || !BLOCK.test(human))
    faults.push(
      "the human part needs {{message}} once, on a line of its own between <message> and </message>",
    );
  return faults;
}

function readPrompt(id: string, file: string, text: string): Prompt | readonly string[] {
  const parts = FILE.exec(text.replaceAll("\r\n", "\n"))?.groups;
  if (!parts) return ["must be front matter between ---, then # system, then # human"];
  const { front = "", system = "", human = "" } = parts;
  const header = FRONT.safeParse(parseYaml(front));
  if (!header.success)
    return header.error.issues.map((issue) => `${issue.path.join(".") || "front matter"}: ${issue.message}`);
  const { version, variant, weight, status, temperature, maxTokens } = header.data;
  const faults = [...templateFaults(system, human)];
  if (header.data.id !== id) faults.push(`id must be ${id}, like its folder`);
  if (file !== `${version}.${variant}.md`) faults.push(`must be called ${version}.${variant}.md`);
  if (faults.length > 0) return faults;
  const sha = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const label = `${id}@${version}.${variant}#${sha}`;
  return { label, system: system.trim(), human: human.trim(), temperature, maxTokens, weight, status };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  } catch {
    return [];
  }
}

/**
 * Loads all variants of a prompt from `<folder>/<id>/<version>.<variant>.md`.
 *
 * @throws StartError with every fault of every file.
 */
export async function loadPrompts(folder: string, id: string): Promise<readonly Prompt[]> {
  const prompts: Prompt[] = [];
  const faults: string[] = [];
  for (const file of await filesOf(join(folder, id))) {
    const read = readPrompt(id, file, await readFile(join(folder, id, file), "utf8"));
    if ("label" in read) prompts.push(read);
    else faults.push(...read.map((fault) => `prompts/${id}/${file}: ${fault}`));
  }
  if (faults.length === 0 && !prompts.some(({ status }) => status === "active"))
    faults.push(`prompts/${id}: no variant is active`);
  if (faults.length > 0)
    throw new StartError(
      `The prompts have faults:\n\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
      "Mend the files, restore them from the distribution, or set MODEL=local.",
    );
  return prompts;
}
