import { z } from "zod";

import type { FaultDetail } from "./fault.ts";
import type { Path } from "./yaml-file.ts";

export interface ValueProblem {
  /** Within the parsed value; absent for the value itself. */
  readonly path?: Path | undefined;
  /** Whether the key is to blame rather than what stands behind it. */
  readonly at?: "value" | "key" | undefined;
  readonly detail: FaultDetail;
}

/** What became of reading one value that the owner wrote. */
export type Parsed<T> =
  | { readonly kind: "good"; readonly value: T }
  | { readonly kind: "bad"; readonly problems: readonly ValueProblem[] };

export function good<T>(value: T): Parsed<T> {
  return { kind: "good", value };
}

export function bad(detail: FaultDetail): Parsed<never> {
  return { kind: "bad", problems: [{ detail }] };
}

/** A zod schema around a parser of ours. A missing value never reaches `parse`: it is reported as a missing key. */
export function parsedBy<T>(parse: (value: unknown) => Parsed<T>): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const parsed: Parsed<T> = isNothing(value) ? { kind: "bad", problems: [] } : parse(value);
    if (parsed.kind === "good") return parsed.value;
    if (parsed.problems.length === 0) context.addIssue({ code: "custom", message: "missing" });
    for (const { path, at, detail } of parsed.problems) {
      context.addIssue({
        code: "custom",
        message: detail.code,
        path: [...(path ?? [])],
        params: { detail, at: at ?? "value" },
      });
    }
    return z.NEVER;
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The text of a value as the owner wrote it, short enough for a message. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (safeJson(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // an alias that holds itself
  }
}
