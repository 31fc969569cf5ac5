import type { Category } from "../../domain/category.ts";
import { grow, phraseOf, type Span } from "../phrases/noun-phrase.ts";
import { isAdjective, isBreak, isNever, isTelling, isVerb, jointOf } from "../phrases/phrase-words.ts";
import type { Signals } from "../read-signals.ts";
import { findProductHeads } from "./find-product.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

/** Words that name no goods by themselves. */
const VAGUE =
  /^(?:оборудовани|станок$|станки$|станка$|станков$|станку$|машин[аыу]$|лини[яиюи]$|установк[аиу]$|агрегат|запчаст|комплектующи|equipment$|machines?$|parts$)/u;
const NO_GOODS = /^(?:идентификатор|организатор|оператор|индикатор показател|навигатор|регистратор)/u;
/** After these any noun is goods where goods are sold. */
const ASKED =
  / (?:ищем|ищу|нуж(?:ен|на|ны|но)|нам бы|надо|требу\p{L}+|интересу\p{L}+|куп\p{L}+|куплю|прода\p{L}+|приобр\p{L}+|закуп\p{L}+|заказ\p{L}+|почем|стоит|цен[аыу] (?:на|за)|сч[её]т на|кп на|предложени\p{L}+ на|поставк\p{L}+|наличии|есть ли|есть|взять|подберите|подбираем|подобрать|котировк\p{L}+ на|тендер\p{L}* на|аукцион\p{L}* на|закупк\p{L}+ на|ткп на|запрос на|прайс на|выставьте|посчитайте|просчитайте|на производство|не работает|сломался|сломалась|вышел из строя|гарантия на|инструкци\p{L}+ (?:к|на|по)|схем\p{L}+)(?: (?:нам|мне|вам|у|вас|ли|еще|сейчас|срочно|\d+\p{L}*|шт|штук\p{L}*|один|одна|два|две|три|пара|пару|несколько|ваш|наш|для производства|в наличии|на складе)){0,4} $/u;
/** Things that tech support is asked about where they were bought. */
const BOUGHT = /(?:вашего магазин|из магазин|купил|приобрел|покупал|брали у вас|от вас|вашего производств)/u;
const COUNT =
  /^(?:шт|штук\p{L}*|единиц\p{L}*|метр\p{L}*|м|тонн\p{L}*|кг|комплект\p{L}*|пар\p{L}?|литр\p{L}*|л|ед|тыс\p{L}*|руб\p{L}*|человек)$/u;
const UNIT = /^(?:квт|kw|мм|бар|bar|вольт|в|м3|литров|л|кг|тонн\p{L}*)$/u;
const ENGLISH =
  /(?:need|needs|needed|quote for|quotation for|price for|price of|looking for|interested in|order|buy|purchase|supply|supply of|offer for|rfq for|tender for|rf[qp] (?:[a-z]*[- ]?\d[\d-]*)[:,]|warranty (?:period )?(?:on|for)|manual for)\s+(?:a |an |the |us |some |about |another |two |three |four |five |six |seven |eight |nine |ten )*(?:\d+\s*(?:x|pcs|pieces|units|sets)?\s*(?:of )?)?(?<goods>[a-z][a-z-]+(?: [a-z][a-z-]+){0,2})/iu;
const ENGLISH_STOP =
  / (?:each|with|for|and|to|at|in|by|from|delivered|asap|please|on|of|that|which|exw|fob|dap|cip|or|but|urgently|as|is|are|will|shipped|including)(?: .*)?$/iu;

