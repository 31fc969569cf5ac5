import type { Business, LadderRung, Manager } from "../../../src/domain/business.ts";
import type { WeekHours } from "../../../src/domain/calendar.ts";
import { asId } from "../../../src/domain/ids.ts";

const day = [{ from: 600, to: 1260 }];
const DAILY: WeekHours = {
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  sat: day,
  sun: [{ from: 660, to: 1140 }],
};
const OFFICE: WeekHours = { mon: day, tue: day, wed: day, thu: day, fri: day };
const NIGHT: WeekHours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((name) => [name, [{ from: 1260, to: 2040 }]]),
);

const service = (id: string, name: string, more: Partial<Business["services"][number]> = {}) => ({
  id,
  name,
  synonyms: [],
  isFixedPrice: true,
  skills: [],
  branches: [],
  isVip: false,
  priceNeeds: [],
  ...more,
});

/** A person of the team with everyday settings; name what matters to the test. */
export function aTeamMember(id: string, name: string, more: Partial<Manager> = {}): Manager {
  return {
    id: asId(id),
    name,
    role: "manager",
    teams: ["sales"],
    skills: [],
    branches: [],
    sources: [],
    languages: ["ru"],
    capacity: 4,
    weight: 1,
    shifts: DAILY,
    absences: [],
    ...more,
  };
}

export const STANDARD_RUNGS: readonly LadderRung[] = [
  { offer: "next", waitMs: 60_000 },
  { offer: "next", waitMs: 60_000 },
  { offer: "duty", waitMs: 90_000 },
  { offer: "head", task: "Перезвонить" },
];

/** A salon in Omsk, the way a business folder gives it. */
export function aBusiness(more: Partial<Business> = {}): Business {
  return {
    name: "Салон «Лето»",
    vertical: "beauty",
    timezone: "Asia/Omsk",
    language: "ru",
    averageValue: 2500,
    branches: [
      {
        id: "center",
        name: "На Ленина",
        city: "Омск",
        address: "ул. Ленина, 10",
        phone: "+73812000001",
        hours: DAILY,
      },
      {
        id: "left",
        name: "На Левобережье",
        city: "Омск",
        address: "ул. Лукашевича, 8",
        phone: "+73812000002",
        hours: OFFICE,
      },
    ],
    holidays: [],
    night: { say: "Сейчас мы закрыты, но я уже помогаю.", handoff: "next_opening" },
    consent: {
      version: "2026-03",
      url: "https://example.com/privacy",
      text: "Соглашаюсь на обработку данных",
    },
    followUp: { afterMs: [900_000], say: "Остались вопросы? Я на связи." },
    services: [
      service("manicure", "Маникюр", { price: { from: 1800 }, durationMs: 5_400_000 }),
      service("pedicure", "Педикюр", { price: { from: 2400 }, durationMs: 6_000_000 }),
      service("coloring", "Окрашивание", {
        price: { from: 4000, to: 9000 },
        isFixedPrice: false,
        durationMs: 10_800_000,
        isVip: true,
      }),
      service("haircut", "Женская стрижка", {
        price: { from: 1600 },
        isFixedPrice: false,
        durationMs: 3_600_000,
      }),
      service("brows", "Коррекция и окрашивание бровей", {
        price: { from: 1200 },
        durationMs: 2_700_000,
        branches: ["center"],
      }),
      service("wedding", "Свадебный образ", { isVip: true }),
    ],
    knowledge: [
      { id: "parking", question: "Есть ли парковка?", also: [], answer: "Да, во дворе 10 бесплатных мест." },
      {
        id: "card",
        question: "Можно ли оплатить картой?",
        also: [],
        answer: "Да, картой, по QR-коду и наличными.",
      },
      {
        id: "late",
        question: "Что если я опоздаю?",
        also: [],
        answer: "До 15 минут подождём, потом подберём другое время.",
      },
    ],
    flows: {},
    questions: {},
    team: [
      aTeamMember("anna", "Анна", { skills: ["nails", "hair"], telegram: 100000011 }),
      aTeamMember("boris", "Борис", { skills: ["hair"], capacity: 3 }),
      aTeamMember("vera", "Вера", {
        skills: ["nails", "brows"],
        absences: [{ from: "2026-03-09", to: "2026-03-20" }],
      }),
      aTeamMember("dmitry", "Дмитрий", { role: "duty", shifts: NIGHT, capacity: 6, telegram: 100000014 }),
      aTeamMember("elena", "Елена Сергеевна", {
        role: "head",
        teams: ["heads"],
        shifts: OFFICE,
        capacity: 10,
      }),
    ],
    rules: [],
    fallback: {
      to: { team: "sales" },
      choose: ["sticky", "least_loaded", "round_robin"],
      ladder: "standard",
    },
    ladders: { standard: STANDARD_RUNGS },
    sla: {
      targetsMs: { critical: 300_000, high: 600_000, normal: 1_800_000, low: 14_400_000 },
      clock: "business",
    },
    crm: { title: "{category}: {name}", tags: [], source: {}, observers: [] },
    ...more,
  };
}
