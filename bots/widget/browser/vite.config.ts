import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, defineConfig } from "vite";
import type { InlineConfig, Plugin, UserConfig } from "vite";

const ROOT = import.meta.dirname;
const OUT_DIR = join(ROOT, "../../../dist/browser");

/** One bundle in one file, without chunks: `/widget.js` must run as a classic script. */
function bundle(entry: string, format: "iife" | "es", outDir: string): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: ["chrome100", "edge100", "firefox101", "safari15.4"],
      modulePreload: false,
      copyPublicDir: false,
      minify: true,
      rolldownOptions: {
        input: join(ROOT, `${entry}.ts`),
        preserveEntrySignatures: format === "es" ? "strict" : false,
        output: { format, entryFileNames: `${entry}.js`, codeSplitting: false },
      },
    },
  };
}

/** Builds the loader once the panel is written, because the loader names the panel by its hash. */
function loaderAfterPanel(): Plugin {
  let outDir = OUT_DIR;
  let logLevel: InlineConfig["logLevel"];
  return {
    name: "dozor-loader-after-panel",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      logLevel = config.logLevel;
    },
    async closeBundle() {
      const panel = readFileSync(join(outDir, "widget-panel.js"));
      const version = createHash("sha256").update(panel).digest("hex").slice(0, 12);
      await build({
        ...bundle("widget", "iife", outDir),
        configFile: false,
        define: { __PANEL_VERSION__: JSON.stringify(version) },
        ...(logLevel === undefined ? {} : { logLevel }),
      });
    },
  };
}

export default defineConfig({
  ...bundle("widget-panel", "es", OUT_DIR),
  plugins: [loaderAfterPanel()],
});
