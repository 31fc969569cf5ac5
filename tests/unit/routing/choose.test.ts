import { describe, expect, it } from "vitest";
import type { Chooser } from "../../../src/domain/business.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import { choose, type Contender } from "../../../src/routing/choose.ts";
import { aManager } from "../../support/builders/business.ts";
import { aLoad } from "../../support/builders/manager.ts";

type Overrides = Partial<ManagerLoad> & { capacity?: number; weight?: number; misses?: number };

function aContender(
  id: string,
  { capacity = 4, weight = 1, misses = 0, ...load }: Overrides = {},
): Contender {
  return { manager: aManager(id, { capacity, weight }), load: aLoad(id, load), misses };
}

function order(contenders: readonly Contender[], choosers: readonly Chooser[], sticky?: string) {
  const choice = choose(contenders, choosers, sticky === undefined ? undefined : asId<"manager">(sticky));
  return { ids: choice.ordered.map(({ manager }) => manager.id), by: choice.decidedBy };
}

describe("choosers", () => {
  it("prefer the manager who knows the customer", () => {
    const contenders = [aContender("anna"), aContender("olga", { open: 3 })];
    expect(order(contenders, ["sticky", "least_loaded"], "olga")).toEqual({
      ids: ["olga", "anna"],
      by: "sticky",
    });
  });

  it("compare load as a share of capacity", () => {
    const contenders = [
      aContender("anna", { open: 2, capacity: 4 }),
      aContender("olga", { open: 3, capacity: 8 }),
    ];
    expect(order(contenders, ["least_loaded"])).toEqual({ ids: ["olga", "anna"], by: "least_loaded" });
  });

  it("take turns by the number of offers, then by who has waited longest", () => {
    const early = new Date("2026-03-11T08:00:00Z");
    const late = new Date("2026-03-11T09:00:00Z");
    const contenders = [
      aContender("anna", { offeredTotal: 2, lastOfferedAt: late }),
      aContender("boris", { offeredTotal: 2, lastOfferedAt: early }),
      aContender("olga", { offeredTotal: 3 }),
    ];
    expect(order(contenders, ["round_robin"])).toEqual({ ids: ["boris", "anna", "olga"], by: "round_robin" });
  });

  it("measure offers against weight, those without weight last", () => {
    const contenders = [
      aContender("anna", { offeredTotal: 2, weight: 1 }),
      aContender("boris", { offeredTotal: 3, weight: 2 }),
      aContender("olga", { offeredTotal: 0, weight: 0 }),
    ];
    expect(order(contenders, ["weighted"])).toEqual({ ids: ["boris", "anna", "olga"], by: "weighted" });
  });

  it("pull a short history towards the common rate", () => {
    const contenders = [
      aContender("anna", { history: { decided: 2, won: 2 } }),
      aContender("boris", { history: { decided: 100, won: 60 } }),
      aContender("olga", { history: { decided: 100, won: 30 } }),
    ];
    expect(order(contenders, ["best_converting"])).toEqual({
      ids: ["boris", "anna", "olga"],
      by: "best_converting",
    });
  });

  it("skip the comparison by conversion when there is little history, and say so", () => {
    const contenders = [aContender("anna", { open: 1, history: { decided: 3, won: 3 } }), aContender("olga")];
    const choice = choose(contenders, ["best_converting", "least_loaded"], undefined);
    expect(choice.skipped).toEqual(["best_converting"]);
    expect(choice.ordered[0]?.manager.id).toBe("olga");
  });

  it("leave equals to the lower id", () => {
    expect(order([aContender("olga"), aContender("anna")], ["least_loaded"])).toEqual({
      ids: ["anna", "olga"],
      by: "id",
    });
  });

  it("never put a worse fit before a better one", () => {
    const contenders = [aContender("anna", { misses: 2 }), aContender("olga", { open: 3 })];
    expect(order(contenders, ["least_loaded"])).toEqual({ ids: ["olga", "anna"], by: "only_candidate" });
  });
});
