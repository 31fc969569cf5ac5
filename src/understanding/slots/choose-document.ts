import { isSameStem, stemOf, wordsOf } from "../../domain/word-stem.ts";
import type { Mention } from "../gazetteer/term-list.ts";
import { grow, phraseOf } from "../phrases/noun-phrase.ts";
import { isBreak, isNever } from "../phrases/phrase-words.ts";
import type { Signals } from "../read-signals.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

const GENERIC_PAPERS = new Set(["документы", "справка", "акт", "протокол"]);
/** Papers that go by one name, whatever they are called for short. */
const BY_NAME = new Set([
  "финансовая отчётность",
  "счёт-фактура",
  "УПД",
  "справка для налогового вычета",
  "справка для спортивного вычета",
  "закрывающие документы",
  "реквизиты",
  "заказ-наряд",
  "акт сверки",
  "акт выполненных работ",
  "документы",
  "2-НДФЛ",
  "подтверждение оплаты",
  "больничный",
  "счёт",
]);
/** Papers of a firm's accounts that an investor or a bank asks for. */
const ACCOUNTS =
  /(?:^| )(?:баланс\p{L}*|офр|отчет о прибыл\p{L}*|дебиторк\p{L}*|кредиторк\p{L}*|прибыл\p{L}* и убытк\p{L}*|ebitda|p&l)(?= |$)/u;
/** Papers that the list doesn't hold, by their nouns. */
const PAPER =
  /^(?:ведомост|расшифровк|отчет|смет|схем|чертеж|чертёж|инструкци|руководств|направлени|эпикриз|полис|расписк|письм|заявлени|разрешени|калькуляци|опис[ьи]|согласи|анкет|каталог|свидетельств|удостоверени|патент|приказ|регламент|протокол|сертификат|справк|выписк|квитанци|акт|уведомлени|график|методичк|памятк|бланк|чертеж|паспорт|техкарт|декларац|лицензи|доверенност|спецификаци|выкопировк)/u;
const ASKED =
  / (?:нуж(?:ен|на|ны|но)|надо|прошу|просим|пришлите|вышлите|скиньте|отправьте|направьте|дайте|выдайте|предоставьте|предоставить|сделайте|подготовьте|оформите|получить|выслать|прислать|продублируйте|дубликат|копи\p{L}+|требу\p{L}+|покажите|взять|забрать|запрос\p{L}*|восстановить|скинуть)(?: (?:мне|нам|пожалуйста|еще|срочно|также|на почту|по|за|и)){0,3} $/u;

function englishPaper(covered: readonly number[], { text }: Signals): string {
  const first = covered[0] ?? 0;
  let last = covered.at(-1) ?? first;
  if (text.words[last + 1]?.norm === "of" && text.words[last + 2]) last += 2;
  return text.words
    .slice(first, last + 1)
    .map((word) => word.raw.toLowerCase())
    .join(" ");
}

function namePaper(mention: Mention, signals: Signals): string {
  const { text } = signals;
  const covered = coveredBy(placesOfWords(text).flat, mention);
  if (/^[a-z ]+$/u.test(mention.words)) return englishPaper(covered, signals);
  // «Карточка предприятия» is what it is called, whatever it holds.
  const isOwn = mention.words.trim().includes(" ") && !sharesStem(mention.words, mention.name);
  if (BY_NAME.has(mention.name) && !isOwn) return mention.name;
  // «Копию договора»: the paper is the contract.
  const isCopy = covered.length > 1 && /^копи[юяией]/u.test(text.words[covered[0] ?? 0]?.norm ?? "");
  const core = { from: (covered[0] ?? 0) + (isCopy ? 1 : 0), to: covered.at(-1) ?? 0 };
  const head = text.words[core.from]?.norm ?? "";
  const next = text.words[core.to + 1]?.norm ?? "";
  // «Сертификат безопасности»: a paper is told by what follows it.
  const isTold =
    core.from === core.to &&
    PAPER.test(head) &&
    !isBreak(text, core.to) &&
    /^[а-я]{5,}(?:а|я|ы|и|ия|ости|ства)$/u.test(next) &&
    !isNever(next);
  const purpose = isTold ? core.to : purposeEnd(text, core.to, head);
  const span = isTold ? { from: core.from, to: core.to + 1 } : { from: core.from, to: purpose };
  const isSaid =
    isTold ||
    purpose > core.to ||
    isOwn ||
    isCopy ||
    isOtherPaper(head, mention.name) ||
    (mention.words.includes(" ") && !/ (?:на|для|из|за|о|об|по) ?/u.test(`${mention.words} `)) ||
    core.from === core.to;
  return isSaid ? phraseOf(text, span, "accusative").text : mention.name;
}

/** «Выписка из карты» is not the card itself. */
const isOtherPaper = (head: string, name: string): boolean =>
  PAPER.test(head) && !isSameStem(stemOf(head), stemOf(wordsOf(name)[0] ?? ""));

const sharesStem = (words: string, name: string): boolean =>
  wordsOf(words).some((word) => wordsOf(name).some((other) => isSameStem(stemOf(word), stemOf(other))));

/** «Справка в бассейн», «выписка из карты»: what a paper of many kinds is for. */
function purposeEnd(text: Signals["text"], last: number, head: string): number {
  const [joint, noun] = [text.words[last + 1]?.norm ?? "", text.words[last + 2]?.norm ?? ""];
  const isMany = /^(?:справк|выписк|направлени|заключени|разрешени)/u.test(head);
  const isFor =
    isMany && /^(?:в|для|из|о|об|с)$/u.test(joint) && !isBreak(text, last) && !isBreak(text, last + 1);
  return isFor && /^[а-я]{4,}$/u.test(noun) && !isNever(noun) && !DAY.test(noun) ? last + 2 : last;
}
const DAY =
  /^(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|январ|феврал|март|апрел|май|ма[яе]$|июн|июл|август|сентябр|октябр|ноябр|декабр|выходн|электронн|бумажн|оригинал|двух|трех|ребенк|меня|сына|дочк|мужа)/u;

function unlistedPaper({ text }: Signals): string | undefined {
  for (const [at, { norm }] of text.words.entries()) {
    if (!PAPER.test(norm) || isNever(norm)) continue;
    const before = ` ${text.words
      .slice(Math.max(0, at - 5), at)
      .map((word) => word.norm)
      .join(" ")} `;
    const span = grow(text, { from: at, to: at });
    const start = ` ${text.words
      .slice(Math.max(0, span.from - 5), span.from)
      .map((word) => word.norm)
      .join(" ")} `;
    if (ASKED.test(before) || ASKED.test(start)) return phraseOf(text, span, "accusative").text;
  }
  return undefined;
}

/** «Хочу вернуть налог, какую справку взять». */
const TAX = / (?:вычет\S*|налог(?:а|ов|и|у|овой|овую)?|ндфл|ифнс|фнс)(?= )/u;

/** The paper that a turn asks for, as the customer calls it; the paper itself rather than «документы», when both are said. */
export function chooseDocument(signals: Signals): string | undefined {
  const { documents } = signals.slots;
  const mention = documents.find(({ name }) => !GENERIC_PAPERS.has(name)) ?? documents[0];
  if (mention?.name === "справка" && TAX.test(signals.text.flat)) return "справка для налогового вычета";
  if (mention && !(mention.name === "документы" && ACCOUNTS.test(signals.text.flat)))
    return namePaper(mention, signals);
  if (ACCOUNTS.test(signals.text.flat)) return "финансовая отчётность";
  return unlistedPaper(signals);
}
