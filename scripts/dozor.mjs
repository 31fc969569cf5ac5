#!/usr/bin/env node
// The command line: builds what is out of date, then runs it in this very process, so that signals reach it directly.
import module from "node:module";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entry = join(root, "dist/server/cli.js");
const SOURCES = ["src", "bots", "tsconfig.json", "package-lock.json", "scripts/build.mjs"];

/** Time of the newest file below; milliseconds. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  if (!existsSync(entry)) return false;
  // An image or a package without the sources has nothing to build.
  if (!existsSync(join(root, "src"))) return true;
  const built = statSync(join(root, "dist/.built"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return built >= Math.max(...SOURCES.map((source) => newest(join(root, source))));
}

if (!isBuilt()) {
  if (!existsSync(join(root, "node_modules/vite"))) {
    process.stderr.write(
      "Dozor is not built, and the tools to build it are missing. Run: npm ci --include=dev\n",
    );
    process.exit(1);
  }
  const { build } = await import("./build.mjs");
  process.stderr.write("Building Dozor (only after changes)...\n");
  await build();
}
// Node 22 and newer keep what they have compiled for the next start.
module.enableCompileCache?.();
await import(pathToFileURL(entry).href);
