#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { addKeepingCommands } from "./commands/add-keeping-commands.ts";
import { addReportCommands } from "./commands/add-report-commands.ts";
import { addRoutingCommands } from "./commands/add-routing-commands.ts";
import { addUnderstandingCommands } from "./commands/add-understanding-commands.ts";
import { findProjectRoot } from "../platform/project-root.ts";

/** The command line. Exit code 0 on success, 1 on a finding, 2 on wrong use. */
async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  endQuietlyWithReader(argv[0] === "start");
  const program = new Command("dozor")
    .description("Gateway between a company's customers in messengers and its CRM")
    .version(readVersion(), "-V, --version", "the version of this program")
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

/** `| head -1` closes our output while we write: that ends a command without a word; a gateway works on unheard. */
function endQuietlyWithReader(isGateway: boolean): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      if (!isGateway) process.exit(0);
    });
}

function readVersion(): string {
  const file = join(findProjectRoot(), "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  return version;
}

process.exitCode = await main(process.argv.slice(2));
