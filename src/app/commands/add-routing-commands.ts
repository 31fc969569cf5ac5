import { InvalidArgumentError, Option, type Command } from "commander";
import { CATEGORIES, PRIORITIES, SENTIMENTS } from "../../domain/category.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import { chooseLanguage, thisWorld, type TalkOptions } from "./command-world.ts";
import type { RehearseOptions } from "./rehearse.ts";

/** `check`, `rehearse` and `why`: who gets which lead, before it happens and after. */
export function addRoutingCommands(program: Command, setCode: (code: number) => void): void {
  addCheck(program, setCode);
  addRehearse(program, setCode);
  addWhy(program, setCode);
}

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
    .addOption(oneOf("--lang <language>", "language of the messages; by LANG when absent", ["ru", "en"]))
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
        options: { json?: boolean; lang?: string; svg?: string; all?: boolean; peak?: number; from?: string },
      ) => {
        const { checkCommand } = await import("./check.ts");
        const { json = false, lang, ...rest } = options;
        setCode(
          await checkCommand(dir, { ...rest, json, language: chooseLanguage(lang, thisWorld().settings) }),
        );
      },
    );
}

function toRubles(value: string): number {
  const rubles = Number(value);
  if (value.trim() === "" || !Number.isFinite(rubles) || rubles < 0) {
    throw new InvalidArgumentError("Expected rubles as a number.");
  }
  return rubles;
}

const oneOf = (flags: string, says: string, choices: readonly string[]) =>
  new Option(flags, says).choices(choices);

function addRehearse(program: Command, setCode: (code: number) => void): void {
  program
    .command("rehearse")
    .option("--business <dir>", "business folder; DOZOR_BUSINESS or flows/beauty when absent")
    .option("--at <moment>", "2026-03-13T23:40 on the business's clock; now when absent")
    .addOption(oneOf("--category <category>", "what the request is about", CATEGORIES).default("lead_b2c"))
    .addOption(oneOf("--source <channel>", "where it comes from", CHANNEL_NAMES).default("telegram"))
    .addOption(oneOf("--priority <priority>", "how important it is", PRIORITIES).default("normal"))
    .addOption(oneOf("--sentiment <sentiment>", "how the customer sounds", SENTIMENTS))
    .addOption(oneOf("--language <language>", "the customer's language", ["ru", "en"]))
    .option("--service <service>", "id of services.yaml, or words")
    .option("--branch <branch>", "id of a branch, or words")
    .option("--city <city>", "the city in the customer's words")
    .option("--manager <id>", "who dealt with this customer before")
    .option("--value <rubles>", "expected value", toRubles)
    .option("--urgent", "it can't wait")
    .option("--vip", "a VIP customer")
    .option("--returning", "a customer who has been here before")
    .option("--json", "for machines: the decision and the timeline as JSON")
    .addOption(oneOf("--lang <language>", "language of the answer; by LANG when absent", ["ru", "en"]))
    .description(
      "play one lead on a fake clock: who is offered it, when, why, and what happens if nobody reacts",
    )
    .action(async (options: RehearseOptions) => {
      const { rehearseCommand } = await import("./rehearse.ts");
      setCode(await rehearseCommand(options, thisWorld()));
    });
}

function addWhy(program: Command, setCode: (code: number) => void): void {
  program
    .command("why")
    .argument("<lead>", "id of a lead")
    .argument("<manager>", "id of a person in team.yaml")
    .option("--json", "for machines: the answer with the whole trace")
    .addOption(oneOf("--lang <language>", "ru or en; by LANG when absent", ["ru", "en"]))
    .description("ask the running gateway why a manager got a lead, or why not")
    .action(async (lead: string, manager: string, options: TalkOptions) => {
      const { whyCommand } = await import("./why.ts");
      setCode(await whyCommand(lead, manager, options, thisWorld()));
    });
}
