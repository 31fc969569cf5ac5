import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, readFile, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Client } from "pg";
import { GatewayError } from "../../../domain/errors.ts";
import type { Clock } from "../../../ports/clock.ts";
import { BackupError, reasonOf } from "./backup-error.ts";
import { CONTROL_FILE, listCluster, segmentsBetween } from "./cluster-files.ts";
import {
  CLUSTER_NAME,
  FORMAT,
  HEADER_NAME,
  MANIFEST_NAME,
  SECRETS_NAME,
  type BackupFile,
} from "./manifest.ts";
import { openClusterSession } from "./open-session.ts";
import { TAR_END, tarHeader, tarPadding } from "./tar.ts";

export interface BackupOptions {
  readonly dataDir: string;
  /** Absolute path of the archive; an older backup of that name is replaced once the new one is whole. */
  readonly file: string;
  /** The PATH on which an installed PostgreSQL is looked for. */
  readonly path: string;
  readonly clock: Clock;
  /** Version of the gateway. */
  readonly version: string;
  /** Bytes of the database read so far, of about how many. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface BackupSummary {
  readonly file: string;
  readonly createdAt: Date;
  /** Size of the archive. */
  readonly bytes: number;
  readonly files: number;
  readonly isGatewayRunning: boolean;
  /** Every transaction whose commit lies before this position of the write-ahead log is in the backup. */
  readonly endsAt: string;
}

/** Fast enough to keep up with a disk, and leaves the processor to the gateway. */
const COMPRESSION = 3;
const CHUNK = 256 * 1024;

/**
 * Copies the embedded database and the gateway's own secrets into one archive while the gateway goes on working. A
 * server of its own is started for it when the gateway is off.
 *
 * @throws BackupError (the file is then as it was), StartError when the database does not start.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const { dataDir, file } = options;
  const inside = relative(join(dataDir, CLUSTER_NAME), resolve(file));
  if (!inside.startsWith("..")) throw new BackupError({ kind: "inside_database", file });
  const session = await openClusterSession(options);
  const part = `${file}.part`;
  const archive = createArchive(options.clock.now());
  try {
    const ends = { at: "" };
    await pipeline(
      archiveOf(options, session.client, archive, ends),
      createGzip({ level: COMPRESSION }),
      createWriteStream(part, { mode: 0o600 }),
      { signal: session.lost },
    );
    await flushToDisk(part);
    await rename(part, file);
    return {
      file,
      createdAt: archive.createdAt,
      bytes: (await stat(file)).size,
      files: archive.files.length,
      isGatewayRunning: session.isGatewayRunning,
      endsAt: ends.at,
    };
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof GatewayError) throw error;
    const cause = session.lost.aborted ? session.lost.reason : error;
    throw new BackupError({ kind: "not_made", file, reason: reasonOf(cause) }, { cause });
  } finally {
    await session.close();
  }
}

type Archive = ReturnType<typeof createArchive>;

/** Entries as blocks of a tar, with a list of what went in. */
function createArchive(createdAt: Date) {
  const files: BackupFile[] = [];
  const note = (path: string, size: number, sha256: string) => files.push({ path, size, sha256 });
  return {
    createdAt,
    files,
    folder: (name: string): Buffer => tarHeader({ name, size: 0 }, createdAt),
    text: (name: string, content: Buffer | string): Buffer => {
      const bytes = Buffer.from(content);
      if (name !== MANIFEST_NAME) note(name, bytes.length, createHash("sha256").update(bytes).digest("hex"));
      return Buffer.concat([
        tarHeader({ name, size: bytes.length }, createdAt),
        bytes,
        tarPadding(bytes.length),
      ]);
    },
    /**
     * A file as it is while it is read: what is missing at its end is zeros, what is added is left out, since the log
     * says both. A file that has vanished is left out whole.
     */
    file: async function* (name: string, path: string): AsyncGenerator<Buffer, void, undefined> {
      const handle = await open(path).catch(ignoreMissing);
      if (!handle) return;
      try {
        const { size } = await handle.stat();
        const hash = createHash("sha256");
        yield tarHeader({ name, size }, createdAt);
        for (let at = 0; at < size;) {
          const chunk = Buffer.alloc(Math.min(CHUNK, size - at));
          await fill(handle, chunk, at);
          hash.update(chunk);
          at += chunk.length;
          yield chunk;
        }
        yield tarPadding(size);
        note(name, size, hash.digest("hex"));
      } finally {
        await handle.close();
      }
    },
  };
}

