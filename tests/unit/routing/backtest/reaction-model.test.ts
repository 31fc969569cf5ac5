import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OfferOutcome } from "../../../../src/domain/lead.ts";
import { stableShare } from "../../../../src/domain/stable-share.ts";
import { createReactionCounts } from "../../../../src/routing/backtest/reaction-model.ts";

type Seen = readonly [managerId: string, lastedMs: number, outcome: OfferOutcome | undefined];

function learn(seen: readonly Seen[]) {
  const counts = createReactionCounts();
  for (const [managerId, lastedMs, outcome] of seen) counts.observe(managerId, lastedMs, outcome);
  return counts.model();
}

const many = (count: number, of: (index: number) => Seen) => Array.from({ length: count }, (_, at) => of(at));

/** Share of many lots that answer within so many milliseconds. */
function shareWithin(model: ReturnType<typeof learn>, id: string, ms: number): number {
  const lots = many(2000, (at) => [id, at, undefined]).map(([, at]) => (at + 0.5) / 2000);
  return lots.filter((lot) => (model.reactionOf(id, lot, 0)?.afterMs ?? Infinity) <= ms).length / 2000;
}

describe("the model of reactions", () => {
  it("answers as often and as fast as the person did", () => {
    const model = learn(
      many(1000, (at) => (at % 10 < 7 ? ["anna", 25_000, "taken"] : ["anna", 60_000, "expired"])),
    );
    expect(shareWithin(model, "anna", 60_000)).toBeCloseTo(0.7, 1);
    expect(shareWithin(model, "anna", 20_000)).toBeLessThan(0.05);
    expect(shareWithin(model, "anna", 30_000)).toBeGreaterThan(0.6);
  });

  it("counts an offer that somebody else took only as long as it was open", () => {
    const silentFor5s = many(500, () => ["anna", 5_000, "withdrawn"] as const);
    const taken = many(100, () => ["anna", 30_000, "taken"] as const);
    const model = learn([...silentFor5s, ...taken]);
    // Of the hundred that were open for thirty seconds, all were taken.
    expect(shareWithin(model, "anna", 60_000)).toBeGreaterThan(0.85);
  });

  it("draws a short past towards everybody's", () => {
    const others = many(400, (at) =>
      at % 2 === 0 ? ["boris", 30_000, "taken"] : ["boris", 60_000, "expired"],
    );
    const model = learn([...others, ["vera", 10_000, "taken"], ["vera", 12_000, "taken"]]);
    const vera = model.summaries.find(({ managerId }) => managerId === "vera");
    expect(vera?.takesWithinMinute).toBeGreaterThan(0.5);
    expect(vera?.takesWithinMinute).toBeLessThan(0.75);
    expect(shareWithin(model, "nobody_knows", 60_000)).toBeCloseTo(0.5, 1);
  });

  it("declines as often as the person did", () => {
    const model = learn(many(300, (at) => ["anna", 15_000, at % 3 === 0 ? "declined" : "taken"]));
    const kinds = Array.from(
      { length: 300 },
      (_, at) => model.reactionOf("anna", 0.5, (at + 0.5) / 300)?.kind,
    );
    expect(kinds.filter((kind) => kind === "declines").length / 300).toBeCloseTo(1 / 3, 1);
  });

  it("does not depend on the order of the past, and its chances are chances", () => {
    const outcome = fc.constantFrom("taken", "declined", "expired", "withdrawn", undefined);
    const seen = fc.array(
      fc.tuple(fc.constantFrom("anna", "boris"), fc.integer({ min: 0, max: 90_000_000 }), outcome),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(seen, fc.float({ min: 0, max: Math.fround(0.999), noNaN: true }), (past, lot) => {
        const model = learn(past);
        const turned = learn(past.toReversed());
        for (const id of ["anna", "boris", "vera"]) {
          const [one, other] = [model.reactionOf(id, lot, lot), turned.reactionOf(id, lot, lot)];
          expect(one?.kind).toBe(other?.kind);
          expect(Math.abs((one?.afterMs ?? 0) - (other?.afterMs ?? 0))).toBeLessThanOrEqual(1);
        }
        for (const { takesWithinMinute } of model.summaries) {
          expect(takesWithinMinute).toBeGreaterThanOrEqual(0);
          expect(takesWithinMinute).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("a stable share", () => {
  it("is in [0, 1), the same for the same text, and spread evenly", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const share = stableShare(text);
        expect(share).toBe(stableShare(text));
        expect(share >= 0 && share < 1).toBe(true);
      }),
    );
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 20_000; n += 1) {
      const tenth = Math.floor(stableShare(`conv_${n}`) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(220);
  });
});
