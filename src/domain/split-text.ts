/** Places to cut, best first: after a paragraph, a line, a sentence, a word. */
const CUTS = [/\n\s*\n/g, /\n/g, /[.!?…]+["»)]*\s/g, /\s/g] as const;

/** End of the last match that leaves at least half of the room used; a shorter part would read like a mistake. */
function lastCut(window: string, cut: RegExp): number | undefined {
  let end: number | undefined;
  for (const match of window.matchAll(cut)) end = match.index + match[0].length;
  return end !== undefined && end >= window.length / 2 ? end : undefined;
}

function cutPosition(text: string, maxLength: number): number {
  // One character more: a space right after the room is as good an end as one within it.
  const window = text.slice(0, maxLength + 1);
  for (const cut of CUTS) {
    const end = lastCut(window, cut);
    if (end !== undefined) return end;
  }
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(maxLength - 1));
  return isInsidePair && maxLength > 1 ? maxLength - 1 : maxLength;
}

/**
 * Splits a text that a channel would refuse as too long, at the end of a paragraph, else of a line, a sentence, a word.
 * Only white space at the cuts is dropped. A text without anything to show gives no parts.
 *
 * @param maxLength UTF-16 units, at least 2: every channel counts the same or more generously.
 */
export function splitText(text: string, maxLength: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > maxLength) {
    const at = cutPosition(rest, maxLength);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  if (rest !== "") parts.push(rest);
  return parts.filter((part) => part !== "");
}
