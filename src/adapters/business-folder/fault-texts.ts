import type { Language } from "../../domain/category.ts";
import type { FaultCode, FaultDetail, FaultTexts, FaultWords } from "./fault.ts";
import { ENGLISH_FAULTS } from "./fault-texts-en.ts";
import { RUSSIAN_FAULTS } from "./fault-texts-ru.ts";

const TEXTS: Readonly<Record<Language, FaultTexts>> = { ru: RUSSIAN_FAULTS, en: ENGLISH_FAULTS };

/** What is wrong and how to mend it, in the owner's language. */
export function sayFault<Code extends FaultCode>(detail: FaultDetail<Code>, language: Language): FaultWords {
  return TEXTS[language][detail.code](detail.args);
}
