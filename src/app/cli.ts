#!/usr/bin/env node
import { Command } from "commander";
import { addKeepingCommands } from "./commands/add-keeping-commands.ts";
import { addReportCommands } from "./commands/add-report-commands.ts";
import { addRoutingCommands } from "./commands/add-routing-commands.ts";
import { addUnderstandingCommands } from "./commands/add-understanding-commands.ts";

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
  addKeepingCommands(program, (exit) => {
    code = exit;
  });
  addRoutingCommands(program, (exit) => {
    code = exit;
  });
  addReportCommands(program, (exit) => {
    code = exit;
  });
  addUnderstandingCommands(program, (exit) => {
    code = exit;
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
