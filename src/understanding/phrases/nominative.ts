/** What the adjectives of a phrase tell of its noun. */
type Hint =
  | "feminine"
  | "feminine_oblique"
  | "masculine_oblique"
  | "neuter"
  | "plural"
  | "masculine"
  | "none";

/** The case that the words before a phrase ask for: «на» and verbs the accusative, «к» the dative. */
export type Case = "accusative" | "dative" | "genitive" | "unknown";

const HINTS: readonly (readonly [Hint, RegExp])[] = [
  ["feminine", /(?:ая|яя|ую|юю)$/u],
  ["neuter", /(?:ое|ее)$/u],
  ["plural", /(?:ые|ие|ых|их|ыми|ими)$/u],
  ["masculine_oblique", /(?:ого|его|ому|ему)$/u],
  ["masculine", /(?:ый|ий)$/u],
  ["feminine_oblique", /(?:ой|ей)$/u],
];

const hintOf = (adjective: string): Hint => HINTS.find(([, ending]) => ending.test(adjective))?.[0] ?? "none";

/** Nouns on -инг, -лог and the like are masculine, whatever stands around them. */
const MASCULINE =
  /(?:инг|лог|ург|иатр|евт|опед|вед|метр|граф|щик|чик|тор|ёр|аж|изм|кюр|люкс|иш|тест|анализ|осмотр|ремонт|монтаж|душ|курс|узел|агрегат|аппарат|прибор|станок|насос|клапан|кабель|фильтр|ист|ант|ент|арь|дром|лайн|план|комплекс)$/u;
const MASCULINE_OBLIQUE =
  /^(\p{L}*(?:инг|лог|ург|иатр|евт|опед|метр|граф|щик|чик|тор|аж|кюр|тест|анализ|осмотр|ремонт|аппарат|прибор|насос|клапан|фильтр|агрегат|компрессор|рентген|массаж|макияж|пилатес|бокс|теннис|абонемент|сертификат|мастер|тренер|инструктор|администратор|врач|доктор|двигател|патрон|станок|кредит|вычет|пакет|полис|имплант|протез|брекет|винир|укол|скрининг|психиатр|дерматовенеролог|косметист|парикмахер|барбер|визажист|массажист|окулист|дантист|аудит|тендер|корпоратив|тимбилдинг|ботокс|кератин|пилинг|шугаринг|балаяж|педикюр|маникюр|скраб|солярий|антикор|шиномонтаж|эвакуатор|техосмотр|медосмотр|профосмотр|абразив|мотор|ротор|генератор|инвертор|конвейер|редуктор|договор|протокол|паспорт|контракт|эпикриз|диплом|журнал|баланс|наряд))(?:а|у|ом|е)$/u;

const SIBILANT = /[гкхжшщч]$/u;
const plural = (stem: string): string => stem + (SIBILANT.test(stem) ? "и" : "ы");

/** Nouns whose form alone tells the nominative: «осветления» → «осветление», «вакцинацию» → «вакцинация». */
function bySuffix(noun: string): string | undefined {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/(брить|мыть|шить|лить|бить)(?:я|ю|ем)$/u, "$1ё"],
    [/(ени|ани|яни|ыти|ити|яти|ути|стви)(?:я|ю|ем)$/u, "$1е"],
    [/(ени|ани|яни)и$/u, "$1е"],
    [/(ст|ет|ат)ику$/u, "$1ика"],
    [/(?<!чело)([жшч])ек$/u, "$1ки"],
    [/((?:ц|с|з|п|ф|г|м|д|р|х|т|л|к|н|в)и)(?:ю|ей)$/u, "$1я"],
    [/((?:ац|иц|ек|опт|ог|оп|аф|атр|ап|пс|кц|енц)и)и$/u, "$1я"],
    [/([бвгджзлмнпрстфхцчшщйь]к)(?:у|ой|е)$/u, "$1а"],
    [
      /((?:ур|ин|ен|он|ан|от|ит|ат|ил|ел|ол|ул|ам|ом|им|уп|иг|ог|ег|уг|ач|ош|ож|уш|аз|из|оз|об|аб|ыб|ос|ес|ис|ид|од|ед|ав|ив|ов))у$/u,
      "$1а",
    ],
    [/ью$/u, "ь"],
    [/([кгх])ами$/u, "$1и"],
    [/([жшщч])ами$/u, "$1и"],
  ];
  for (const [ending, replaced] of rules)
    if (noun.length > 4 && ending.test(noun)) return noun.replace(ending, replaced);
  return undefined;
}

function masculineOf(noun: string): string | undefined {
  const stem = MASCULINE_OBLIQUE.exec(noun)?.[1];
  if (stem === undefined) return undefined;
  return /(?:двигател)$/u.test(stem) ? `${stem}ь` : stem;
}

