import { z } from "zod";
import { formatMoney } from "../../domain/format.ts";
import { askReport, type SpanOptions } from "./ask-report.ts";
import type { CommandWorld } from "./command-world.ts";
import { textTable } from "./text-table.ts";

const entry = z.object({
  managerName: z.string(),
  offered: z.number(),
  taken: z.number(),
  declined: z.number(),
  expired: z.number(),
  value: z.number(),
  won: z.number(),
  lost: z.number(),
  share: z.number().optional(),
  fairShare: z.number().optional(),
  shiftHours: z.number().optional(),
  sentence: z.string(),
});
const ledger = z.object({ from: z.string(), to: z.string(), items: z.array(entry) });

/** Who was offered what, against the share that is due, and why. @returns Exit code: 0, 1 without an answer, 2 for wrong days. */
export function ledgerCommand(options: SpanOptions, world: CommandWorld): Promise<number> {
  return askReport({ route: "ledger", shape: ledger, say: sayLedger }, options, world);
}

const HEADS = {
  ru: [
    "Сотрудник",
    "Предложено",
    "Взято",
    "Отказов",
    "Без ответа",
    "На сумму",
    "Успех/нет",
    "Доля",
    "Положено",
    "Часов",
  ],
  en: ["Person", "Offered", "Taken", "Declined", "Unanswered", "Value", "Won/lost", "Share", "Due", "Hours"],
} as const;

function sayLedger({ items }: z.output<typeof ledger>, isRussian: boolean): string {
  if (items.every(({ offered }) => offered === 0)) {
    const why = items.map(({ sentence }) => `  ${sentence}`).join("\n");
    return isRussian ? `За эти дни предложений не было.\n${why}\n` : `No offers in these days.\n${why}\n`;
  }
  const percent = (share: number | undefined) => (share === undefined ? "" : `${Math.round(share * 100)} %`);
  const rows = items.map((item) => [
    item.managerName,
    String(item.offered),
    String(item.taken),
    String(item.declined),
    String(item.expired),
    formatMoney(item.value),
    `${item.won}/${item.lost}`,
    percent(item.share),
    percent(item.fairShare),
    item.shiftHours === undefined ? "" : item.shiftHours.toFixed(1),
  ]);
  const note = isRussian
    ? "Доля — среди людей той же роли; положено — по весу и часам в смене (смены как сейчас в team.yaml; паузы не вычтены)."
    : "Share: among people of the same role; due: by weight and hours on shift (shifts as team.yaml has them now; pauses not deducted).";
  const table = textTable(isRussian ? HEADS.ru : HEADS.en, rows);
  return `${table}\n\n${items.map(({ sentence }) => `  ${sentence}`).join("\n")}\n\n${note}\n`;
}
