import { Option, type Command } from "commander";
import { thisWorld, type TalkOptions } from "./command-world.ts";

const JSON_OPTION = ["--json", "for machines: the outcome as JSON"] as const;

const langOption = () =>
  new Option("--lang <language>", "ru or en; by LANG when absent").choices(["ru", "en"]);

/** `backup`, `restore` and `dead-letters`. `end` gets each one's exit code. */
export function addKeepingCommands(program: Command, end: (code: number) => void): void {
  program
    .command("backup")
    .argument("<file>", "archive to write; an older one of that name is replaced")
    .option(...JSON_OPTION)
    .addOption(langOption())
    .description("copy the embedded database and secrets.json into one file, while the gateway works on")
    .action(async (file: string, options: TalkOptions) => {
      const { backupCommand } = await import("./backup.ts");
      end(await backupCommand(file, options, thisWorld()));
    });
  program
    .command("restore")
    .argument("<file>", "archive that dozor backup has made")
    .option("--force", "move the data that is there aside")
    .option(...JSON_OPTION)
    .addOption(langOption())
    .description("put a backup into DATA_DIR after proving that it is whole and opens")
    .action(async (file: string, options: TalkOptions & { force?: boolean }) => {
      const { restoreCommand } = await import("./restore.ts");
      end(await restoreCommand(file, options, thisWorld()));
    });
  addDeadLetters(program, end);
}

function addDeadLetters(program: Command, end: (code: number) => void): void {
  const group = program
    .command("dead-letters")
    .description("what could not be delivered: look at it, retry it or discard it");
  group
    .command("list", { isDefault: true })
    .option(...JSON_OPTION)
    .addOption(langOption())
    .description("all of them, the newest first")
    .action(async (options: TalkOptions) => {
      const { deadLettersCommand } = await import("./dead-letters.ts");
      end(await deadLettersCommand({ kind: "list" }, options, thisWorld()));
    });
  const wishes = [
    { kind: "show", says: "one of them with its content" },
    { kind: "retry", says: "queue it once more, counting from the first attempt" },
    { kind: "discard", says: "never send it; the record stays" },
  ] as const;
  for (const { kind, says } of wishes)
    group
      .command(kind)
      .argument("<id>", "as the list shows it")
      .option(...JSON_OPTION)
      .addOption(langOption())
      .description(says)
      .action(async (id: string, options: TalkOptions) => {
        const { deadLettersCommand } = await import("./dead-letters.ts");
        end(await deadLettersCommand({ kind, id }, options, thisWorld()));
      });
}
