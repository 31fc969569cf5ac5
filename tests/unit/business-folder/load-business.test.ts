import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { BusinessLoad } from "../../../src/adapters/business-folder/load-business.ts";
import { loadBusiness } from "../../../src/adapters/business-folder/load-business.ts";
import { CATEGORIES } from "../../../src/domain/category.ts";
import { coversLocalTime, isWithinHours } from "../../../src/domain/calendar.ts";
import type { Business } from "../../../src/domain/business.ts";
import { aFolder, SMALL, spoil } from "./folder.ts";

function businessOf(load: BusinessLoad): Business {
  if (load.kind === "faulty") throw new Error(load.faults.map((fault) => fault.message).join("\n"));
  return load.business;
}

const MINUTE = 60_000;

describe("the contract's example", () => {
  it("is read without a fault or a warning", async () => {
    const load = await loadBusiness("tests/fixtures/business/contract");
    expect(load).toMatchObject({ kind: "ok", warnings: [] });
  });

  it("means what the contract says", async () => {
    const business = businessOf(await loadBusiness("tests/fixtures/business/contract"));
    expect(business).toMatchObject({
      name: "Салон «Лето»",
      averageValue: 2500,
      holidays: [{ from: "2026-01-01", to: "2026-01-08" }],
      night: { handoff: "next_opening" },
      consent: { version: "2026-03", url: "https://example.com/privacy" },
      followUp: { afterMs: [15 * MINUTE, 24 * 60 * MINUTE] },
      crm: { title: "{category}: {name} ({source})", observers: [] },
      sla: { targetsMs: { critical: 5 * MINUTE, low: 240 * MINUTE }, clock: "business" },
    });
    expect(business.branches[0]?.hours).toEqual({
      mon: [{ from: 600, to: 1260 }],
      tue: [{ from: 600, to: 1260 }],
      wed: [{ from: 600, to: 1260 }],
      thu: [{ from: 600, to: 1260 }],
      fri: [{ from: 600, to: 1260 }],
      sat: [{ from: 600, to: 1260 }],
      sun: [{ from: 660, to: 1140 }],
    });
    expect(business.services).toEqual([
      {
        id: "manicure",
        name: "Маникюр",
        synonyms: ["маник", "ноготки"],
        price: { from: 1800 },
        isFixedPrice: true,
        durationMs: 90 * MINUTE,
        skills: ["nails"],
        branches: ["center"],
        isVip: false,
        priceNeeds: [],
      },
      {
        id: "coloring",
        name: "Окрашивание",
        synonyms: ["покраска"],
        price: { from: 4000, to: 9000 },
        isFixedPrice: false,
        durationMs: undefined,
        skills: ["hair"],
        branches: [],
        isVip: true,
        priceNeeds: [],
      },
    ]);
    expect(business.team[0]).toMatchObject({
      id: "anna",
      bitrix24: 11,
      telegram: 100_000_011,
      sources: ["telegram", "widget"],
      languages: ["ru", "en"],
      capacity: 4,
      absences: [{ from: "2026-03-16", to: "2026-03-20" }],
    });
    expect(business.team[0]?.shifts.mon).toEqual([
      { from: 600, to: 840 },
      { from: 900, to: 1140 },
    ]);
    expect(business.team[1]?.shifts.sun).toEqual([{ from: 0, to: 1440 }]);
  });

  it("takes a single value where a list may stand, and keeps the ladders' rungs in order", async () => {
    const business = businessOf(await loadBusiness("tests/fixtures/business/contract"));
    expect(business.rules[0]).toEqual({
      name: "Жалобы",
      when: { category: ["complaint"] },
      to: { role: "head" },
      choose: ["sticky", "least_loaded", "round_robin"],
      ladder: "urgent",
    });
    expect(business.rules[2]?.when).toEqual({ category: ["lead_b2c"], service: ["manicure"] });
    expect(business.ladders["standard"]).toEqual([
      { offer: "next", waitMs: MINUTE, task: undefined },
      { offer: "next", waitMs: MINUTE, task: undefined },
      { offer: "duty", waitMs: 90_000, task: undefined },
      { offer: "head", waitMs: undefined, task: "Перезвонить" },
    ]);
  });

  it("hands a complaint over at once, as no set of answers is required", async () => {
    const business = businessOf(await loadBusiness("tests/fixtures/business/contract"));
    expect(business.flows.complaint).toMatchObject({ action: "escalate", ask: [], enough: [] });
    expect(business.flows.lead_b2c?.enough).toEqual([
      ["service", "date"],
      ["service", "time"],
      ["service", "phone"],
    ]);
    expect(Object.keys(business.flows)).toHaveLength(3);
    expect(business.questions).toEqual({
      date: { say: "На какой день вас записать?", choices: ["Сегодня", "Завтра"] },
    });
  });
});

