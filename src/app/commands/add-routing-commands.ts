import { InvalidArgumentError, type Command } from "commander";

/** `check`: who gets which lead, before it happens. */
export function addRoutingCommands(program: Command, setCode: (code: number) => void): void {
  addCheck(program, setCode);
}

const toLanguage = (value: string) => (value === "en" ? "en" : "ru");

function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError("Expected a whole number from 1.");
  return count;
}

function toDay(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/u.test(value) || Number.isNaN(Date.parse(value))) {
    throw new InvalidArgumentError("Expected a day as 2026-03-11.");
  }
  return value;
}

function addCheck(program: Command, setCode: (code: number) => void): void {
  program
    .command("check")
    .argument("[dir]", "business folder; DOZOR_BUSINESS or flows/beauty when absent")
    .option("--json", "for machines: faults, findings and the week as JSON")
    .option("--lang <language>", "language of the messages: ru or en", "ru")
    .option("--svg <file>", "write a picture of the week: who is on shift, and the holes")
    .option("--all", "show notes too")
    .option("--peak <leads>", "leads at once that every ladder should hold (5)", toCount)
    .option("--from <day>", "first of the 60 days to prove, 2026-03-11; today when absent", toDay)
    .description(
      "check a business folder: every fault with its line and cure, and a proof that every hour is covered",
    )
    .action(
      async (
        dir: string | undefined,
        options: { json?: boolean; lang: string; svg?: string; all?: boolean; peak?: number; from?: string },
      ) => {
        const { checkCommand } = await import("./check.ts");
        const { json = false, lang, ...rest } = options;
        setCode(await checkCommand(dir, { ...rest, json, language: toLanguage(lang) }));
      },
    );
}
