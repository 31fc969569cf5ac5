import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusHash, readCorpus } from "../../../scripts/train/corpus.ts";
import { fitTagger } from "../../../scripts/train/fit-tagger.ts";
import { readTaggerSamples } from "../../../scripts/train/tagger-samples.ts";
import { fitAndStoreTagger, wordFeaturesHash } from "../../../scripts/train/train-tagger.ts";
import type { Vertical } from "../../../src/domain/business.ts";
import type { Slots } from "../../../src/domain/slot.ts";
import { readModelFile } from "../../../src/understanding/model/model-file.ts";
import { bestPath } from "../../../src/understanding/tagger/best-path.ts";
import { openSlotTagger } from "../../../src/understanding/tagger/slot-tagger.ts";
import {
  beginTag,
  isInside,
  mayFollow,
  OUTSIDE,
  spansOf,
  TAG_COUNT,
} from "../../../src/understanding/tagger/slot-tags.ts";
import { understand } from "../../support/builders/understanding.ts";

describe("the artefact of the slot tagger", () => {
  const { model, header } = readModelFile("slot-tagger");

  it("was trained on the corpus as it is now; `npm run train` mends this", () => {
    expect(header["corpus"]).toBe(corpusHash());
  });

  it("was trained on the features that the code reads now; `npm run train` mends this", () => {
    expect(header["features"]).toBe(wordFeaturesHash(readCorpus()));
  }, 30_000);

  it("stays small", () => {
    expect(model.keys.byteLength + model.weights.byteLength).toBeLessThan(2_000_000);
  });

  it("was no worse in cross-validation than the project has seen before", () => {
    expect((header["measured"] as { f1: number }).f1).toBeGreaterThan(0.77);
  });
});

describe("the marks of the corpus", () => {
  const corpus = readCorpus();
  const marked = corpus.filter(({ marks }) => marks !== undefined);

  it("cover most of it", () => {
    expect(marked.length).toBeGreaterThanOrEqual(9_000);
    expect(marked.reduce((sum, { marks }) => sum + (marks?.length ?? 0), 0)).toBeGreaterThanOrEqual(6_500);
  });

  it("name a slot once in an utterance", () => {
    const twice = marked.filter(
      ({ marks = [] }) => new Set(marks.map(({ slot }) => slot)).size < marks.length,
    );
    expect(twice.map(({ id }) => id)).toEqual([]);
  });

  it("are found among the words, in a hurried form too", () => {
    const some = marked.filter((_, index) => index % 40 === 0);
    const samples = readTaggerSamples(some);
    expect(samples.length).toBeGreaterThan(some.length * 1.8);
    // Marks that touch may become one where punctuation is lost.
    const lost = samples.filter(({ tags, marks }) => spansOf(tags).length < marks.length);
    expect(lost.length / samples.length).toBeLessThan(0.02);
  });
});

const anyScores = fc.integer({ min: 1, max: 6 }).chain((words) =>
  fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
    minLength: words * TAG_COUNT,
    maxLength: words * TAG_COUNT,
  }),
);
const noTransitions = new Float64Array(TAG_COUNT * TAG_COUNT);

describe("the best row of tags", () => {
  it("never goes on with a value that has not begun", () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const tags = bestPath(Float64Array.from(scores), noTransitions);
        expect(tags).toHaveLength(scores.length / TAG_COUNT);
        expect(isInside(tags[0] ?? OUTSIDE)).toBe(false);
        for (let at = 1; at < tags.length; at += 1)
          expect(mayFollow(tags[at - 1] ?? OUTSIDE, tags[at] ?? OUTSIDE)).toBe(true);
      }),
    );
  });

  it("is no worse than any other row that may be", () => {
    const worth = (tags: readonly number[], scores: Float64Array): number =>
      tags.reduce((sum, tag, at) => sum + (scores[at * TAG_COUNT + tag] ?? 0), 0);
    const anyTags = fc.array(fc.nat({ max: TAG_COUNT - 1 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anyScores, anyTags, (list, wishes) => {
        const scores = Float64Array.from(list);
        let before = OUTSIDE;
        const other = wishes.slice(0, scores.length / TAG_COUNT).map((tag) => {
          before = mayFollow(before, tag) ? tag : OUTSIDE;
          return before;
        });
        expect(worth(bestPath(scores, noTransitions), scores)).toBeGreaterThanOrEqual(
          worth(other, scores) - 1e-9,
        );
      }),
    );
  });
});

describe("the perceptron", () => {
  const [service, product] = [beginTag("service"), beginTag("product")];
  // Word 1 begins a service, word 2 goes on with what was begun, word 3 begins goods.
  const examples = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0
      ? {
          features: [Uint32Array.of(9), Uint32Array.of(1), Uint32Array.of(2)],
          tags: [0, service, service + 1],
        }
      : {
          features: [Uint32Array.of(3), Uint32Array.of(2), Uint32Array.of(9)],
          tags: [product, product + 1, 0],
        },
  );

  it("learns what begins a value and what goes on with it, and is stored without losing it", () => {
    const tagger = openSlotTagger(fitAndStoreTagger(examples));
    for (const { features, tags } of examples.slice(0, 2))
      expect(tagger.tag(features).map(({ slot, from, to }) => ({ slot, from, to }))).toEqual(
        spansOf(tags).map(({ slot, from, to }) => ({ slot, from, to })),
      );
  });

  it("repeats exactly", () => {
    expect(fitTagger(examples).weights).toEqual(fitTagger(examples).weights);
  });
});

describe("slots in words that no list knows", () => {
  const cases: readonly [vertical: Vertical, text: string, slots: Slots][] = [
    ["fitness", "выставьте счёт на 14 годовых карт, платит ООО «Клён»", { quantity: 14 }],
    ["barbershop", "запишите нас вдвоём на стрижку в субботу", { quantity: 2 }],
  ];

  it.each(cases)("%s: %s", async (vertical, text, slots) => {
    const read = await understand(text, { vertical });
    expect(read.slots).toMatchObject(slots);
  });
});
