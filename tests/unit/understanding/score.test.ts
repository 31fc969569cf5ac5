import { describe, expect, it } from "vitest";
import {
  isSameSlotValue,
  scoreMessages,
  trigramSimilarity,
  type ScoredMessage,
} from "../../../src/understanding/score.ts";

function aScored(
  overrides: {
    gold?: Partial<ScoredMessage["gold"]>;
    answer?: Partial<ScoredMessage["answer"]>;
    latencyMs?: number;
  } = {},
): ScoredMessage {
  const label = {
    category: "lead_b2c",
    priority: "normal",
    action: "ask",
    urgent: false,
    slots: {},
  } as const;
  return {
    id: "m1",
    gold: { ...label, ...overrides.gold },
    answer: { ...label, confidence: 0.9, ...overrides.answer },
    latencyMs: overrides.latencyMs,
  };
}

describe("comparing slots", () => {
  it("compares numbers and dates exactly, names of things by stem or trigrams", () => {
    expect(isSameSlotValue("date", "2026-03-12", "2026-03-13")).toBe(false);
    expect(isSameSlotValue("quantity", 5, 5)).toBe(true);
    expect(isSameSlotValue("service", "замена масла", "Замену масла")).toBe(true);
    expect(isSameSlotValue("company", "ООО «Климат»", "ООО Климат")).toBe(true);
    expect(isSameSlotValue("product", "насос", "редуктор")).toBe(false);
  });

  it("measures likeness between 0 and 1", () => {
    expect(trigramSimilarity("насос", "насос")).toBe(1);
    expect(trigramSimilarity("насос", "буй")).toBe(0);
  });
});

describe("scoring", () => {
  it("counts shares of right answers", () => {
    const score = scoreMessages([
      aScored(),
      aScored({ answer: { category: "price_info", priority: "low" } }),
    ]);
    expect(score).toMatchObject({ count: 2, category: 0.5, priority: 0.5, action: 1, wrong: ["m1"] });
    expect(score.confusion.get("lead_b2c")?.get("price_info")).toBe(1);
  });

  it("counts a missing slot against recall and an extra one against precision", () => {
    const score = scoreMessages([
      aScored({
        gold: { slots: { service: "маникюр", date: "2026-03-12" } },
        answer: { slots: { service: "маникюр", time: "10:00" } },
      }),
    ]);
    expect(score.slots).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
  });

  it("holds slots of dialogues neither for nor against a single message", () => {
    expect(scoreMessages([aScored({ answer: { slots: { problem: "не работает" } } })]).slots.f1).toBe(1);
  });

  it("averages F1 over the categories that occur", () => {
    expect(scoreMessages([aScored(), aScored()]).macroF1).toBe(1);
  });

  it("gives the median and the slow tail of times, or nothing", () => {
    const times = Array.from({ length: 100 }, (_, at) => aScored({ latencyMs: at }));
    expect(scoreMessages(times).latency).toEqual({ p50: 50, p95: 95 });
    expect(scoreMessages([aScored()]).latency).toBeUndefined();
  });
});
