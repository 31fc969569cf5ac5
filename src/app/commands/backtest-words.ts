import type { Business } from "../../domain/business.ts";
import { categoryName, type Language } from "../../domain/category.ts";
import { formatDateTime, formatDuration, formatMoney } from "../../domain/format.ts";
import type { SettledLead } from "../../routing/backtest/settled-lead.ts";
import type { PersonFigures, ReplayFigures } from "../../routing/backtest/tally.ts";
import type { LeadDifference } from "../backtest/differences.ts";
import { DEFAULT_HANDLING_MS } from "../backtest/past-facts.ts";
import type { Backtest, Scenario } from "../backtest/run-backtest.ts";
import { textTable } from "./text-table.ts";

const ru = {
  replaying: "Воспроизведение",
  nothing: (where: string) => `Заявок нет: ${where}. Назовите другие дни (--from, --to) или файл (--file).`,
  brokenLine: (line: number, reason: string) => `Строка ${line}: ${reason}`,
  unreadable: (file: string, code: string) => `Файл ${file} не прочитать: ${code}`,
  olderGateway: "Шлюз старой версии: обновите его",
  heads: { happened: "Было", present: "Модель: сейчас", changed: "Модель: новые" },
  figure: "Показатель",
  leads: "Заявок",
  taken: "Взято",
  unreached: "Никто не взял",
  wait: "Ждали, половина не дольше",
  wait90: "Ждали, 9 из 10 не дольше",
  dayWait: "То же в рабочее время, половина",
  dayWait90: "То же в рабочее время, 9 из 10",
  breached: "Обещанный срок нарушен",
  night: "Пришло в нерабочее время",
  takenAtNight: "Взято в нерабочее время",
  offers: "Предложений на заявку",
  person: "Сотрудник",
  personHeads: (name: string) => [`${name}: предложено`, "взято", "на сумму"] as const,
  peak: "сразу",
  title:
    "Это расчёт «что было бы», а не измерение. Модель: сейчас — нынешние правила, новые — те, что пробуем.",
  offered: "предложено",
  assumptions: "Допущения",
  differences: "Где разница больше всего",
  noDifferences: "Ни одна заявка не пошла иначе.",
  never: "никто не взял",
  rule: "правило",
  before: "было",
  after: "стало",
} as const;

type BacktestWords = {
  readonly [Key in keyof typeof ru]: (typeof ru)[Key] extends string
    ? string
    : (typeof ru)[Key] extends (...given: infer Given) => infer Said
      ? (...given: Given) => Said extends string ? string : readonly string[]
      : { readonly [Inner in keyof (typeof ru)[Key]]: string };
};

const en: BacktestWords = {
  replaying: "Replaying",
  nothing: (where) => `No requests: ${where}. Name other days (--from, --to) or a file (--file).`,
  brokenLine: (line, reason) => `Line ${line}: ${reason}`,
  unreadable: (file, code) => `The file ${file} can't be read: ${code}`,
  olderGateway: "The gateway is older: update it",
  heads: { happened: "Happened", present: "Model: now", changed: "Model: new" },
  figure: "Figure",
  leads: "Requests",
  taken: "Taken",
  unreached: "Nobody took",
  wait: "Waited, half at most",
  wait90: "Waited, 9 of 10 at most",
  dayWait: "In working time, half",
  dayWait90: "In working time, 9 of 10",
  breached: "Promise broken",
  night: "Came while closed",
  takenAtNight: "Taken while closed",
  offers: "Offers a request",
  person: "Person",
  personHeads: (name) => [`${name}: offers`, "taken", "value"],
  peak: "at once",
  title: 'This is a "what if", not a measurement. Model: now — the present rules, new — those tried.',
  offered: "offered to",
  assumptions: "Assumptions",
  differences: "Where it differs most",
  noDifferences: "No request went another way.",
  never: "nobody took it",
  rule: "rule",
  before: "before",
  after: "after",
};

export const BACKTEST_WORDS: Record<Language, BacktestWords> = { ru, en };

