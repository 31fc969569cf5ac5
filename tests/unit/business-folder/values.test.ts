import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { covers } from "../../../src/adapters/business-folder/check-rules.ts";
import { editDistance, nearestWord } from "../../../src/adapters/business-folder/nearest-word.ts";
import {
  daysOf,
  parseDates,
  parseDayHours,
  parseDuration,
  parseWeekHours,
} from "../../../src/adapters/business-folder/time-values.ts";
import type { RuleCondition } from "../../../src/domain/business.ts";
import { WEEK_DAYS } from "../../../src/domain/calendar.ts";
import { CATEGORIES, PRIORITIES } from "../../../src/domain/category.ts";
import { SLOT_NAMES } from "../../../src/domain/slot.ts";

describe("durations", () => {
  it.each([
    ["60s", 60_000],
    ["15m", 900_000],
    ["90m", 5_400_000],
    ["24h", 86_400_000],
    ["2d", 172_800_000],
  ])("%s is %i ms", (text, durationMs) => {
    expect(parseDuration(text)).toEqual({ kind: "good", value: durationMs });
  });

  it.each(["", "15", "m", "-5m", "1.5h", "15 мин", "0m", "9999d", "1h30m"])("«%s» is none", (text) => {
    expect(parseDuration(text).kind).toBe("bad");
  });
});

describe("hours", () => {
  it("run overnight past the end of the day", () => {
    expect(parseDayHours("21:00-02:00")).toEqual({ kind: "good", value: [{ from: 1260, to: 1560 }] });
  });

  it("cover the whole day as 00:00-24:00", () => {
    expect(parseDayHours("00:00-24:00")).toEqual({ kind: "good", value: [{ from: 0, to: 1440 }] });
  });

  it("come in order, however they are written", () => {
    expect(parseDayHours(" 15:00 – 19:00,9:00-14:00 ")).toEqual({
      kind: "good",
      value: [
        { from: 540, to: 840 },
        { from: 900, to: 1140 },
      ],
    });
  });

  it("may touch but not overlap", () => {
    expect(parseDayHours("10:00-14:00, 14:00-19:00").kind).toBe("good");
    expect(parseDayHours("10:00-14:01, 14:00-19:00").kind).toBe("bad");
    expect(parseDayHours("22:00-06:00, 23:00-23:30").kind).toBe("bad");
  });

  it("of two nights in a row may meet in the morning", () => {
    expect(parseWeekHours({ daily: "20:00-08:00, 08:00-20:00" }).kind).toBe("good");
    expect(parseWeekHours({ daily: "20:00-08:00, 07:59-19:00" }).kind).toBe("bad");
  });

  it("of Sunday night may not run into Monday's", () => {
    expect(parseWeekHours({ sun: "22:00-03:00", mon: "02:00-10:00" }).kind).toBe("bad");
    expect(parseWeekHours({ sun: "22:00-03:00", mon: "03:00-10:00" }).kind).toBe("good");
  });

  it("read back what any span of a day was written as", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (at: number) =>
      `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(minute, minute, (from, to) => {
        fc.pre(from !== to);
        const expected = { from, to: to > from ? to : to + 1440 };
        expect(parseDayHours(`${clock(from)}-${clock(to)}`)).toEqual({ kind: "good", value: [expected] });
      }),
    );
  });
});

describe("days", () => {
  it.each([
    ["mon", ["mon"]],
    ["mon-fri", ["mon", "tue", "wed", "thu", "fri"]],
    ["sat-mon", ["sat", "sun", "mon"]],
    ["daily", [...WEEK_DAYS]],
    ["Mon-Tue", ["mon", "tue"]],
    ["monday", []],
    ["mon-fri-sun", []],
    ["", []],
  ])("%s means %j", (key, days) => {
    expect(daysOf(key)).toEqual(days);
  });
});

describe("dates", () => {
  it("are a day or a range of days", () => {
    expect(parseDates("2026-05-09")).toEqual({
      kind: "good",
      value: { from: "2026-05-09", to: "2026-05-09" },
    });
    expect(parseDates("2026-01-01..2026-01-08")).toEqual({
      kind: "good",
      value: { from: "2026-01-01", to: "2026-01-08" },
    });
  });

  it.each(["2026-13-01", "2026-02-29", "9 мая", "2026-05-09..", "2026-05-09..2026-05-08", 20_260_509, null])(
    "are not %s",
    (value) => {
      expect(parseDates(value).kind).toBe("bad");
    },
  );
});

describe("the nearest word", () => {
  it.each([
    ["prise", ["price", "name"], "price"],
    ["Complaint", ["complaint"], "complaint"],
    ["telegramm", ["telegram", "whatsapp"], "telegram"],
    ["question", ["questions", "answer"], "questions"],
    ["xyz", ["price", "name"], undefined],
    ["", ["price"], undefined],
  ])("to «%s» of %j is %s", (word, known, nearest) => {
    expect(nearestWord(word, known)).toBe(nearest);
  });

  it("is at the distance of the edits that were made", () => {
    expect(editDistance("mian", "main")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("a rule above another", () => {
  const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const condition: fc.Arbitrary<RuleCondition> = fc.record({
    category: maybe(some(CATEGORIES.slice(0, 4))),
    priority: maybe(some(PRIORITIES)),
    vip: maybe(fc.boolean()),
    value_from: maybe(fc.nat(5)),
    value_to: maybe(fc.nat(5)),
    has: maybe(some(SLOT_NAMES.slice(0, 3))),
  });
  const request = fc.record({
    category: fc.constantFrom(...CATEGORIES.slice(0, 4)),
    priority: fc.constantFrom(...PRIORITIES),
    vip: fc.boolean(),
    value: fc.nat(5),
    known: fc.subarray(SLOT_NAMES.slice(0, 3)),
  });
  type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;
  const holds = (when: RuleCondition, lead: Request): boolean =>
    (when.category?.includes(lead.category) ?? true) &&
    (when.priority?.includes(lead.priority) ?? true) &&
    (when.vip ?? lead.vip) === lead.vip &&
    lead.value >= (when.value_from ?? 0) &&
    lead.value <= (when.value_to ?? 5) &&
    (when.has?.every((slot) => lead.known.includes(slot)) ?? true);

  it("is called covering only when it takes every request of the other", () => {
    fc.assert(
      fc.property(condition, condition, request, (wide, narrow, lead) => {
        expect(!covers(wide, narrow) || !holds(narrow, lead) || holds(wide, lead)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("covers itself, and everything when it has no conditions", () => {
    fc.assert(
      fc.property(condition, (one) => {
        expect(covers(one, one)).toBe(true);
        expect(covers({}, one)).toBe(true);
      }),
    );
  });
});
