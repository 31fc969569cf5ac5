import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";

/**
 * The environment over the `.env` file of a folder, if there is one; an empty variable leaves the file's value. The only
 * place that reads the environment.
 */
export function readSettings(folder: string): Readonly<Record<string, string | undefined>> {
  let file: Record<string, string> = {};
  try {
    file = parse(readFileSync(join(folder, ".env")));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const given = Object.entries(process.env).filter(([name, value]) => value?.trim() || !(name in file));
  return { ...file, ...Object.fromEntries(given) };
}
