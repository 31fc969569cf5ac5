import { PRODUCT_HEADS } from "../gazetteer/products.ts";
import type { Word } from "../normalise-text.ts";
import { createPhraseIndex, withoutOverlaps } from "../phrase-index.ts";

const HEADS = createPhraseIndex([["product", PRODUCT_HEADS]]);
/** Machines are named after what they do: «гранулятор», «смеситель»; so are people, who are left out. */
const MACHINE =
  / (?!администратор|идентификатор|индикатор|оригинатор|ориентир|параметр|периметр|сантиметр|миллиметр|километр|оператор|организатор|автор|новатор|инкассатор|регистратор|модератор|куратор|навигатор|инвестор|ротатор|преподават|представит|строит|водит|учит|покупат|исполнит|производит|руководит|заявит|победит|любит|жит|родит|потребит|пользоват|предпринимат|заместит|обладат|посетит|слушат|председат|воспитат|закрепит|очистит|действит|относит|положит|отрицат|обязат|желат|внимат|сопроводит|предварит|дополнит|значит|длит|удивит|замечат|отмен)\p{L}{3,}(?:атор|ятор|итель|метр)(?:а|у|ом|е|ы|ов|ам|ами|ах|я|ю|ем|и|ей|ям)?(?= )/gu;
const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ую|юю|ых|их|ым|им|ыми|ими)$/u;
const NOT_DESCRIBING = new Set(
  "какой какая какое какие какую каких такой такая такие ваш ваша ваши вашего ваших наш наша наши нашего наших мой моя мои мою этот эта эти этих весь вся все всех новый новая новые новую нового новых другой другая другие другого другую первый второй третий следующий сколько который которая которые которую добрый доброе хороший срочный нужный самый каждый любой любая последний подходящий необходимый нужного который вторую второго трех двух складской минимальный мне моей вашей нашей этой той своей одной сам всей иной её ей другие".split(
    " ",
  ),
);
/** A model code: letters with digits, or digits with units, after the noun. */
const CODE =
  /^(?:[A-ZА-ЯЁ]{1,6}[\d./-]*|[A-ZА-ЯЁa-zа-я]{0,4}\d[\dA-Za-zА-Яа-я./-]*|квт|kw|кВт|мм|бар|bar|кг|тонн?|чпу|ЧПУ)$/u;

/** Words as they stand in the text, joined as written: hyphens stay, other marks become spaces. */
function joined(clean: string, words: readonly Word[]): string {
  const first = words[0];
  const last = words.at(-1);
  return first && last ? clean.slice(first.start, last.end).replaceAll(/\s+/g, " ") : "";
}

function indexAtOffset(words: readonly Word[], start: number): number {
  let offset = 1;
  for (const [at, word] of words.entries()) {
    if (offset > start) return at;
    offset += word.norm.length + 1;
  }
  return -1;
}

function touches(clean: string, left: Word | undefined, right: Word | undefined): boolean {
  return left !== undefined && right !== undefined && /^[ \-–/]*$/u.test(clean.slice(left.end, right.start));
}

/** Accusative feminine to nominative, and plural genitive «задвижек» to «задвижки»: what a person would write into a form. */
function nominative(phrase: string): string {
  return phrase
    .replaceAll(/(\p{L})ую(?=\s|$)/gu, "$1ая")
    .replaceAll(/(\p{L}{3,}[кнтлрдзсбвгфп])у(?=\s|$)/gu, "$1а")
    .replaceAll(/([жшч])ек(?=\s|$)/gu, "$1ки")
    .replaceAll(/(\p{L}{2,}[гкхжшщч])ов(?=\s|$)/gu, "$1и")
    .replaceAll(/(\p{L}{3,})ов(?=\s|$)/gu, "$1ы")
    .replaceAll(/(\p{L}{3,})ых (\p{L}+ы)(?=\s|$)/gu, "$1ые $2");
}

/** Where a turn names equipment or material: the words of the head alone. */
export function findProductHeads(
  words: readonly Word[],
  flat: string,
): readonly { readonly from: number; readonly to: number }[] {
  const machines = Array.from(flat.matchAll(MACHINE), ({ 0: found, index }) => ({
    words: found.trim(),
    start: index,
    end: index + found.length,
  }));
  return withoutOverlaps([...HEADS.find(flat), ...machines]).flatMap((hit) => {
    const from = indexAtOffset(words, hit.start);
    return words[from] ? [{ from, to: from + hit.words.split(" ").length - 1 }] : [];
  });
}

/** The equipment or material that a turn names, with its adjectives and model: «винтовой компрессор», «насос КМ 80-50-200». */
export function findProduct(words: readonly Word[], clean: string, flat: string): string | undefined {
  const machines = Array.from(flat.matchAll(MACHINE), ({ 0: found, index }) => ({
    words: found.trim(),
    start: index,
    end: index + found.length,
  }));
  for (const hit of withoutOverlaps([...HEADS.find(flat), ...machines])) {
    const head = indexAtOffset(words, hit.start);
    const headWord = words[head];
    if (!headWord) continue;
    const length = hit.words.split(" ").length;
    let from = head;
    let to = head + length - 1;
    while (
      from > 0 &&
      from > head - 2 &&
      isAdjective(words[from - 1]) &&
      touches(clean, words[from - 1], words[from])
    )
      from -= 1;
    while (
      to < head + length + 3 &&
      isTail(words[to + 1], words[to + 2], to >= head + length) &&
      touches(clean, words[to], words[to + 1])
    )
      to += 1;
    return nominative(joined(clean, words.slice(from, to + 1)));
  }
  return undefined;
}

function isAdjective(word: Word | undefined): boolean {
  return (
    word !== undefined && ADJECTIVE.test(word.norm) && word.norm.length > 4 && !NOT_DESCRIBING.has(word.norm)
  );
}

/** A number belongs to a model («КМ 80-50-200») or to a unit («5 кВт»); else it counts. */
function isTail(word: Word | undefined, next: Word | undefined, isAfterCode: boolean): boolean {
  if (word === undefined) return false;
  if (/^(?:управления|розлива|давления|уровня|температуры)$/u.test(word.norm)) return true;
  if (/^\d+(?:[.,]\d+)?$/u.test(word.raw))
    return (
      isAfterCode ||
      (next !== undefined && /^(?:квт|kw|мм|бар|кг|тонн\p{L}*|вольт|в|м3|литров|л)$/u.test(next.norm))
    );
  if (
    CODE.test(word.raw) &&
    (/\d/.test(word.raw) || word.raw.length <= 4) &&
    !/^(?:и|в|с|на|к|у|а|по|И|В|С|НА|К|У|А)$/u.test(word.raw)
  )
    return true;
  return /(?:ый|ая|ое|ые|ую|ного|ных)$/u.test(word.norm) && isAdjective(word);
}
