/** Cuts a text to `maxLength` characters with an ellipsis, never through the middle of an emoji. */
export function clipText(text: string, maxLength: number): string {
  const plain = text.trim();
  if (plain.length <= maxLength) return plain;
  const characters = Array.from(plain);
  return characters.length <= maxLength
    ? plain
    : `${characters
        .slice(0, maxLength - 1)
        .join("")
        .trimEnd()}…`;
}
