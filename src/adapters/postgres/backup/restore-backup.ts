import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError, StartError } from "../../../domain/errors.ts";
import type { Clock } from "../../../ports/clock.ts";
import { inspectPidFile } from "../embedded/pid-file.ts";
import { openDatabase } from "../open-database.ts";
import { BackupError, reasonOf } from "./backup-error.ts";
import { CLUSTER_NAME, SECRETS_NAME, type BackupHeader } from "./manifest.ts";
import { unpackBackup } from "./read-archive.ts";

export interface RestoreOptions {
  readonly file: string;
  readonly dataDir: string;
  /** The PATH on which an installed PostgreSQL is looked for. */
  readonly path: string;
  readonly clock: Clock;
  /** Moves the data that is there aside instead of refusing. */
  readonly isForced: boolean;
  /** Bytes of the archive read so far, of how many. */
  readonly onProgress: (done: number, total: number) => void;
  /** Called when all is unpacked and the database is about to be opened. */
  readonly onProving: () => void;
}

export interface RestoreSummary {
  readonly createdAt: Date;
  /** Version of the gateway that made the backup. */
  readonly version: string;
  readonly counts: RestoredCounts;
  /** Where the data that was there is now. */
  readonly movedTo: string | undefined;
}

export interface RestoredCounts {
  readonly conversations: number;
  readonly messages: number;
  readonly leads: number;
  /** Messages and CRM writes that were on their way when the backup was made: they leave after the start. */
  readonly pending: number;
}

/** Unpacked and tried beside what is there, so that a bad backup costs nothing. */
const STAGE_NAME = "restore.new";

/**
 * Puts a backup into a data folder: unpacks it beside, compares checksums, starts the database once to prove that it
 * opens, and only then changes places.
 *
 * @throws BackupError; the data folder is then as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { dataDir, file } = options;
  checkPlace(dataDir, options.isForced);
  const stage = join(dataDir, STAGE_NAME);
  await rm(stage, { recursive: true, force: true });
  try {
    await mkdir(stage, { recursive: true, mode: 0o755 }).catch((error: unknown) => {
      throw new BackupError({ kind: "unreadable", file: stage, reason: reasonOf(error) }, { cause: error });
    });
    const header = await unpackBackup(file, stage, options.onProgress);
    options.onProving();
    const counts = await proveItOpens(stage, options, header);
    checkPlace(dataDir, options.isForced);
    const movedTo = await changePlaces(stage, options);
    return { createdAt: header.createdAt, version: header.version, counts, movedTo };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** @throws BackupError when a gateway uses the folder, or data is there and nobody said to move it. */
function checkPlace(dataDir: string, isForced: boolean): void {
  const cluster = join(dataDir, CLUSTER_NAME);
  if (inspectPidFile(cluster) === "alive") throw new BackupError({ kind: "in_use", folder: dataDir });
  const isEmpty = [CLUSTER_NAME, SECRETS_NAME].every((name) => !existsSync(join(dataDir, name)));
  if (!isEmpty && !isForced) throw new BackupError({ kind: "not_empty", folder: dataDir });
}

/** Recovers from the log in the backup, brings the schema up to date and counts. */
async function proveItOpens(
  stage: string,
  { path, clock }: RestoreOptions,
  header: BackupHeader,
): Promise<RestoredCounts> {
  const doesNotOpen = (error: unknown) =>
    new BackupError(
      {
        kind: "does_not_open",
        reason: reasonOf(error),
        madeOn: `PostgreSQL ${Math.floor(Number(header.postgres) / 10_000)}, ${header.platform}`,
      },
      { cause: error },
    );
  try {
    const database = await openDatabase({
      url: undefined,
      dataDir: stage,
      path,
      clock,
      onTrouble: () => undefined,
    });
    try {
      // What was on its way may have arrived since: whoever can look first, must.
      await database.pool.query(
        "update outbox set is_unsure = true, owner = null where done_at is null and dead_at is null",
      );
      const { rows } = await database.pool.query<RestoredCounts>(
        `select (select count(*) from conversation) as conversations, (select count(*) from message) as messages,
          (select count(*) from lead) as leads,
          (select count(*) from outbox where done_at is null and dead_at is null) as pending`,
      );
      return rows[0] ?? { conversations: 0, messages: 0, leads: 0, pending: 0 };
    } finally {
      await database.close();
    }
  } catch (error) {
    throw error instanceof GatewayError && !(error instanceof StartError) ? error : doesNotOpen(error);
  }
}

/** What is there goes into a folder beside, never away. @returns That folder, if anything was there. */
async function changePlaces(stage: string, { dataDir, clock }: RestoreOptions): Promise<string | undefined> {
  const stamp = clock.now().toISOString().slice(0, 19).replaceAll(":", "-");
  const aside = join(dataDir, `before-restore-${stamp}`);
  const names = [CLUSTER_NAME, SECRETS_NAME];
  const moves = names
    .filter((name) => existsSync(join(dataDir, name)))
    .map((name) => ({ from: join(dataDir, name), to: join(aside, name) }));
  const isMoved = moves.length > 0;
  if (isMoved) await mkdir(aside, { mode: 0o755 });
  for (const name of names)
    if (existsSync(join(stage, name))) moves.push({ from: join(stage, name), to: join(dataDir, name) });
  await moveAll(moves);
  return isMoved ? aside : undefined;
}

/** All of them, or none. */
async function moveAll(moves: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
  for (const [index, { from, to }] of moves.entries())
    try {
      await rename(from, to);
    } catch (error) {
      for (const done of moves.slice(0, index).toReversed()) await rename(done.to, done.from);
      throw new BackupError({ kind: "unreadable", file: to, reason: reasonOf(error) }, { cause: error });
    }
}
