import type { Language } from "../../src/domain/category.ts";
import type { Choice, OutboundMessage } from "../../src/domain/message.ts";
import { toCallbackData } from "./choice-data.ts";

const MAX_IN_ROW = 3;
/** Letters that a phone shows in one row without cutting labels short. */
const ROW_LENGTH = 24;
const SHARE_PHONE: Record<Language, string> = { ru: "Отправить мой телефон", en: "Share my phone number" };

/** Short labels share a row, up to three; the order stays. */
export function toRows(choices: readonly Choice[]): readonly (readonly Choice[])[] {
  const rows: Choice[][] = [];
  for (const choice of choices) {
    const row = rows.at(-1);
    const length = (row ?? []).reduce((sum, { label }) => sum + label.length, choice.label.length);
    if (row && row.length < MAX_IN_ROW && length <= ROW_LENGTH) row.push(choice);
    else rows.push([choice]);
  }
  return rows;
}

/**
 * The keyboard of a message. Buttons under the message carry choices. Only the keyboard in place of the customer's own
 * can share a phone, and a message has one keyboard: then choices stand there too, and come back as plain text. A
 * message without either takes that keyboard away.
 */
export function toReplyMarkup(
  message: Pick<OutboundMessage, "choices" | "asksPhone">,
  language: Language,
): Readonly<Record<string, unknown>> {
  const rows = toRows(message.choices);
  if (message.asksPhone)
    return {
      keyboard: [
        [{ text: SHARE_PHONE[language], request_contact: true }],
        ...rows.map((row) => row.map(({ label }) => ({ text: label }))),
      ],
      resize_keyboard: true,
      one_time_keyboard: true,
    };
  if (rows.length === 0) return { remove_keyboard: true };
  let index = -1;
  return {
    inline_keyboard: rows.map((row) =>
      row.map((choice) => {
        index += 1;
        return { text: choice.label, callback_data: toCallbackData(choice, index) };
      }),
    ),
  };
}
