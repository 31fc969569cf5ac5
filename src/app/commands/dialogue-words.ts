import type { Language } from "../../domain/category.ts";
import type { DialogueReport } from "./dialogue-report.ts";

type Figure = Exclude<keyof DialogueReport, "wrong">;

const WORDS: Readonly<Record<Language, Readonly<Record<Figure, string>>>> = {
  ru: {
    dialogues: "Диалогов",
    turns: "Ходов",
    forbidden_questions: "Запрещённых вопросов",
    other_questions: "Вопросов не о том",
    needless_questions: "Лишних вопросов",
    missed_questions: "Не задано вопросов",
    handoff_turn: "Передача на верном ходу",
    final_slots: "Итоговые данные верны",
    final_slots_exact: "и ничего сверх них",
    action: "Действие хода",
    category: "Категория хода",
    new_slots: "Данные хода",
  },
  en: {
    dialogues: "Dialogues",
    turns: "Turns",
    forbidden_questions: "Forbidden questions",
    other_questions: "Questions about something else",
    needless_questions: "Needless questions",
    missed_questions: "Questions not asked",
    handoff_turn: "Hand-over at the right turn",
    final_slots: "Final values right",
    final_slots_exact: "and none besides",
    action: "Action of a turn",
    category: "Category of a turn",
    new_slots: "Values of a turn",
  },
};
const COUNTS: readonly Figure[] = [
  "dialogues",
  "turns",
  "forbidden_questions",
  "other_questions",
  "needless_questions",
  "missed_questions",
];
const SHARES: readonly Figure[] = [
  "handoff_turn",
  "final_slots",
  "final_slots_exact",
  "action",
  "category",
  "new_slots",
];
const NAME_WIDTH = 34;

/** The figures as a table for a terminal, then what is wrong, dialogue by dialogue. */
export function formatDialogues(report: DialogueReport, language: Language): string {
  const words = WORDS[language];
  const row = (figure: Figure, value: string): string => words[figure].padEnd(NAME_WIDTH) + value.padStart(8);
  const lines = [
    ...COUNTS.map((figure) => row(figure, String(report[figure]))),
    ...SHARES.map((figure) => row(figure, `${(report[figure] * 100).toFixed(1)} %`)),
    ...report.wrong.flatMap(({ id, faults }) => ["", id, ...faults.map((fault) => `  ${fault}`)]),
  ];
  return `${lines.join("\n")}\n`;
}
