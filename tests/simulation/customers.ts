import type { Random } from "../support/simulation/random.ts";

/** One thing that a customer writes, so many seconds after the one before. */
export interface Line {
  readonly afterS: number;
  readonly text: string;
}

export interface CustomerScript {
  readonly kind: string;
  readonly lines: readonly Line[];
  /** Blocks the bot after the last line. */
  readonly blocks: boolean;
}

type Draw = (random: Random) => readonly (readonly [afterS: readonly [number, number], text: string])[];

const SERVICES = [
  "маникюр",
  "педикюр",
  "стрижку",
  "окрашивание",
  "чистку лица",
  "массаж",
  "ламинирование ресниц",
];
const DAYS = ["завтра", "в субботу", "послезавтра", "в пятницу", "сегодня"];
const TIMES = ["утром", "вечером", "в 18:00", "после обеда", "в 12"];
const NAMES = ["Ольга", "Мария", "Света", "Ирина Петровна", "Алина", "Сергей"];
const phoneOf = (random: Random) =>
  `+7 913 ${random.between(100, 999)} ${random.between(10, 99)} ${random.between(10, 99)}`;

const SOON: readonly [number, number] = [1, 3];
const TYPES: readonly [number, number] = [8, 60];
const THINKS: readonly [number, number] = [60, 900];

/** How people write to a salon; the numbers are how often. */
const SCRIPTS: readonly (readonly [kind: string, weight: number, draw: Draw])[] = [
  [
    "books at once",
    8,
    (r) => [
      [
        [0, 0],
        `Здравствуйте! Хочу записаться на ${r.pick(SERVICES)} ${r.pick(DAYS)} ${r.pick(TIMES)}, ${r.pick(NAMES)}, ${phoneOf(r)}`,
      ],
    ],
  ],
  [
    "books in a burst",
    8,
    (r) => [
      [[0, 0], "Здравствуйте"],
      [SOON, `хочу на ${r.pick(SERVICES)}`],
      [SOON, "в центре"],
      [TYPES, r.pick(DAYS)],
      [TYPES, `${r.pick(TIMES)}, ${r.pick(NAMES)}`],
      [TYPES, phoneOf(r)],
    ],
  ],
  [
    "asks the price, then books",
    8,
    (r) => [
      [[0, 0], `Сколько стоит ${r.pick(["маникюр", "педикюр", "стрижка", "окрашивание"])}?`],
      [TYPES, `а запишите меня на ${r.pick(DAYS)}`],
      [TYPES, `${r.pick(NAMES)} ${phoneOf(r)}`],
    ],
  ],
  [
    "asks and goes",
    6,
    (r) => [
      [
        [0, 0],
        r.pick([
          "Сколько стоит маникюр?",
          "До скольки вы работаете?",
          "Где вы находитесь?",
          "Есть парковка?",
        ]),
      ],
    ],
  ],
  ["falls silent after the first question", 5, (r) => [[[0, 0], `Хочу записаться на ${r.pick(SERVICES)}`]]],
  [
    "comes back later",
    4,
    (r) => [
      [[0, 0], `Хочу на ${r.pick(SERVICES)} в центре`],
      [THINKS, `${r.pick(DAYS)} ${r.pick(TIMES)}`],
      [THINKS, `${r.pick(NAMES)}, ${phoneOf(r)}`],
      [[20_000, 60_000], "А можно перенести на час позже?"],
    ],
  ],
  [
    "complains",
    3,
    (r) => [
      [[0, 0], "Я крайне недовольна! Мне вчера испортили волосы, верните деньги"],
      [TYPES, `${r.pick(NAMES)} ${phoneOf(r)}`],
    ],
  ],
  [
    "company",
    2,
    (r) => [
      [[0, 0], `Добрый день! ООО «Ромашка», нужны сертификаты на маникюр для 20 сотрудников, ${phoneOf(r)}`],
    ],
  ],
  [
    "looks for a job",
    2,
    (r) => [
      [[0, 0], "Здравствуйте, ищу работу мастером маникюра, есть вакансии?"],
      [TYPES, phoneOf(r)],
    ],
  ],
  [
    "wants a person",
    2,
    (r) => [
      [[0, 0], "Позовите администратора, хочу поговорить с человеком"],
      [TYPES, phoneOf(r)],
    ],
  ],
  ["cancels", 2, (r) => [[[0, 0], `Отмените, пожалуйста, мою запись на ${r.pick(DAYS)}, ${r.pick(NAMES)}`]]],
  [
    "writes English",
    1,
    (r) => [
      [[0, 0], "Hi! I would like to book a manicure tomorrow evening"],
      [TYPES, `My name is Ann, ${phoneOf(r)}`],
    ],
  ],
  [
    "changes the mind",
    2,
    (r) => [
      [[0, 0], `Запишите на ${r.pick(SERVICES)} ${r.pick(DAYS)}, ${phoneOf(r)}`],
      [THINKS, "Ой, давайте лучше в воскресенье"],
      [THINKS, "и ещё вопрос: можно с ребёнком?"],
    ],
  ],
  ["only greets", 2, (r) => [[[0, 0], r.pick(["Привет", "Здравствуйте!", "🙂"])]]],
];

const TOTAL = SCRIPTS.reduce((sum, [, weight]) => sum + weight, 0);

export function drawCustomer(random: Random): CustomerScript {
  let left = random.between(1, TOTAL);
  const [kind, , draw] = SCRIPTS.find(([, weight]) => (left -= weight) <= 0) ?? SCRIPTS[0]!;
  const lines = draw(random).map(([[least, most], text]) => ({ afterS: random.between(least, most), text }));
  return { kind, lines, blocks: random.chance(0.02) };
}

/** Share of customers by hour of the day, night owls included. */
const BY_HOUR = [2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 12, 12, 11, 10, 10, 10, 11, 12, 13, 13, 11, 9, 6, 4];

/** When a customer of a day writes first; milliseconds from midnight. */
export function drawArrivalMs(random: Random): number {
  const total = BY_HOUR.reduce((sum, share) => sum + share, 0);
  let left = random.between(1, total);
  const hour = BY_HOUR.findIndex((share) => (left -= share) <= 0);
  return hour * 3_600_000 + random.between(0, 3_599_999);
}
