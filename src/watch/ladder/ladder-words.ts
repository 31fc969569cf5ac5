import type { Language } from "../../domain/category.ts";
import { genderOfName } from "../../domain/name-gender.ts";

/** What the ladder says to managers, in the business's language. Verbs follow the name where it tells the gender. */
interface LadderWords {
  readonly defaultTask: string;
  readonly takenBy: (name: string) => string;
  readonly takenOverBy: (name: string) => string;
  readonly closedAlready: string;
  readonly noHead: (name: string) => string;
  readonly nobodyLeft: (name: string) => string;
}

/** «Заявку уже взяла Анна.»; for a name that tells no gender «Заявку уже взяли: Саша.» */
function tookIt(beginning: string, name: string): string {
  switch (genderOfName(name)) {
    case "feminine":
      return `${beginning} взяла ${name}.`;
    case "masculine":
      return `${beginning} взял ${name}.`;
    case "unknown":
      return `${beginning} взяли: ${name}.`;
  }
}

export const LADDER_WORDS: Record<Language, LadderWords> = {
  ru: {
    defaultTask: "Связаться с клиентом",
    takenBy: (name) => tookIt("Заявку уже", name),
    takenOverBy: (name) =>
      `${tookIt("Клиент ждал дольше обещанного, и заявку", name)} Она больше не за вами.`,
    closedAlready: "Заявка уже закрыта.",
    noHead: (name) => `Руководителя в команде нет, поэтому заявка осталась за тем, кто есть: ${name}.`,
    nobodyLeft: (name) => `На последней ступени никого не нашлось, заявка передана: ${name}.`,
  },
  en: {
    defaultTask: "Contact the customer",
    takenBy: (name) => `The lead is already taken: ${name}.`,
    takenOverBy: (name) =>
      `The customer waited longer than promised, so ${name} has taken the lead over. It is no longer yours.`,
    closedAlready: "The lead is already closed.",
    noHead: (name) => `The team has no head, so the lead stays with whoever there is: ${name}.`,
    nobodyLeft: (name) => `Nobody was found for the last step, so the lead went to ${name}.`,
  },
};