describe("defaults", () => {
  it("fill in everything that the four required files leave out", async () => {
    const load = await loadBusiness(SMALL);
    const business = businessOf(load);
    expect(load).toMatchObject({ warnings: [] });
    expect(business).toMatchObject({
      vertical: "other",
      language: "ru",
      averageValue: 3000,
      holidays: [],
      night: { say: "Сейчас мы закрыты, но я уже помогаю.", handoff: "next_opening" },
      followUp: { afterMs: [] },
      knowledge: [],
      flows: {},
      questions: {},
      sla: { targetsMs: { high: 10 * MINUTE }, clock: "business" },
      crm: {
        tags: ["{category}", "{priority}", "{service}"],
        source: { telegram: "TELEGRAM", call: "CALL" },
      },
    });
    expect(business.rules[1]).toMatchObject({ ladder: "standard" });
  });

  it("let a person without shifts work while their branches are open", async () => {
    const business = businessOf(await loadBusiness(SMALL));
    expect(business.team[0]?.shifts).toEqual(business.branches[0]?.hours);
  });

  it("give English texts to an English business", async () => {
    const dir = await aFolder();
    await spoil(dir, "business.yaml", "name: Ателье", "name: Tailor\nlanguage: en");
    const business = businessOf(await loadBusiness(dir));
    expect(business.night.say).toContain("closed");
  });

  it("keep the usual questions of a category that is only given a text", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "flow.yaml"), 'lead_b2c: { say: "Спасибо, {name}!" }\n');
    const business = businessOf(await loadBusiness(dir));
    expect(business.flows.lead_b2c).toMatchObject({
      ask: ["service", "date", "time", "name", "phone"],
      enough: [
        ["service", "date"],
        ["service", "time"],
        ["service", "phone"],
      ],
      maxQuestions: 3,
    });
  });

  it("take questions without sets of answers to mean all of them", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "flow.yaml"), "lead_b2c: { ask: [service, phone] }\n");
    const business = businessOf(await loadBusiness(dir));
    expect(business.flows.lead_b2c?.enough).toEqual([["service", "phone"]]);
  });
});

describe("what else is understood", () => {
  it("a phone without quotes, and one in a usual Russian writing", async () => {
    for (const phone of ["+74822000001", '"8 (4822) 00-00-01"']) {
      const dir = await aFolder();
      await spoil(dir, "business.yaml", '"+74822000001"', phone);
      expect(businessOf(await loadBusiness(dir)).branches[0]?.phone).toBe("+74822000001");
    }
  });

  it("overnight hours of a rule, for every day", async () => {
    const dir = await aFolder();
    await spoil(dir, "routing.yaml", "value_from: 1000", 'time: "21:00-02:00"');
    const when = businessOf(await loadBusiness(dir)).rules[1]?.when;
    expect(when?.time).toMatchObject({ mon: [{ from: 1260, to: 1560 }], sun: [{ from: 1260, to: 1560 }] });
  });

  it("hours shared by an anchor", async () => {
    const dir = await aFolder();
    await spoil(dir, "team.yaml", '{ daily: "00:00-24:00" }', '&all { daily: "00:00-24:00" }');
    await spoil(dir, "team.yaml", "role: head", "role: head\n  shifts: *all");
    expect(businessOf(await loadBusiness(dir)).team[2]?.shifts.sun).toEqual([{ from: 0, to: 1440 }]);
  });

  it("a price that only begins somewhere", async () => {
    const dir = await aFolder();
    await spoil(dir, "services.yaml", "price: 700", "price: { from: 700 }");
    const service = businessOf(await loadBusiness(dir)).services[0];
    expect(service).toMatchObject({ price: { from: 700 }, isFixedPrice: false });
  });

  it("Windows line ends and a byte order mark", async () => {
    const dir = await aFolder();
    await writeFile(
      join(dir, "knowledge.yaml"),
      "\uFEFF- id: a\r\n  question: Где вы?\r\n  answer: Здесь.\r\n",
    );
    expect(businessOf(await loadBusiness(dir)).knowledge[0]?.answer).toBe("Здесь.");
  });
});