function pluralOf(noun: string): string | undefined {
  if (/(?:[бвгджзлмнпрстфхцчшщ])(?:о|е)к$/u.test(noun)) return noun.replace(/(?:о|е)к$/u, "ки");
  if (/(?:ов|ам|ами|ах)$/u.test(noun) && noun.length > 4)
    return plural(noun.replace(/(?:ов|ам|ами|ах)$/u, ""));
  if (/(?:ий)$/u.test(noun) && noun.length > 5)
    return noun.replace(/ий$/u, "ия").replace(/(ни|ти)я$/u, "$1я");
  if (/(?:ев|ям|ями|ях|ей)$/u.test(noun) && noun.length > 4)
    return noun.replace(/(?:ев|ям|ями|ях|ей)$/u, "и");
  return noun === "услуг" || noun === "процедур" || noun === "машин"
    ? `${noun}ы`.replace("гы", "ги")
    : undefined;
}

/** The nominative of one noun in lower case, as far as its form, its adjective or its place tells. */
export function nominativeNoun(noun: string, hint: Hint = "none", place: Case = "unknown"): string {
  const hyphen = noun.lastIndexOf("-");
  if (hyphen > 0) return noun.slice(0, hyphen + 1) + nominativeNoun(noun.slice(hyphen + 1), hint, place);
  const masculine = masculineOf(noun);
  if (masculine !== undefined) return masculine;
  if (MASCULINE.test(noun)) return noun;
  if (noun.endsWith("ии") && hint === "feminine_oblique") return noun.replace(/ии$/u, "ия");
  if (hint === "plural" || (hint === "none" && /(?:ов|ами|ах)$/u.test(noun))) return pluralOf(noun) ?? noun;
  if (hint === "masculine_oblique" && /[аую]$|ом$/u.test(noun)) {
    if (/(?:ени|ани|яти|ыти)[яю]$/u.test(noun)) return noun.replace(/[яю]$/u, "е");
    return /[яю]$/u.test(noun) ? noun.replace(/[яю]$/u, "ь") : noun.replace(/(?:а|у|ом)$/u, "");
  }
  if (place === "dative" && noun.endsWith("у") && hint !== "feminine") return noun.slice(0, -1);
  if (place === "genitive" && hint === "none" && /[кн][ыи]$/u.test(noun)) return noun.replace(/[ыи]$/u, "а");
  const plain = bySuffix(noun);
  if (plain !== undefined) return plain;
  if (hint === "feminine" || hint === "feminine_oblique")
    return noun
      .replace(/(?<!ь)(?:у|ы|ой|е)$/u, "а")
      .replace(/([гкх])и$/u, "$1а")
      .replace(/(?:ю|ей)$/u, "я");
  if (place === "accusative" && /[бвгджзклмнпрстфх]у$/u.test(noun) && noun.length > 3)
    return noun.replace(/у$/u, "а");
  return noun;
}

type Kind = "masculine" | "feminine" | "neuter" | "plural";

function kindOf(noun: string, hint: Hint): Kind {
  if (MASCULINE.test(noun)) return "masculine";
  if (hint === "plural" && /(?:[еая]ни|[ыияу]ти|стви)я$/u.test(noun)) return "plural";
  if (/[ая]$/u.test(noun)) return "feminine";
  if (/[оеё]$/u.test(noun)) return "neuter";
  if (/[ыи]$/u.test(noun) && noun !== "узи") return "plural";
  if (hint === "plural") return "plural";
  return noun.endsWith("ь") && (hint === "feminine" || hint === "feminine_oblique")
    ? "feminine"
    : "masculine";
}

const ADJECTIVE_END = /(?:ого|его|ому|ему|ыми|ими|ый|ий|ой|ей|ая|яя|ое|ее|ую|юю|ые|ие|ых|их|ым|им)$/u;

/** An adjective in the nominative of its noun's gender: «детскому» with «ортопед» → «детский». */
function nominativeAdjective(adjective: string, kind: Kind): string {
  const ending = ADJECTIVE_END.exec(adjective)?.[0];
  if (ending === undefined) return adjective;
  const stem = adjective.slice(0, -ending.length);
  if (ending === "ой" && kind === "masculine") return adjective;
  const isSoft = /^[еиюя]/u.test(ending) && !SIBILANT.test(stem);
  const isHushed = SIBILANT.test(stem);
  switch (kind) {
    case "masculine":
      return stem + (isSoft || isHushed ? "ий" : "ый");
    case "feminine":
      return stem + (isSoft ? "яя" : "ая");
    case "neuter":
      return stem + (isSoft || (/[жшщч]$/u.test(stem) && ending === "ее") ? "ее" : "ое");
    case "plural":
      return stem + (isSoft || isHushed ? "ие" : "ые");
  }
}

/**
 * A noun with its adjectives, all in lower case, as it stands in a list: «детскому ортопеду» → «детский ортопед». What the
 * endings don't tell is left as said: a reader minds «стрижки» less than a word that doesn't exist.
 */
export function nominativePhrase(
  adjectives: readonly string[],
  noun: string,
  place: Case = "unknown",
): readonly string[] {
  const hint = adjectives.map(hintOf).find((found) => found !== "none") ?? "none";
  const base = nominativeNoun(noun, hint, place);
  const kind = kindOf(base, hint);
  return [...adjectives.map((adjective) => nominativeAdjective(adjective, kind)), base];
}
