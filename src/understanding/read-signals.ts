import type { Vertical } from "../domain/business.ts";
import type { UnderstandingContext } from "../domain/understanding.ts";
import { isDenied, type GroupName, type LexiconHits } from "./lexicon.ts";
import type { NormalText } from "./normalise-text.ts";
import type { RawSlots } from "./slots/extract-slots.ts";

/** What the category is decided on: lexicon hits and slots as claims about the turn. */
export interface Signals {
  readonly text: NormalText;
  readonly hits: LexiconHits;
  readonly slots: RawSlots;
  readonly vertical: Vertical;
  readonly context: UnderstandingContext;
  has(...anyOf: readonly GroupName[]): boolean;
  readonly wordCount: number;
  readonly hasService: boolean;
  readonly hasProduct: boolean;
  /** A day or an hour that was named, a bare «сейчас» included. */
  readonly hasWhen: boolean;
  /** The same, but not in the past: what is wanted, not what was. */
  readonly hasFuture: boolean;
  readonly hasPosition: boolean;
  readonly hasDocument: boolean;
  /** A firm speaks: its form, its INN, or "we are a company". */
  readonly isOrganisation: boolean;
  readonly isPrivate: boolean;
  /** «чек горит», «не заводится»: the customer's own car, in a turn without equipment or software. */
  readonly isCarTrouble: boolean;
  /** «Не пикает», «не держит»: a thing does not do what it should. */
  readonly failsToDo: boolean;
  /** «Возим», «поставляем», «настраиваем»: a firm tells what it does, and neither asks nor needs anything. */
  readonly tellsWhatTheyDo: boolean;
  /** «Администратор разговаривала…»: what our people did, told as a story and not as thanks. */
  readonly tellsWhatWeDid: boolean;
  /** Passive and impersonal, with a number or a heading: «Запись №12 отменена». */
  readonly soundsAutomatic: boolean;
  /** What hurts or broke is laid to our work: «после вашего ремонта», «у вас делала». */
  readonly blamesUs: boolean;
}

const FAILS =
  / не (?!знает|может|хочет|хватает|будет|стоит|дает скидк|нужн|надо|буд|работает с|принимает)\p{L}{3,}(?:ает|яет|ует|ет|ит|ают|яют|ют|ут|ят|ется|ится|ются|утся|ятся) /u;
const WE_DO = /^\p{L}{2,}(?:аем|яем|уем|юем|одим|озим|авим|оим|лим|рим|жим|дим|зим|вим|пим|ваем)$/u;
/** What customers say of themselves in the same form. */
const CUSTOMERS_DO = new Set(
  "хотим ищем просим ждем можем будем нуждаемся рассматриваем планируем думаем работаем закупаем берем возьмем готовим снимаем пишем идем придем приедем едем поедем строим комплектуем собираем собираемся запрашиваем направляем высылаем подбираем интересуемся желаем имеем знаем понимаем видим смотрим сможем успеем оплатим платим заплатим купим приобретем закажем заказываем делаем открываем запускаем расширяем меняем переносим отменяем отказываемся требуем настаиваем прилагаем напоминаем уведомляем сообщаем приглашаем объявляем проводим выбираем благодарим поздравляем живем хотелибы моем всем чем нем своем днем временем путем каждым своим моим твоим вашим нашим этим таким самым каким одним другим большим ждём затем зачем совсем ничем почем причем утром возвращаем возвращаемся начисляем выставим начислим вызываем обслуживаемся представляем сотрудничаем торгуем проходим договоримся обсудим подумаем решим посоветуемся подпишем заключим закупим вернем сдаем получаем используем эксплуатируем".split(
    " ",
  ),
);

const DID =
  / (?!хотел|хотела|хотели|дел|мастера|была бы|был бы)\p{L}{2,}(?:ал|ял|ил|ел|ул|ала|яла|ила|ела|ула|али|яли|или|ели|ули|лась|лся|лись|лось|шел|шла|шли)(?= )/u;
const PASSIVE =
  / (?:принят|отменен|подтвержден|создан|заверш|обновлен|доставлен|зарегистрирован|недоступ|доступ|проведен|зачислен|списан|выполнен|удален|изменен|добавлен|назначен|просрочен|закрыт|активирован|заблокирован|оплачен|получен|отправлен|опубликован|продлен|истек|присоединил|сформирован|обработан|исчерпан|поступил)(?:а|о|ы|н|на|но|ны|ен|ена|ено|ены|ает|ла|ло|ли|ся|ась)? /u;
