import type { Random } from "../support/simulation/random.ts";
import type { CustomerScript } from "./customers.ts";

type Draw = (random: Random) => readonly (readonly [afterS: readonly [number, number], text: string])[];

const NAMES = ["Ирина", "Мария Сергеевна", "Олег", "Света", "Николай", "Анна Павловна", "Дмитрий"];
const DAYS = ["завтра", "в четверг", "послезавтра", "в понедельник", "сегодня"];
const TIMES = ["утром", "вечером", "в 17:00", "после обеда", "в 11"];
const DOCTORS = ["терапевту", "ЛОРу", "неврологу", "педиатру", "стоматологу", "гинекологу"];
const SERVICES = ["УЗИ брюшной полости", "МРТ колена", "общий анализ крови", "ЭКГ", "чистку зубов"];
const BRANCHES = ["в Центре", "в Брагино", ""];

const NOW: readonly [number, number] = [0, 0];
const TYPES: readonly [number, number] = [8, 60];
const THINKS: readonly [number, number] = [60, 900];
const phoneOf = (random: Random) =>
  `+7 910 ${random.between(100, 999)} ${random.between(10, 99)} ${random.between(10, 99)}`;

/** How patients write to a clinic; the numbers are how often. */
const SCRIPTS: readonly (readonly [weight: number, draw: Draw])[] = [
  [
    10,
    (r) => [
      [
        NOW,
        `Здравствуйте, запишите к ${r.pick(DOCTORS)} ${r.pick(DAYS)} ${r.pick(TIMES)} ${r.pick(BRANCHES)}, ${r.pick(NAMES)}, ${phoneOf(r)}`,
      ],
    ],
  ],
  [
    8,
    (r) => [
      [NOW, `Хочу на ${r.pick(SERVICES)} ${r.pick(BRANCHES)}`],
      [TYPES, `${r.pick(DAYS)} ${r.pick(TIMES)}`],
      [TYPES, `${r.pick(NAMES)}, ${phoneOf(r)}`],
    ],
  ],
  [
    6,
    (r) => [
      [NOW, `Сколько стоит ${r.pick(["приём терапевта", "МРТ", "анализ крови", "имплант"])}?`],
      [TYPES, `запишите ${r.pick(DAYS)}, ${r.pick(NAMES)} ${phoneOf(r)}`],
    ],
  ],
  [
    4,
    (r) => [
      [NOW, `Сильно болит зуб, можно сегодня? ${phoneOf(r)}`],
      [TYPES, r.pick(NAMES)],
    ],
  ],
  [
    3,
    (r) => [
      [
        NOW,
        `Готовы ли мои анализы? ${r.pick(NAMES)}, сдавала ${r.pick(["вчера", "в среду"])}, ${phoneOf(r)}`,
      ],
    ],
  ],
  [
    3,
    (r) => [
      [NOW, "Это безобразие, час ждали приёма, врач нахамил. Требую ответа руководства"],
      [TYPES, `${r.pick(NAMES)} ${phoneOf(r)}`],
    ],
  ],
  [
    2,
    (r) => [
      [NOW, `Хочу к ${r.pick(DOCTORS)} ${r.pick(DAYS)}, ${r.pick(NAMES)}, ${phoneOf(r)}`],
      [
        [20, 90],
        "Хотя знаете, в прошлый раз мне неправильно поставили диагноз! Верните деньги, буду жаловаться",
      ],
    ],
  ],
  [2, (r) => [[NOW, `Нужна справка для налоговой за прошлый год, ${r.pick(NAMES)}, ${phoneOf(r)}`]]],
  [2, (r) => [[NOW, `Отмените запись ${r.pick(DAYS)}, ${r.pick(NAMES)}, ${phoneOf(r)}`]]],
  [1, (r) => [[NOW, `ООО «Волга»: нужны медосмотры на 40 сотрудников, ${phoneOf(r)}`]]],
  [1, (r) => [[NOW, `Ищу работу медсестрой, есть вакансии? ${phoneOf(r)}`]]],
  [
    2,
    (r) => [
      [NOW, "Позовите администратора"],
      [THINKS, `${r.pick(NAMES)} ${phoneOf(r)}`],
    ],
  ],
  [2, (r) => [[NOW, r.pick(["До скольки вы работаете?", "Где вы находитесь?", "Есть парковка?"])]]],
];
const TOTAL = SCRIPTS.reduce((sum, [weight]) => sum + weight, 0);

export function drawPatient(random: Random): CustomerScript {
  let left = random.between(1, TOTAL);
  const [, draw] = SCRIPTS.find(([weight]) => (left -= weight) <= 0) ?? SCRIPTS[0]!;
  const lines = draw(random).map(([[least, most], text]) => ({ afterS: random.between(least, most), text }));
  return { kind: "patient", lines, blocks: random.chance(0.01) };
}
