import type { Language } from "../../domain/category.ts";

/** What the ladder says to managers, in the business's language. Wording avoids grammatical gender. */
interface LadderWords {
  readonly defaultTask: string;
  readonly takenBy: (name: string) => string;
  readonly closedAlready: string;
  readonly noHead: (name: string) => string;
  readonly nobodyLeft: (name: string) => string;
}

export const LADDER_WORDS: Record<Language, LadderWords> = {
  ru: {
    defaultTask: "Связаться с клиентом",
    takenBy: (name) => `Заявку уже взяли: ${name}.`,
    closedAlready: "Заявка уже закрыта.",
    noHead: (name) => `Руководителя в команде нет, поэтому заявка осталась за тем, кто есть: ${name}.`,
    nobodyLeft: (name) => `На последней ступени никого не нашлось, заявка передана: ${name}.`,
  },
  en: {
    defaultTask: "Contact the customer",
    takenBy: (name) => `The lead is already taken: ${name}.`,
    closedAlready: "The lead is already closed.",
    noHead: (name) => `The team has no head, so the lead stays with whoever there is: ${name}.`,
    nobodyLeft: (name) => `Nobody was found for the last step, so the lead went to ${name}.`,
  },
};
