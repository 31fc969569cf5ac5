import { createHash } from "node:crypto";

const MAX_KEY_LENGTH = 48;
/** Four bytes a character at worst stays below the 64 KiB of the portal's column. */
const MAX_TEXT_LENGTH = 15_000;

/** `[dozor:key]`: by it a comment or a to-do of ours is found again. A long key is shortened to its hash. */
export function toMark(key: string): string {
  const isPlain = key.length <= MAX_KEY_LENGTH && /^[\w:.-]+$/u.test(key);
  return `[dozor:${isPlain ? key : createHash("sha256").update(key).digest("hex").slice(0, 24)}]`;
}

/**
 * Text that the portal shows as it is. An invisible blank after `[` keeps a customer from setting links, pictures or
 * mentions of employees by BB code, and from forging our marks.
 */
export function escapeBbCode(text: string): string {
  return text.replace(/\[(?=[\p{L}/*])/gu, "[\u200B");
}

/** The text, escaped and cut to what the portal keeps, with the mark as its last line. */
export function toMarkedText(key: string, text: string): string {
  const characters = Array.from(escapeBbCode(text.trim()));
  const body =
    characters.length <= MAX_TEXT_LENGTH
      ? characters.join("")
      : `${characters.slice(0, MAX_TEXT_LENGTH).join("")}…`;
  return body === "" ? toMark(key) : `${body}\n${toMark(key)}`;
}
