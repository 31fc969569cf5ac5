import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { z } from "zod";
import { BackupError, reasonOf } from "./backup-error.ts";
import {
  CLUSTER_NAME,
  FORMAT,
  formatShape,
  HEADER_NAME,
  headerShape,
  MANIFEST_NAME,
  manifestShape,
  SECRETS_NAME,
  type BackupFile,
  type BackupHeader,
} from "./manifest.ts";
import { readTar, type TarEntry } from "./tar.ts";

/** Header and manifest are small; a damaged length must not fill the memory. */
const MAX_TEXT = 256 * 1024 * 1024;

/**
 * Unpacks a backup into an empty folder and compares every file with the manifest.
 *
 * @throws BackupError when it is no backup, of a newer format, damaged or cut off; the folder then holds a part of it.
 */
export async function unpackBackup(
  file: string,
  folder: string,
  onProgress: (done: number, total: number) => void,
): Promise<BackupHeader> {
  const found: BackupFile[] = [];
  let header: BackupHeader | undefined;
  let expected: readonly BackupFile[] | undefined;
  const read = async (source: AsyncIterable<Buffer>) => {
    for await (const entry of readTar(source)) {
      if (!header) header = parseHeader(await textOf(entry, file, found), file);
      else if (entry.name === MANIFEST_NAME)
        expected = parse(manifestShape, await textOf(entry, file), "the list of files").files;
      else if (entry.name.endsWith("/"))
        await mkdir(join(folder, safe(entry.name)), { recursive: true, mode: 0o700 });
      else found.push(await unpackFile(entry, join(folder, safe(entry.name))));
    }
  };
  try {
    const total = (await stat(file)).size;
    let done = 0;
    await pipeline(
      createReadStream(file),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          done += chunk.length;
          onProgress(done, total);
          yield chunk;
        }
      },
      createGunzip(),
      read,
    );
  } catch (error) {
    throw toBackupError(error, file, header !== undefined);
  }
  if (!header) throw new BackupError({ kind: "not_a_backup", file });
  if (!expected) throw new BackupError({ kind: "damaged", what: "the archive is cut off" });
  compare(expected, found);
  return header;
}

async function unpackFile(entry: TarEntry, path: string): Promise<BackupFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  // "wx": an archive that names a file twice is not one of ours.
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const chunk of entry.body) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { path: entry.name, size: entry.size, sha256: hash.digest("hex") };
}

/** A path may not lead out of the folder that it is unpacked into. */
function safe(name: string): string {
  const steps = name.replace(/\/$/, "").split("/");
  const isPlain = steps.every((step) => !["", ".", ".."].includes(step) && !/[\\:\0]/.test(step));
  if (name === SECRETS_NAME || (isPlain && steps[0] === CLUSTER_NAME)) return name;
  throw new BackupError({ kind: "damaged", what: "it holds a file that no backup has" });
}

async function textOf(entry: TarEntry, file: string, found?: BackupFile[]): Promise<string> {
  if (entry.size > MAX_TEXT || (found && entry.name !== HEADER_NAME))
    throw new BackupError({ kind: "not_a_backup", file });
  const parts: Buffer[] = [];
  for await (const chunk of entry.body) parts.push(Buffer.from(chunk));
  const bytes = Buffer.concat(parts);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  found?.push({ path: entry.name, size: entry.size, sha256 });
  return bytes.toString();
}

function parseHeader(text: string, file: string): BackupHeader {
  const format = formatShape.safeParse(fromText(text));
  if (!format.success) throw new BackupError({ kind: "not_a_backup", file });
  if (format.data.format > FORMAT)
    throw new BackupError({ kind: "newer_format", version: format.data.version });
  return parse(headerShape, text, "the header");
}

function parse<Shape extends z.ZodType>(shape: Shape, text: string, what: string): z.output<Shape> {
  const parsed = shape.safeParse(fromText(text));
  if (parsed.success) return parsed.data;
  throw new BackupError({ kind: "damaged", what: `${what} can't be read` });
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compare(expected: readonly BackupFile[], found: readonly BackupFile[]): void {
  const left = new Map(found.map((file) => [file.path, file]));
  for (const { path, size, sha256 } of expected) {
    const file = left.get(path);
    if (!file) throw new BackupError({ kind: "damaged", what: `${path} is missing` });
    if (file.size !== size || file.sha256 !== sha256)
      throw new BackupError({ kind: "damaged", what: `${path} has changed` });
    left.delete(path);
  }
  const [extra] = left.keys();
  if (extra !== undefined) throw new BackupError({ kind: "damaged", what: `${extra} does not belong to it` });
}

function toBackupError(error: unknown, file: string, isBackup: boolean): BackupError {
  if (error instanceof BackupError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // The system's own refusals (no such file, no right, no space) are in capitals; zlib's say what is wrong with the data.
  if (/^E[A-Z]+$/.test(code))
    return new BackupError({ kind: "unreadable", file, reason: reasonOf(error) }, { cause: error });
  return isBackup
    ? new BackupError({ kind: "damaged", what: reasonOf(error) }, { cause: error })
    : new BackupError({ kind: "not_a_backup", file }, { cause: error });
}
