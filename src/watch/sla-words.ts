import type { Language } from "../domain/category.ts";

export interface SlaWordsInput {
  readonly category: string;
  readonly customer: string | undefined;
  /** Who has the lead now; empty when nobody has. */
  readonly owners: readonly string[];
  /** Moment of the promise on the wall clock. */
  readonly until: string;
  readonly left: string;
  /** They have taken the lead or have its task, rather than having it on offer. */
  readonly isTheirs: boolean;
}

/** What managers hear of a promised answer, in the business's language. Wording avoids grammatical gender. */
interface SlaWords {
  readonly halfway: (input: SlaWordsInput) => string;
  readonly close: (input: SlaWordsInput) => string;
  readonly breached: (input: SlaWordsInput) => string;
}

const what = ({ category, customer }: SlaWordsInput): string =>
  customer === undefined ? `«${category}»` : `«${category}», ${customer}`;
const whose = ({ owners, isTheirs }: SlaWordsInput): string => {
  if (owners.length === 0) return "Заявку никто не взял.";
  return isTheirs ? `Заявка у: ${owners.join(", ")}.` : `Заявку предложили: ${owners.join(", ")}.`;
};

const whatEnglish = ({ category, customer }: SlaWordsInput): string =>
  customer === undefined ? `"${category}"` : `"${category}", ${customer}`;
const whoseEnglish = ({ owners, isTheirs }: SlaWordsInput): string => {
  if (owners.length === 0) return "Nobody has taken the lead.";
  return isTheirs ? `The lead is with ${owners.join(", ")}.` : `It is offered to ${owners.join(", ")}.`;
};

export const SLA_WORDS: Record<Language, SlaWords> = {
  ru: {
    halfway: (input) =>
      `⏳ Половина срока прошла: ${what(input)}. Ответить до ${input.until}, осталось ${input.left}.`,
    close: (input) =>
      `⏳ Срок почти вышел: ${what(input)}. Ответить до ${input.until}, осталось ${input.left}. ${whose(input)}`,
    breached: (input) =>
      `⏰ Срок ответа прошёл: ${what(input)}. ${whose(input)} Клиент ждёт ответа человека.`,
  },
  en: {
    halfway: (input) =>
      `⏳ Half of the time is gone: ${whatEnglish(input)}. Answer before ${input.until}, ${input.left} left.`,
    close: (input) =>
      `⏳ The time is nearly up: ${whatEnglish(input)}. Answer before ${input.until}, ${input.left} left. ${whoseEnglish(input)}`,
    breached: (input) =>
      `⏰ The promised time has passed: ${whatEnglish(input)}. ${whoseEnglish(input)} The customer waits for a person.`,
  },
};
