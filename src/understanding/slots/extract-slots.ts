import { toLocalTime, type LocalTime } from "../../domain/calendar.ts";
import type { UnderstandingContext } from "../../domain/understanding.ts";
import type { Gazetteer } from "../gazetteer.ts";
import type { Mention } from "../gazetteer/term-list.ts";
import type { LexiconHits } from "../lexicon.ts";
import type { NormalText } from "../normalise-text.ts";
import { findAmounts, type Amounts } from "./find-amounts.ts";
import { carMentions, findCar } from "./find-car.ts";
import { findCompany, type FoundCompany } from "./find-company.ts";
import { blankOut, findContacts, type Contacts } from "./find-contacts.ts";
import { findDates, type FoundDate } from "./find-dates.ts";
import { findNames, type FoundNames } from "./find-names.ts";
import { findIdentifiers, type Identifiers } from "./find-numbers.ts";
import { findProduct } from "./find-product.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";
import { isParticle } from "./is-particle.ts";
import { findTimes, type FoundTime } from "./find-times.ts";
import { DATE_MARK } from "./time-rules.ts";

/** Everything a turn names, before it is known which of it matters: the category decides that. */
export interface RawSlots {
  readonly today: LocalTime;
  readonly services: readonly Mention[];
  readonly product?: string | undefined;
  readonly dates: readonly FoundDate[];
  readonly times: readonly FoundTime[];
  readonly contacts: Contacts;
  readonly names: FoundNames;
  readonly company: FoundCompany;
  readonly amounts: Amounts;
  readonly identifiers: Identifiers;
  readonly car?: string | undefined;
  readonly positions: readonly Mention[];
  readonly documents: readonly Mention[];
  readonly cities: readonly Mention[];
  readonly branches: readonly Mention[];
}

export interface ExtractionOptions {
  readonly gazetteer: Gazetteer;
  readonly timezone: string;
  readonly at: Date;
  readonly context: UnderstandingContext;
}

type Part = { readonly start: number; readonly end: number };

/** The sentence keeps its own offsets, so parts found in the clean text are blanked by their words. */
function blankWords(sentence: string, clean: string, parts: readonly Part[]): string {
  let result = sentence;
  for (const { start, end } of parts) {
    const written = clean.slice(start, end).toLowerCase().replaceAll("ё", "е");
    const at = result.indexOf(written);
    if (at >= 0) result = blankOut(result, [{ start: at, end: at + written.length }]);
  }
  return result;
}

const quotesIn = (clean: string): readonly Part[] =>
  Array.from(clean.matchAll(/[«"“„][^«»"“”„\n]{2,60}[»"”]/gu), ({ 0: quoted, index }) => ({
    start: index,
    end: index + quoted.length,
  }));

/** A number without letters: in a mended text they are small, and may be a word's. */
const plainNumber = (code: string | undefined): string | undefined =>
  code !== undefined && /^\d{3,}$/.test(code) ? code : undefined;

/** Services and goods. Where goods are sold, a name of goods is no service, whatever file it stands in. */
function thingsIn(text: NormalText, gazetteer: Gazetteer): Pick<RawSlots, "services" | "product"> {
  const named = gazetteer.services(text.flat).filter((mention) => !isParticle(mention, text));
  const product = findProduct(text.words, text.clean, text.flat);
  if (!gazetteer.sellsGoods) return { services: named, product };
  const written = (product ?? "").toLowerCase().replaceAll("ё", "е");
  const services = named.filter(({ name, words }) => !gazetteer.goods.has(name) && !written.includes(words));
  return { services, product: product ?? named.find(({ name }) => gazetteer.goods.has(name))?.words };
}

/** «Не джетта, а пассат»: the car that is taken back is blanked out. */
function withoutDeniedCars(flat: string): string {
  let left = flat;
  for (const { start, end } of carMentions(flat)) {
    if (flat.slice(0, start).trimEnd().endsWith(" не"))
      left = left.slice(0, start) + left.slice(start, end).replaceAll(/\S/gu, "_") + left.slice(end);
  }
  return left;
}

/** Finds all slots of a turn. What one finder has read, the next no longer sees: an INN is no phone, a date is no time. */
export function extractSlots(text: NormalText, hits: LexiconHits, options: ExtractionOptions): RawSlots {
  const { gazetteer, timezone, at, context } = options;
  const today = toLocalTime(at, timezone);
  const company = findCompany(
    text.clean,
    context.pendingSlot === "inn" || context.slots.company !== undefined,
  );
  const contacts = findContacts(text.clean, company.used);
  const identifiers = findIdentifiers(
    blankOut(text.clean.replaceAll("ё", "е"), [...company.used, ...contacts.used]),
  );
  const taken = [...company.used, ...contacts.used, ...identifiers.used];
  const sentence = blankWords(text.sentence, text.clean, taken);
  // «Заакзу 4410»: the words around a number may have to be mended first.
  const mended = findIdentifiers(sentence);
  const isEnglish = text.script === "latin" && text.repaired === "none";
  const isMove = hits.has("move") || hits.has("cant_come");
  const dates = findDates(sentence, today, { timezone, at, isEnglish, isMove });
  const dated = dates.filter((date) => !date.isWeak);
  const amounts = findAmounts(blankOut(sentence, dated));
  const times = findTimes(blankOut(blankOut(sentence, dated, DATE_MARK), amounts.used));
  const cities = gazetteer.cities.find(text.flat);
  const branches = gazetteer.branches.find(text.flat);
  const places = placesOfWords(text).flat;
  const names = findNames(text.words, text.clean, {
    masters: gazetteer.masters,
    hasPhone: contacts.phone !== undefined,
    isNameExpected: context.pendingSlot === "name",
    // A complaint is asked when it was and who it was.
    isMasterExpected:
      context.pendingSlot === "master" ||
      (context.category === "complaint" && context.pendingSlot === "date"),
    places: new Set([...cities, ...branches].flatMap((place) => coveredBy(places, place))),
    quoted: new Set(
      [...company.used, ...quotesIn(text.clean)].flatMap((part) => coveredBy(text.words, part)),
    ),
  });
  return {
    today,
    ...thingsIn(text, gazetteer),
    dates,
    times,
    contacts,
    names,
    company,
    amounts,
    identifiers: { ...mended, ...identifiers, orderId: identifiers.orderId ?? plainNumber(mended.orderId) },
    car: findCar(withoutDeniedCars(text.flat)),
    positions: gazetteer.positions.find(text.flat),
    documents: gazetteer.documents.find(text.flat),
    cities,
    branches,
  };
}
