import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { BackupError, type BackupFault } from "../../adapters/postgres/backup/backup-error.ts";
import { GatewayError } from "../../domain/errors.ts";
import { readConfig } from "../../platform/config.ts";
import { findProjectRoot } from "../../platform/project-root.ts";
import { BACKUP_WORDS } from "./backup-words.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";

const packageShape = z.object({ version: z.string() });

/** Exit codes: what the person has to change in the command is wrong use, the rest is a finding. */
const FINDING = 1;
const WRONG_USE = 2;
const WRONG_USES: ReadonlySet<BackupFault["kind"]> = new Set(["inside_database", "not_empty"]);

/** Version of this gateway, as its package says. */
export function gatewayVersion(): string {
  return packageShape.parse(JSON.parse(readFileSync(join(findProjectRoot(), "package.json"), "utf8")))
    .version;
}

/**
 * Runs `work` on the data folder that the settings name, unless the database is elsewhere or a setting is wrong. Says in
 * the chosen language what came of it.
 *
 * @returns Exit code.
 */
export async function onDataDir(
  world: CommandWorld,
  options: TalkOptions,
  elsewhere: "backupElsewhere" | "restoreElsewhere",
  work: (dataDir: string) => Promise<void>,
): Promise<number> {
  const words = BACKUP_WORDS[chooseLanguage(options.lang, world.settings)];
  const complain = (text: string, fault: object) => {
    if (options.json) world.print(`${JSON.stringify({ ok: false, ...fault, message: text.trim() })}\n`);
    else world.mutter(text);
  };
  const { DATA_DIR, DATABASE_URL } = world.settings;
  const reading = readConfig({ DATA_DIR, DATABASE_URL }, world.folder, false);
  if (reading.kind === "faulty") {
    complain(`${words.wrongSettings} ${reading.faults.join("; ")}\n`, { kind: "wrong_settings" });
    return WRONG_USE;
  }
  if (reading.config.databaseUrl) {
    complain(words[elsewhere], { kind: "database_elsewhere" });
    return WRONG_USE;
  }
  try {
    await work(reading.config.dataDir);
    return 0;
  } catch (error) {
    if (error instanceof BackupError) {
      complain(`${words.fault(error.fault).join(".\n")}\n`, error.fault);
      return WRONG_USES.has(error.fault.kind) ? WRONG_USE : FINDING;
    }
    if (!(error instanceof GatewayError)) throw error;
    complain(`${error.message}.\n${error.action}\n`, { kind: error.code });
    return FINDING;
  }
}