describe("flows/beauty", () => {
  it("has neither errors nor warnings", async () => {
    expect(await loadBusiness("flows/beauty")).toMatchObject({ kind: "ok", warnings: [] });
  });

  it("is a whole salon: branches, services, answers, people and questions", async () => {
    const business = businessOf(await loadBusiness("flows/beauty"));
    expect(business.branches.map((branch) => branch.city)).toEqual(["Омск", "Омск"]);
    expect(business.services.length).toBeGreaterThanOrEqual(16);
    expect(business.services.filter((service) => service.isVip).length).toBeGreaterThan(0);
    expect(business.services.every((service) => service.price && service.durationMs)).toBe(true);
    expect(business.knowledge.length).toBeGreaterThanOrEqual(20);
    expect(business.team.map((manager) => manager.bitrix24)).toEqual([11, 12, 13, 14, 15, 16, 17, 18]);
    const silent = new Set<string>(["price_info", "smalltalk", "system_notification"]);
    const spoken = CATEGORIES.filter((category) => !silent.has(category));
    expect(Object.keys(business.flows).toSorted()).toEqual(spoken.toSorted());
  });

  it("words every question that its flows may ask", async () => {
    const business = businessOf(await loadBusiness("flows/beauty"));
    const asked = Object.values(business.flows).flatMap((flow) => flow.ask);
    expect(asked.filter((slot) => !business.questions[slot])).toEqual([]);
  });

  it("has somebody on duty at every minute of the week", async () => {
    const business = businessOf(await loadBusiness("flows/beauty"));
    const duty = business.team.filter((manager) => manager.role === "duty");
    expect(duty).toHaveLength(2);
    const empty = Array.from({ length: 7 * 1440 }, (_, minute) => minute).filter((minute) => {
      const weekday = Math.floor(minute / 1440);
      const local = {
        day: `2026-03-${String(9 + weekday).padStart(2, "0")}`,
        weekday,
        minute: minute % 1440,
      };
      return !duty.some((manager) => coversLocalTime(local, manager.shifts, manager.absences));
    });
    expect(empty).toEqual([]);
  });

  it("has somebody in sales on shift whenever a branch is open on a usual day", async () => {
    const business = businessOf(await loadBusiness("flows/beauty"));
    const sales = business.team.filter((manager) => manager.teams.includes("sales"));
    const monday = Date.parse("2026-03-09T00:00:00+06:00");
    const alone = Array.from({ length: 7 * 48 }, (_, half) => new Date(monday + half * 30 * MINUTE)).filter(
      (at) => {
        const isOpen = business.branches.some((branch) => isWithinHours(at, branch.hours, business.timezone));
        const people = sales.filter((manager) => isWithinHours(at, manager.shifts, business.timezone));
        return isOpen && people.length === 0;
      },
    );
    expect(alone.map((at) => at.toISOString())).toEqual([]);
  });

  it("lets the demo's ladders end in a task for the head", async () => {
    const { ladders, night } = businessOf(await loadBusiness("flows/beauty"));
    expect(night.handoff).toBe("duty");
    expect(ladders["standard"]?.map(({ offer, waitMs }) => [offer, waitMs])).toEqual([
      ["next", MINUTE],
      ["next", MINUTE],
      ["duty", 90_000],
      ["head", undefined],
    ]);
    expect(ladders["standard"]?.at(-1)?.task).toBeDefined();
  });
});

describe("a folder that can't be a business", () => {
  it("is told when it does not exist", async () => {
    const load = await loadBusiness("tests/fixtures/business/nowhere");
    expect(load).toMatchObject({ kind: "faulty", faults: [{ code: "missing_folder", line: 1, column: 1 }] });
  });

  it("is told when it is a file", async () => {
    const load = await loadBusiness(join(SMALL, "team.yaml"));
    expect(load).toMatchObject({ kind: "faulty", faults: [{ code: "missing_folder" }] });
  });

  it("names every required file that is missing, and only those", async () => {
    const dir = await aFolder();
    for (const file of ["business", "services", "team", "routing"]) await rm(join(dir, `${file}.yaml`));
    const load = await loadBusiness(dir);
    const faults = load.kind === "faulty" ? load.faults : [];
    expect(faults.map(({ file, hint }) => [file, hint.includes("Создайте")])).toEqual(
      ["business", "services", "team", "routing"].map((name) => [join(dir, `${name}.yaml`), true]),
    );
  });

  it("warns of a file whose name is nearly right", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "flows.yml"), "{}");
    expect(await loadBusiness(dir)).toMatchObject({
      kind: "ok",
      warnings: [{ code: "unexpected_file", hint: expect.stringContaining("flow.yaml") }],
    });
  });

  it("warns of an optional file with nothing but comments and goes on", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "flow.yaml"), "# пока пусто\n");
    expect(await loadBusiness(dir)).toMatchObject({ kind: "ok", warnings: [{ code: "empty_file" }] });
  });

  it("is told of a file in an old Windows encoding", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "team.yaml"), Buffer.from([0x2d, 0x20, 0xcc, 0xe0, 0xf8, 0xe0]));
    expect(await loadBusiness(dir)).toMatchObject({ kind: "faulty", faults: [{ code: "not_utf8" }] });
  });
});

describe("examples.yaml", () => {
  it("gives the messages that the owner has labelled, in their order", async () => {
    const dir = await aFolder();
    const rows =
      "- { text: Хочу Рубин на вечер, category: lead_b2c }\n- { text: рубин свободен?, category: price_info }\n";
    await writeFile(join(dir, "examples.yaml"), rows);
    const load = await loadBusiness(dir);
    expect(load).toMatchObject({ kind: "ok", warnings: [] });
    expect(businessOf(load).examples).toEqual([
      { text: "Хочу Рубин на вечер", category: "lead_b2c" },
      { text: "рубин свободен?", category: "price_info" },
    ]);
  });

  it("is not missed where it is absent", async () => {
    expect(businessOf(await loadBusiness(SMALL)).examples).toEqual([]);
  });
});
