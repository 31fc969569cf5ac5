import type { Choice } from "../../src/domain/message.ts";

const MAX_DATA_BYTES = 64;
const LABEL_ONLY = "~";

/** Whether the button could not carry its data, so that its label is all that a press tells. */
export function isLabelOnly(data: string): boolean {
  return data.startsWith(LABEL_ONLY);
}

/** What a button carries: Telegram allows 1-64 bytes, so longer data is left to the label. */
export function toCallbackData(choice: Choice, index: number): string {
  const bytes = Buffer.byteLength(choice.data);
  const fits = bytes > 0 && bytes <= MAX_DATA_BYTES && !isLabelOnly(choice.data);
  return fits ? choice.data : `${LABEL_ONLY}${index}`;
}
