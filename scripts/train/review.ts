import type { Category } from "../../src/domain/category.ts";
import { stemOf, wordsOf } from "../../src/domain/word-stem.ts";
import type { Utterance } from "./corpus.ts";
import { answerOf, confidenceOf, type Guess } from "./cross-validate.ts";

/** An utterance that a model taught without it is sure to be something else: a wrong label, or a hard one. */
export interface Suspect {
  readonly utterance: Utterance;
  readonly answer: Category;
  readonly confidence: number;
}

/** Two utterances that say nearly the same. */
export interface Twins {
  readonly one: Utterance;
  readonly other: Utterance;
  /** Shared words over all words of both. */
  readonly alike: number;
}

const SURE = 0.9;
const ALIKE = 0.8;
/** Shorter ones are alike by nature: «спасибо вам», «спасибо вам всем». */
const SHORTEST_WORDS = 4;

/** Most confident disagreements of the model with the labels, the surest first. */
export function findSuspects(
  corpus: readonly Utterance[],
  guesses: readonly Guess[],
  temperature: number,
): readonly Suspect[] {
  const byId = new Map(corpus.map((utterance) => [utterance.id, utterance]));
  return guesses
    .flatMap((guess) => {
      const utterance = byId.get(guess.id);
      const answer = answerOf(guess);
      const confidence = confidenceOf(guess, temperature);
      const isSuspect = utterance && answer !== guess.gold && confidence >= SURE;
      return isSuspect ? [{ utterance, answer, confidence }] : [];
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** Pairs of utterances whose words are nearly the same, pairs with different labels first. */
export function findTwins(corpus: readonly Utterance[]): readonly Twins[] {
  const stems = corpus.map(({ text }) => new Set(wordsOf(text).map(stemOf)));
  const places = new Map<string, number[]>();
  for (const [at, set] of stems.entries()) {
    for (const stem of set) {
      const known = places.get(stem);
      if (known) known.push(at);
      else places.set(stem, [at]);
    }
  }
  const twins: Twins[] = [];
  for (const [at, set] of stems.entries()) {
    if (set.size < SHORTEST_WORDS) continue;
    for (const other of candidatesOf(set, places)) {
      const words = stems[other];
      const [first, second] = [corpus[at], corpus[other]];
      if (other <= at || !words || words.size < SHORTEST_WORDS || !first || !second) continue;
      const shared = [...set].filter((stem) => words.has(stem)).length;
      const alike = shared / (set.size + words.size - shared);
      if (alike >= ALIKE) twins.push({ one: first, other: second, alike });
    }
  }
  const isTorn = ({ one, other }: Twins): number => (one.category === other.category ? 0 : 1);
  return twins.toSorted((a, b) => isTorn(b) - isTorn(a) || b.alike - a.alike);
}

/** Sets this much alike share all but a few words, so one of the rarest few of either stands in both. */
function candidatesOf(set: ReadonlySet<string>, places: ReadonlyMap<string, readonly number[]>): Set<number> {
  const lists = [...set].map((stem) => places.get(stem) ?? []).toSorted((a, b) => a.length - b.length);
  const enough = Math.floor(set.size * (1 - ALIKE)) + 1;
  return new Set(lists.slice(0, enough).flat());
}
