import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";

export type ReadLine<Value> =
  | { readonly kind: "ok"; readonly line: number; readonly value: Value }
  | { readonly kind: "broken"; readonly line: number; readonly reason: string };

/** Lines of a file, or of what is piped in when no file is named. Fails while reading when the file cannot be read. */
export async function* linesOf(file: string | undefined): AsyncGenerator<string> {
  // Opened at the first line that is asked for: a reader loses what comes before somebody listens.
  const input = file === undefined ? process.stdin : createReadStream(file);
  yield* createInterface({ input, crlfDelay: Infinity });
}

/** Reads one JSON value a line and checks its shape; empty lines are passed over. Ends at the first broken line. */
export async function* readJsonLines<Value>(
  lines: AsyncIterable<string> | Iterable<string>,
  shape: z.ZodType<Value>,
): AsyncGenerator<ReadLine<Value>> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    // A file saved on Windows may begin with a byte order mark.
    const plain = (line === 1 ? text.replace(/^\uFEFF/u, "") : text).trim();
    if (plain === "") continue;
    const parsed = parseLine(plain, shape);
    if (typeof parsed === "string") {
      yield { kind: "broken", line, reason: parsed };
      return;
    }
    yield { kind: "ok", line, value: parsed.value };
  }
}

/** The value, or why it is none. */
function parseLine<Value>(text: string, shape: z.ZodType<Value>): { readonly value: Value } | string {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return "not JSON";
  }
  const checked = shape.safeParse(raw);
  if (checked.success) return { value: checked.data };
  return checked.error.issues
    .map(({ path, message }) => `${path.join(".") || "line"}: ${message}`)
    .join("; ");
}

/** A moment with its offset, as `2026-03-11T11:00:00+03:00`. */
export const momentShape = z.iso
  .datetime({ offset: true, error: "must be a moment with its offset, like 2026-03-11T11:00:00+03:00" })
  .transform((text) => new Date(text));

/** Goes out as it came in. */
export const idShape = z.union([z.string(), z.number()]);
