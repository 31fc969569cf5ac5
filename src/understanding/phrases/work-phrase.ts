import { isAdjective, isBreak, isNever, isVerb, spelled, type PhraseText } from "./phrase-words.ts";

/** Verbs of doing and the noun for what is done: «поменять лампочку» is «замена лампочки». */
const WORKS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:по)?(?:менять|меняем|меняете|меняю|поменяйте|поменяете|менял[аи]?)$|^(?:заменить|замените|заменим|сменить|заменил[аи]?)$/u,
    "замена",
  ],
  [
    /^(?:поставить|поставите|поставьте|установить|установите|поставим|врезать|(?:по|у)?ставил[аи]|установил[аи]?)$/u,
    "установка",
  ],
  [
    /^(?:починить|почините|отремонтировать|ремонтировать|ремонтируете|чините|отремонтируете|(?:от)?ремонтировал[аи]?)$/u,
    "ремонт",
  ],
  [/^(?:покрасить|покрасите|красите|окрасить|перекрасить|(?:по)?красил[аи]?)$/u, "покраска"],
  [/^(?:удалить|удаляете|удалите|вырвать|удалял[аи]?|удалил[аи]?)$/u, "удаление"],
  [/^(?:почистить|почистите|прочистить|чистите)$/u, "чистка"],
  [/^(?:отполировать|полируете|заполировать)$/u, "полировка"],
  [/^(?:отрегулировать|регулируете)$/u, "регулировка"],
  [/^(?:заморозить|заморозите)$/u, "заморозка"],
  [/^(?:заправить|заправляете)$/u, "заправка"],
  [/^(?:промыть|промываете)$/u, "промывка"],
  [/^(?:(?:по|вы)?мыть|моете|помойте|помоете)$/u, "мойка"],
  [/^(?:снять|снимаете)$/u, "снятие"],
  [/^(?:нарастить|наращиваете|нарастил[аи]?|наращивал[аи]?)$/u, "наращивание"],
  [/^(?:вылечить|полечить|лечить|лечите|(?:вы|про)?лечил[аи]?)$/u, "лечение"],
  [/^(?:арендовать|сдаете)$/u, "аренда"],
  [/^(?:перетянуть|перетягиваете)$/u, "перетяжка"],
  [/^(?:оклеить|оклеиваете)$/u, "оклейка"],
  [/^(?:затонировать|тонируете)$/u, "тонировка"],
];
/** Whose part a thing is. */
const PARTS =
  /^(?:грм|гур|акпп|мкпп|двс|дверей|фар|лица|салона|багажника|двигателя|руля|сиденья|капота|кузова)$/u;
const NEAR = 3;
const NOT_OBJECTS =
  /^(?:в|на|с|у|к|по|за|из|до|от|для|и|а|но|же|ли|бы|хочу|надо|нужно|нужен|нужна|можно|пора|как|сколько|стоит|могу|можете|машин\p{L}*|авто|тачк\p{L}*|меня|мне|нам|вам|вас|нас|всё|все|это|его|ее|их|скидк\p{L}*|время|дат\p{L}|запис\p{L}*|день|брон\p{L}*|час|деньги|\d.*)$/u;

