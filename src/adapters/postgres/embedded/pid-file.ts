import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * What `postmaster.pid` in the data folder means: no server (`free`), a server that lives (`alive`), or a left-over of
 * one that is dead, a zombie, or whose number another program has by now (`stale`; PostgreSQL itself only checks that
 * the number exists and would refuse to start).
 */
export function inspectPidFile(cluster: string): "free" | "alive" | "stale" {
  let text: string;
  try {
    text = readFileSync(join(cluster, "postmaster.pid"), "utf8");
  } catch {
    return "free";
  }
  const pid = Number(text.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return "stale";
  if (process.platform !== "linux") return "alive";
  return isZombie(pid) || !isPostgresOf(pid, cluster) ? "stale" : "alive";
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  try {
    // The state stands behind the closing bracket of the program's name.
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (command.includes(cluster)) return true;
  } catch {
    return false;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}
