import type { NormalText } from "../normalise-text.ts";

type Part = { readonly start: number; readonly end: number };

/** Where each word of a turn stands in its flat text (the space before it included) and in its sentence. */
export interface WordPlaces {
  readonly flat: readonly Part[];
  readonly sentence: readonly Part[];
}

/** A turn is asked for its places by every finder and for every mention. */
const known = new WeakMap<NormalText["words"], WordPlaces>();

/** Finders work on different forms of a turn; by these offsets their finds are told word by word. */
export function placesOfWords({ words }: Pick<NormalText, "words">): WordPlaces {
  const places = known.get(words) ?? measure(words);
  known.set(words, places);
  return places;
}

function measure(words: NormalText["words"]): WordPlaces {
  const flat: Part[] = [];
  const sentence: Part[] = [];
  let flatAt = 0;
  let shift = 0;
  for (const word of words) {
    const length = 1 + word.norm.replaceAll(/[^\p{L}\p{N}+&$.,:/ ]/gu, "").length;
    flat.push({ start: flatAt, end: flatAt + length });
    flatAt += length;
    const start = word.start + shift;
    sentence.push({ start, end: start + word.norm.length });
    shift += word.norm.length - (word.end - word.start);
  }
  return { flat, sentence };
}

/** Indexes of the words that a part covers, be it in part. */
export function coveredBy(places: readonly Part[], { start, end }: Part): readonly number[] {
  return places.flatMap((place, at) => (place.start < end && start < place.end ? [at] : []));
}
