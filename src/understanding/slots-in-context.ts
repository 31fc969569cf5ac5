import type { Business } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import { isBareFirm } from "./bare-firm.ts";
import { corrections } from "./correct-slots.ts";
import { findAddress } from "./find-address.ts";
import { firstNameOf } from "./gazetteer/names.ts";
import { keepTelling } from "./keep-telling.ts";
import { peopleOfComplaint, withoutMonthName, withWholeName } from "./people-in-context.ts";
import type { Signals } from "./read-signals.ts";

/** Whom a firm may write to us as. */
const OF_FIRMS: ReadonlySet<Category> = new Set<Category>([
  "lead_b2b",
  "partnership",
  "tender",
  "document_request",
  "order_status",
  "tech_support",
  "complaint",
]);
/** Where somebody or something may have to go to the contact. */
const GOES_THERE: ReadonlySet<Category> = new Set<Category>([
  "cancel_reschedule",
  "tech_support",
  "lead_b2b",
  "lead_b2c",
  "order_status",
  "complaint",
  "document_request",
]);
/** Kinds of firms as they stand before a name without quotation marks. */
const KIND = String.raw`(?:такси|компани|фирм|студи|агентств|отел|гостиниц|санатори|завод|комбинат|фабрик|школ|клиник|сет|магазин|кафе|ресторан|турфирм|турагентств|банк|салон|центр|клуб|стройфирм|автошкол|лагер|пекарн|типографи|бюро|продакшн|продакшен|редакци|телеканал|издательств|спа|лаборатори|организаци|предприяти)\p{L}{0,3}`;
const OF_KIND = new RegExp(
  String.raw`(?<!\p{L})(?<name>(?:отель|гостиница|санаторий|завод|комбинат|фабрика|школа|кафе|ресторан|клиника)\s+[А-ЯЁA-Z][\p{L}\d-]{2,}|(?<=${KIND}\s)[А-ЯЁA-Z][\p{L}\d&-]{2,}(?:\s+[А-ЯЁA-Z][\p{L}\d&-]+)?)`,
  "u",
);
const SELF =
  /(?<!\p{L})(?:мы|мы из|от компании)\s+(?:[—–-]\s*)?(?<name>[А-ЯЁA-Z][\p{L}\d&-]{2,}(?:\s+[А-ЯЁA-Z][\p{L}\d&-]+){0,2})/u;
