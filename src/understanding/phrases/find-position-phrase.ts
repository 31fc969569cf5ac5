import type { Mention } from "../gazetteer/term-list.ts";
import { nominativePhrase } from "./nominative.ts";
import {
  isAdjective,
  isBreak,
  isNever,
  isTelling,
  jointOf,
  spelled,
  type PhraseText,
} from "./phrase-words.ts";

/** Trades by their endings, in any case and number. */
const PERSON =
  /(?:щик|чик|льник|тник|овник|ист|олог|тель|тор|янт|ант|ент|арь|ёр|лер|нер|тер|хер|жер|мер|вед|граф|вар|мен|дир|няня|швея|щиц|чиц|ниц|арк|рша|льщ|ректор|мойк|нец|вец|нц|вц|слесар|токар|маляр|повар|столяр|курьер|бухгалтер|сторож|врач|водител|хостес|официант|бариста|флорист|промоутер|аниматор|гардеробщ|дворник|вахт[её]р|кладовщ|комплектовщ|штукатур|сантехник|технолог|монт[её]р|юрист|smm|hr)(?:а|у|ом|ем|е|ы|и|ов|ам|ами|ах|ей|ю|я|ь|ем|ями|ям)?$/u;
const NOT_PERSON =
  /^(?:клиент|пациент|студент|пенсионер|момент|документ|процент|вариант|вечер|номер|пример|размер|фитнес|интернет|характер|партнер|интерес|контент|аргумент|комплимент|эксперимент|абонемент|инструмент|элемент|континент|контракт|монумент|рейтинг|директор|офицер|сектор|центр|литр|метр|доктор|автор|мотор|принтер|компьютер|сервер|мастер-класс|карьер|барьер|курьерск|товар|график|телефон|посетител|покупател|заказчик|поставщик|представител|учредител|жител|родител|предприниматель|зимник|понедельник|вторник|праздник|источник|ежедневник|ценник|участник|сотрудник|работник|школьник|отпускник|специальност|трудник|парк|марк|сумк|страниц|границ|пятниц|единиц|больниц|гостиниц|половин|лестниц|таблиц|ресниц|мест|опыт|стаж|словар|календар|инвентар|январ|вечер|характер|манер|мера|мере|фото|ребенок|конец|наконец|отец|товарищ|автомен|имен|времен|перемен|измен|обмен|размен|взамен|экзамен)/u;

/** After these a trade is named, known to us or not. */
const ASKED =
  / (?:ваканси\p{L}+(?: на)?|должность|позици\p{L}+|место|ставк\p{L}+|устроиться(?: к вам)?(?: на работу)?|работать|поработать|подработать|подработк\p{L}+|возьмете|берете|примете|резюме(?: на)?|требу\p{L}+|нуж(?:ен|ны|на)|ищете|набираете|наним\p{L}+|ищу работу|работу|собеседовани\p{L}+ на|роль|трудоустро\p{L}+|сотрудничать как|опыт работы|работал\p{L}*|работаю|я|штат)(?: (?:вам|ли|меня|к|на|у|вас|еще|бы|кем|случайно|можно|сюда|место|по|вакансии|должность|в|штат|работу|специальности)){0,3} $/u;

/** Or before these: «гардеробщиком устроиться можно?» */
const ASKED_AFTER =
  /^ (?:\p{L}+ ){0,2}(?:устроиться|работать|подработать|возьмете|берете|нуж(?:ен|ны|на)|требу\p{L}+|ищете|набираете|взяли|пойти)(?: |$)/u;

/** Trades that are named with what they deal with: «врач функциональной диагностики», «оператор ЧПУ». */
const WITH_OBJECT =
  /^(?:мастер|врач|доктор|оператор|водител|инженер|менеджер|специалист|инструктор|тренер|администратор|начальник|директор|руководител|ассистент|помощник|преподавател|наладчик|машинист|монтажник|заведующ|продавец|техник|педагог|учител|медсестр|сестр|механик|рабоч|секретар|консультант|кладовщик|контролер)/u;
