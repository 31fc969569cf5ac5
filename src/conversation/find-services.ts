import type { Business, Service } from "../domain/business.ts";
import { contentStems, isSameStem } from "./text-tokens.ts";

interface Phrase {
  readonly service: Service;
  readonly stems: readonly string[];
}

export interface FoundServices {
  readonly services: readonly Service[];
  /** True when the services are readings of the same words, so that the contact must choose. */
  readonly isAmbiguous: boolean;
}

/** Services with the words that name them: where the first stands, and how many at most. */
interface Named extends FoundServices {
  readonly firstAt: ReadonlyMap<Service, number>;
  readonly length: number;
}

const NOTHING: FoundServices = { services: [], isAmbiguous: false };
const phrasesOf = new WeakMap<Business, readonly Phrase[]>();

function phrasesIn(business: Business): readonly Phrase[] {
  const known = phrasesOf.get(business);
  if (known) return known;
  const phrases = business.services.flatMap((service) =>
    [service.name, ...service.synonyms]
      .map((text) => ({ service, stems: contentStems(text) }))
      .filter(({ stems }) => stems.length > 0),
  );
  phrasesOf.set(business, phrases);
  return phrases;
}

/** What is done to all kinds of things: by itself such a word names no service. */
const GENERIC = new Set(
  contentStems(
    "замена поменять ремонт ремонтировать отремонтировать прием приём консультация чистка диагностика покраска услуга процедура установка обслуживание доставка машина авто автомобиль врач доктор мастер change repair replacement service cleaning appointment consultation check",
  ),
);

/** Everyday clippings count: "маник", "педик". */
function isSameWord(word: string, stem: string): boolean {
  if (isSameStem(word, stem)) return true;
  return word.length >= 5 && stem.startsWith(word) && stem.length - word.length <= 3;
}

function positionsOf(stems: readonly string[], words: readonly string[]): number[] {
  return stems.map((stem) => words.findIndex((word) => isSameWord(word, stem))).filter((at) => at >= 0);
}

function unique(services: readonly Service[]): Service[] {
  return [...new Set(services)];
}

/** Services whose every word is in the text; a reading that takes more of the same words wins. */
function fullyNamed(words: readonly string[], phrases: readonly Phrase[]): Named {
  const hits = phrases
    .map((phrase) => ({ phrase, at: positionsOf(phrase.stems, words) }))
    .filter(({ phrase, at }) => at.length === phrase.stems.length)
    .toSorted((a, b) => b.at.length - a.at.length);
  const taken = new Map<number, { readonly service: Service; readonly length: number }>();
  const services: Service[] = [];
  const firstAt = new Map<Service, number>();
  let isAmbiguous = false;
  for (const { phrase, at } of hits) {
    const takers = at.map((position) => taken.get(position)).filter((taker) => taker !== undefined);
    if (takers.some(({ service, length }) => length > at.length || service === phrase.service)) continue;
    // Two readings of the same words leave a choice; «маникюр и педикюр с покрытием» wants both.
    if (takers.length > 0 && at.every((position) => taken.has(position))) isAmbiguous = true;
    services.push(phrase.service);
    firstAt.set(phrase.service, Math.min(...at, firstAt.get(phrase.service) ?? Infinity));
    for (const position of at) taken.set(position, { service: phrase.service, length: at.length });
  }
  return {
    services: unique(services),
    isAmbiguous: isAmbiguous && unique(services).length > 1,
    firstAt,
    length: hits[0]?.at.length ?? 0,
  };
}

const JOINED = /(?<!\p{L})(?:и|плюс|and|также|ещё|еще)(?!\p{L})|[,+]/iu;

/** «Пусконаладка компрессора» wants the first: the second says on what. Joined by «и» both are wanted. */
function headOf(wanted: string, named: Named): FoundServices {
  if (named.isAmbiguous || named.services.length < 2 || JOINED.test(wanted)) return named;
  const [head] = named.services.toSorted((a, b) => (named.firstAt.get(a) ?? 0) - (named.firstAt.get(b) ?? 0));
  return head ? { services: [head], isAmbiguous: false } : named;
}

/** What the recognised words name in the catalogue; the whole turn may name it in more words («бампер покрасить»). */
function wantedIn(wanted: string, text: string, phrases: readonly Phrase[]): FoundServices {
  const words = contentStems(wanted);
  const named = fullyNamed(words, phrases);
  const inTurn = fullyNamed(contentStems(text), phrases);
  const isFuller = inTurn.services.length === 1 && inTurn.length > Math.max(1, named.length);
  if (isFuller) return inTurn;
  if (named.services.length > 0) return headOf(wanted, named);
  const partly = partlyNamed(words, phrases, 0.34);
  return partly.services.length > 0 ? partly : inTurn;
}

/** Services that share words with the text, for "стрижка" where the list has a women's and a men's one. */
function partlyNamed(words: readonly string[], phrases: readonly Phrase[], atLeast: number): FoundServices {
  const scores = phrases.map((phrase) => {
    const met = phrase.stems.filter((stem) => words.some((word) => isSameWord(word, stem)));
    const isTelling = met.some((stem) => !GENERIC.has(stem));
    return { phrase, share: met.length / Math.max(phrase.stems.length, 1), count: met.length, isTelling };
  });
  const best = Math.max(0, ...scores.map(({ count }) => count));
  if (best === 0) return NOTHING;
  const services = unique(
    scores
      .filter(({ count, share }) => count === best && share >= atLeast)
      .map(({ phrase }) => phrase.service),
  );
  const isNamed = scores.some(({ phrase, isTelling }) => isTelling && services.includes(phrase.service));
  // «Oil change» is no «tyre change»: a word for any work leaves a choice among several, and means none by itself.
  // «Приём гастроэнтеролога» says whom, and nobody of the list is he: no choice will help.
  if (!isNamed && (services.length === 1 || words.some((word) => !GENERIC.has(word)))) return NOTHING;
  return { services, isAmbiguous: services.length > 1 };
}

/**
 * Services of the catalogue that a text names.
 *
 * @param wanted The recognised service in the contact's words, when there is one: read generously.
 * @param text The whole turn, read strictly: a service counts only when it is fully named.
 */
export function findServices(business: Business, wanted: string | undefined, text: string): FoundServices {
  const phrases = phrasesIn(business);
  const exact = business.services.find((service) => service.id === wanted);
  if (exact) return { services: [exact], isAmbiguous: false };
  if (wanted !== undefined) return wantedIn(wanted, text, phrases);
  const words = contentStems(text);
  const named = fullyNamed(words, phrases);
  return named.services.length > 0 ? named : partlyNamed(words, phrases, 0.5);
}

/**
 * Whether the words say no more than the service's own name and synonyms do: «УЗИ молочных желёз» is no ultrasound of the
 * thyroid, whatever they share.
 */
export function isWhollyNamed(service: Service, words: string): boolean {
  const own = [service.name, ...service.synonyms].flatMap((text) => contentStems(text));
  return contentStems(words).every(
    (word) => GENERIC.has(word) || own.some((stem) => isSameWord(word, stem) || isSameWord(stem, word)),
  );
}