const QUOTED = /[«"“„](?<name>[\p{Lu}\d][^«»"“”„\n+]{1,59})[»"”]/u;
/** Quoted, but no firm: words of a button, a tariff, a programme. */
const TITLE =
  /(?:слов\p{L}+|пакет\p{L}*|акци\p{L}*|тариф\p{L}*|программ\p{L}*|проект\p{L}*|кнопк\p{L}+|пункт\p{L}*|раздел\p{L}*|сказал\p{L}*|ответ\p{L}*|пишет|про|на|в|за) ?$/iu;

/** «Мы Пиксель Групп», or a name in quotation marks, once it is known that a firm may write. */
function companyOf(signals: Signals): string | undefined {
  const { text } = signals;
  if (isBareFirm(signals)) return text.clean.trim().replace(/[.!]$/u, "");
  const self = SELF.exec(text.clean)?.groups?.["name"];
  if (self !== undefined && firstNameOf(self) === undefined) return self;
  const ofKind = OF_KIND.exec(text.clean)?.groups?.["name"];
  if (ofKind !== undefined) return ofKind;
  const quoted = QUOTED.exec(text.clean);
  return quoted && !TITLE.test(text.clean.slice(0, quoted.index))
    ? quoted.groups?.["name"]?.trim()
    : undefined;
}

function withCompany(said: Slots, signals: Signals, category: Category): Slots {
  const isKnown = said.company !== undefined || signals.context.slots.company !== undefined;
  const isSelf = SELF.test(signals.text.clean) || / (?:мы|от) /u.test(signals.text.flat);
  const isLate = signals.context.category === category || isSelf;
  const isOfFirm = OF_FIRMS.has(category) || (category === "lead_b2c" && SELF.test(signals.text.clean));
  if (isKnown || !isLate || !isOfFirm) return said;
  const company = companyOf(signals);
  if (company === undefined) return said;
  const { name, ...rest } = said;
  const isNamed = typeof name === "string" && company.includes(name);
  return isNamed ? { ...rest, company } : { ...said, company };
}

/** A street is nobody's goods: «ул. Лесная 12». */
function withAddress(said: Slots, { text, slots, context }: Signals, category: Category): Slots {
  const found = findAddress(text.clean);
  const isOurs = slots.branches.length > 0 || text.hasQuestion;
  if (!found || isOurs || context.category !== category || !GOES_THERE.has(category)) return said;
  const { product, ...rest } = said;
  const goods = String(product ?? "")
    .slice(0, 4)
    .toLowerCase();
  const isStreet = product !== undefined && found.address.toLowerCase().includes(goods);
  return { ...(isStreet ? rest : said), address: found.address };
}

const TOGETHER: readonly (readonly [RegExp, number])[] = [
  [/ (?:нас двое|нас будет двое|вдвоем|мы вдвоем|придем вдвоем) /u, 2],
  [/ (?:нас трое|нас будет трое|втроем) /u, 3],
  [/ (?:нас четверо|нас будет четверо|вчетвером) /u, 4],
  [/ (?:нас пятеро|нас будет пятеро|впятером) /u, 5],
];
const PEOPLE =
  / (?:нас (?:будет )?(?<us>\d{1,2})(?: человек\S*| чел)?|(?<people>\d{1,2}) (?:человек\S*|чел)) /u;

/** How many come, where somebody books for several. */
function withPeople(said: Slots, { text }: Signals, category: Category): Slots {
  if (category !== "lead_b2c" || said.quantity !== undefined) return said;
  const { us, people } = PEOPLE.exec(text.flat)?.groups ?? {};
  const written = us ?? people;
  const quantity =
    written === undefined ? TOGETHER.find(([words]) => words.test(text.flat))?.[1] : Number(written);
  return quantity === undefined || quantity < 2 ? said : { ...said, quantity };
}

const SHORTEST_STREET = 3;

/** «Я на Мира 17», where the address was asked, names a street. */
function withoutStreetName(said: Slots, { context, text, slots }: Signals): Slots {
  const { name, ...rest } = said;
  if (context.pendingSlot !== "address" || slots.contacts.phone !== undefined) return said;
  const isStreet =
    typeof name === "string" &&
    name.length >= SHORTEST_STREET &&
    new RegExp(String.raw`${name.slice(0, SHORTEST_STREET)}\S* \d`, "iu").test(text.flat);
  return isStreet ? rest : said;
}

const CODE = /^(?=.*\p{Lu})(?:\p{Lu}{2,4}\s)?[\p{Lu}\d]{1,6}[- ]?\d[\p{L}\d./-]*$/u;

/** «ТВ-320» after «токарный станок» is its model. */
function withModel(said: Slots, { context, text }: Signals): Slots {
  const { product } = context.slots;
  const code = text.clean.trim().replace(/^модель\s+/iu, "");
  const isModel = typeof product === "string" && !/\d/.test(product) && CODE.test(code);
  return isModel ? { ...said, product: `${product} ${code}` } : said;
}

/** Who left a number wants to be called, whatever else the turn is. */
function withPhone(said: Slots, { slots }: Signals, category: Category): Slots {
  const { phone } = slots.contacts;
  if (category !== "smalltalk" || phone === undefined) return said;
  return { ...said, phone, ...(slots.names.name === undefined ? {} : { name: slots.names.name }) };
}

/** After a price a bare name is who wants it. */
function withBareName(said: Slots, { context, slots, wordCount }: Signals, category: Category): Slots {
  const { name } = slots.names;
  const isBare = category === "price_info" && context.category === category && wordCount <= 2;
  return isBare && name !== undefined && context.slots.service !== undefined ? { ...said, name } : said;
}

/** Circumstances of a request in progress that its first turn is not read for. */
function withCircumstances(said: Slots, signals: Signals, category: Category): Slots {
  const { slots, context, text } = signals;
  const isOrder = / вместо \d/u.test(text.flat) || context.category === category;
  if (category === "cancel_reschedule" && isOrder && signals.vertical === "industrial") {
    const { product, amounts, company } = slots;
    return {
      ...said,
      ...(product === undefined ? {} : { product }),
      ...(amounts.quantity === undefined || product === undefined ? {} : { quantity: amounts.quantity }),
      ...(company.company === undefined ? {} : { company: company.company }),
    };
  }
  if (context.category !== category || category !== "complaint") return said;
  const hours = slots.times.find(({ isLeft }) => !isLeft);
  return hours === undefined || said.time !== undefined ? said : { ...said, time: hours.value };
}

/** «ТО» as work is asked for, not said by the way: «чё делать то». */
const INSPECTION =
  / (?:на|пройти|пройду|проходить|сделать|делаете|плановое|стоит|цена|нужно|нужен|для|запис\S*) то /u;

/** Whether a value stands in the e-mail address and nowhere else: «на почту anna@ya.ru». */
function isOfEmail(value: string, { text, slots }: Signals): boolean {
  const { email } = slots.contacts;
  const written = value.toLowerCase();
  return email?.includes(written) === true && !text.clean.toLowerCase().replace(email, "").includes(written);
}

/** «На то же время» names no technical inspection, nor does an e-mail address name a service. */
function withoutEcho(all: Slots, signals: Signals): Slots {
  const { text } = signals;
  const { name, ...nameless } = all;
  const said = typeof name === "string" && isOfEmail(name, signals) ? nameless : all;
  const { service, ...rest } = said;
  if (typeof service !== "string") return said;
  const written = service.toLowerCase();
  const isAddress = isOfEmail(service, signals);
  const isParticle =
    written === "то" &&
    !text.clean.includes("ТО") &&
    (text.flat.includes(" то же ") || !INSPECTION.test(text.flat));
  return isAddress || isParticle ? rest : said;
}

/**
 * The facts of a turn in the light of what was known: people in their right slots, names made whole, corrections by naming
 * both values, firms, addresses and numbers of people that come late. What tells less than what is known is left out.
 */
export function slotsInContext(
  chosen: Slots,
  signals: Signals,
  category: Category,
  business: Business,
): Slots {
  const people = withWholeName(
    withoutMonthName(peopleOfComplaint(chosen, signals, category), signals),
    signals,
  );
  const located = withAddress(withCompany(people, signals, category), signals, category);
  const counted = withCircumstances(withPeople(located, signals, category), signals, category);
  const reachable = withModel(withPhone(counted, signals, category), signals);
  const named = withoutStreetName(withBareName(reachable, signals, category), signals);
  const said = keepTelling(withoutEcho(named, signals), signals, business);
  const corrected = category === "complaint" ? {} : corrections(signals);
  const { master: _master, ...rest } = said;
  return { ...(corrected.name === undefined ? said : rest), ...corrected };
}
