import type { Branch, Business, KnowledgeItem, Manager, Service } from "../../../src/domain/business.ts";
import type { WeekHours } from "../../../src/domain/calendar.ts";
import { asId } from "../../../src/domain/ids.ts";

const HOUR = 60;

/** The same hours on every day named; whole hours. */
export function hoursOn(days: readonly (keyof WeekHours)[], from: number, to: number): WeekHours {
  return Object.fromEntries(days.map((day) => [day, [{ from: from * HOUR, to: to * HOUR }]]));
}

const WORK_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat"] as const;

export function aBranch(overrides: Partial<Branch> = {}): Branch {
  return {
    id: "center",
    name: "Центр",
    city: "Москва",
    address: "ул. Ленина, 10",
    phone: "+74950000001",
    hours: { ...hoursOn(WORK_DAYS, 10, 21), ...hoursOn(["sun"], 11, 19) },
    ...overrides,
  };
}

export function aService(overrides: Partial<Service> = {}): Service {
  return {
    id: "manicure",
    name: "Маникюр",
    synonyms: ["маник", "ноготки"],
    price: { from: 1800 },
    isFixedPrice: true,
    durationMs: 90 * 60_000,
    skills: ["nails"],
    branches: [],
    isVip: false,
    priceNeeds: [],
    ...overrides,
  };
}

export function aManager(id: string, overrides: Partial<Manager> = {}): Manager {
  return {
    id: asId<"manager">(id),
    name: "Анна",
    role: "manager",
    teams: ["sales"],
    skills: ["nails", "hair"],
    branches: [],
    sources: [],
    languages: ["ru", "en"],
    capacity: 4,
    weight: 1,
    shifts: hoursOn(["mon", "tue", "wed", "thu", "fri"], 10, 19),
    absences: [],
    ...overrides,
  };
}

const SERVICES: readonly Service[] = [
  aService(),
  aService({
    id: "coloring",
    name: "Окрашивание",
    synonyms: ["покраска", "покрасить волосы"],
    price: { from: 4000, to: 9000 },
    isFixedPrice: false,
    durationMs: 150 * 60_000,
    skills: ["hair"],
    isVip: true,
  }),
  aService({
    id: "haircut_women",
    name: "Женская стрижка",
    synonyms: [],
    price: { from: 2500 },
    durationMs: 60 * 60_000,
    skills: ["hair"],
  }),
  aService({
    id: "haircut_men",
    name: "Мужская стрижка",
    synonyms: [],
    price: { from: 1500 },
    durationMs: 45 * 60_000,
    skills: ["hair"],
  }),
  aService({ id: "spa", name: "СПА-программа", synonyms: ["спа"], price: undefined, durationMs: undefined }),
];

const KNOWLEDGE: readonly KnowledgeItem[] = [
  {
    id: "parking",
    question: "Есть ли парковка?",
    also: ["где припарковаться", "куда поставить машину"],
    answer: "Да, во дворе 10 бесплатных мест.",
  },
  {
    id: "payment",
    question: "Как можно оплатить?",
    also: ["принимаете карты", "можно ли картой", "оплата наличными"],
    answer: "Принимаем карты, наличные и перевод по СБП.",
  },
  {
    id: "kids",
    question: "Можно ли прийти с ребёнком?",
    also: ["есть детский уголок"],
    answer: "Можно, у нас есть детский уголок.",
  },
];

/** A beauty salon in Moscow time: two branches, five services, three answers, three people. */
export function aBusiness(overrides: Partial<Business> = {}): Business {
  return {
    name: "Салон «Лето»",
    vertical: "beauty",
    timezone: "Europe/Moscow",
    language: "ru",
    averageValue: 2500,
    branches: [
      aBranch(),
      aBranch({
        id: "river",
        name: "Набережная",
        address: "Речная ул., 5",
        phone: "+74950000002",
        hours: hoursOn(WORK_DAYS, 9, 20),
      }),
    ],
    holidays: [{ from: "2026-01-01", to: "2026-01-08" }],
    night: { say: "Сейчас мы закрыты, но я уже помогаю.", handoff: "next_opening" },
    consent: {
      version: "2026-03",
      url: "https://example.com/privacy",
      text: "Отправляя данные, вы соглашаетесь на их обработку",
    },
    followUp: { afterMs: [15 * 60_000, 24 * 60 * 60_000], say: "Остались вопросы? Я на связи." },
    services: SERVICES,
    knowledge: KNOWLEDGE,
    flows: {},
    questions: {},
    team: [
      aManager("anna"),
      aManager("dina", { name: "Дина", role: "duty", shifts: hoursOn(["sat", "sun"], 0, 24) }),
      aManager("olga", { name: "Ольга", role: "head", teams: ["heads"] }),
    ],
    rules: [],
    fallback: {
      to: { team: "sales" },
      choose: ["sticky", "least_loaded", "round_robin"],
      ladder: "standard",
    },
    ladders: {
      standard: [
        { offer: "next", waitMs: 60_000 },
        { offer: "duty", waitMs: 90_000 },
        { offer: "head", task: "Перезвонить" },
      ],
      urgent: [
        { offer: "head", waitMs: 60_000 },
        { offer: "all", task: "Перезвонить срочно" },
      ],
    },
    sla: {
      targetsMs: { critical: 5 * 60_000, high: 10 * 60_000, normal: 30 * 60_000, low: 4 * 3_600_000 },
      clock: "business",
    },
    crm: {
      title: "{category}: {name} ({source})",
      tags: ["{category}", "{priority}", "{service}"],
      source: { telegram: "TELEGRAM", whatsapp: "WHATSAPP", widget: "SITE_WIDGET" },
      observers: [],
    },
    ...overrides,
  };
}
