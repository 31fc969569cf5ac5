import { describe, expect, it } from "vitest";
import { findLastResort } from "../../../../src/watch/ladder/last-resort.ts";
import { aBusiness, aManager } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";

const off = { shifts: {} };
const away = { absences: [{ from: "2026-03-11", to: "2026-03-11" }] };

const resort = (...team: ReturnType<typeof aManager>[]) =>
  findLastResort(aBusiness({ team }), WEDNESDAY_11)?.id;

describe("the last resort", () => {
  it("is a head, even off shift", () => {
    expect(resort(aManager("anna"), aManager("vera", { role: "head", ...off }))).toBe("vera");
  });

  it("is somebody who works now when the head is away", () => {
    expect(resort(aManager("anna"), aManager("vera", { role: "head", ...away }))).toBe("anna");
    expect(resort(aManager("anna", off), aManager("vera", { role: "head", ...away }))).toBe("vera");
  });

  it("is duty before a manager, and the lower id among equals", () => {
    expect(resort(aManager("anna"), aManager("dina", { role: "duty" }))).toBe("dina");
    expect(resort(aManager("olga"), aManager("boris"))).toBe("boris");
  });

  it("is nobody only without a team", () => {
    expect(resort()).toBeUndefined();
  });
});