/** A model's mark after the noun: «КМ 80-50-200», «3222»; not a count of pieces. */
function codeEnd({ text: { words, clean } }: Signals, last: number): number {
  let to = last;
  while (to < last + 5) {
    const [word, next] = [words[to + 1], words[to + 2]];
    const before = words[to];
    if (!word || !before || !/^[ \-–/№]*$/u.test(clean.slice(before.end, word.start))) break;
    const isMark = /^[A-ZА-ЯЁ]{1,6}\d*$/u.test(word.raw) || /\d/.test(word.raw);
    const isCounted =
      /^\d/.test(word.raw) && next !== undefined && COUNT.test(next.norm) && !UNIT.test(next.norm);
    const isUnit = UNIT.test(word.norm) && /\d/.test(before.raw);
    if (isCounted || !(isMark || isUnit) || /^(?:И|В|С|НА|К|У|А|ТК|НДС|КП|ООО|ИП|ЧПУ)$/u.test(word.raw))
      break;
    to += 1;
  }
  return to;
}

/** «Панель оператора», «датчик уровня»: what a thing belongs to or measures. */
function ownerEnd({ text }: Signals, last: number): number {
  const next = text.words[last + 1]?.norm ?? "";
  return !isBreak(text, last) &&
    /^(?:оператора|уровня|управления|давления|температуры|расхода|розлива|подачи|привода|насоса|двигателя|воздуха|воды|масла|питания|сварки|тока|напряжения|частоты)$/u.test(
      next,
    )
    ? last + 1
    : last;
}

/** «Лента конвейерная»: in lists of goods the adjective comes after. */
function describedEnd({ text }: Signals, last: number): number {
  const next = text.words[last + 1]?.norm ?? "";
  const after = text.words[last + 2]?.raw ?? "";
  const isLast = isBreak(text, last + 1) || /^\d/.test(after) || /^(?:\p{L}{1,2}|для|под)$/u.test(after);
  const isDescribed = isTelling(next) && /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю)$/u.test(next);
  return !isBreak(text, last) && isDescribed && isLast ? last + 1 : last;
}

function nameAt(signals: Signals, core: Span): string | undefined {
  const { text } = signals;
  let { from, to } = core;
  // «Шнековый транспортёр»: the list knew the adjective by its root.
  while (
    isAdjective(text.words[to]?.norm ?? "") &&
    !isBreak(text, to) &&
    !isNever(text.words[to + 1]?.norm ?? "я") &&
    !isVerb(text.words[to + 1]?.norm ?? "")
  )
    to += 1;
  while (jointOf(text, to) === "-" && /^\p{L}/u.test(text.words[to + 1]?.norm ?? "")) to += 1;
  const grown = grow(text, { from, to });
  from = grown.from;
  const described = describedEnd(signals, ownerEnd(signals, to));
  const end = codeEnd(signals, described);
  const name = phraseOf(text, { from, to: end }, "accusative").text;
  return name;
}

function isPlausible(norm: string): boolean {
  return (
    /^[а-я]{4,}$/u.test(norm) &&
    !isNever(norm) &&
    !isVerb(norm) &&
    !isAdjective(norm) &&
    !/(?:о|ся|сь)$/u.test(norm) &&
    !NOT_SOLD.test(norm)
  );
}
const NOT_SOLD =
  /^(?:поставк|поставщик|подрядчик|монтаж|пусконалад|доставк|ремонт|сервис|обслуживани|консультац|инженер|склад|завод|цех|производств|каталог|прайс|тендер|менеджер|склад|обучени|проектировани|аренд|лизинг|выезд|диагност|наладк|поверк|калибровк|сертификат|паспорт|инструкц|чертеж|схем|ткп|спецификац|аналог|партнер|дилер|представител|клиент|скидк|отсрочк|помощ|совет|предоплат|самовывоз|образец|образц|демонстрац|презентац|услуг|работ|подбор|коммерческ|позици|оплат|сбербанк|площадк|портал|банк|росэлторг|фабрикант|торг|лист|анкет|запрос|предложени|процедур|закупк|конкурс|аукцион|котировк)/u;
