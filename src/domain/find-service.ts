import type { Business, Service } from "./business.ts";
import { isSameStem, stemOf, wordsOf } from "./word-stem.ts";

const SHORT_WORDS = new Set([
  "на",
  "и",
  "с",
  "по",
  "для",
  "в",
  "из",
  "за",
  "к",
  "у",
  "the",
  "a",
  "of",
  "and",
  "for",
]);

function stemsOf(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !SHORT_WORDS.has(word))
    .map(stemOf);
}

const includes = (stems: readonly string[], stem: string): boolean =>
  stems.some((other) => isSameStem(other, stem));

/**
 * How well a service's own name or synonym answers the words of a slot. A whole name found in the words beats
 * a name of which the words are only a part; longer names beat shorter ones, so «стрижка бороды» beats «стрижка».
 */
function fitOf(alias: readonly string[], wanted: readonly string[]): number {
  if (alias.length === 0 || wanted.length === 0) return 0;
  const length = alias.reduce((sum, stem) => sum + stem.length, 0);
  if (alias.every((stem) => includes(wanted, stem))) {
    return 1000 + length * 10 - (wanted.length - alias.length);
  }
  if (wanted.every((stem) => includes(alias, stem))) return 500 - length;
  return 0;
}

/** Services do not change, and every turn asks for their names. */
const known = new WeakMap<Service, readonly (readonly string[])[]>();

function aliasesOf(service: Service): readonly (readonly string[])[] {
  const aliases = known.get(service) ?? [service.name, ...service.synonyms].map(stemsOf);
  known.set(service, aliases);
  return aliases;
}

/**
 * The service of the business that the words of a `service` slot mean: by stems of its name and synonyms,
 * whatever the case, «ё», endings and word order. `undefined` when none fits; the earlier service wins a tie.
 */
export function findService(business: Pick<Business, "services">, slotText: string): Service | undefined {
  const wanted = stemsOf(slotText);
  let best: { readonly service: Service; readonly fit: number } | undefined;
  for (const service of business.services) {
    for (const alias of aliasesOf(service)) {
      const fit = fitOf(alias, wanted);
      if (fit > (best?.fit ?? 0)) best = { service, fit };
    }
  }
  return best?.service;
}
