/** Characters that a database or a screen can't take: controls except tab and newline, and halves of a pair. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

/** Text from outside, safe to store as JSON and to show: one kind of newline, nothing unstorable, no outer blanks. */
export function cleanText(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(UNSTORABLE, "").trim();
}
