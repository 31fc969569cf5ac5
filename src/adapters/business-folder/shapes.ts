import { z } from "zod";

import type { NameKind } from "./fault.ts";
import { parsedBy } from "./parsed.ts";
import {
  parseId,
  parseName,
  parseNumber,
  parsePhone,
  parsePrice,
  parseTemplate,
  parseText,
  parseTimezone,
  parseUrl,
} from "./plain-values.ts";
import { parseDates, parseDuration, parseWeekHours } from "./time-values.ts";

/** Building blocks of the files' schemas. Every block reports what is wrong as a `FaultDetail`. */
export const text = parsedBy(parseText);
export const id = parsedBy(parseId);
export const phone = parsedBy(parsePhone);
export const url = parsedBy(parseUrl);
export const timezone = parsedBy(parseTimezone);
export const price = parsedBy(parsePrice);
export const durationMs = parsedBy(parseDuration);
export const dates = parsedBy(parseDates);
export const weekHours = parsedBy(parseWeekHours);

export function amount(least: number): z.ZodType<number> {
  return parsedBy((value) => parseNumber({ least, isWhole: false }, value));
}

export function whole(least: number): z.ZodType<number> {
  return parsedBy((value) => parseNumber({ least, isWhole: true }, value));
}

export function oneOf<Name extends string>(kind: NameKind, known: readonly Name[]): z.ZodType<Name> {
  return parsedBy((value) => parseName(kind, known, value));
}

/** A name defined elsewhere in the folder. `known` is absent when that file can't be read: then any text will do. */
export function reference(kind: NameKind, known: readonly string[] | undefined): z.ZodType<string> {
  return known ? parsedBy((value) => parseName(kind, known, value)) : text;
}

/** Text with some of these `{placeholders}`. */
export function template(placeholders: readonly string[]): z.ZodType<string> {
  return parsedBy((value) => parseTemplate(placeholders, value));
}

/**
 * A map with exactly these keys. The message of an unknown key carries the allowed ones, separated by spaces, for the
 * suggestion.
 */
export function mapOf<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const allowed = Object.keys(shape).join(" ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? allowed : undefined),
  });
}

/** A list; a single value stands for a list of one. */
export function listOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z.preprocess(
    (value) => (Array.isArray(value) || value === null || value === undefined ? value : [value]),
    z.array(item),
  );
}

/** Like `listOf`, with at least one entry. */
export function someOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return listOf(item).superRefine((list, context) => {
    if (list.length > 0) return;
    context.addIssue({ code: "custom", params: { detail: { code: "empty_list", args: {} } } });
  });
}