/** Goods that the list of heads doesn't hold. */
const MORE_GOODS =
  /^(?:полуавтомат|вибростол|виброплит|виброплощадк|вибратор|тестомес|бетономешалк|бетоносмесител|растворосмесител|гранулятор|питател|бункер|грохот|листогиб|вальцы|паллетообмотчик|паллетоупаковщик|обмотчик|этикетировщик|термоупаковщик|термотуннел|ричтрак|автоклав|реактор$|реакторы|мешалк|парогенератор|электростанц|рекуператор|перфоратор|болгарк|шуруповерт|бензопил|мотопомп|тепловентилятор|пароварк|фритюрниц|льдогенератор|холодильник|морозил|мясорубк|куттер|инкубатор|сеялк|культиватор|мотоблок|трактор|манипулятор|координатник|трубогиб|металлодетектор|хомут|крепеж|болты|болтов|гайк|шайб|саморез|анкер|профнастил|утеплител|геотекстил|спанбонд|картридж)/u;

function unlisted(signals: Signals): string | undefined {
  const { text, slots } = signals;
  const places = placesOfWords(text);
  const taken = new Set([...slots.dates, ...slots.times].flatMap((part) => coveredBy(places.sentence, part)));
  for (const part of [...slots.cities, ...slots.branches])
    for (const at of coveredBy(places.flat, part)) taken.add(at);
  for (const part of [...slots.company.used, ...slots.names.used])
    for (const at of coveredBy(text.words, part)) taken.add(at);
  for (const [at, { norm }] of text.words.entries()) {
    if (taken.has(at) || !isPlausible(norm)) continue;
    let from = at;
    while (from > 0 && !isBreak(text, from - 1) && isTelling(text.words[from - 1]?.norm ?? "")) from -= 1;
    const before = ` ${text.words
      .slice(Math.max(0, from - 6), from)
      .map((word) => word.norm)
      .join(" ")} `;
    if (ASKED.test(before)) return nameAt(signals, { from: at, to: at });
  }
  return undefined;
}

function englishGoods({ text }: Signals): string | undefined {
  const goods = ENGLISH.exec(text.clean)?.groups?.["goods"];
  return goods?.replace(ENGLISH_STOP, "").toLowerCase();
}

/** The goods that a turn names, with their adjectives, what they belong to, and the model. */
export function chooseProduct(signals: Signals, category: Category): string | undefined {
  const { text, vertical } = signals;
  const isTrade = vertical === "industrial";
  const isTrouble = category === "tech_support" || category === "complaint";
  if (!isTrade && !(category === "tech_support" && BOUGHT.test(text.flat))) return undefined;
  const firm = new Set(signals.slots.company.used.flatMap((part) => coveredBy(text.words, part)));
  const heads = findProductHeads(text.words, text.flat).filter(
    ({ from }) =>
      !firm.has(from) &&
      !NO_GOODS.test(text.words[from]?.norm ?? "") &&
      !/^(?:опросн|технологическ)/u.test(text.words[from - 1]?.norm ?? ""),
  );
  const isLatin = text.script === "latin" && text.repaired === "none";
  const telling = heads.find(({ from, to }) => !(from === to && VAGUE.test(text.words[from]?.norm ?? "")));
  if (isLatin)
    return (
      (category === "lead_b2b" || category === "tender" ? englishGoods(signals) : undefined) ??
      signals.slots.product
    );
  if (telling) return nameAt(signals, telling);
  const listed = isTrade ? text.words.findIndex(({ norm }) => MORE_GOODS.test(norm)) : -1;
  if (listed >= 0) return nameAt(signals, { from: listed, to: listed });
  const grown = heads
    .map((head) => nameAt(signals, head))
    .find((name) => name !== undefined && name.includes(" "));
  if (grown !== undefined) return grown;
  const open = isTrade && !isTrouble ? unlisted(signals) : undefined;
  if (open !== undefined) return open;
  const [vague] = heads;
  return vague && isTrouble && (text.words[vague.from]?.norm ?? "").startsWith("стан")
    ? nameAt(signals, vague)
    : undefined;
}
