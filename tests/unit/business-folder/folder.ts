import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A valid little folder: a tailor's with two services and three people. */
export const SMALL = "tests/fixtures/business/small";

/** A copy of the small folder that the test may spoil; gone when the test is over. */
export async function aFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "dozor-business-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(SMALL, dir, { recursive: true });
  return dir;
}

/** Replaces one piece of a file, which must be there exactly once. */
export async function spoil(dir: string, file: string, from: string, to: string): Promise<void> {
  const path = join(dir, file);
  const text = await readFile(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`"${from}" is not unique in ${file}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}
