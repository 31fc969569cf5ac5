import { describe, expect, it } from "vitest";
import { loadBusiness } from "../../../../src/adapters/business-folder/load-business.ts";
import type { Business } from "../../../../src/domain/business.ts";
import { formatDateTime } from "../../../../src/domain/format.ts";
import type { Finding } from "../../../../src/routing/proof/coverage-report.ts";
import { proveCoverage } from "../../../../src/routing/proof/prove-coverage.ts";
import { aBusiness, aBranch, aManager, aService, hoursOn } from "../../../support/builders/business.ts";

const MONDAY = new Date("2026-03-09T09:00:00Z");
const WORK_DAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
const WEEK = [...WORK_DAYS, "sat", "sun"] as const;

/** One branch, one head; open and manned from 10 to 20 every day. */
function aSmallBusiness(overrides: Partial<Business> = {}): Business {
  return aBusiness({
    branches: [aBranch({ hours: hoursOn(WEEK, 10, 20) })],
    holidays: [],
    services: [aService()],
    team: [
      aManager("anna", { shifts: hoursOn(WEEK, 10, 20), capacity: 5 }),
      aManager("boris", { name: "Борис", shifts: hoursOn(WEEK, 10, 20), capacity: 5 }),
      aManager("dina", { name: "Дина", role: "duty", shifts: hoursOn(WEEK, 0, 24) }),
      aManager("olga", { name: "Ольга", role: "head", shifts: hoursOn(WEEK, 9, 21) }),
    ],
    ...overrides,
  });
}

function prove(business: Business, options: { peak?: number; days?: number } = {}): readonly Finding[] {
  return proveCoverage(business, { from: MONDAY, ...options }).findings;
}

const ofCode = (findings: readonly Finding[], code: Finding["code"]) =>
  findings.filter((finding) => finding.code === code);

const hours = ({ intervals }: Finding, timezone = "Europe/Moscow") =>
  intervals.map(
    ({ from, to }) => `${formatDateTime(from, timezone, "ru")} – ${formatDateTime(to, timezone, "ru")}`,
  );

