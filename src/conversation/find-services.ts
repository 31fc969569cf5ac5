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
function fullyNamed(words: readonly string[], phrases: readonly Phrase[]): FoundServices {
  const hits = phrases
    .map((phrase) => ({ phrase, at: positionsOf(phrase.stems, words) }))
    .filter(({ phrase, at }) => at.length === phrase.stems.length)
    .toSorted((a, b) => b.at.length - a.at.length);
  const taken = new Map<number, { readonly service: Service; readonly length: number }>();
  const services: Service[] = [];
  let isAmbiguous = false;
  for (const { phrase, at } of hits) {
    const takers = at.map((position) => taken.get(position)).filter((taker) => taker !== undefined);
    if (takers.some(({ service, length }) => length > at.length || service === phrase.service)) continue;
    if (takers.length > 0) isAmbiguous = true;
    services.push(phrase.service);
    for (const position of at) taken.set(position, { service: phrase.service, length: at.length });
  }
  return { services: unique(services), isAmbiguous: isAmbiguous && unique(services).length > 1 };
}

/** Services that share words with the text, for "стрижка" where the list has a women's and a men's one. */
function partlyNamed(words: readonly string[], phrases: readonly Phrase[], atLeast: number): FoundServices {
  const scores = phrases.map((phrase) => {
    const count = positionsOf(phrase.stems, words).length;
    return { phrase, share: count / Math.max(phrase.stems.length, 1), count };
  });
  const best = Math.max(0, ...scores.map(({ count }) => count));
  if (best === 0) return NOTHING;
  const services = unique(
    scores
      .filter(({ count, share }) => count === best && share >= atLeast)
      .map(({ phrase }) => phrase.service),
  );
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
  if (wanted !== undefined) {
    const words = contentStems(wanted);
    const named = fullyNamed(words, phrases);
    if (named.services.length > 0) return named;
    return partlyNamed(words, phrases, 0.34);
  }
  const words = contentStems(text);
  const named = fullyNamed(words, phrases);
  return named.services.length > 0 ? named : partlyNamed(words, phrases, 0.5);
}
