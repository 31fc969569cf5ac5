import type { AskedQuestion } from "../domain/conversation.ts";
import type { Choice, InboundMessage } from "../domain/message.ts";
import type { SlotName } from "../domain/slot.ts";
import { plainText } from "./text-tokens.ts";

const ORDINALS: readonly RegExp[] = [
  /^(перв(ый|ая|ое|ую|ого)|first)$/,
  /^(втор(ой|ая|ое|ую|ого)|second)$/,
  /^(трет(ий|ья|ье|ью|ьего)|third)$/,
  /^(четверт(ый|ая|ое|ую|ого)|fourth)$/,
  /^(пят(ый|ая|ое|ую|ого)|fifth)$/,
  /^(шест(ой|ая|ое|ую|ого)|sixth)$/,
  /^(седьм(ой|ая|ое|ую|ого)|seventh)$/,
  /^(восьм(ой|ая|ое|ую|ого)|eighth)$/,
];
const PREFIX = /^(вариант|номер|пункт|давайте|пусть будет|option|number|the)\s+/;
const SUFFIX = /\s+(вариант|пункт|option|one)$/;

/** A bare number answers these as itself, not as the place in a list. */
const COUNTED: ReadonlySet<SlotName> = new Set([
  "quantity",
  "budget",
  "inn",
  "order_id",
  "tender_no",
  "error_code",
]);

/** `data` of a button: at most 64 bytes, the least that a platform allows. */
export function choiceData(slot: SlotName, index: number): string {
  return `c:${slot}:${index}`;
}

export function choicesFor(slot: SlotName, labels: readonly string[]): readonly Choice[] {
  return labels.map((label, index) => ({ label, data: choiceData(slot, index) }));
}

function byWords(text: string, pending: AskedQuestion): Choice | undefined {
  const plain = plainText(text);
  if (plain === "") return undefined;
  const label = pending.choices.find((choice) => plainText(choice.label) === plain);
  if (label || COUNTED.has(pending.slot)) return label;
  const bare = plain.replace(PREFIX, "").replace(SUFFIX, "");
  if (/^\d{1,2}$/.test(bare)) return pending.choices[Number(bare) - 1];
  const ordinal = ORDINALS.findIndex((pattern) => pattern.test(bare));
  return ordinal === -1 ? undefined : pending.choices[ordinal];
}

/** The choice that a message stands for: pressed, named by its place ("2", "второй") or by its label. */
export function chosenIn(message: InboundMessage, pending: AskedQuestion | undefined): Choice | undefined {
  if (!pending || pending.choices.length === 0) return undefined;
  const pressed = pending.choices.find((choice) => choice.data === message.choice);
  return pressed ?? byWords(message.text, pending);
}

/**
 * The same messages with every choice turned into its label, so that understanding reads "Завтра" where "2" was sent.
 * To be called before understanding, with `state.request.pending`.
 */
export function readChoice(
  messages: readonly InboundMessage[],
  pending: AskedQuestion | undefined,
): readonly InboundMessage[] {
  return messages.map((message) => {
    const choice = chosenIn(message, pending);
    return choice ? { ...message, text: choice.label } : message;
  });
}
