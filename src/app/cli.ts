#!/usr/bin/env node
import { Command } from "commander";

/** The command line. Exit code 0 on success, 1 on a finding, 2 on wrong use. */
async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("dozor")
    .description("Gateway between a company's customers in messengers and its CRM")
    .exitOverride()
    .showHelpAfterError();
  program
    .command("start")
    .description("start the gateway with the settings of the environment and .env")
    .action(async () => {
      const { startCommand } = await import("./commands/start.ts");
      code = await startCommand();
    });
  program
    .command("check")
    .argument("[dir]", "business folder; DOZOR_BUSINESS or flows/beauty when absent")
    .option("--json", "for machines: faults as JSON")
    .option("--lang <language>", "language of the messages: ru or en", "ru")
    .description("check a business folder: every fault with file, line and a way to mend it")
    .action(async (dir: string | undefined, options: { json?: boolean; lang: string }) => {
      const { checkCommand } = await import("./commands/check.ts");
      code = await checkCommand(dir, {
        json: options.json === true,
        language: options.lang === "en" ? "en" : "ru",
      });
    });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    // commander has printed help or what is wrong with the words.
    if (error instanceof Error && "exitCode" in error) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