/** The replay as an owner reads it: what happened, what the model makes of it, who gets what, on what assumptions. */
export function formatBacktest(result: Backtest, business: Business, language: Language): string {
  const words = BACKTEST_WORDS[language];
  const { facts, scenarios, differences } = result;
  const { timezone } = business;
  const span = [facts.first, facts.last].map((at) => formatDateTime(at, timezone, language)).join(" – ");
  const columns = [
    { head: words.heads.happened, runs: [facts.figures] },
    ...scenarios.map(({ kind, runs }) => ({ head: words.heads[kind], runs })),
  ];
  const rows = figureRows(words, language).map(({ name, of, show }) => [
    name,
    ...columns.map(({ runs }) => spread(runs.map(of), show)),
  ]);
  return [
    `${business.name} · ${span}`,
    words.title,
    "",
    textTable([words.figure, ...columns.map(({ head }) => head)], rows),
    "",
    peopleTable(result, business, words),
    "",
    `${words.assumptions}:`,
    ...assumptions(result, language).map((line) => `  • ${line}`),
    "",
    differences.length === 0 ? words.noDifferences : `${words.differences}:`,
    ...differences.map((difference) => describeDifference(difference, business, words, language)),
    "",
  ].join("\n");
}

interface FigureRow {
  readonly name: string;
  readonly of: (figures: ReplayFigures) => number | undefined;
  readonly show: (value: number) => string;
}

function figureRows(words: BacktestWords, language: Language): readonly FigureRow[] {
  const count = (value: number) => String(Math.round(value));
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const time = (seconds: number) => formatDuration(Math.round(seconds) * 1000, language);
  return [
    { name: words.leads, of: ({ leads }) => leads, show: count },
    { name: words.taken, of: ({ taken }) => taken, show: count },
    { name: words.unreached, of: ({ unreached }) => unreached, show: count },
    { name: words.wait, of: ({ wait }) => wait?.p50Seconds, show: time },
    { name: words.wait90, of: ({ wait }) => wait?.p90Seconds, show: time },
    { name: words.dayWait, of: ({ dayWait }) => dayWait?.p50Seconds, show: time },
    { name: words.dayWait90, of: ({ dayWait }) => dayWait?.p90Seconds, show: time },
    { name: words.breached, of: ({ breached }) => breached, show: count },
    { name: words.night, of: ({ nightShare }) => nightShare, show: percent },
    { name: words.takenAtNight, of: ({ takenAtNightShare }) => takenAtNightShare, show: percent },
    {
      name: words.offers,
      of: ({ offers, leads }) => (leads === 0 ? undefined : offers / leads),
      show: (value) => value.toFixed(2),
    },
  ];
}

/** The mean of the runs, and their span where chance changes what is shown. */
function spread(values: readonly (number | undefined)[], show: (value: number) => string): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return "—";
  const mean = show(known.reduce((sum, value) => sum + value, 0) / known.length);
  const [least, most] = [show(Math.min(...known)), show(Math.max(...known))];
  return least === most ? mean : `${mean} (${least}…${most})`;
}

function peopleTable({ facts, scenarios }: Backtest, business: Business, words: BacktestWords): string {
  const columns = [
    { name: words.heads.happened, runs: [facts.figures], hasPeak: false },
    ...scenarios.map(({ kind, runs }) => ({ name: words.heads[kind], runs, hasPeak: true })),
  ];
  const ids = new Set(
    columns.flatMap(({ runs }) => runs.flatMap(({ people }) => people.map((one) => one.managerId))),
  );
  for (const { id } of business.team) ids.add(id);
  const mean = (
    runs: readonly ReplayFigures[],
    id: string,
    of: (person: PersonFigures) => number | undefined,
  ) =>
    runs.reduce((sum, { people }) => {
      const person = people.find(({ managerId }) => managerId === id);
      return sum + ((person && of(person)) ?? 0);
    }, 0) / runs.length;
  const heads = columns.flatMap(({ name, hasPeak }) => [
    ...words.personHeads(name),
    ...(hasPeak ? [words.peak] : []),
  ]);
  const rows = [...ids]
    .toSorted()
    .map((id) => [
      business.team.find((manager) => manager.id === id)?.name ?? id,
      ...columns.flatMap(({ runs, hasPeak }) => [
        String(Math.round(mean(runs, id, ({ offered }) => offered))),
        String(Math.round(mean(runs, id, ({ taken }) => taken))),
        formatMoney(mean(runs, id, ({ value }) => value)),
        ...(hasPeak ? [String(Math.round(mean(runs, id, ({ peak }) => peak)))] : []),
      ]),
    ]);
  return textTable([words.person, ...heads], rows);
}

