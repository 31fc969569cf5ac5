/** One line of the engine's table, as the demands list them. */
export interface Figure {
  readonly figure: string;
  readonly demand: string;
  /** What the prototype had. */
  readonly prototype: string;
  readonly ours: string;
  readonly isMet: boolean;
}

/** A fact beside the table: the base that shares refer to, or a figure nobody has demanded. */
export interface Fact {
  readonly fact: string;
  readonly value: string;
}

/** Markdown for people, to be copied into docs/performance.md, and one line of JSON for machines. */
export function printTable(
  figures: readonly Figure[],
  facts: readonly Fact[],
  data: Readonly<Record<string, unknown>>,
): void {
  const heads = ["figure", "demand", "prototype", "ours", ""];
  const rows = figures.map((one) => [
    one.figure,
    one.demand,
    one.prototype,
    one.ours,
    one.isMet ? "pass" : "MISS",
  ]);
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column] ?? "")].map((cell) => cell.length)),
  );
  const print = (cells: readonly string[]) =>
    process.stdout.write(`| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |\n`);
  print(heads);
  print(widths.map((width) => "-".repeat(width)));
  for (const row of rows) print(row);
  process.stdout.write("\n");
  for (const { fact, value } of facts) process.stdout.write(`${fact}: ${value}\n`);
  process.stdout.write(`${JSON.stringify({ bench: "engine", figures, facts, ...data })}\n`);
}
