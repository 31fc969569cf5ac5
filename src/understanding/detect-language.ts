import type { Language } from "../domain/category.ts";

const ENGLISH = new Set(
  `the a an and or of to in on at is are am was were be been do does did have has had can could would will may i you we he she it they me my your our us his her their this that these those what when where which who how why not no yes please thanks thank hi hello hey for with from by about any some there here if so but just need want like get got make book appointment price cost much many time today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening week next open close closed hours order invoice delivery ready car haircut nails hair massage beard doctor dentist membership gym yoga cancel reschedule refund money back help working work app website login password error send copy quote quotation company job hiring looking interview sorry mate great good bad late available slot free anything everything repeat above still already order parcel track shipped`.split(
    /\s+/,
  ),
);

export type Script = "cyrillic" | "latin" | "none";

/** Which letters a text is written in; a few foreign ones (brands, links) do not change it. */
export function scriptOf(text: string): Script {
  const cyrillic = text.match(/[а-яё]/giu)?.length ?? 0;
  const latin =
    text.replaceAll(/\S+@\S+|https?:\S+|\S+\.(?:ru|com|me|ly)\S*/giu, "").match(/[a-z]/giu)?.length ?? 0;
  if (cyrillic + latin === 0) return "none";
  return cyrillic * 3 >= latin ? "cyrillic" : "latin";
}

/** Russian in Latin letters has few of these by chance: «my» and «do» it has. */
const SHORTEST_TELLING = 4;

/** Whether the lower-case words are English beyond doubt, whatever else they might spell. */
export function isPlainEnglish(words: readonly string[]): boolean {
  const telling = words.filter((word) => word.length >= SHORTEST_TELLING && ENGLISH.has(word)).length;
  return telling >= 2 && telling * 4 >= words.length;
}

/** How many of the lower-case words are common English ones. */
export function countEnglish(words: readonly string[]): number {
  return words.filter((word) => ENGLISH.has(word)).length;
}

/** The language to answer in: of the letters, of the words behind transliteration, or the business's own when there are none. */
export function languageOf(script: Script, isRepaired: boolean, fallback: Language): Language {
  switch (script) {
    case "cyrillic":
      return "ru";
    case "latin":
      return isRepaired ? "ru" : "en";
    case "none":
      return fallback;
  }
}
