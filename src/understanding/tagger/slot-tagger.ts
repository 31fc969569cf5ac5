import { createKeyIndex } from "../model/key-index.ts";
import type { StoredModel } from "../model/linear-model.ts";
import { bestPath } from "./best-path.ts";
import { spansOf, TAG_COUNT, type TaggedSpan } from "./slot-tags.ts";

/** Marks the words of a turn that are values of slots. */
export interface SlotTagger {
  /** @param features Hashes of what is known of each word, as `readWordFeatures` gives them. */
  tag(features: readonly Uint32Array[]): readonly TaggedSpan[];
}

/** A tagger as it is stored: weights of features by tag, and what speaks for a tag after another, row by row. */
export interface StoredTagger {
  readonly model: StoredModel;
  readonly transitions: readonly number[];
}

/** Makes a stored tagger ready: a structured perceptron, read in place. */
export function openSlotTagger({ model, transitions }: StoredTagger): SlotTagger {
  const { weights, scales } = model;
  const rowOf = createKeyIndex(model.keys);
  const after = Float64Array.from(transitions);
  return {
    tag(features) {
      const scores = new Float64Array(features.length * TAG_COUNT);
      for (const [at, keys] of features.entries()) {
        const start = at * TAG_COUNT;
        for (const key of keys) {
          const row = rowOf(key);
          if (row < 0) continue;
          const first = row * TAG_COUNT;
          for (let tag = 0; tag < TAG_COUNT; tag += 1)
            scores[start + tag] = (scores[start + tag] ?? 0) + (weights[first + tag] ?? 0);
        }
        for (let tag = 0; tag < TAG_COUNT; tag += 1)
          scores[start + tag] = (scores[start + tag] ?? 0) * (scales[tag] ?? 1);
      }
      return spansOf(bestPath(scores, after), scores);
    },
  };
}
