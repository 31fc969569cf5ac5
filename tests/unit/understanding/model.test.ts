import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusHash, readCorpus } from "../../../scripts/train/corpus.ts";
import { FIT, fitLinear } from "../../../scripts/train/fit-linear.ts";
import { featuresHash, featuresOf } from "../../../scripts/train/samples.ts";
import { storeModel } from "../../../scripts/train/store-model.ts";
import { CATEGORIES } from "../../../src/domain/category.ts";
import { makeNoise, NOISE_KINDS, seededRandom } from "../../../src/understanding/make-noise.ts";
import { chancesOf, openLinearModel } from "../../../src/understanding/model/linear-model.ts";
import { decodeModel, encodeModel, readModelFile } from "../../../src/understanding/model/model-file.ts";
import { classesOf } from "../../../src/understanding/model/word-classes-of.ts";
import {
  aBusinessOf,
  readDialogues,
  readMessages,
  understand,
} from "../../support/builders/understanding.ts";

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

describe("the artefact of the category model", () => {
  const { model, header } = readModelFile("category-model");

  it("was trained on the corpus as it is now; `npm run train` mends this", () => {
    expect(header["corpus"]).toBe(corpusHash());
  });

  it("was trained on the features that the code reads now; `npm run train` mends this", () => {
    expect(header["features"]).toBe(featuresHash(readCorpus()));
  }, 30_000);

  it("knows the categories in their order and stays small", () => {
    expect(model.classes).toEqual(CATEGORIES);
    expect(model.keys.byteLength + model.weights.byteLength).toBeLessThan(2_000_000);
  });

  it("is opened in a moment", () => {
    const startedAt = performance.now();
    openLinearModel(readModelFile("category-model").model);
    // Some 10 ms on a free machine.
    expect(performance.now() - startedAt).toBeLessThan(300);
  });

  it("was no worse in cross-validation than the project has seen before", () => {
    const measured = header["measured"] as { accuracy: number; accuracyWithTypos: number };
    expect(measured.accuracy).toBeGreaterThan(0.8);
    expect(measured.accuracyWithTypos).toBeGreaterThan(0.73);
  });
});

describe("the corpus", () => {
  const corpus = readCorpus();

  it("is large enough in both languages, every category and vertical", () => {
    expect(corpus.filter(({ lang }) => lang === "ru").length).toBeGreaterThanOrEqual(6_000);
    expect(corpus.filter(({ lang }) => lang === "en").length).toBeGreaterThanOrEqual(600);
    const poor = CATEGORIES.filter((category) => {
      const own = corpus.filter((utterance) => utterance.category === category);
      return own.length < 200 || new Set(own.map(({ vertical }) => vertical)).size < 6;
    });
    expect(poor).toEqual([]);
  });

  it("says nothing twice with different labels", () => {
    const labels = new Map<string, string>();
    const torn = corpus.filter(({ text, category }) => {
      const known = labels.get(plain(text));
      labels.set(plain(text), category);
      return plain(text) !== "" && known !== undefined && known !== category;
    });
    expect(torn).toEqual([]);
  });

  it("holds none of the development messages", () => {
    const own = new Set(corpus.map(({ text }) => plain(text)));
    const turns = readDialogues().flatMap(({ turns }) => turns.flatMap(({ user }) => user));
    const leaked = [...readMessages().map(({ text }) => text), ...turns].filter(
      (text) => plain(text) !== "" && own.has(plain(text)),
    );
    expect(leaked).toEqual([]);
  });
});

