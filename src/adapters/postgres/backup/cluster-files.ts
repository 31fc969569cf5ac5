import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface ClusterFile {
  /** Below the cluster's folder, with slashes. */
  readonly path: string;
  readonly size: number;
}

/** Folders that a server fills anew at its start; they must exist. The log is copied apart, after the files. */
const EMPTIED = new Set([
  "pg_wal",
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const WAL_FOLDERS = ["pg_wal/archive_status/", "pg_wal/summaries/"];

/** What belongs to the running server or to a moment, not to the data. */
const SKIPPED =
  /^(postmaster\.(pid|opts)|backup_(label|manifest).*|tablespace_map.*|current_logfiles|postgresql\.auto\.conf\.tmp|pg_internal\.init.*|pgsql_tmp.*|t\d+_\d+.*)$/;

/** Read last, when nothing of the copy depends on what it says. */
export const CONTROL_FILE = "global/pg_control";

/** What to copy of a cluster that may be running. Files that vanish meanwhile are left out: the log has them. */
export function listCluster(cluster: string): {
  readonly folders: readonly string[];
  readonly files: readonly ClusterFile[];
} {
  const folders: string[] = [...WAL_FOLDERS];
  const files: ClusterFile[] = [];
  const visit = (below: string) => {
    for (const entry of readdirSync(join(cluster, below), { withFileTypes: true })) {
      const path = `${below}${entry.name}`;
      if (SKIPPED.test(entry.name)) continue;
      if (entry.isDirectory() || EMPTIED.has(path)) {
        folders.push(`${path}/`);
        if (!EMPTIED.has(path)) visit(`${path}/`);
      } else if (entry.isFile() && path !== CONTROL_FILE) {
        const size = statSync(join(cluster, path), { throwIfNoEntry: false })?.size;
        if (size !== undefined) files.push({ path, size });
      }
    }
  };
  visit("");
  return { folders: folders.toSorted(), files };
}

/**
 * Names of the log's segments from `first` to `last`, both included, as the server names them.
 *
 * @param segmentBytes Size of a segment, 16 MiB unless the cluster was made otherwise.
 */
export function segmentsBetween(first: string, last: string, segmentBytes: number): readonly string[] {
  const perFile = 2 ** 32 / segmentBytes;
  const numberOf = (name: string) =>
    Number.parseInt(name.slice(8, 16), 16) * perFile + Number.parseInt(name.slice(16), 16);
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, "0");
  const names: string[] = [];
  for (let number = numberOf(first); number <= numberOf(last); number += 1)
    names.push(`${first.slice(0, 8)}${hex(Math.floor(number / perFile))}${hex(number % perFile)}`);
  return names;
}