const TOPIC_STOP =
  /^(?:совместительству|вечерам|выходным|будням|графику|специальности|объявлению|вакансии|договору|адресу|телефону|ходовой|утрам|времени|найму|тк|рк)$/u;

/** A person's trade in the nominative singular: «уборщицей», «водители», «снабженца». */
export function tradeOf(word: string): string {
  const cut = word.lastIndexOf("-");
  if (cut > 0) return `${tradeOf(word.slice(0, cut))}-${tradeOf(word.slice(cut + 1))}`;
  if (/(?:ниц|щиц|чиц)(?:у|ы|ей|е|а|ам|ами)?$/u.test(word))
    return word.replace(/(?:у|ы|ей|е|а|ам|ами)?$/u, "а");
  if (/(?:санитарк|сиделк|техничк|маникюрш|кассирш|прачк|доярк|горняшк)(?:у|и|ой|е|ами|ам)$/u.test(word))
    return word.replace(/(?:у|и|ой|е|ами|ам)$/u, "а");
  if (/сест(?:ру|ры|рой|ре|рам|рами|ер|ёр)$/u.test(word)) return word.replace(/сест.*$/u, "сестра");
  if (
    /(?:тел|секретар|слесар|токар|пекар|писар|библиотекар|аптекар|вратар|егер)(?:я|ю|ем|ём|и|ей|ями|ям|ях)$/u.test(
      word,
    )
  )
    return word.replace(/(?:я|ю|ем|ём|и|ей|ями|ям|ях)$/u, "ь");
  if (/(?:ен|ав|ов)ц(?:а|у|ом|ем|ы|ов|ам|ами)$/u.test(word))
    return word.replace(/ц(?:а|у|ом|ем|ы|ов|ам|ами)$/u, "ец");
  if (/(?:няней|няню|швеёй|швеей|швею)$/u.test(word)) return word.replace(/(?:ей|ёй|ю)$/u, "я");
  return /[бвгджзклмнпрстфхцчшщ](?:а|у|ом|ем|ы|и|ов|ам|ами|ах|ей)$/u.test(word) && word.length > 4
    ? word.replace(/(?:а|у|ом|ем|ы|и|ов|ам|ами|ах|ей)$/u, "")
    : word;
}

/** The words that a trade is told with after its name. */
function complementFrom(text: PhraseText, last: number, head: string): string {
  const at = (offset: number): string => text.words[last + offset]?.norm ?? "";
  const word = (offset: number): string => {
    const found = text.words[last + offset];
    return found ? spelled(found) : "";
  };
  if (isBreak(text, last)) return "";
  if (
    at(1) === "по" &&
    !isBreak(text, last + 1) &&
    /(?:у|ю|е|и|ам|ям|ой|ей)$/u.test(at(2)) &&
    !isNever(at(2)) &&
    !TOPIC_STOP.test(at(2))
  ) {
    const isDescribed = isAdjective(at(2)) && !isBreak(text, last + 2);
    return ` по ${word(2)}${isDescribed ? ` ${word(3)}` : ""}`;
  }
  if (!WITH_OBJECT.test(head) || at(1) === "") return "";
  if (/^(?:чпу|пнр|узи|лфк|кипиа|пто|отк|асу|ктг|call|колл)$/u.test(at(1))) return ` ${word(1)}`;
  const isDescribed = isAdjective(at(1)) && /(?:ой|ей|ого|его|ых|их)$/u.test(at(1)) && !isNever(at(1));
  const noun = isDescribed ? 2 : 1;
  const isNoun =
    /^[а-я]{4,}(?:а|я|ы|и|ов|ей|ок|ек|ц)$/u.test(at(noun)) &&
    !isNever(at(noun)) &&
    !/(?:универсал|нужн|ищет|категори)/u.test(at(noun)) &&
    !(isDescribed && isBreak(text, last + 1));
  if (!isNoun) return "";
  return isDescribed ? ` ${word(1)} ${word(2)}` : ` ${word(1)}`;
}