describe("the linear model", () => {
  const example = (key: number, label: number) => ({ features: { keys: [key, 99], values: [1, 1] }, label });

  it("learns which feature means which class, and is stored without losing it", () => {
    const examples = Array.from({ length: 60 }, (_, index) => example(1 + (index % 3), index % 3));
    const fitted = fitLinear(examples, { ...FIT, classCount: 3 });
    const stored = storeModel(fitted, ["a", "b", "c"], { temperature: 1, maxRows: 3 });
    const model = openLinearModel(stored);
    for (const label of [0, 1, 2]) {
      const chances = chancesOf(model.sumsOf({ keys: [label + 1], values: [1] }), 1);
      expect(chances.indexOf(Math.max(...chances))).toBe(label);
    }
  });

  it("repeats exactly for the same seed", () => {
    const examples = Array.from({ length: 30 }, (_, index) => example(1 + (index % 2), index % 2));
    const fit = () => fitLinear(examples, { ...FIT, classCount: 2 }).weights;
    expect(fit()).toEqual(fit());
  });

  it("finds every stored feature and no other", () => {
    const anyKeys = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const sorted = keys.toSorted((a, b) => a - b);
        const model = openLinearModel({
          classes: ["one"],
          temperature: 1,
          bias: [0],
          scales: [1],
          keys: Uint32Array.from(sorted),
          weights: Int8Array.from(sorted, () => 1),
        });
        const values = sorted.map(() => 1);
        expect(model.sumsOf({ keys: sorted, values })[0]).toBe(sorted.length);
        const others = sorted.map((key) => (key % (2 ** 32 - 1)) + 1).filter((key) => !keys.includes(key));
        expect(model.sumsOf({ keys: others, values })[0]).toBe(0);
      }),
    );
  });

  it("comes back from its file as it was, wherever in memory the file was read to", () => {
    const anyModel = fc.record({
      classes: fc.uniqueArray(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }),
      keys: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 20 }),
      note: fc.string({ unit: "binary" }),
      offset: fc.nat({ max: 7 }),
    });
    fc.assert(
      fc.property(anyModel, ({ classes, keys, note, offset }) => {
        const stored = {
          classes,
          temperature: 0.9,
          bias: classes.map((_, k) => k / 10),
          scales: classes.map((_, k) => k + 0.5),
          keys: Uint32Array.from(keys.toSorted((a, b) => a - b)),
          weights: Int8Array.from({ length: keys.length * classes.length }, (_, at) => (at % 255) - 127),
        };
        const bytes = Buffer.concat([Buffer.alloc(offset), encodeModel(stored, { note })]).subarray(offset);
        const { model, header } = decodeModel(bytes, "any");
        expect(model).toEqual(stored);
        expect(header["note"]).toBe(note);
        expect(() => decodeModel(bytes.subarray(0, -1), "any")).toThrow("as long as its header says");
      }),
    );
  });

  it("gives chances that add up to 1 for any sums", () => {
    const sums = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sums, fc.double({ min: 0.2, max: 5, noNaN: true }), (values, temperature) => {
        const chances = chancesOf(Float64Array.from(values), temperature);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
      }),
    );
  });

  it("reads any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const { keys, values } = featuresOf(text, "beauty");
        expect(keys.length).toBe(values.length);
        expect(values.every((value) => value > 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("reads a word by its class: the longest beginning, a whole word before any", () => {
    expect(classesOf("тендер")).toContain("tender");
    expect(classesOf("автослесаря")).toContain("mechanic");
    expect(classesOf("муж")).toContain("family");
    expect(classesOf("мужская")).not.toContain("family");
    expect(classesOf("ъъъ")).toEqual([]);
  });
});

describe("an owner's own examples", () => {
  const text = "у нас хотят взять Рубин на выходные для кино";
  const examples = [{ text, category: "investor_media" as const }];

  it("decide messages like them", async () => {
    const business = aBusinessOf("fitness", { examples });
    const read = await understand(`${text} снова`, { business });
    expect(read.category).toBe("investor_media");
  });

  it("leave other messages alone", async () => {
    const business = aBusinessOf("fitness", { examples });
    const read = await understand("сколько стоит абонемент на месяц?", { business });
    expect(read.category).toBe("price_info");
  });

  it("never speak against danger", async () => {
    const threat = "приеду и сожгу ваш салон за испорченные волосы";
    const business = aBusinessOf("beauty", { examples: [{ text: threat, category: "smalltalk" }] });
    const read = await understand(threat, { business });
    expect(read.action).toBe("escalate");
  });
});

describe("noise", () => {
  it("repeats for the same seed and leaves numbers alone", () => {
    const text = "Запишите меня на 14:30, Анна! Телефон 89130000000.";
    for (const kind of NOISE_KINDS) {
      const [one, other] = [seededRandom(5), seededRandom(5)];
      expect(makeNoise(text, kind, one)).toBe(makeNoise(text, kind, other));
      expect(makeNoise(text, kind, seededRandom(5))).toContain("89130000000");
    }
  });

  it("makes one slip per twelve letters", () => {
    const text = "записаться на маникюр в субботу утром пожалуйста";
    const slipped = makeNoise(text, "typos", seededRandom(2));
    expect(slipped).not.toBe(text);
    expect(Math.abs(slipped.length - text.length)).toBeLessThanOrEqual(4);
  });

  it("writes in Latin letters and on the wrong layout", () => {
    expect(makeNoise("Хочу записаться!", "transliteration", seededRandom(1))).toBe("hochu zapisatsya");
    expect(makeNoise("Привет", "layout", seededRandom(1))).toBe("ghbdtn");
  });
});