function assumptions({ facts, scenarios }: Backtest, language: Language): readonly string[] {
  const { reactions, handling, replying } = facts;
  const usual = formatDuration(DEFAULT_HANDLING_MS, language);
  const unknown = scenarios.flatMap(({ unknownNames }: Scenario) => unknownNames).slice(0, 5);
  const names = unknown.map(({ name, count }) => `${name} (${count})`).join(", ");
  const drift = driftOf(facts.figures, scenarios[0]?.runs ?? []);
  if (language === "ru") {
    return [
      `Люди берут, отказываются и молчат так же, как в прошлом (${reactions.offers} предложений; каждого тянет к среднему всех); ни загрузка, ни час на это не влияют.`,
      `Ответ после взятия: ${replying.seen > 0 ? `как в прошлом (${replying.seen})` : "сразу, прошлых нет"}. Закрытие: ${handling.seen > 0 ? `как в прошлом (${handling.seen})` : `через ${usual}, прошлых нет`}; до закрытия заявка занимает место.`,
      "Смены, отсутствия и места — как в папке сейчас; пауз нет; карточки доходят сразу; в начале у всех пусто.",
      "Клиенты пишут то же и тогда же, что бы им ни ответили.",
      ...(names === "" ? [] : [`В папке нет: ${names}; такие заявки идут без этого.`]),
      ...(drift === undefined
        ? []
        : [
            `Модель нынешних правил расходится с тем, что было, на ${drift} %: сравнивайте модели между собой, а не с прошлым.`,
          ]),
    ];
  }
  return [
    `People take, decline and keep silent as they did (${reactions.offers} offers, each drawn towards all); neither load nor hour matters.`,
    `First answer after the take: ${replying.seen > 0 ? `as in the past (${replying.seen})` : "at once, none in the past"}. Closing: ${handling.seen > 0 ? `as in the past (${handling.seen})` : `after ${usual}, none in the past`}; until then it takes a place.`,
    "Shifts, absences and capacity are those of the folder now; nobody pauses; cards arrive at once; everybody starts free.",
    "Customers write the same at the same moments, whatever they are answered.",
    ...(names === "" ? [] : [`Not in the folder: ${names}; such requests go without it.`]),
    ...(drift === undefined
      ? []
      : [
          `The model of the present rules differs from what happened by ${drift} %: compare the models with each other, not with the past.`,
        ]),
  ];
}

/** How far off the model's usual wait is, in percent, when that is worth a warning. */
function driftOf(happened: ReplayFigures, runs: readonly ReplayFigures[]): number | undefined {
  const waits = runs.flatMap(({ dayWait }) => (dayWait ? [dayWait.p50Seconds] : []));
  const actual = happened.dayWait?.p50Seconds;
  if (actual === undefined || actual === 0 || waits.length === 0) return undefined;
  const model = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const drift = Math.round((Math.abs(model - actual) / actual) * 100);
  return drift > 25 ? drift : undefined;
}

function describeDifference(
  { before, after }: LeadDifference,
  business: Business,
  words: BacktestWords,
  language: Language,
): string {
  const nameOf = (id: string) => business.team.find((manager) => manager.id === id)?.name ?? id;
  const side = ({ rule, takenBy, takenAt, at, offeredTo }: SettledLead) => {
    const who =
      takenBy === undefined || !takenAt
        ? words.never
        : `${nameOf(takenBy)}, ${formatDuration(takenAt.getTime() - at.getTime(), language)}`;
    const way = offeredTo.length === 0 ? "" : `; ${words.offered}: ${offeredTo.map(nameOf).join(" → ")}`;
    return `${who}${rule === undefined ? "" : ` (${words.rule} «${rule}»)`}${way}`;
  };
  const when = formatDateTime(after.at, business.timezone, language);
  const why = after.sentences.map((sentence) => `\n      ${sentence}`).join("");
  return `  ${when} · ${categoryName(after.category, language)} · ${after.id}\n    ${words.before}: ${side(before)}\n    ${words.after}: ${side(after)}${why}`;
}
