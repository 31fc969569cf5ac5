import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../../src/domain/experiment.ts";
import { asId } from "../../../../src/domain/ids.ts";
import { createMakeId } from "../../../../src/platform/make-id.ts";
import { assignVariant, underVariant } from "../../../../src/routing/experiments/assign-variant.ts";
import { aBusiness } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";

const { rules, ladders, sla, fallback } = aBusiness();
const trial: Experiment = {
  id: "duty_first",
  variants: [
    { id: "now", share: 3 },
    { id: "duty", share: 1, routing: { rules, ladders, sla, fallback: { ...fallback, ladder: "urgent" } } },
  ],
};
const conv = (id: string) => asId<"conversation">(id);

describe("the variant of a conversation", () => {
  it("stays with it, whatever else changes in the business", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (id, name) => {
        const first = assignVariant(aBusiness({ experiments: [trial] }), conv(id), WEDNESDAY_11);
        const later = new Date(WEDNESDAY_11.getTime() + 86_400_000);
        const again = assignVariant(
          aBusiness({ experiments: [{ ...trial }], name, rules: [] }),
          conv(id),
          later,
        );
        expect(again).toEqual(first);
        expect(["now", "duty"]).toContain(first?.variant);
      }),
    );
  });

  it("falls to each variant by its share", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
        fc.string({ minLength: 1, maxLength: 8 }),
        (shares, id) => {
          const variants = shares.map((share, index) => ({ id: `v${index}`, share }));
          const business = aBusiness({ experiments: [{ id, variants }] });
          const counts = new Map<string, number>();
          const size = 4000;
          for (let n = 0; n < size; n += 1) {
            const variant = assignVariant(business, conv(`conv_${n}`), WEDNESDAY_11)?.variant ?? "none";
            counts.set(variant, (counts.get(variant) ?? 0) + 1);
          }
          const total = shares.reduce((sum, share) => sum + share, 0);
          for (const [index, share] of shares.entries()) {
            const part = share / total;
            // Five standard deviations: one run in a million and more strays farther by chance.
            const reach = 5 * Math.sqrt(size * part * (1 - part));
            expect(Math.abs((counts.get(`v${index}`) ?? 0) - size * part)).toBeLessThan(reach);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is as even for ids that only a moment tells apart", () => {
    let nowMs = WEDNESDAY_11.getTime();
    const makeId = createMakeId(
      () => (nowMs += 1),
      () => new Uint8Array(10),
    );
    const even = {
      id: "trial",
      variants: [
        { id: "a", share: 1 },
        { id: "b", share: 1 },
      ],
    };
    const business = aBusiness({ experiments: [even] });
    let first = 0;
    for (let n = 0; n < 4000; n += 1)
      first += Number(assignVariant(business, makeId("conversation"), WEDNESDAY_11)?.variant === "a");
    expect(Math.abs(first - 2000)).toBeLessThan(160);
  });

  it("of one experiment says nothing of the variant in another", () => {
    const other = { ...trial, id: "other" };
    const both = Array.from({ length: 2000 }, (_, n) =>
      [trial, other].map(
        (one) => assignVariant(aBusiness({ experiments: [one] }), conv(`conv_${n}`), WEDNESDAY_11)?.variant,
      ),
    ).filter(([one, two]) => one === "duty" && two === "duty").length;
    // A quarter of a quarter.
    expect(both).toBeGreaterThan(80);
    expect(both).toBeLessThan(175);
  });

  it("is drawn only on the days of the experiment, by the business's clock", () => {
    const dated = { ...trial, dates: { from: "2026-03-12", to: "2026-03-12" } };
    const business = aBusiness({ experiments: [dated] });
    const at = (text: string) => assignVariant(business, conv("conv_1"), new Date(text))?.id;
    expect(at("2026-03-11T23:59:00+03:00")).toBeUndefined();
    expect(at("2026-03-12T00:00:00+03:00")).toBe("duty_first");
    expect(at("2026-03-12T23:59:00+03:00")).toBe("duty_first");
    expect(at("2026-03-13T00:00:00+03:00")).toBeUndefined();
    expect(assignVariant(aBusiness(), conv("conv_1"), WEDNESDAY_11)).toBeUndefined();
  });
});

describe("the business under a variant", () => {
  const business = aBusiness({ experiments: [trial] });

  it("has the variant's rules and everything else as it is, and is the same each time", () => {
    const ruled = underVariant(business, { id: "duty_first", variant: "duty" });
    expect(ruled.fallback.ladder).toBe("urgent");
    expect(ruled.team).toBe(business.team);
    expect(underVariant(business, { id: "duty_first", variant: "duty" })).toBe(ruled);
  });

  it("is itself for the control and for an experiment that is gone", () => {
    expect(underVariant(business, { id: "duty_first", variant: "now" })).toBe(business);
    expect(underVariant(business, { id: "gone", variant: "duty" })).toBe(business);
    expect(underVariant(business, undefined)).toBe(business);
  });
});
