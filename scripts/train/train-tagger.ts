import { createHash } from "node:crypto";
import { chooseSlots } from "../../src/understanding/choose-slots.ts";
import { encodeModel } from "../../src/understanding/model/model-file.ts";
import { isSameSlotValue } from "../../src/understanding/score.ts";
import { readValue } from "../../src/understanding/tagger/read-value.ts";
import { readWordFeatures } from "../../src/understanding/tagger/read-word-features.ts";
import {
  openSlotTagger,
  type SlotTagger,
  type StoredTagger,
} from "../../src/understanding/tagger/slot-tagger.ts";
import { spansOf, TAGGED_SLOTS, TAGS, type TaggedSlot } from "../../src/understanding/tagger/slot-tags.ts";
import type { Utterance } from "./corpus.ts";
import { fitTagger, type TaggerExample } from "./fit-tagger.ts";
import { signalsOf } from "./samples.ts";
import { storeModel } from "./store-model.ts";
import type { TaggerSample } from "./tagger-samples.ts";

/** Features that the stored tagger keeps. */
const MAX_ROWS = 40_000;
const FOLDS = 4;
/** Every so many utterances stand for all when features are compared. */
const PROBE_STEP = 24;

/** Fits, and stores as the gateway will load it: what is measured is what is used. */
export function fitAndStoreTagger(examples: readonly TaggerExample[]): StoredTagger {
  const fitted = fitTagger(examples);
  const model = storeModel(fitted, TAGS, { temperature: 1, maxRows: MAX_ROWS });
  return { model, transitions: Array.from(fitted.transitions, (weight) => Number(weight.toFixed(2))) };
}

/** How well values were found in utterances that the tagger had not seen. */
export interface SlotFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

interface Tally {
  right: number;
  found: number;
  marked: number;
}

const figuresOf = ({ right, found, marked }: Tally): SlotFigures => {
  const precision = found === 0 ? 0 : right / found;
  const recall = marked === 0 ? 0 : right / marked;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, support: marked };
};

/** Teaches on three parts and reads the fourth, in turns. */
export function measureTagger(
  samples: readonly TaggerSample[],
  onFold: (fold: number) => void,
): ReadonlyMap<TaggedSlot | "all", SlotFigures> {
  const tallies = new Map<TaggedSlot | "all", Tally>();
  const tallyOf = (slot: TaggedSlot | "all"): Tally => {
    const tally = tallies.get(slot) ?? { right: 0, found: 0, marked: 0 };
    tallies.set(slot, tally);
    return tally;
  };
  const ids = [...new Set(samples.map(({ utterance }) => utterance.id))];
  const foldOf = new Map(ids.map((id, at) => [id, at % FOLDS]));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    onFold(fold);
    const tagger = openSlotTagger(
      fitAndStoreTagger(samples.filter(({ utterance }) => foldOf.get(utterance.id) !== fold)),
    );
    const held = samples.filter(
      ({ utterance, variant }) => variant === "clean" && foldOf.get(utterance.id) === fold,
    );
    for (const sample of held) count(sample, tagger, tallyOf);
  }
  return new Map([...tallies].map(([slot, tally]) => [slot, figuresOf(tally)]));
}

function count(sample: TaggerSample, tagger: SlotTagger, tallyOf: (slot: TaggedSlot | "all") => Tally): void {
  const { signals, utterance } = sample;
  const found = tagger.tag(sample.features);
  const marked = spansOf(sample.tags);
  for (const slot of TAGGED_SLOTS) {
    const [mine, gold] = [found, marked].map((spans) => {
      const span = spans.find((other) => other.slot === slot);
      return span && readValue(signals, span, utterance.category);
    });
    for (const tally of [tallyOf(slot), tallyOf("all")]) {
      if (mine !== undefined) tally.found += 1;
      if (gold !== undefined) tally.marked += 1;
      if (mine !== undefined && gold !== undefined && isSameSlotValue(slot, gold, mine)) tally.right += 1;
    }
  }
}

/** Tells one state of the code that reads words from another, as `featuresHash` does for turns. */
export function wordFeaturesHash(corpus: readonly Utterance[]): string {
  const hash = createHash("sha256");
  for (const { text, vertical, category } of corpus.filter((_, index) => index % PROBE_STEP === 0)) {
    const signals = signalsOf(text, vertical);
    for (const word of readWordFeatures(signals, category, chooseSlots(signals, category))) hash.update(word);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The file of a tagger; `about` joins its header. */
export function encodeTagger(
  { model, transitions }: StoredTagger,
  about: Readonly<Record<string, unknown>>,
): Buffer {
  return encodeModel(model, { ...about, transitions });
}
