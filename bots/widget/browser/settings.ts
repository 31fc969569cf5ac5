import type { PageLanguage, WidgetSettings } from "./panel-link.ts";

const DEFAULT_COLOR = "#17505a";

/** Reads `data-color`, `data-position`, `data-title`, `data-lang`, `data-theme` and `data-open` of the script tag. */
export function readSettings(data: DOMStringMap, pageLanguage: string): WidgetSettings {
  const { color = "", position, title, lang, theme, open } = data;
  return {
    color: readColor(color) ?? DEFAULT_COLOR,
    side: position === "left" ? "left" : "right",
    title: title?.trim() || undefined,
    language: readLanguage(lang || pageLanguage),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    openAfterS: readSeconds(open),
  };
}

function readColor(text: string): string | undefined {
  const [, short, long] = /^#?(?:([\da-f]{3})|([\da-f]{6}))$/i.exec(text.trim()) ?? [];
  if (short) return `#${short.replaceAll(/./g, "$&$&")}`;
  return long ? `#${long}` : undefined;
}

function readLanguage(text: string): PageLanguage {
  return text.toLowerCase().startsWith("en") ? "en" : "ru";
}

/** `data-open` and `data-open="true"`: at once; `data-open="20"`: after 20 s. */
function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined || text === "false") return undefined;
  const seconds = Number(text);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}
