// Builds what runs: the server by tsc into dist/, the browser bundles by Vite into dist/browser/.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

const BROWSER_BUNDLES = ["bots/widget/browser/vite.config.ts", "src/console/browser/vite.config.ts"];

/** @param {"server" | "browser" | "all"} part What to build. */
export async function build(part = "all") {
  if (part !== "browser") buildServer();
  if (part !== "server") await buildBrowser();
  if (part === "all") writeFileSync(join(root, "dist/.built"), "");
}

function buildServer() {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (run.status !== 0) throw new Error("tsc could not build the server; its messages are above");
  mkdirSync(join(root, "dist"), { recursive: true });
  // SQL migrations and other plain files that the code reads beside itself.
  cpSync(join(root, "src"), join(root, "dist/src"), {
    recursive: true,
    filter: (path) => !path.includes("/browser") && !path.endsWith(".ts"),
  });
}

async function buildBrowser() {
  const { build: viteBuild } = await import("vite");
  for (const config of BROWSER_BUNDLES) {
    const file = join(root, config);
    if (!existsSync(file)) continue;
    await viteBuild({ configFile: file, root: dirname(file), logLevel: "warn" });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(process.argv[2] ?? "all");
