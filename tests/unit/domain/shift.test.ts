import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coversLocalTime, isWithinHours, toLocalTime } from "../../../src/domain/calendar.ts";
import { isOpen, nextOpening, openingHours } from "../../../src/domain/opening.ts";
import { presenceAt } from "../../../src/domain/shift.ts";
import { anyBusiness, anyMoment } from "../../support/builders/any-routing.ts";
import { aBranch, aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";

const at = (text: string) => toLocalTime(new Date(text), "Europe/Moscow");

describe("a shift", () => {
  it("is read from the wall clock exactly as from moments", () => {
    fc.assert(
      fc.property(anyBusiness, anyMoment, ({ team, timezone }, moment) => {
        for (const { shifts, absences } of team) {
          expect(coversLocalTime(toLocalTime(moment, timezone), shifts, absences)).toBe(
            isWithinHours(moment, shifts, timezone, absences),
          );
        }
      }),
    );
  });

  it("of a night belongs to the day it began on, absences included", () => {
    const shifts = { wed: [{ from: 21 * 60, to: 26 * 60 }] };
    const business = aBusiness();
    const presence = (absent: string | undefined, moment: string) =>
      presenceAt(
        aManager("anna", { shifts, absences: absent === undefined ? [] : [{ from: absent, to: absent }] }),
        business,
        at(moment),
      );
    expect(presence(undefined, "2026-03-12T01:30:00+03:00")).toBe("on_shift");
    expect(presence("2026-03-12", "2026-03-12T01:30:00+03:00")).toBe("on_shift");
    expect(presence("2026-03-11", "2026-03-12T01:30:00+03:00")).toBe("absent");
    expect(presence(undefined, "2026-03-12T02:00:00+03:00")).toBe("off_shift");
  });
});

describe("opening hours", () => {
  const business = aBusiness({
    branches: [
      aBranch({ id: "a", hours: hoursOn(["wed"], 10, 14) }),
      aBranch({ id: "b", hours: hoursOn(["wed", "thu"], 12, 20) }),
    ],
  });
  const moment = (text: string) => new Date(`2026-03-${text}:00+03:00`);

  it("of the business are those of any branch", () => {
    expect(isOpen(business, moment("11T11:00"))).toBe(true);
    expect(isOpen(business, moment("11T15:00"))).toBe(true);
    expect(isOpen(business, moment("11T15:00"), "a")).toBe(false);
    expect(nextOpening(business, moment("11T20:30"))).toEqual(moment("12T12:00"));
  });

  it("are none for a business without branches: it is always open", () => {
    const always = aBusiness({ branches: [] });
    expect(openingHours(always)).toBeUndefined();
    expect(isOpen(always, moment("11T03:00"))).toBe(true);
  });
});
