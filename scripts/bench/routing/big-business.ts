import type { Business, Manager, RoutingRule, RuleCondition } from "../../../src/domain/business.ts";
import { WEEK_DAYS, type WeekHours } from "../../../src/domain/calendar.ts";
import { CATEGORIES, PRIORITIES } from "../../../src/domain/category.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { LeadRequest } from "../../../src/domain/lead.ts";
import { CHANNEL_NAMES } from "../../../src/domain/message.ts";

export interface BusinessSize {
  readonly managers: number;
  readonly rules: number;
  readonly branches: number;
}

const CITIES = ["Москва", "Омск", "Казань", "Пермь", "Уфа"];

function nth<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("an empty list has no members");
  return item;
}

/** A number that looks random and is always the same: keeps the parts of a rule from marching in step. */
function scatter(index: number, salt: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Hours of a branch: an hour's difference between neighbours, a short Saturday, a free Sunday for every third. */
function branchHours(index: number): WeekHours {
  const from = 540 + (index % 3) * 60;
  return Object.fromEntries(
    WEEK_DAYS.filter((day) => day !== "sun" || index % 3 !== 0).map((day) => [
      day,
      [{ from, to: day === "sat" ? 1080 : from + 720 }],
    ]),
  );
}

/** Shifts with a break of their own for everybody: as many different changes in a day as there are people. */
function shifts(index: number): WeekHours {
  const from = 480 + (index % 8) * 15;
  const pause = 780 + (index % 12) * 5;
  const days = WEEK_DAYS.filter((_, day) => (day + index) % 7 < 5);
  return Object.fromEntries(
    days.map((day) => [
      day,
      [
        { from, to: pause },
        { from: pause + 60, to: from + 660 },
      ],
    ]),
  );
}

function manager(index: number, branches: number): Manager {
  const role = index % 25 === 0 ? "head" : index % 12 === 1 ? "duty" : "manager";
  return {
    id: asId<"manager">(`m${String(index).padStart(2, "0")}`),
    name: `Менеджер ${index}`,
    role,
    teams: [index % 2 === 0 ? "sales" : "support"],
    skills: [`skill${index % 15}`, `skill${(index + 5) % 15}`],
    branches: role === "manager" ? [`b${index % branches}`] : [],
    sources: index % 4 === 0 ? ["telegram", "widget", "whatsapp"] : [],
    languages: index % 5 === 0 ? ["ru", "en"] : ["ru"],
    capacity: 5,
    weight: 1 + (index % 3),
    shifts: role === "duty" ? { ...daily(index % 2 === 0 ? 480 : 1200) } : shifts(index),
    absences:
      index % 6 === 0 ? [{ from: `2026-03-${10 + (index % 15)}`, to: `2026-03-${12 + (index % 15)}` }] : [],
  };
}

const daily = (from: number): WeekHours =>
  Object.fromEntries(WEEK_DAYS.map((day) => [day, [{ from, to: from + 720 }]]));

/** The rules an owner of many branches writes: from special to general, most of them with two or three conditions. */
function condition(index: number, branches: number): RuleCondition {
  const category = [nth(CATEGORIES, scatter(index, 1))];
  const branch = [`b${scatter(index, 2) % branches}`];
  const service = [`s${scatter(index, 3) % 60}`];
  switch (scatter(index, 4) % 10) {
    case 0:
      return { category, branch, priority: [nth(PRIORITIES, scatter(index, 5))] };
    case 1:
      return { category, branch, source: [nth(CHANNEL_NAMES, scatter(index, 5))] };
    case 2:
      return { service, branch };
    case 3:
      return { skill: [`skill${scatter(index, 5) % 15}`], urgent: true, branch };
    case 4:
      return { category, branch, time: scatter(index, 5) % 2 === 0 ? "closed" : "open" };
    case 5:
      return { branch, value_from: 20_000 + (scatter(index, 5) % 50) * 1000, category };
    case 6:
      return { city: [nth(CITIES, scatter(index, 5))], category, service };
    case 7:
      return { service, has: ["phone"], returning: true };
    case 8:
      return { branch, language: ["en"], category, vip: scatter(index, 5) % 2 === 0 };
    default:
      return { category, branch, service, sentiment: ["negative"] };
  }
}

function rule(index: number, branches: number): RoutingRule {
  const targets = [
    { team: "sales" },
    { skill: "service" },
    { team: "support" },
    { role: "manager" as const },
  ];
  return {
    name: `Правило ${index}`,
    when: condition(index, branches),
    to: nth(targets, scatter(index, 6)),
    choose: ["sticky", "least_loaded", "round_robin"],
    ladder: index % 4 === 0 ? "urgent" : "standard",
  };
}

/** A company of the given size; the same size is always the same company. */
export function bigBusiness({ managers, rules, branches }: BusinessSize): Business {
  const indices = (count: number) => Array.from({ length: count }, (_, index) => index);
  return {
    name: "Сеть «Лето»",
    vertical: "beauty",
    timezone: "Asia/Omsk",
    language: "ru",
    averageValue: 5000,
    branches: indices(branches).map((index) => ({
      id: `b${index}`,
      name: `Филиал ${index}`,
      city: nth(CITIES, index),
      address: `Улица ${index}, 1`,
      hours: branchHours(index),
    })),
    holidays: [{ from: "2026-05-01", to: "2026-05-03" }],
    night: { say: "", handoff: "next_opening" },
    consent: { version: "1", text: "" },
    followUp: { afterMs: [], say: "" },
    services: indices(60).map((index) => ({
      id: `s${index}`,
      name: `Услуга ${index}`,
      synonyms: [],
      isFixedPrice: true,
      skills: [`skill${index % 15}`],
      branches: [],
      isVip: index % 20 === 0,
      priceNeeds: [],
    })),
    knowledge: [],
    flows: {},
    questions: {},
    team: indices(managers).map((index) => manager(index, branches)),
    rules: indices(rules).map((index) => rule(index, branches)),
    fallback: {
      to: { team: "sales" },
      choose: ["sticky", "least_loaded", "round_robin"],
      ladder: "standard",
    },
    ladders: {
      standard: [
        { offer: "next", waitMs: 60_000 },
        { offer: "duty", waitMs: 60_000 },
        { offer: "head", task: "Перезвонить" },
      ],
      urgent: [
        { offer: "head", waitMs: 60_000 },
        { offer: "all", task: "Перезвонить срочно" },
      ],
    },
    sla: {
      targetsMs: { critical: 300_000, high: 600_000, normal: 1_800_000, low: 14_400_000 },
      clock: "business",
    },
    crm: { title: "", tags: [], source: {}, observers: [] },
  };
}

/** Requests of every kind, so that some match the first rule and some none. */
export function manyRequests(count: number, branches: number): readonly LeadRequest[] {
  return Array.from({ length: count }, (_, index): LeadRequest => {
    const isElsewhere = index % 9 === 0;
    return {
      category: nth(CATEGORIES, scatter(index, 11)),
      also: [],
      priority: nth(PRIORITIES, scatter(index, 12)),
      urgent: index % 17 === 0,
      sentiment: index % 6 === 0 ? "negative" : "neutral",
      action: "assign_manager",
      language: index % 8 === 0 ? "en" : "ru",
      source: nth(CHANNEL_NAMES, scatter(index, 13)),
      slots: { name: "Мария", phone: "+79990000000" },
      serviceId: `s${scatter(index, 14) % 60}`,
      ...(isElsewhere ? {} : { branchId: `b${scatter(index, 15) % branches}` }),
      isVip: index % 10 === 0,
      isReturning: index % 3 === 0,
      pBooking: 0.5,
      expectedValue: 1000 + (index % 50) * 1000,
    };
  });
}
