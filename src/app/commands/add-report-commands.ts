import { InvalidArgumentError, Option, type Command } from "commander";
import type { SpanOptions } from "./ask-report.ts";
import type { BacktestCommandOptions } from "./backtest.ts";
import { thisWorld } from "./command-world.ts";
import type { ExportOptions } from "./export-requests.ts";

/** `ledger`, `export` and `backtest`: what has been, and what would have been. */
export function addReportCommands(program: Command, setCode: (code: number) => void): void {
  addSpan(program.command("ledger"))
    .description("who was offered what over days, against the share that is due, and why")
    .action(async (options: SpanOptions) => {
      const { ledgerCommand } = await import("./ledger.ts");
      setCode(await ledgerCommand(options, thisWorld()));
    });
  addSpan(program.command("experiments"), "the last 90 days when absent")
    .description(
      "what the variants of rules (experiments.yaml) and prompts came to, and whether that says anything",
    )
    .action(async (options: SpanOptions) => {
      const { experimentsCommand } = await import("./experiments.ts");
      setCode(await experimentsCommand(options, thisWorld()));
    });
  addExport(program, setCode);
  addBacktest(program, setCode);
}

function addExport(program: Command, setCode: (code: number) => void): void {
  const group = program.command("export").description("what the running gateway has stored, as files");
  addSpan(group.command("requests"), "the last 30 days when absent")
    .addOption(new Option("--format <format>", "csv, or by the name of --out").choices(["csv", "jsonl"]))
    .option("--out <file>", "file to write; standard output when absent")
    .description("past requests without anything personal, as `dozor backtest --file` reads them")
    .action(async (options: ExportOptions) => {
      const { exportRequestsCommand } = await import("./export-requests.ts");
      setCode(await exportRequestsCommand(options, thisWorld()));
    });
}

function addBacktest(program: Command, setCode: (code: number) => void): void {
  addSpan(program.command("backtest"), "the last 30 days when absent; all of --file")
    .option("--business <dir>", "business folder with the rules to be tried")
    .option("--present <dir>", "business folder with the present rules; DOZOR_BUSINESS or flows/beauty")
    .option("--file <file>", "requests as CSV or JSON Lines instead of the running gateway's")
    .option("--runs <count>", "replays of each set of rules, to see how much is chance (3)", toCount)
    .option("--seed <number>", "other chances (1)", toCount)
    .description(
      "replay past requests under other rules: who gets what, how long customers wait, which promises break, beside what happened",
    )
    .action(async (options: BacktestCommandOptions) => {
      const { backtestCommand } = await import("./backtest.ts");
      setCode(await backtestCommand(options, thisWorld()));
    });
}

function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new InvalidArgumentError("Expected a whole number from 1 to 1000.");
  return count;
}

function toDay(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/u.test(value) || Number.isNaN(Date.parse(value))) {
    throw new InvalidArgumentError("Expected a day as 2026-03-11.");
  }
  return value;
}

function addSpan(command: Command, otherwise = "today when both are absent"): Command {
  return command
    .option("--from <day>", `first day, 2026-03-01; ${otherwise}`, toDay)
    .option("--to <day>", "last day, included", toDay)
    .option("--json", "for machines: the report as JSON")
    .addOption(
      new Option("--lang <language>", "language of the table; by LANG when absent").choices(["ru", "en"]),
    );
}
