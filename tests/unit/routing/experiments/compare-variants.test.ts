import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVariants, METRICS } from "../../../../src/routing/experiments/compare-variants.ts";
import {
  estimateDifference,
  estimateMedian,
  estimateMedianDifference,
  estimateShare,
} from "../../../../src/routing/experiments/statistics.ts";
import { stableShare } from "../../../../src/domain/stable-share.ts";
import { aVariantRow } from "../../../support/builders/experiment.ts";

describe("estimates", () => {
  it("give a share Wilson's interval", () => {
    const { value, low, high } = estimateShare(8, 10);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(estimateShare(0, 20).high).toBeCloseTo(0.1611, 3);
    expect(estimateShare(0, 20).low).toBe(0);
  });

  it("give a difference of shares Newcombe's interval", () => {
    const { low, high } = estimateDifference(estimateShare(56, 70), estimateShare(48, 80));
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
  });

  it("hold their value, narrow with more cases, and turn with their sides", () => {
    const hits = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(hits, hits, (one, other) => {
        const [few, many] = [estimateShare(one, 100), estimateShare(one * 10, 1000)];
        expect(few.low).toBeLessThanOrEqual(few.value);
        expect(few.high).toBeGreaterThanOrEqual(few.value);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
        const second = estimateShare(other, 100);
        const [there, back] = [estimateDifference(few, second), estimateDifference(second, few)];
        expect(there.low).toBeCloseTo(-back.high, 9);
        expect(there.high).toBeCloseTo(-back.low, 9);
      }),
    );
  });

  it("of a median hold it, do not depend on order, and are the same for a seed", () => {
    const times = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 1000 }), (values, seed) => {
        const estimate = estimateMedian(values, seed);
        expect(estimateMedian(values.toReversed(), seed)).toEqual(estimate);
        expect(estimate.low).toBeLessThanOrEqual(estimate.value);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        expect(estimateMedianDifference(values, values, seed).value).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("hold the true share about 95 times of 100", () => {
    let held = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      let hits = 0;
      for (let n = 0; n < 60; n += 1) hits += Number(stableShare(`${trial}/${n}`) < 0.3);
      const { low, high } = estimateShare(hits, 60);
      held += Number(low <= 0.3 && 0.3 <= high);
    }
    expect(held).toBeGreaterThanOrEqual(368);
    expect(held).toBeLessThanOrEqual(396);
  });
});

describe("a comparison of variants", () => {
  const options = { control: "now", metrics: METRICS, language: "ru" as const };
  const compare = (changes: Parameters<typeof aVariantRow>[2], control?: Parameters<typeof aVariantRow>[2]) =>
    compareVariants(
      "duty",
      [aVariantRow("duty", "new", changes), aVariantRow("duty", "now", control)],
      options,
    );
  const sentenceOf = (metric: string, report: ReturnType<typeof compare>) =>
    report.comparisons.find((one) => one.metric === metric);

  it("says that the evidence is too thin instead of naming a winner", () => {
    const report = compare({ finished: 12, taken: 12 });
    expect(sentenceOf("taken", report)).toMatchObject({
      verdict: "too_little",
      sentence: "Взято: данных мало (12 и 50, нужно от 30 в каждом варианте), сравнивать рано.",
    });
    expect(sentenceOf("won", report)?.verdict).toBe("too_little");
  });

  it("says that no difference can be seen, and how much evidence would show one", () => {
    const found = sentenceOf("taken", compare({ taken: 42 }));
    expect(found?.verdict).toBe("no_difference");
    expect(found?.sentence).toBe(
      "Взято: 84 % против 80 %: разницы не видно (возможна от −11 п. п. … +19 п. п.). Чтобы заметить разницу в 5 п. п., нужно около 1024 случаев на вариант.",
    );
  });

  it("says which way a difference goes and between what it lies", () => {
    const more = { finished: 400, leads: 400 };
    const found = compare({ ...more, taken: 360 }, { ...more, taken: 280 });
    expect(sentenceOf("taken", found)).toMatchObject({ verdict: "higher" });
    expect(sentenceOf("taken", found)?.sentence).toMatch(
      /^Взято: 90 % против 70 %: больше на 1\d п\. п\. – 2\d п\. п\.\.$/u,
    );
    const quick = compare({ takeSeconds: Array.from({ length: 80 }, (_, n) => 10 + (n % 9)) });
    expect(sentenceOf("take_time", quick)).toMatchObject({ verdict: "lower" });
    expect(sentenceOf("take_time", quick)?.sentence).toContain("14 секунд против 40 секунд: меньше на");
  });

  it("shows figures that nothing was counted for as absent", () => {
    const report = compare({
      conversations: 0,
      withLead: 0,
      finished: 0,
      taken: 0,
      won: 0,
      lost: 0,
      takeSeconds: [],
    });
    expect(report.variants.find(({ variant }) => variant === "new")?.figures).toEqual({});
  });

  it("does not depend on the order of the rows", () => {
    const rows = ["a", "b", "now", "z"].map((variant, index) =>
      aVariantRow("duty", variant, { taken: 30 + index }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (turned) => {
        expect(compareVariants("duty", turned, options)).toEqual(compareVariants("duty", rows, options));
      }),
      { numRuns: 10 },
    );
  });
});
