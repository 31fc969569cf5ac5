// Builds what runs: the server into dist/server/, the browser bundles into dist/browser/, all by Vite.
import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as viteBuild } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const BROWSER_BUNDLES = ["bots/widget/browser/vite.config.ts", "src/console/browser/vite.config.ts"];

/**
 * Small libraries that come in hundreds of files: finding and reading those was half of a start. The others keep
 * their own files because they look for things beside themselves, or are loaded only when a setting asks for them.
 */
const BUNDLED =
  /^(@hono\/|chrono-node|commander|dotenv|hono|kysely|libphonenumber-js|minisearch|prom-client|snowball-stemmers|yaml|zod)/;

/** Trained models: the code reads them beside itself, wherever it was built to. */
const MODELS = "src/understanding/model";

/** @param {"server" | "browser" | "all"} part What to build. */
export async function build(part = "all") {
  if (part !== "browser") await buildServer();
  if (part !== "server") await buildBrowser();
  if (part === "all") writeFileSync(join(root, "dist/.built"), "");
}

async function buildServer() {
  await bundle({ cli: "src/app/cli.ts" }, "dist/server");
  // Plain files that the pages read beside themselves.
  for (const file of ["demo.css", "demo.js"])
    copyFileSync(join(root, "src/http", file), join(root, "dist/server", file));
}

/**
 * Server code as few files, in the folder `outDir` of the project.
 *
 * @param {Readonly<Record<string, string>>} entries Name of the file to be made → source.
 * @param {string} outDir Emptied before.
 */
export async function bundle(entries, outDir) {
  const input = Object.entries(entries).map(([name, source]) => [name, join(root, source)]);
  await viteBuild({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    ssr: { noExternal: BUNDLED },
    build: {
      ssr: true,
      outDir: join(root, outDir),
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(input),
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  for (const file of readdirSync(join(root, MODELS)).filter((name) => name.endsWith(".bin")))
    copyFileSync(join(root, MODELS, file), join(root, outDir, file));
}

async function buildBrowser() {
  for (const config of BROWSER_BUNDLES) {
    const file = join(root, config);
    if (!existsSync(file)) continue;
    await viteBuild({ configFile: file, root: dirname(file), logLevel: "warn" });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(process.argv[2] ?? "all");
