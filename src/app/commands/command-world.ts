import type { Language } from "../../domain/category.ts";
import { readSettings } from "../../platform/read-settings.ts";
import { systemClock } from "../../platform/system-clock.ts";
import type { Clock } from "../../ports/clock.ts";

/** What a command sees of the world around it. */
export interface CommandWorld {
  /** The environment over `.env`. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths count from. */
  readonly folder: string;
  readonly clock: Clock;
  /** Results, for people or machines. */
  readonly print: (text: string) => void;
  /** Progress and complaints, for people. */
  readonly mutter: (text: string) => void;
  /** Whether a person watches what is muttered. */
  readonly isWatched: boolean;
}

export interface TalkOptions {
  readonly json?: boolean | undefined;
  readonly lang?: string | undefined;
}

/** This process's own terminal and environment. */
export function thisWorld(): CommandWorld {
  return {
    settings: readSettings(process.cwd()),
    folder: process.cwd(),
    clock: systemClock,
    print: (text) => process.stdout.write(text),
    mutter: (text) => process.stderr.write(text),
    isWatched: process.stderr.isTTY,
  };
}

/** `--lang`, else English where the locale says so, else Russian. */
export function chooseLanguage(lang: string | undefined, settings: CommandWorld["settings"]): Language {
  if (lang === "ru" || lang === "en") return lang;
  const locale = settings["LC_ALL"] || settings["LC_MESSAGES"] || settings["LANG"] || "";
  return /^en/i.test(locale) ? "en" : "ru";
}
