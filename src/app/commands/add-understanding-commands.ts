import { Option, type Command } from "commander";
import { chooseLanguage, thisWorld, type CommandWorld } from "./command-world.ts";
import type { UnderstandingOptions } from "./open-understanding.ts";

type Run = (
  options: UnderstandingOptions,
  lines: AsyncIterable<string>,
  world: CommandWorld,
) => Promise<number>;

const BUSINESS = "business folder; DOZOR_BUSINESS or flows/beauty when absent";
const LANGUAGE = () =>
  new Option("--lang <language>", "language of what is said to you; by LANG when absent").choices([
    "ru",
    "en",
  ]);

const EVAL_HELP = `
A message holds {"id", "text", "category", "priority", "action"} and, if you like, "slots" (an object), "urgent", "lang",
"vertical", "received_at" (a moment with its offset) and "adversarial". Other keys are passed over.

Each message is read three times: as written, in lower case without marks, and with a typo per 12 letters besides.
With MODEL set, the chain of models takes part, and answers are told apart by who gave them and by prompt variant.

  dozor eval messages.jsonl
  dozor eval messages.jsonl --business flows/mine --json > figures.json

Ends with 0 whatever the figures, 1 for faults in the business folder, 2 for wrong settings or a line it cannot read.`;

/** `understand`, `converse` and `eval`: the understanding and the conversation without channels, store and CRM. */
export function addUnderstandingCommands(program: Command, setCode: (code: number) => void): void {
  const act = async (load: () => Promise<Run>, file: string | undefined, options: UnderstandingOptions) => {
    const { linesOf } = await import("./read-json-lines.ts");
    const world = thisWorld();
    try {
      const run = await load();
      setCode(await run(options, linesOf(file), world));
    } catch (error) {
      // The file is opened by its first line.
      const isUnreadable = error instanceof Error && "syscall" in error && file !== undefined;
      if (!isUnreadable) throw error;
      const isRussian = chooseLanguage(options.lang, world.settings) === "ru";
      world.mutter(
        isRussian ? `Файл не читается: ${error.message}\n` : `The file can't be read: ${error.message}\n`,
      );
      setCode(2);
    }
  };
  program
    .command("understand")
    .argument("[file]", "JSON lines; what is piped in when absent")
    .option("--business <dir>", BUSINESS)
    .option("--json", "JSON lines, as ever")
    .addOption(LANGUAGE())
    .description('understand messages: {"id", "text", "received_at"?} a line')
    .action((file: string | undefined, options: UnderstandingOptions) =>
      act(async () => (await import("./understand.ts")).understandCommand, file, options),
    );
  program
    .command("converse")
    .argument("[file]", "JSON lines; what is piped in when absent")
    .option("--business <dir>", BUSINESS)
    .option("--json", "JSON lines, as ever")
    .addOption(LANGUAGE())
    .description('play dialogues on a fake clock: {"id", "now", "turns": [{"user"}]} a line')
    .action((file: string | undefined, options: UnderstandingOptions) =>
      act(async () => (await import("./converse.ts")).converseCommand, file, options),
    );
  program
    .command("eval")
    .argument("<file>", "labelled messages or dialogues, JSON lines as those in tests/fixtures/nlu")
    .option("--business <dir>", "business folder; flows/<vertical> of each line when absent")
    .option("--json", "for machines: all figures as JSON")
    .addOption(LANGUAGE())
    .description("measure the understanding, or with dialogues the conversation, against gold labels")
    .addHelpText("after", EVAL_HELP)
    .action((file: string, options: UnderstandingOptions) =>
      act(async () => (await import("./eval.ts")).evalCommand, file, options),
    );
}
