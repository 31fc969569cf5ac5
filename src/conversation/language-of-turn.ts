import type { Language } from "../domain/category.ts";
import type { ConversationState } from "../domain/conversation.ts";
import type { Understanding } from "../domain/understanding.ts";

/** A name, a brand, a number: up to so many words say nothing of the language. */
const LONGEST_BARE_WORDS = 3;

/**
 * The language to answer a turn in. Of the turn, except that a bare answer («Tom», «BMW X5», «+7 913…») in a conversation
 * that has begun keeps the language of the conversation.
 */
export function languageOfTurn(
  state: Pick<ConversationState, "language" | "lastUnderstanding">,
  understanding: Pick<Understanding, "language">,
  text: string,
): Language {
  const words = text.match(/\p{L}+/gu) ?? [];
  const isBare = !/[а-яё?]/iu.test(text) && words.length <= LONGEST_BARE_WORDS;
  return isBare && state.lastUnderstanding !== undefined ? state.language : understanding.language;
}