function joinedTrade(text: PhraseText, from: number): { readonly trade: string; readonly to: number } {
  let to = from;
  let trade = "";
  for (;;) {
    const word = text.words[to];
    if (!word) break;
    trade += (to === from ? "" : "-") + spelled(word);
    if (jointOf(text, to) !== "-" || !text.words[to + 1]) break;
    to += 1;
  }
  return { trade: tradeOf(trade), to };
}

function tradeAt(text: PhraseText, head: number): string {
  const { trade, to } = joinedTrade(text, head);
  const before = text.words[head - 1];
  const isDescribed = before && !isBreak(text, head - 1) && isTelling(before.norm);
  const described = isDescribed ? nominativePhrase([spelled(before)], trade).slice(0, -1) : [];
  return [...described, trade].join(" ") + complementFrom(text, to, text.words[head]?.norm ?? "");
}

function isTradeWord(norm: string): boolean {
  return (
    norm.length > 4 && PERSON.test(norm) && !NOT_PERSON.test(norm) && !isNever(norm) && !isAdjective(norm)
  );
}

/** The trade a person applies for where no list knows it: after «вакансия», «устроиться», or at the start of the turn. */
export function findTrade(text: PhraseText, taken: ReadonlySet<number>): string | undefined {
  for (const [at, { norm }] of text.words.entries()) {
    if (taken.has(at) || !isTradeWord(norm)) continue;
    const before = ` ${text.words
      .slice(Math.max(0, at - 6), at)
      .map((word) => word.norm)
      .join(" ")} `;
    const isFirst = at === 0 && isBreak(text, 0) && text.words.length > 1;
    const after = ` ${text.words
      .slice(at + 1, at + 5)
      .map((word) => word.norm)
      .join(" ")} `;
    if (isFirst || ASKED.test(before) || ASKED_AFTER.test(after)) return tradeAt(text, at);
  }
  return undefined;
}

const ENGLISH_STOP =
  /^(?:a|an|the|as|for|of|experienced|certified|licensed|qualified|senior|junior|my|your|any|need|be|im|i|am|is|hiring|new|good|hire|another|looking|and|or|to|with|from|are|you)$/u;

/** A trade of the list as the person says it: with what it deals with, and in English with the words before it. */
export function nameTrade(mention: Mention, covered: readonly number[], text: PhraseText): string {
  const from = covered[0] ?? 0;
  const to = covered.at(-1) ?? from;
  if (/^[a-z ]+$/u.test(mention.words)) {
    let first = from;
    while (
      first > 0 &&
      from - first < 2 &&
      !isBreak(text, first - 1) &&
      /^[a-z]+$/u.test(text.words[first - 1]?.norm ?? "") &&
      !ENGLISH_STOP.test(text.words[first - 1]?.norm ?? "")
    )
      first -= 1;
    return text.words
      .slice(first, to + 1)
      .map((word) => word.raw.toLowerCase())
      .join(" ");
  }
  const isOneWord = from === to || (from + 1 === to && isAdjective(text.words[to]?.norm ?? ""));
  const isTrade =
    isOneWord &&
    mention.words.length > 3 &&
    !isAdjective(text.words[from]?.norm ?? "") &&
    !GENERAL_TRADE.test(mention.words);
  if (!isTrade) return mention.name;
  return tradeAt(text, from);
}

/** Said for short: the list's name is what is meant. */
const GENERAL_TRADE =
  /^(?:слесар\S*|механик\S*|трениру\S*|узист\S*|админ\S*|ресепшн|ресепшионист\S*|продажник\S*|маникюрш\S*|консультант\S*|погрузчик\S*|рекрутер\S*|дежурн\S*|кипиа|наладчик\S*|ученик\S*|санитар\S*|мойщик\S*|сборщик\S*|подсобн\S*|фасовщик\S*)$/u;
