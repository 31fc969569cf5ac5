import type { PastRequest } from "../../domain/past-request.ts";
import { csvCell } from "./read-csv.ts";

export const REQUEST_FORMATS = ["csv", "jsonl"] as const;
export type RequestFormat = (typeof REQUEST_FORMATS)[number];

const iso = (at: Date | undefined): string => at?.toISOString() ?? "";
const yes = (flag: boolean | undefined): string => (flag === undefined ? "" : flag ? "yes" : "no");

/** Columns of the CSV, in order: the same names as the keys of a JSON line. */
const COLUMNS = {
  id: ({ id }) => id,
  at: ({ at }) => iso(at),
  category: ({ category }) => category,
  priority: ({ priority }) => priority,
  urgent: ({ urgent }) => yes(urgent),
  sentiment: ({ sentiment }) => sentiment,
  language: ({ language }) => language ?? "",
  source: ({ source }) => source,
  service: ({ service }) => service ?? "",
  branch: ({ branch }) => branch ?? "",
  city: ({ city }) => city ?? "",
  vip: ({ vip }) => yes(vip),
  returning: ({ returning }) => yes(returning),
  manager: ({ manager }) => manager ?? "",
  value: ({ value }) => (value === undefined ? "" : String(value)),
  has: ({ has }) => has.join(" "),
  rule: ({ rule }) => rule ?? "",
  offers: ({ offers }) =>
    offers
      .map(({ managerId, at, endedAt, outcome }) =>
        [`${managerId}@${iso(at)}`, endedAt ? `/${iso(endedAt)}` : "", outcome ? `=${outcome}` : ""].join(""),
      )
      .join(" "),
  takenBy: ({ takenBy }) => takenBy ?? "",
  takenAt: ({ takenAt }) => iso(takenAt),
  repliedAt: ({ repliedAt }) => iso(repliedAt),
  slaDueAt: ({ slaDueAt }) => iso(slaDueAt),
  closedAt: ({ closedAt }) => iso(closedAt),
  outcome: ({ outcome }) => outcome ?? "",
} as const satisfies { readonly [Key in keyof Required<PastRequest>]: (request: PastRequest) => string };

/** What stands before the first request. */
export function headOf(format: RequestFormat): string {
  // The mark makes spreadsheets read Cyrillic right.
  return format === "csv" ? `\uFEFF${Object.keys(COLUMNS).join(",")}\n` : "";
}

export function lineOf(request: PastRequest, format: RequestFormat): string {
  if (format === "jsonl") return `${JSON.stringify(request)}\n`;
  const cells = Object.values(COLUMNS).map((cell) => csvCell(cell(request)));
  return `${cells.join(",")}\n`;
}
