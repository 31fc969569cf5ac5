import { resolve } from "node:path";
import { restoreBackup } from "../../adapters/postgres/backup/restore-backup.ts";
import { BACKUP_WORDS } from "./backup-words.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { onDataDir } from "./keeping-place.ts";
import { createProgressBar } from "./progress-bar.ts";

/**
 * Puts a backup into DATA_DIR after proving that it is whole and opens.
 *
 * @returns Exit code: 0 when it is in place, 1 when it can't be restored, 2 when something has to be said first.
 */
export function restoreCommand(
  file: string,
  options: TalkOptions & { readonly force?: boolean | undefined },
  world: CommandWorld,
): Promise<number> {
  const words = BACKUP_WORDS[chooseLanguage(options.lang, world.settings)];
  return onDataDir(world, options, "restoreElsewhere", async (dataDir) => {
    const bar = createProgressBar(world, words.restoring);
    const summary = await restoreBackup({
      dataDir,
      file: resolve(world.folder, file),
      path: world.settings["PATH"] ?? "",
      clock: world.clock,
      isForced: options.force === true,
      onProgress: bar.update,
      onProving: () => {
        bar.clear();
        if (world.isWatched) world.mutter(words.proving);
      },
    }).finally(bar.clear);
    world.print(options.json ? `${JSON.stringify({ ok: true, ...summary })}\n` : words.restored(summary));
  });
}
