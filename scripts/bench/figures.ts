/** The value below which `share` of the sample lies; 0 for an empty one. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** `p50 / p99` in milliseconds. */
export function spread(sample: readonly number[]): string {
  return `${percentile(sample, 0.5).toFixed(2)} / ${percentile(sample, 0.99).toFixed(2)}`;
}

export interface Row {
  readonly figure: string;
  readonly value: string;
  readonly demand?: string;
  readonly ok?: boolean;
}

/** A table for people and one line for machines. */
export function printFigures(
  name: string,
  rows: readonly Row[],
  data: Readonly<Record<string, unknown>>,
): void {
  const width = Math.max(...rows.map((row) => row.figure.length));
  for (const { figure, value, demand, ok } of rows) {
    const mark = ok === undefined ? " " : ok ? "✓" : "✗";
    process.stdout.write(
      `${mark} ${figure.padEnd(width)}  ${value}${demand ? `   (demand ${demand})` : ""}\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ bench: name, ...data })}\n`);
}
