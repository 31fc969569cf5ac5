import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { toInstant } from "../../domain/calendar.ts";
import { SLOT_NAMES } from "../../domain/slot.ts";

export type ReadLine<Value> =
  | { readonly kind: "ok"; readonly line: number; readonly value: Value }
  | { readonly kind: "broken"; readonly line: number; readonly reason: string };

/** Lines of a file, or of what is piped in when no file is named. Fails while reading when the file cannot be read. */
export async function* linesOf(file: string | undefined): AsyncGenerator<string> {
  // Opened at the first line that is asked for: a reader loses what comes before somebody listens.
  const input = file === undefined ? process.stdin : createReadStream(file);
  yield* createInterface({ input, crlfDelay: Infinity });
}

/** Reads one JSON value a line and checks its shape; empty lines are passed over. What a broken line means is the caller's. */
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
    if (typeof parsed === "string") yield { kind: "broken", line, reason: parsed };
    else yield { kind: "ok", line, value: parsed.value };
  }
}

/** Why a line is broken that is no JSON at all. */
export const NOT_JSON = "not JSON";

/** The value, or why it is none. */
function parseLine<Value>(text: string, shape: z.ZodType<Value>): { readonly value: Value } | string {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
  const checked = shape.safeParse(raw);
  if (checked.success) return { value: checked.data };
  return checked.error.issues
    .map(({ path, message }) => `${path.join(".") || "line"}: ${message}`)
    .join("; ");
}

const MOMENT = "must be a moment with its offset, like 2026-03-11T11:00:00+03:00";

/** A moment with its offset, as `2026-03-11T11:00:00+03:00`. */
export const momentShape = z.iso
  .datetime({ offset: true, error: MOMENT })
  .transform((text) => new Date(text));

/** As `momentShape`, or without an offset on the wall clock of `timezone`. */
export function momentIn(timezone: string) {
  const wallClock = z.iso.datetime({ local: true }).transform((text) => {
    const [day = "", time = ""] = text.split("T");
    const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
    return toInstant(day, hour * 60 + minute + second / 60, timezone);
  });
  // What ends in Z is both; the first that fits is taken.
  return z.union([momentShape, wallClock], { error: MOMENT });
}

/** Slots as a labelled file gives them. */
export const slotsShape = z.partialRecord(z.enum(SLOT_NAMES), z.union([z.string(), z.number()]));

/** Goes out as it came in. */
export const idShape = z.union([z.string(), z.number()]);