describe("the coverage proof", () => {
  it("finds nothing where somebody is there at every minute", () => {
    expect(prove(aSmallBusiness())).toEqual([]);
  });

  it("finds the minutes of a Saturday between two halves of a shift", () => {
    const shifts = {
      ...hoursOn(WORK_DAYS, 10, 20),
      sat: [
        { from: 600, to: 845 },
        { from: 900, to: 1200 },
      ],
      ...hoursOn(["sun"], 10, 20),
    };
    const business = aSmallBusiness({
      team: [
        aManager("anna", { shifts }),
        aManager("olga", { name: "Ольга", role: "head", shifts: hoursOn(WORK_DAYS, 9, 21) }),
      ],
    });
    const [hole] = ofCode(prove(business, { days: 7 }), "coverage_hole");
    expect(hole && hours(hole)).toEqual(["14 марта, сб, 14:05 – 14 марта, сб, 15:00"]);
    expect(hole?.message).toContain(
      "заявку «Запись» из Telegram никто не возьмёт: Анна на перерыве до 15:00",
    );
  });

  it("sees a holiday and an absence of the coming weeks, and nothing beyond its days", () => {
    const team = [
      aManager("anna", {
        shifts: hoursOn(WEEK, 10, 20),
        absences: [{ from: "2026-03-18", to: "2026-03-18" }],
      }),
    ];
    const hole = ofCode(prove(aSmallBusiness({ team }), { days: 14 }), "coverage_hole").find(
      ({ example }) => example?.request.priority === "normal",
    );
    expect(hole && hours(hole)).toEqual(["18 марта, ср, 10:00 – 18 марта, ср, 20:00"]);
    expect(hole?.message).toContain("18 марта, ср, с 10:00 до 20:00");
    const calm = ofCode(prove(aSmallBusiness({ team }), { days: 7 }), "coverage_hole");
    expect(calm.every(({ example }) => example?.request.priority !== "normal")).toBe(true);
  });

  it("lets ordinary leads of the night wait for opening, but not critical ones", () => {
    const team = [aManager("anna", { shifts: hoursOn(WEEK, 10, 20) })];
    const [hole, ...others] = ofCode(prove(aSmallBusiness({ team }), { days: 3 }), "coverage_hole");
    expect(others).toEqual([]);
    expect(hole?.example?.request.priority).toBe("critical");
    expect(hole && hours(hole)[1]).toBe("9 марта, пн, 20:00 – 10 марта, вт, 10:00");
  });

  it("sees a shift that runs past midnight", () => {
    const night = Object.fromEntries(WEEK.map((day) => [day, [{ from: 20 * 60, to: 34 * 60 }]]));
    const team = [
      aManager("anna", { shifts: hoursOn(WEEK, 10, 20) }),
      aManager("pavel", { name: "Павел", role: "duty", shifts: night }),
    ];
    expect(ofCode(prove(aSmallBusiness({ team })), "coverage_hole")).toEqual([]);
  });

  it("names a channel that nobody serves", () => {
    const team = [
      aManager("anna", { shifts: hoursOn(WEEK, 0, 24), sources: ["telegram", "widget", "form", "call"] }),
    ];
    const night = { say: "", handoff: "duty" } as const;
    const [hole, ...others] = ofCode(prove(aSmallBusiness({ team, night })), "coverage_hole");
    expect(others).toEqual([]);
    expect(hole?.example?.request.source).toBe("whatsapp");
    expect(hole?.message).toMatch(
      /^Круглые сутки заявку «Запись» из WhatsApp никто не возьмёт: Анна не ведёт этот канал/u,
    );
    expect(hole?.hint).toContain("sources");
  });

  it("names the one person whom a ladder comes down to", () => {
    const team = [
      aManager("anna", { shifts: hoursOn(WEEK, 10, 20), capacity: 5 }),
      aManager("boris", { name: "Борис", shifts: hoursOn(WEEK, 10, 18), capacity: 5 }),
    ];
    const [single, ...others] = ofCode(prove(aSmallBusiness({ team })), "single_person");
    expect(others).toEqual([]);
    expect(single?.place).toEqual({ file: "team", path: [0] });
    expect(single?.intervals).toHaveLength(60);
    expect(single?.message).toContain("Анна — единственный человек на лестнице: пн–вс 18:00–20:00");
  });

  it("does not count on a colleague whom routing would never ask while a better fit is there", () => {
    const rules = [{ name: "Ногти", when: {}, to: { skill: "nails" }, choose: [], ladder: "solo" }];
    const ladders = { ...aBusiness().ladders, solo: [{ offer: "next", task: "Перезвонить" }] };
    const team = [
      aManager("anna", { skills: ["nails"], shifts: hoursOn(WEEK, 10, 20) }),
      aManager("boris", { skills: [], shifts: hoursOn(WEEK, 10, 20) }),
    ];
    const [single] = ofCode(prove(aSmallBusiness({ rules, ladders, team })), "single_person");
    expect(single?.place.path).toEqual([0]);
  });

  it("counts places against the peak that the owner expects", () => {
    expect(ofCode(prove(aSmallBusiness(), { peak: 14 }), "capacity_below_peak")).toEqual([]);
    const [weak] = ofCode(prove(aSmallBusiness(), { peak: 20 }), "capacity_below_peak");
    expect(weak?.message).toContain("у всех вместе 18 мест, а пик — 20 заявок разом");
  });

  it("calls a rule dead when several above take all of its leads together", () => {
    const to = { team: "sales" };
    const rest = { to, choose: [], ladder: "standard" } as const;
    const rules = [
      { name: "VIP", when: { category: ["lead_b2c"], vip: true }, ...rest },
      { name: "Прочие", when: { category: ["lead_b2c"], vip: false }, ...rest },
      { name: "С сайта", when: { category: ["lead_b2c"], source: ["widget"] }, ...rest },
    ] as const;
    const [dead, ...others] = ofCode(prove(aSmallBusiness({ rules })), "rule_never_reached");
    expect(others).toEqual([]);
    expect(dead?.place).toEqual({ file: "routing", path: ["rules", 2] });
    expect(dead?.message).toContain("раньше забирают «VIP», «Прочие»");
  });

  it("knows that a dear lead is a VIP, so a rule for dear leads below the VIPs is dead", () => {
    const rest = { to: { team: "sales" }, choose: [], ladder: "standard" } as const;
    const rules = (from: number) => [
      { name: "VIP", when: { vip: true }, ...rest },
      { name: "Крупный чек", when: { value_from: from }, ...rest },
    ];
    const business = aSmallBusiness({ averageValue: 2000 });
    expect(ofCode(prove({ ...business, rules: rules(9_999) }), "rule_never_reached")).toEqual([]);
    expect(ofCode(prove({ ...business, rules: rules(10_000) }), "rule_never_reached")).toHaveLength(1);
  });

  it.each([
    [{ service: ["manicure"], skill: ["hair"] }, ["service", "skill"]],
    [{ branch: ["center"], city: ["Омск"] }, ["branch", "city"]],
    [{ value_from: 5000, value_to: 100 }, ["value_from", "value_to"]],
  ])("names the conditions of %j that exclude each other", (when, keys) => {
    const rules = [{ name: "Пустое", when, to: { team: "sales" }, choose: [], ladder: "standard" }];
    const services = [aService(), aService({ id: "haircut", name: "Стрижка", skills: ["hair"] })];
    const [fault] = ofCode(prove(aSmallBusiness({ rules, services })), "rule_contradicts_itself");
    expect(fault?.message).toContain(`исключают друг друга (${keys.join(", ")})`);
  });

  it("tells which rule an hour belongs to, so that a night rule may cover the night", () => {
    const rest = { choose: [], ladder: "standard" } as const;
    const night = {
      name: "Ночь",
      when: { time: "closed" as const },
      to: { manager: aManager("vera").id },
      ...rest,
    };
    const team = [
      aManager("anna", { shifts: hoursOn(WEEK, 10, 20) }),
      aManager("vera", { name: "Вера", shifts: hoursOn(WEEK, 0, 24) }),
    ];
    const business = aSmallBusiness({ team, night: { say: "", handoff: "duty" } });
    expect(ofCode(prove({ ...business, rules: [night] }), "coverage_hole")).toEqual([]);
    expect(
      ofCode(prove({ ...business, rules: [{ ...night, to: { manager: team[0]!.id } }] }), "coverage_hole"),
    ).toHaveLength(1);
  });

  it("sees that a lead of the night keeps the ladder of the night when the shop opens", () => {
    const rest = { to: { role: "manager" as const }, choose: [] } as const;
    const rules = [{ name: "Ночь", when: { time: "closed" as const }, ...rest, ladder: "night" }];
    const ladders = { ...aBusiness().ladders, night: [{ offer: "duty", task: "Перезвонить" }] };
    const team = [
      aManager("anna", { shifts: hoursOn(WEEK, 10, 20) }),
      aManager("vera", { name: "Вера", role: "duty", shifts: hoursOn(WEEK, 20, 24) }),
    ];
    const holes = ofCode(prove(aSmallBusiness({ rules, ladders, team })), "coverage_hole");
    const held = holes.find(({ message }) => message.includes("ждёт открытия"));
    expect(held?.rules).toEqual(["Ночь"]);
    expect(held?.message).toContain("её лестница пуста");
  });

  it("names every fault of a business made of faults, each with its line", async () => {
    const load = await loadBusiness("tests/fixtures/business/with-holes");
    if (load.kind !== "ok") throw new Error("the folder can't be read");
    const { findings } = proveCoverage(load.business, { from: MONDAY });
    const told = findings.map(({ code, place }) => {
      const { file, line } = load.source.placeOf(place.file, place.path);
      return `${code} ${file.split("/").at(-1)}:${line}`;
    });
    expect(told.toSorted()).toEqual([
      "capacity_below_peak routing.yaml:3",
      "coverage_hole routing.yaml:2",
      "coverage_hole routing.yaml:2",
      "coverage_hole routing.yaml:2",
      "coverage_hole routing.yaml:3",
      "coverage_hole routing.yaml:3",
      "ladder_ends_in_nobody routing.yaml:11",
      "ladder_ends_off_shift routing.yaml:10",
      "rule_contradicts_itself routing.yaml:6",
      "rule_never_reached routing.yaml:5",
      "service_without_people services.yaml:2",
      "service_without_people services.yaml:3",
      "single_person team.yaml:1",
      "single_person team.yaml:15",
      "single_person team.yaml:6",
      "target_relaxed routing.yaml:7",
    ]);
    for (const { hint, message } of findings) expect(message.length * hint.length).toBeGreaterThan(0);
  });

  it("does not lose an hour on the day when the clocks change", () => {
    const team = [aManager("anna", { shifts: hoursOn(WEEK, 0, 24) })];
    const business = { ...aSmallBusiness({ team }), timezone: "Europe/Berlin" };
    const { findings, to, from } = proveCoverage(business, {
      from: new Date("2026-03-28T09:00:00Z"),
      days: 3,
    });
    expect(ofCode(findings, "coverage_hole")).toEqual([]);
    expect(to.getTime() - from.getTime()).toBe(71 * 3_600_000);
  });
});
