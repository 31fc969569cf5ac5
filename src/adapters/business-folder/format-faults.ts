import type { Language } from "../../domain/category.ts";
import type { Fault } from "./fault.ts";

/** A fault, or anything else that is told like one. */
export type ShownFault = Omit<Fault, "code" | "severity"> & {
  readonly code: string;
  readonly severity: Fault["severity"] | "note";
};

export interface FormatOptions {
  readonly language: Language;
  /** ANSI colours: only for a terminal. */
  readonly color: boolean;
}

const WORDS = {
  ru: {
    error: "ошибка",
    warning: "предупреждение",
    note: "замечание",
    hint: "как исправить",
    errors: { one: "ошибка", few: "ошибки", many: "ошибок", other: "ошибок" },
    warnings: {
      one: "предупреждение",
      few: "предупреждения",
      many: "предупреждений",
      other: "предупреждений",
    },
    notes: { one: "замечание", few: "замечания", many: "замечаний", other: "замечаний" },
    none: "Ошибок нет",
  },
  en: {
    error: "error",
    warning: "warning",
    note: "note",
    hint: "to mend it",
    errors: { one: "error", few: "errors", many: "errors", other: "errors" },
    warnings: { one: "warning", few: "warnings", many: "warnings", other: "warnings" },
    notes: { one: "note", few: "notes", many: "notes", other: "notes" },
    none: "No faults",
  },
} as const;

const COLORS = { error: "31;1", warning: "33;1", note: "36;1", place: "1", faint: "2", hint: "36" } as const;

/** Longest stretch of a source line that is shown; a long answer is cut around the fault. */
const WINDOW = 100;

/** Faults as a compiler prints them: place, message, the line with a caret under the spot, the cure; then the count. */
export function formatFaults(faults: readonly ShownFault[], options: FormatOptions): string {
  const blocks = faults.map((fault) => formatFault(fault, options));
  return [...blocks, countFaults(faults, options.language)].join("\n\n");
}

/** «3 ошибки, 1 предупреждение». */
export function countFaults(faults: readonly ShownFault[], language: Language): string {
  const words = WORDS[language];
  const errors = faults.filter((fault) => fault.severity === "error").length;
  const warnings = faults.filter((fault) => fault.severity === "warning").length;
  const notes = faults.length - errors - warnings;
  const parts = [
    ...(errors > 0 ? [counted(errors, words.errors, language)] : []),
    ...(warnings > 0 ? [counted(warnings, words.warnings, language)] : []),
    ...(notes > 0 ? [counted(notes, words.notes, language)] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : words.none;
}

type PluralForms = Readonly<Record<"one" | "few" | "many" | "other", string>>;

function counted(count: number, forms: PluralForms, language: Language): string {
  const rule = new Intl.PluralRules(language).select(count);
  return `${count} ${rule === "zero" || rule === "two" ? forms.other : forms[rule]}`;
}

function formatFault(fault: ShownFault, options: FormatOptions): string {
  const words = WORDS[options.language];
  const paint = (kind: keyof typeof COLORS, text: string) =>
    options.color ? `\u001B[${COLORS[kind]}m${text}\u001B[0m` : text;
  const place = fault.sourceLine === undefined ? fault.file : `${fault.file}:${fault.line}:${fault.column}`;
  const where = fault.path === "" ? "" : ` ${paint("faint", `(${fault.path})`)}`;
  const lines = [
    `${paint("place", place)} ${paint(fault.severity, words[fault.severity])}: ${fault.message}${where}`,
  ];
  const source = fault.sourceLine === undefined ? undefined : windowOf(fault, fault.sourceLine);
  if (source && source.text.trim() !== "") {
    const gutter = String(fault.line);
    lines.push(
      `  ${paint("faint", `${gutter} |`)} ${source.text}`,
      `  ${paint("faint", `${" ".repeat(gutter.length)} |`)} ${source.padding}${paint(fault.severity, source.caret)}`,
    );
  }
  return [...lines, `  ${paint("hint", `${words.hint}:`)} ${fault.hint}`].join("\n");
}

/** The part of the line around the fault, with what goes under it. Tabs stay tabs, so that the caret stands right. */
function windowOf(fault: ShownFault, line: string): { text: string; padding: string; caret: string } {
  const start = Math.max(fault.column - 1, 0);
  const isLong = line.length > WINDOW;
  const from = isLong ? Math.max(0, Math.min(start - 20, line.length - WINDOW)) : 0;
  const to = isLong ? from + WINDOW : line.length;
  const before = `${from > 0 ? "…" : ""}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(start + fault.length, to));
  return {
    text: printable(`${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`),
    padding: blank(printable(before)),
    caret: "^".repeat(Math.max(1, Array.from(marked).length)),
  };
}

/** Control characters of a mangled file must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => (character === "\t" ? "\t" : "�"));
}

function blank(text: string): string {
  return Array.from(text, (character) => (character === "\t" ? "\t" : " ")).join("");
}
