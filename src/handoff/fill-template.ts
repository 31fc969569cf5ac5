/** Stands for an empty placeholder until its surroundings are tidied; never occurs in what people write. */
const EMPTY = "\u0000";

const EMPTY_BRACKETS = new RegExp(`\\s*[([«"]\\s*${EMPTY}(?:[\\s,;:·|/–—-]*${EMPTY})*\\s*[)\\]»"]`, "gu");
const EMPTY_WITH_SEPARATOR = new RegExp(`\\s*(?:[,;:·|/–—]|\\s-)?\\s*${EMPTY}`, "gu");

/**
 * Fills `{name}` placeholders. One without a value vanishes together with its brackets or the separator before it:
 * "{category}: {name} ({source})" without a name gives "Запись (Telegram)".
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template
    .replaceAll(EMPTY, "")
    .replace(/\{([a-z_]+)\}/gu, (_, name: string) => values[name]?.replaceAll(EMPTY, "").trim() || EMPTY)
    .replace(EMPTY_BRACKETS, "")
    .replace(EMPTY_WITH_SEPARATOR, "")
    .replace(/^[\s,;:·|/–—-]+|[\s,;:·|/–—-]+$/gu, "")
    .replace(/\s{2,}/gu, " ");
}