const PERSONAL =
  / (?:я|мне|меня|мной|мы|нам|нас|мой|моя|мое|мои|мою|наш|наша|наши|нашу|просим|прошу|подскажите|скажите|можно|хочу|хотим|пожалуйста|когда|где|почему|i|my|we|our|please) /u;
const LABEL = /(?:^[\p{L}\d][\p{L}\d .-]{1,28}:|№|#|\d{3,}|\[[^\]]+\])/u;

const ACCOUNT =
  /(?:за|на|ваш|наш|свой|мой|расчетн\S*|лицевой|текущий|ни|насчет) (?:ваш |наш |свой |мой )?счета?(?= )/u;
const ENGINE_LIGHT =
  /(?:чек (?:энджин|горит|загорел\S*|двигател\S*|не гаснет|моргает|мигает)|(?:горит|загорел\S*|сброс\S*|скин\S* ошибк\S*) чек|чек ап|чек лист)/u;
const AGREED =
  /(?:по договору|по контракту|п \d\S* договора|(?:заключ\S*|подпи[сш]\S*|оформ\S*|можно|через|нужен|пункт\S*) (?:с вами )?договор\S*|договор на (?:год|обслуж|постав|ремонт|оказан|шиномонтаж)|договор поставки|агентск\S* договор|проект контракта|контракт на)/u;
const GIFT =
  /(?:подарочн\S* сертификат|сертификат\S* (?:на|в) (?:подарок|маникюр|массаж|стрижк|спа|сумму|\d)|подарить|сертификат\S* (?:для|заказывал|купил|куплен|действ|срок|есть)|\d+ сертификат|закупить .{0,12}сертификат|купить .{0,12}сертификат|оплат\S* сертификат|хочу .{0,12}сертификат)/u;

/** Words that only look like papers: «за ваш счёт», "check engine", gift certificates. */
function documentsOf(slots: RawSlots, flat: string, vertical: Vertical): RawSlots["documents"] {
  return slots.documents.filter(({ name, words }) => {
    if (name === "счёт" && ACCOUNT.test(flat)) return false;
    if (name === "чек" && ENGINE_LIGHT.test(flat)) return false;
    if (name === "договор" && AGREED.test(flat)) return false;
    const isCertificate =
      name === "сертификат соответствия" && !/соответств|качеств|продукц|происхожд|conformity/u.test(words);
    return !(isCertificate && (vertical !== "industrial" || GIFT.test(flat)));
  });
}

/** Puts lexicon hits and slots together into claims. */
export function readSignals(
  text: NormalText,
  hits: LexiconHits,
  raw: RawSlots,
  vertical: Vertical,
  context: UnderstandingContext,
): Signals {
  const slots: RawSlots = { ...raw, documents: documentsOf(raw, text.flat, vertical) };
  const has = (...anyOf: readonly GroupName[]): boolean => anyOf.some((group) => hits.has(group));
  const hasProduct = slots.product !== undefined;
  const isOrganisation =
    has("org_we") || slots.company.company !== undefined || slots.company.inn !== undefined;
  const isCar = vertical === "auto" || slots.car !== undefined;
  return {
    text,
    hits,
    slots,
    vertical,
    context,
    has,
    wordCount: text.words.length,
    hasService: slots.services.some((mention) => !isDenied(text.flat, mention.start)),
    hasProduct,
    hasWhen: slots.dates.length > 0 || slots.times.length > 0,
    hasFuture:
      slots.dates.some((date) => (date.to ?? date.from) >= slots.today.day) ||
      (slots.times.length > 0 && slots.dates.length === 0),
    hasPosition: slots.positions.length > 0,
    hasDocument: slots.documents.length > 0,
    isOrganisation,
    isPrivate: has("private_person"),
    isCarTrouble: isCar && has("car_trouble") && !has("it_thing"),
    failsToDo: FAILS.test(text.flat),
    tellsWhatWeDid:
      has("staff") &&
      !text.hasQuestion &&
      !has(
        "thanks",
        "want",
        "need",
        "book",
        "offering",
        "job_word",
        "machine",
        "bargain",
        "spam",
        "injection",
        "media_word",
      ) &&
      DID.test(text.flat),
    soundsAutomatic:
      PASSIVE.test(text.flat) && LABEL.test(text.clean) && !PERSONAL.test(text.flat) && !text.hasQuestion,
    tellsWhatTheyDo:
      !text.hasQuestion &&
      !has("need", "want", "book", "has_booking", "past_visit") &&
      text.words.some(({ norm }) => WE_DO.test(norm) && !CUSTOMERS_DO.has(norm)),
    blamesUs: has("past_visit"),
  };
}
