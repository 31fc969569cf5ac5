import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../../../domain/errors.ts";

/** How to start PostgreSQL's programs, which refuse to run as root. */
export type RunAs =
  | { readonly kind: "self" }
  /** As `nobody`, who owns the data folder then. */
  | { readonly kind: "nobody"; readonly uid: number; readonly gid: number }
  /** In a user namespace where we look like `nobody`; files stay root's. For folders that nobody can't reach. */
  | { readonly kind: "namespace" };

const NOBODY = { uid: 65_534, gid: 65_534 };
const UNSHARE = ["--user", "--map-user=65534", "--map-group=65534"] as const;

/** @param folders Folders that the programs must reach: their own, the data, the socket. */
export function chooseRunAs(folders: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { kind: "self" };
  if (folders.every(isReachableByAll)) return { kind: "nobody", ...NOBODY };
  if (spawnSync("unshare", [...UNSHARE, "true"]).status === 0) return { kind: "namespace" };
  throw new StartError(
    "The embedded PostgreSQL can't run as root from a folder that only root may enter",
    "Start the gateway as an ordinary user, or move it (and DATA_DIR) to a folder that others may enter, like /opt/dozor, or set DATABASE_URL.",
  );
}

/** Program and arguments with whatever has to stand before them. */
export function commandOf(runAs: RunAs, program: string, args: readonly string[]): [string, string[]] {
  return runAs.kind === "namespace" ? ["unshare", [...UNSHARE, program, ...args]] : [program, [...args]];
}

/** Options for `spawn`: whose process it will be. */
export function identityOf(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.kind === "nobody" ? { uid: runAs.uid, gid: runAs.gid } : {};
}

/** Gives a folder with all in it to whoever runs PostgreSQL. */
export function giveTo(runAs: RunAs, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = runAs.kind === "nobody" ? runAs : { uid: 0, gid: 0 };
  // The top folder tells whether all is done: it is changed last.
  if (lstatSync(folder).uid === uid) return;
  chownAll(folder, uid, gid);
}

function chownAll(path: string, uid: number, gid: number): void {
  if (lstatSync(path).isDirectory())
    for (const entry of readdirSync(path)) chownAll(join(path, entry), uid, gid);
  chownSync(path, uid, gid);
}

function isReachableByAll(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    // A folder may not exist yet or be private itself: PostgreSQL will own it. Its parents must let others pass.
    if (at !== folder && (statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