/** Reads until the buffer is full or the file ends. */
async function fill(handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let filled = 0; filled < chunk.length;) {
    const { bytesRead } = await handle.read(chunk, filled, chunk.length - filled, position + filled);
    if (bytesRead === 0) return;
    filled += bytesRead;
  }
}

async function* archiveOf(
  options: BackupOptions,
  client: Client,
  archive: Archive,
  ends: { at: string },
): AsyncGenerator<Buffer, void, undefined> {
  const cluster = join(options.dataDir, CLUSTER_NAME);
  const server = await describeServer(client);
  yield archive.text(
    HEADER_NAME,
    toText({
      kind: "dozor-backup",
      format: FORMAT,
      version: options.version,
      createdAt: archive.createdAt.toISOString(),
      postgres: server.version,
      platform: `${process.platform}-${process.arch}`,
    }),
  );
  // The slot keeps the log from being recycled under us; it goes with the session, however that ends.
  await client.query("select pg_create_physical_replication_slot($1, true, true)", [
    `dozor_backup_${process.pid}`,
  ]);
  await client.query("select pg_backup_start('dozor', true)");
  yield* copyCluster(cluster, archive, options.onProgress);
  const end = await stopBackup(client);
  yield archive.text(`${CLUSTER_NAME}/backup_label`, end.label);
  for (const segment of segmentsBetween(end.firstSegment, end.lastSegment, server.segmentBytes))
    yield* copyWhole(archive, cluster, `pg_wal/${segment}`);
  const secrets = await readFile(join(options.dataDir, SECRETS_NAME)).catch(ignoreMissing);
  if (secrets) yield archive.text(SECRETS_NAME, secrets);
  yield archive.text(MANIFEST_NAME, toText({ endsAt: end.at, files: archive.files }));
  yield TAR_END;
  ends.at = end.at;
}

async function describeServer(client: Client): Promise<{ version: string; segmentBytes: number }> {
  const { rows } = await client.query<{ version: string; segment: string }>(
    `select current_setting('server_version_num') as version,
      (select setting from pg_settings where name = 'wal_segment_size') as segment`,
  );
  return { version: rows[0]?.version ?? "", segmentBytes: Number(rows[0]?.segment) };
}

async function* copyCluster(
  cluster: string,
  archive: Archive,
  onProgress: BackupOptions["onProgress"],
): AsyncGenerator<Buffer, void, undefined> {
  const { folders, files } = listCluster(cluster);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  for (const folder of folders) yield archive.folder(`${CLUSTER_NAME}/${folder}`);
  let done = 0;
  for (const { path } of files) {
    for await (const block of archive.file(`${CLUSTER_NAME}/${path}`, join(cluster, path))) {
      yield block;
      done += block.length;
      onProgress(Math.min(done, total), total);
    }
  }
  onProgress(total, total);
  yield archive.text(`${CLUSTER_NAME}/${CONTROL_FILE}`, await readSteady(join(cluster, CONTROL_FILE)));
}

/** The server may be writing this very file: it is taken when two readings agree. */
async function readSteady(path: string): Promise<Buffer> {
  let before = await readFile(path);
  for (;;) {
    const after = await readFile(path);
    if (after.equals(before)) return after;
    before = after;
  }
}

async function stopBackup(client: Client) {
  const { rows } = await client.query<{ at: string; segment: string; label: string; tablespaces: string }>(
    `select lsn::text as at, pg_walfile_name(lsn) as segment, labelfile as label,
      coalesce(spcmapfile, '') as tablespaces from pg_backup_stop(false)`,
  );
  const [row] = rows;
  const firstSegment = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(row?.label ?? "")?.[1];
  if (!row || !firstSegment) throw new Error("the server did not say where the backup begins");
  if (row.tablespaces.trim() !== "") throw new BackupError({ kind: "tablespaces" });
  return { at: row.at, label: row.label, firstSegment, lastSegment: row.segment };
}

/** A segment of the log must be there: without it the copy is worth nothing. */
async function* copyWhole(
  archive: Archive,
  cluster: string,
  path: string,
): AsyncGenerator<Buffer, void, undefined> {
  const known = archive.files.length;
  yield* archive.file(`${CLUSTER_NAME}/${path}`, join(cluster, path));
  if (archive.files.length === known)
    throw new Error(`the server has dropped ${path}, which the backup needs`);
}

/** Neither a full disk nor a power cut may leave a backup that only looks like one. */
async function flushToDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

function toText(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
