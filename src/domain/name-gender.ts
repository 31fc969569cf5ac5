/** What a Russian name tells of its bearer, for verbs in the past tense; `unknown` calls for neutral wording. */
export type NameGender = "feminine" | "masculine" | "unknown";

/** Names of men in the form of women's names. */
const MEN = new Set(
  (
    "никита илья лука фома кузьма савва данила гаврила вавила добрыня юра дима вова ваня коля петя вася витя толя " +
    "костя федя гоша жора лёша леша алёша алеша миша гриша паша даня сеня боря гена лёня леня сева стёпа степа " +
    "тёма тема митя антоша серёжа сережа володя рома эдя тимоша мустафа"
  ).split(" "),
);
/** Both a man's and a woman's. */
const EITHER = new Set("саша женя валя слава паша шура сима тоша мика ника".split(" "));
/** Names of women that end in a consonant or a soft sign. */
const WOMEN = new Set(
  "любовь нинель эсфирь айгуль гузель асель николь рахиль адель изабель кармен ирен".split(" "),
);

const isVowelA = (word: string): boolean => /[ая]$/u.test(word);

/**
 * Reads the gender off a name as it stands in the team: by the patronymic, else by the first name, else by the surname.
 * A word that is not Russian, a nickname or a name of both tells nothing.
 */
export function genderOfName(name: string): NameGender {
  const words = name
    .toLowerCase()
    .split(/[\s.]+/u)
    .filter((word) => /^[а-яё-]+$/u.test(word));
  if (words.some((word) => /(?:овна|евна|ична|инична)$/u.test(word) && word.length > 5)) return "feminine";
  if (words.some((word) => /(?:ович|евич|ьич|мич|кич)$/u.test(word) && word.length > 4)) return "masculine";
  const surname = words
    .slice(1)
    .map(genderOfSurname)
    .find((gender) => gender !== "unknown");
  const [first] = words;
  if (first === undefined || words.length !== name.trim().split(/\s+/u).length) return surname ?? "unknown";
  if (EITHER.has(first)) return surname ?? "unknown";
  if (MEN.has(first)) return "masculine";
  if (WOMEN.has(first)) return "feminine";
  if (isVowelA(first)) return "feminine";
  if (/[бвгджзйклмнпрстфхцчшщ]$/u.test(first)) return "masculine";
  return /(?:орь|ель|аль)$/u.test(first) ? "masculine" : (surname ?? "unknown");
}

function genderOfSurname(word: string): NameGender {
  if (/(?:ова|ева|ёва|ина|ына|ская|цкая)$/u.test(word)) return "feminine";
  return /(?:ов|ев|ёв|ин|ын|ский|цкий)$/u.test(word) ? "masculine" : "unknown";
}