/** The genitive of what something is done to: «лампочку» → «лампочки», «доводчики» → «доводчиков». */
export function genitiveOf(noun: string): string {
  if (noun === noun.toUpperCase()) return noun;
  if (/(?:[кгхжшщч])[уа]$/u.test(noun)) return `${noun.slice(0, -1)}и`;
  if (/[уа]$/u.test(noun)) return `${noun.slice(0, -1)}ы`;
  if (/[юя]$/u.test(noun)) return `${noun.slice(0, -1)}и`;
  if (/ость$|еть$|асть$|ель$/u.test(noun))
    return noun.endsWith("ель") ? `${noun.slice(0, -1)}я` : `${noun.slice(0, -1)}и`;
  if (noun.endsWith("ень")) return noun.replace(/ень$/u, "ня");
  if (/(?:диск|ник|вик|чик|тик|зок|лок|мок)и$/u.test(noun)) return `${noun.slice(0, -1)}ов`;
  if (/(?:иц|фар|шин|губ|вен|ламп|цен)ы$/u.test(noun)) return noun.slice(0, -1);
  if (/[жшщч]и$/u.test(noun)) return `${noun.slice(0, -1)}ей`;
  if (/[бвгдзклмнпрстфхц]ки$/u.test(noun)) return noun.replace(/ки$/u, "ок");
  if (noun.endsWith("чки")) return noun.replace(/чки$/u, "чек");
  if (/[ыи]$/u.test(noun)) return `${noun.slice(0, -1)}ов`;
  if (noun.endsWith("о")) return `${noun.slice(0, -1)}а`;
  if (noun.endsWith("е")) return `${noun.slice(0, -1)}я`;
  return /[бвгджзклмнпрстфхцчшщ]$/u.test(noun) ? `${noun}а` : noun;
}

function genitiveAdjective(adjective: string): string {
  if (/(?:ую|ая)$/u.test(adjective)) return adjective.replace(/(?:ую|ая)$/u, "ой");
  if (/(?:юю|яя)$/u.test(adjective)) return adjective.replace(/(?:юю|яя)$/u, "ей");
  if (adjective.endsWith("ые")) return adjective.replace(/ые$/u, "ых");
  if (adjective.endsWith("ие")) return adjective.replace(/ие$/u, "их");
  return adjective.replace(/(?:ый|ое|ой)$/u, "ого").replace(/(?:ий|ее)$/u, "его");
}

export interface WorkPhrase {
  readonly text: string;
  /** Index of the thing that the work is done on. */
  readonly object: number;
}

function isThing(text: PhraseText, at: number): boolean {
  const norm = text.words[at]?.norm ?? "";
  return (
    /^(?:[а-я]{3,}|[a-z]{3,})$/u.test(norm) &&
    !NOT_OBJECTS.test(norm) &&
    !isNever(norm) &&
    !isVerb(norm) &&
    !isAdjective(norm) &&
    !norm.replace(/масло|стекло|колесо|зеркало|реле/u, "").endsWith("о")
  );
}

/** The thing beside a verb: after it, else before it («доводчики поставить»), small words between them aside. */
function thingBeside(text: PhraseText, verb: number): number | undefined {
  for (let at = verb + 1; at <= verb + NEAR && !isBreak(text, at - 1); at += 1)
    if (isThing(text, at)) return at;
  for (let at = verb - 1; at >= verb - NEAR && at >= 0 && !isBreak(text, at); at -= 1) {
    if (!isThing(text, at)) continue;
    const isOwner =
      at > 0 && !isBreak(text, at - 1) && PARTS.test(text.words[at]?.norm ?? "") && isThing(text, at - 1);
    return isOwner ? at - 1 : at;
  }
  return undefined;
}

/** Work that a turn asks for with a verb and a thing: «на форд фаркоп поставить» is «установка фаркопа». */
export function findWorkPhrase(text: PhraseText, taken: ReadonlySet<number>): WorkPhrase | undefined {
  for (const [at, { norm }] of text.words.entries()) {
    const work = WORKS.find(([verb]) => verb.test(norm))?.[1];
    const object = work === undefined ? undefined : thingBeside(text, at);
    const word = object === undefined ? undefined : text.words[object];
    if (work === undefined || object === undefined || !word || taken.has(object)) continue;
    const before = text.words[object - 1];
    const adjective =
      before && isAdjective(before.norm) && !isNever(before.norm) && !isBreak(text, object - 1)
        ? [genitiveAdjective(spelled(before))]
        : [];
    const after = text.words[object + 1];
    const tail = after && PARTS.test(after.norm) ? [spelled(after)] : [];
    return { text: [work, ...adjective, genitiveOf(spelled(word)), ...tail].join(" "), object };
  }
  return undefined;
}
