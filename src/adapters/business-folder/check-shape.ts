import type { z } from "zod";

import type { FaultDetail, ValueType } from "./fault.ts";
import type { FileReport } from "./folder-report.ts";
import { exampleOf } from "./key-examples.ts";
import { field } from "./known-names.ts";
import { nearestWord } from "./nearest-word.ts";
import { shown } from "./parsed.ts";
import { typeOf } from "./plain-values.ts";
import type { Path } from "./yaml-file.ts";

type Issue = z.core.$ZodIssue;

/** Reads the value at `path` by its schema. Every fault is reported; `undefined` when there was one. */
export function checkShape<T>(report: FileReport, schema: z.ZodType<T>, path: Path): T | undefined {
  const value = valueAt(report.yaml?.root, path);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(report, [...path, ...issue.path], issue);
  return undefined;
}

export interface Entry<T> {
  readonly value: T;
  readonly path: Path;
}

/** Reads each entry of the list at `path` on its own, so that a fault in one does not hide the others. */
export function checkEach<T>(report: FileReport, schema: z.ZodType<T>, path: Path): readonly Entry<T>[] {
  const list = valueAt(report.yaml?.root, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index): Entry<T>[] => {
    const value = checkShape(report, schema, [...path, index]);
    return value === undefined ? [] : [{ value, path: [...path, index] }];
  });
}

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) => (Array.isArray(value) ? value[Number(segment)] : field(value, String(segment))),
    root,
  );
}

function reportIssue(report: FileReport, path: Path, issue: Issue): void {
  const value = valueAt(report.yaml?.root, path);
  const key = String(path.at(-1) ?? "");
  const existing = report.yaml?.existing(path) ?? [];
  if (issue.code === "unrecognized_keys") {
    for (const unknown of issue.keys) reportUnknownKey(report, path, unknown, issue.message.split(" "));
  } else if (issue.code === "custom" && isDetail(issue.params?.["detail"])) {
    const at = issue.params["at"] === "key" ? "key" : "value";
    report.add({ path, at }, issue.params["detail"]);
  } else if (value === null) {
    report.add({ path, at: "key" }, { code: "empty_value", args: { key } });
  } else if (value === undefined && existing.length === path.length - 1) {
    report.add({ path: existing }, { code: "missing_key", args: { key, example: exampleOf(key) } });
  } else {
    const written = valueAt(report.yaml?.root, existing);
    const expected = expectedType(issue);
    const args = { expected, actual: typeOf(written), value: shown(written) };
    report.add({ path }, { code: "wrong_type", args });
  }
}

function reportUnknownKey(report: FileReport, path: Path, key: string, allowed: readonly string[]): void {
  const args = { key, nearest: nearestWord(key, allowed), allowed };
  report.add({ path: [...path, key], at: "key" }, { code: "unknown_key", args });
}

/** Only our own schemas make custom issues, so a code is proof enough. */
function isDetail(value: unknown): value is FaultDetail {
  return typeof field(value, "code") === "string" && field(value, "args") !== undefined;
}

const EXPECTED: Readonly<Record<string, ValueType>> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  array: "list",
};

function expectedType(issue: Issue): ValueType {
  return issue.code === "invalid_type" ? (EXPECTED[issue.expected] ?? "map") : "map";
}
