import { EN } from "./words-en.ts";
import { RU } from "./words-ru.ts";

export type Words = typeof RU;

/** The page's language is the business's: the gateway writes it into `<html lang>`. */
export const language: "ru" | "en" = document.documentElement.lang === "en" ? "en" : "ru";

export const words: Words = language === "en" ? EN : RU;

/** A name for a code from the API; a code that is newer than this page is shown as it is. */
export function nameOf(names: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}
