import { resolve } from "node:path";
import { writeBackup } from "../../adapters/postgres/backup/write-backup.ts";
import { BACKUP_WORDS } from "./backup-words.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { gatewayVersion, onDataDir } from "./keeping-place.ts";
import { createProgressBar } from "./progress-bar.ts";

/**
 * Copies the embedded database and secrets.json into one archive; the gateway may be running.
 *
 * @returns Exit code: 0 when the backup is whole, 1 when it could not be made, 2 for a database that is not ours.
 */
export function backupCommand(file: string, options: TalkOptions, world: CommandWorld): Promise<number> {
  const words = BACKUP_WORDS[chooseLanguage(options.lang, world.settings)];
  return onDataDir(world, options, "backupElsewhere", async (dataDir) => {
    const bar = createProgressBar(world, words.saving);
    const summary = await writeBackup({
      dataDir,
      file: resolve(world.folder, file),
      path: world.settings["PATH"] ?? "",
      clock: world.clock,
      version: gatewayVersion(),
      onProgress: bar.update,
    }).finally(bar.clear);
    world.print(options.json ? `${JSON.stringify({ ok: true, ...summary })}\n` : words.saved(summary));
  });
}
