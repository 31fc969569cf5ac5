import type { Vertical } from "../domain/business.ts";
import type { UnderstandingContext } from "../domain/understanding.ts";
import { isDenied, type GroupName, type LexiconHits } from "./lexicon.ts";
import type { NormalText } from "./normalise-text.ts";
import { readShape, type Shape } from "./read-shape.ts";
import type { RawSlots } from "./slots/extract-slots.ts";

/** What the category is decided on: lexicon hits and slots as claims about the turn. */
export interface Signals extends Shape {
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
  /** What hurts or broke is laid to our work: «после вашего ремонта», «у вас делала». */
  readonly blamesUs: boolean;
}

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

/** «Сколько» that asks for money: not for time, people or places, and not «на сколько». */
const HOW_MUCH =
  /(?<! на) сколько (?!дл[ия]т|времени|по времени|(?:\S+ )?ждать|ехать|идти|раз |дней|дня|час|минут|недел|месяц|лет |человек|нас |вас |еще|процедур|сеанс|держ|хват|заним|дела[ею]т|осталось|мест|свободн|есть|у вас (?:мастер|врач|тренер|филиал))/u;
const HOW_MUCH_AT_LAST = /(?<! на) сколько $/u;

/** «Сколько годовой безлимит», «бампер покрасить сколько»: a price is asked without a word of price. */
function asksHowMuch(flat: string, hasService: boolean, hasProduct: boolean): boolean {
  return (hasService && HOW_MUCH.test(flat)) || (hasProduct && HOW_MUCH_AT_LAST.test(flat));
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
  const hasProduct = slots.product !== undefined;
  const hasService = slots.services.some((mention) => !isDenied(text.flat, mention.start));
  const isHowMuch = asksHowMuch(text.flat, hasService, hasProduct);
  const has = (...anyOf: readonly GroupName[]): boolean =>
    anyOf.some((group) => hits.has(group) || (group === "price" && isHowMuch));
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
    hasService,
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
    ...readShape(text, has),
    blamesUs: has("past_visit"),
  };
}
