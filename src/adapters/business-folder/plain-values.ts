import { isValidPhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js";

import type { Price } from "../../domain/business.ts";
import type { NameKind } from "./fault.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Parsed, ValueProblem } from "./parsed.ts";
import { bad, good, shown } from "./parsed.ts";

/** One of a closed list of names; the nearest is suggested for a slip. */
export function parseName<Name extends string>(
  kind: NameKind,
  known: readonly Name[],
  value: unknown,
): Parsed<Name> {
  const name = known.find((candidate) => candidate === value);
  if (name !== undefined) return good(name);
  const text = shown(value);
  return bad({
    code: "unknown_name",
    args: { kind, value: text, nearest: nearestWord(text, known), known: [...known] },
  });
}

/** Ids are seen in the API and in buttons: Latin letters, digits, `_` and `-`, at most 40. */
export function parseId(value: unknown): Parsed<string> {
  const isId = typeof value === "string" && /^[a-z0-9][a-z0-9_-]{0,39}$/i.test(value);
  return isId ? good(value) : bad({ code: "bad_id", args: { value: shown(value) } });
}

/** A phone in any usual writing to E.164; without a country code it is Russian. */
export function parsePhone(value: unknown): Parsed<string> {
  // Without quotes YAML reads +7… as a number, and nothing of it is lost.
  const isWritten = typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value));
  const phone = isWritten ? parsePhoneNumberFromString(String(value), "RU") : undefined;
  const isGood = phone !== undefined && isValidPhoneNumber(phone.number);
  return isGood ? good(phone.number) : bad({ code: "bad_phone", args: { value: shown(value) } });
}

export function parseUrl(value: unknown): Parsed<string> {
  const isUrl = typeof value === "string" && /^https?:\/\/\S+$/.test(value) && URL.canParse(value);
  return isUrl ? good(value) : bad({ code: "bad_url", args: { value: shown(value) } });
}

/** A zone that this machine's Intl knows. */
export function parseTimezone(value: unknown): Parsed<string> {
  if (typeof value === "string" && isKnownZone(value)) return good(value);
  const nearest = nearestWord(shown(value), Intl.supportedValuesOf("timeZone"));
  return bad({ code: "unknown_timezone", args: { value: shown(value), nearest } });
}

function isKnownZone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: timezone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export interface ParsedPrice {
  readonly price: Price;
  readonly isFixedPrice: boolean;
}

/** `1800`, or `{ from: 4000, to: 9000 }` with an optional `to`. Rubles, kopecks allowed. */
export function parsePrice(value: unknown): Parsed<ParsedPrice> {
  if (isMoney(value)) return good({ price: { from: value }, isFixedPrice: true });
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return bad({ code: "bad_price", args: { value: shown(value) } });
  }
  const problems: ValueProblem[] = [];
  const entries = new Map<string, unknown>(Object.entries(value));
  for (const [key, amount] of entries) {
    if (key !== "from" && key !== "to") {
      const allowed = ["from", "to"];
      const args = { key, nearest: nearestWord(key, allowed), allowed };
      problems.push({ path: [key], at: "key", detail: { code: "unknown_key", args } });
    } else if (!isMoney(amount)) {
      const args = { value: shown(amount), least: 0, isWhole: false };
      problems.push({ path: [key], detail: { code: "bad_number", args } });
    }
  }
  const [from, to] = [entries.get("from"), entries.get("to")];
  if (!entries.has("from")) {
    problems.push({ detail: { code: "missing_key", args: { key: "from", example: "from: 4000" } } });
  }
  if (isMoney(from) && isMoney(to) && from > to) {
    const args = { from: String(from), to: String(to) };
    problems.push({ path: ["to"], detail: { code: "reversed_range", args } });
  }
  if (problems.length > 0 || !isMoney(from)) return { kind: "bad", problems };
  const isFixedPrice = from === to;
  return good({ price: { from, ...(isMoney(to) && !isFixedPrice ? { to } : {}) }, isFixedPrice });
}

function isMoney(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/** Text with `{placeholders}`, each of which must be known. */
export function parseTemplate(placeholders: readonly string[], value: unknown): Parsed<string> {
  if (typeof value !== "string") return bad(wrongText(value));
  if (value.trim() === "") return bad({ code: "empty_text", args: {} });
  const problems = [...value.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = ""]): ValueProblem[] => {
    if (placeholders.includes(name)) return [];
    const args = { kind: "placeholder", value: name, nearest: nearestWord(name, placeholders) } as const;
    return [{ detail: { code: "unknown_name", args: { ...args, known: placeholders } } }];
  });
  return problems.length > 0 ? { kind: "bad", problems } : good(value.trim());
}

/** Any text that is not blank. */
export function parseText(value: unknown): Parsed<string> {
  if (typeof value !== "string") return bad(wrongText(value));
  return value.trim() === "" ? bad({ code: "empty_text", args: {} }) : good(value.trim());
}

/** A number at least `least`. */
export function parseNumber(
  rule: { readonly least: number; readonly isWhole: boolean },
  value: unknown,
): Parsed<number> {
  const isGood =
    typeof value === "number" &&
    Number.isFinite(value) &&
    value >= rule.least &&
    (!rule.isWhole || Number.isSafeInteger(value));
  return isGood ? good(value) : bad({ code: "bad_number", args: { value: shown(value), ...rule } });
}

function wrongText(value: unknown): {
  code: "wrong_type";
  args: { expected: "text"; actual: ReturnType<typeof typeOf>; value: string };
} {
  return { code: "wrong_type", args: { expected: "text", actual: typeOf(value), value: shown(value) } };
}

/** What kind of value stands in the file. */
export function typeOf(value: unknown): "text" | "number" | "boolean" | "list" | "map" {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "text" : "map";
}
