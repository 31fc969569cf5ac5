import { CATEGORIES, type Language } from "../../domain/category.ts";
import type { PrecisionRecall } from "../../understanding/score.ts";
import type { EvalReport, Noise, PartFigures } from "./eval-report.ts";

interface Words {
  readonly part: string;
  readonly columns: readonly string[];
  readonly noise: Readonly<Record<Noise, string>>;
  readonly adversarial: string;
  readonly language: string;
  readonly vertical: string;
  readonly category: string;
  readonly slot: string;
  readonly confusion: string;
  readonly calibration: string;
  readonly latency: string;
  readonly wrong: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  ru: {
    part: "Сообщения",
    columns: [
      "всего",
      "категория",
      "macro-F1",
      "приоритет",
      "действие",
      "срочность",
      "слоты F1",
      "верх 70 %",
    ],
    noise: { none: "как написаны", plain: "строчные, без знаков", typos: "и опечатка на 12 букв" },
    adversarial: "провокации",
    language: "язык",
    vertical: "дело",
    category: "Категория",
    slot: "Слот",
    confusion: "Перепутано (верно → ответ)",
    calibration: "Заявленная уверенность → измеренная",
    latency: "Время на сообщение, мс",
    wrong: "Неверная категория",
  },
  en: {
    part: "Messages",
    columns: ["count", "category", "macro-F1", "priority", "action", "urgent", "slots F1", "surest 70 %"],
    noise: { none: "as written", plain: "lower case, no marks", typos: "and a typo per 12 letters" },
    adversarial: "adversarial",
    language: "language",
    vertical: "vertical",
    category: "Category",
    slot: "Slot",
    confusion: "Confused (gold → answer)",
    calibration: "Stated confidence → measured",
    latency: "Time per message, ms",
    wrong: "Wrong category",
  },
};

const NAME_WIDTH = 28;
const WIDTH = 12;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const row = (name: string, cells: readonly string[]): string =>
  name.padEnd(NAME_WIDTH) + cells.map((cell) => ` ${cell}`.padStart(WIDTH)).join("");

function partRow(name: string, part: PartFigures): string {
  const shares = [part.category, part.macro_f1, part.priority, part.action, part.urgent, part.slots.f1];
  return row(name, [String(part.count), ...[...shares, part.surest_70].map(percent)]);
}

function recallRows(
  title: string,
  part: Readonly<Record<string, PrecisionRecall | undefined>>,
): readonly string[] {
  const rows = Object.entries(part).flatMap(([name, figures]) =>
    figures
      ? [
          row(name, [
            ...[figures.precision, figures.recall, figures.f1].map(percent),
            String(figures.support),
          ]),
        ]
      : [],
  );
  return ["", row(title, ["P", "R", "F1", "n"]), ...rows];
}

function confusionRows(report: EvalReport): readonly string[] {
  return CATEGORIES.flatMap((gold) => {
    const others = Object.entries(report.confusion[gold] ?? {}).filter(([answer]) => answer !== gold);
    const counts = others.toSorted((a, b) => b[1] - a[1]).map(([answer, count]) => `${answer} ${count}`);
    return counts.length > 0 ? [`${gold.padEnd(NAME_WIDTH)}${counts.join(", ")}`] : [];
  });
}

/** The figures as tables for a terminal. */
export function formatEval(report: EvalReport, language: Language): string {
  const words = WORDS[language];
  const { by_noise, by_language, by_vertical, adversarial, by_answerer, latency_ms } = report;
  const noises = (["none", "plain", "typos"] as const).flatMap((noise) => {
    const part = by_noise[noise];
    return part ? [partRow(words.noise[noise], part)] : [];
  });
  const languages = Object.entries(by_language).map(([lang, part]) =>
    partRow(`${words.language} ${lang}`, part),
  );
  const verticals = Object.entries(by_vertical).map(([vertical, part]) =>
    partRow(`${words.vertical} ${vertical}`, part),
  );
  const answerers = Object.entries(by_answerer).map(([by, part]) => partRow(by, part));
  const bands = (by_noise.none?.calibration.bands ?? []).map(({ from, to, stated, measured, count }) =>
    row(`${from.toFixed(1)}–${to.toFixed(1)}`, [percent(stated), percent(measured), String(count)]),
  );
  const lines = [
    row(words.part, words.columns),
    ...noises,
    ...languages,
    ...verticals,
    ...(adversarial ? [partRow(words.adversarial, adversarial)] : []),
    ...answerers,
    ...recallRows(words.category, report.categories),
    ...recallRows(words.slot, report.slots),
    "",
    words.confusion,
    ...confusionRows(report),
    "",
    words.calibration,
    ...bands,
    row("Σ", [
      percent(by_noise.none?.calibration.stated ?? 0),
      percent(by_noise.none?.calibration.measured ?? 0),
    ]),
    "",
    `${words.latency}: p50 ${latency_ms.p50.toFixed(2)}, p99 ${latency_ms.p99.toFixed(2)}`,
    ...(report.wrong.length > 0 ? [`${words.wrong}: ${report.wrong.join(" ")}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}
