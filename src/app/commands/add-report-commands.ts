import { InvalidArgumentError, Option, type Command } from "commander";
import type { SpanOptions } from "./ask-report.ts";
import { thisWorld } from "./command-world.ts";

/** `ledger` and `experiments`: what the running gateway has counted. */
export function addReportCommands(program: Command, setCode: (code: number) => void): void {
  addSpan(program.command("ledger"))
    .description("who was offered what over days, against the share that is due, and why")
    .action(async (options: SpanOptions) => {
      const { ledgerCommand } = await import("./ledger.ts");
      setCode(await ledgerCommand(options, thisWorld()));
    });
}

function toDay(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/u.test(value) || Number.isNaN(Date.parse(value))) {
    throw new InvalidArgumentError("Expected a day as 2026-03-11.");
  }
  return value;
}

function addSpan(command: Command): Command {
  return command
    .option("--from <day>", "first day, 2026-03-01; today when both are absent", toDay)
    .option("--to <day>", "last day, included", toDay)
    .option("--json", "for machines: the report as JSON")
    .addOption(
      new Option("--lang <language>", "language of the table; by LANG when absent").choices(["ru", "en"]),
    );
}
