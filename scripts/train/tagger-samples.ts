import type { Category } from "../../src/domain/category.ts";
import { chooseSlots } from "../../src/understanding/choose-slots.ts";
import { makeNoise, seededRandom, type NoiseKind } from "../../src/understanding/make-noise.ts";
import type { Signals } from "../../src/understanding/read-signals.ts";
import { readWordFeatures } from "../../src/understanding/tagger/read-word-features.ts";
import { beginTag, OUTSIDE, type TaggedSlot } from "../../src/understanding/tagger/slot-tags.ts";
import type { Utterance } from "./corpus.ts";
import { signalsOf } from "./samples.ts";

/** Words of a text that are the value of a slot, as they stand there. */
export interface Mark {
  readonly slot: TaggedSlot;
  readonly words: string;
}

/** An utterance as a tagger is taught it: features and the right tag of each word. */
export interface TaggerSample {
  readonly utterance: Utterance;
  readonly variant: "clean" | "noisy";
  readonly signals: Signals;
  readonly marks: readonly Mark[];
  readonly features: readonly Uint32Array[];
  readonly tags: readonly number[];
}

const SEED = 5;
/** Half of the noisy forms lack marks and capitals only, half have slips besides. */
const NOISE: readonly NoiseKind[] = ["plain", "typos"];

const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** Where marked words stand, as whole words; -1 when a text that was typed in disguise no longer holds them. */
function placeOf(text: string, words: string): number {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + words.length)];
    const isInWord =
      (isLetter(before) && isLetter(words.charAt(0))) || (isLetter(after) && isLetter(words.slice(-1)));
    if (!isInWord) return at;
  }
  return -1;
}

function sampleOf(
  utterance: Utterance,
  text: string,
  marks: readonly Mark[],
  variant: TaggerSample["variant"],
): TaggerSample | undefined {
  const category: Category = utterance.category;
  const signals = signalsOf(text, utterance.vertical);
  const features = readWordFeatures(signals, category, chooseSlots(signals, category));
  const tags = features.map(() => OUTSIDE);
  const { words, clean } = signals.text;
  for (const mark of marks) {
    const start = placeOf(clean, mark.words);
    if (start < 0) return undefined;
    let tag = beginTag(mark.slot);
    for (const [at, word] of words.entries()) {
      if (at >= tags.length || word.start >= start + mark.words.length || word.end <= start) continue;
      tags[at] = tag;
      tag = beginTag(mark.slot) + 1;
    }
  }
  return { utterance, variant, signals, marks, features, tags };
}

/** Spoils a text part by part, so that it stays known where the marked words are; nothing where marks overlap. */
function withNoise(
  text: string,
  marks: readonly Mark[],
  spoil: (part: string) => string,
): { readonly text: string; readonly marks: readonly Mark[] } | undefined {
  const placed = marks
    .map((mark) => ({ mark, start: placeOf(text, mark.words) }))
    .toSorted((a, b) => a.start - b.start);
  let spoiled = "";
  let at = 0;
  const kept: Mark[] = [];
  const write = (part: string): string => {
    const bad = part.trim() === "" ? "" : spoil(part);
    if (bad !== "") spoiled += (spoiled === "" || spoiled.endsWith("\n") ? "" : " ") + bad;
    if (part.includes("\n") && bad === "") spoiled += "\n";
    return bad;
  };
  for (const { mark, start } of placed) {
    if (start < at) return undefined;
    write(text.slice(at, start));
    kept.push({ slot: mark.slot, words: write(mark.words) });
    at = start + mark.words.length;
  }
  write(text.slice(at));
  return kept.some(({ words }) => words === "") ? undefined : { text: spoiled, marks: kept };
}

/** All utterances whose slots are marked, as written and as written in a hurry; the same noise in every run. */
export function readTaggerSamples(corpus: readonly Utterance[]): readonly TaggerSample[] {
  const random = seededRandom(SEED);
  return corpus.flatMap((utterance, index) => {
    const { text, marks } = utterance;
    if (marks === undefined) return [];
    const kind = NOISE[index % NOISE.length] ?? "plain";
    const noisy = withNoise(text, marks, (part) => makeNoise(part, kind, random));
    return [
      sampleOf(utterance, text, marks, "clean"),
      noisy && sampleOf(utterance, noisy.text, noisy.marks, "noisy"),
    ].filter((sample) => sample !== undefined);
  });
}
