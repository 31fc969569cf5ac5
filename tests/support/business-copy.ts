import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";

const FLOWS = resolve(import.meta.dirname, "../../flows");

export interface BusinessCopy {
  readonly dir: string;
  /** Rewrites one file; `edit` gets its parsed content. */
  edit(file: string, edit: (content: Record<string, unknown>) => unknown): void;
  remove(): void;
}

/** A copy of a shipped business folder that a test may change. */
export function copyBusiness(name: string): BusinessCopy {
  const dir = mkdtempSync(join(tmpdir(), "dozor-business-"));
  cpSync(join(FLOWS, name), dir, { recursive: true });
  return {
    dir,
    edit: (file, edit) => {
      const path = join(dir, file);
      const content = parse(readFileSync(path, "utf8")) as Record<string, unknown>;
      writeFileSync(path, stringify(edit(content)));
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

const ALWAYS = { daily: "00:00-24:00" };

interface LooseRung {
  wait?: string;
  [key: string]: unknown;
}

/**
 * The salon as it is, but open and staffed around the clock and with short waits, so that a test means the same at any
 * hour. Bookings of nails go to two people one after the other.
 */
export function copyOpenSalon(wait: string): BusinessCopy {
  const copy = copyBusiness("beauty");
  copy.edit("business.yaml", (business) => ({
    ...business,
    holidays: [],
    branches: (business["branches"] as object[]).map((branch) => ({ ...branch, hours: ALWAYS })),
  }));
  copy.edit("team.yaml", (team) =>
    (team as unknown as object[]).map((manager) => ({ ...manager, shifts: ALWAYS, absences: [] })),
  );
  copy.edit("routing.yaml", (routing) => {
    const ladders = routing["ladders"] as Record<string, LooseRung[]>;
    const quick = Object.entries(ladders).map(([name, rungs]) => [
      name,
      rungs.map((rung) => (rung.wait ? { ...rung, wait } : rung)),
    ]);
    return { ...routing, ladders: Object.fromEntries(quick) };
  });
  return copy;
}
