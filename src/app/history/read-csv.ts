/** A row of a CSV file under its header; `line` is where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads CSV as people have it: commas, semicolons or tabs (whichever the header holds most of), quotes with line breaks
 * inside, a byte order mark, CRLF. Empty lines are passed over, empty cells left out. Never holds more than a row.
 */
export async function* readCsv(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRow> {
  let header: readonly string[] | undefined;
  let separator = ",";
  for await (const { line, text } of records(chunks)) {
    if (!header) {
      separator = separatorOf(text);
      header = cellsOf(text.replace(/^\uFEFF/u, ""), separator).map((cell) => cell.trim());
      continue;
    }
    const cells = cellsOf(text, separator);
    const named = header.map((name, index) => [name, plainOf(cells[index] ?? "")] as const);
    yield { line, cells: Object.fromEntries(named.filter(([, cell]) => cell !== "")) };
  }
}

function separatorOf(header: string): string {
  const counts = [",", ";", "\t"].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ",";
}

/** Lines, joined where a quote is open at the end of one. */
async function* records(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let line = 0;
  let start = 1;
  let open = "";
  for await (const chunk of chunks) {
    line += 1;
    const text = open === "" ? chunk : `${open}\n${chunk}`;
    if (open === "") start = line;
    // Quotes inside are doubled, so an odd number means that one is open.
    if (text.split('"').length % 2 === 0) {
      open = text;
      continue;
    }
    open = "";
    if (text.trim() !== "") yield { line: start, text };
  }
  if (open.trim() !== "") yield { line: start, text: open };
}

function cellsOf(text: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell];
}

/** Without the mark that keeps a formula a text. */
function plainOf(cell: string): string {
  return cell.trim().replace(/^'(?='*[=+\-@\t])/u, "");
}

/** A cell that any reader of CSV takes for the same text; a formula stays text in a spreadsheet. */
export function csvCell(text: string): string {
  const safe = /^'*[=+\-@\t]/u.test(text) && !/^-?\d+(\.\d+)?$/u.test(text) ? `'${text}` : text;
  return /[",;\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
