import { describe, expect, it } from "vitest";
import type { Slots } from "../../../src/domain/slot.ts";
import { findBranch } from "../../../src/routing/find-branch.ts";
import { aBranch, aBusiness, aService } from "../../support/builders/business.ts";

const business = aBusiness({
  branches: [
    aBranch({ id: "center", name: "Центр", city: "Омск", address: "ул. Ленина, 10" }),
    aBranch({ id: "left", name: "Левый берег", city: "Омск", address: "проспект Мира, 5" }),
    aBranch({ id: "tyumen", name: "Тюмень", city: "Тюмень", address: "ул. Республики, 7" }),
  ],
});

const find = (slots: Slots, branches: readonly string[] = []) =>
  findBranch(business, slots, aService({ branches }))?.id;

describe("the branch of a request", () => {
  it.each<[Slots, string]>([
    [{ branch: "center" }, "center"],
    [{ branch: "в центре" }, "center"],
    [{ branch: "на Левом берегу" }, "left"],
    [{ branch: "на Ленина" }, "center"],
    [{ branch: "мира 5" }, "left"],
    [{ city: "Тюмени" }, "tyumen"],
    [{ city: "омск", branch: "ленина" }, "center"],
    [{ address: "г. Омск, пр. Мира" }, "left"],
  ])("is found by the customer's words: %j", (slots, id) => {
    expect(find(slots)).toBe(id);
  });

  it("stays open when the city has several branches", () => {
    expect(find({ city: "Омск" })).toBeUndefined();
  });

  it("follows from the service when only one branch of the city offers it", () => {
    expect(find({ city: "Омск" }, ["left", "tyumen"])).toBe("left");
    expect(find({}, ["tyumen"])).toBe("tyumen");
  });

  it("keeps to the customer's branch even if the service is offered elsewhere", () => {
    expect(find({ branch: "центр" }, ["tyumen"])).toBe("center");
  });

  it("is none in a city that is not ours", () => {
    expect(find({ city: "Курган" }, ["tyumen"])).toBeUndefined();
  });

  it("is the only one there is", () => {
    const single = aBusiness({ branches: [aBranch()] });
    expect(findBranch(single, {}, undefined)?.id).toBe("center");
  });
});
