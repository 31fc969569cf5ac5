import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/**
 * One file with all of a process in it: it starts in a tenth of a second, where reading the sources takes nearly one
 * and both cores are needed for the run.
 */
export async function bundleNode(outDir: string): Promise<string> {
  const entry = fileURLToPath(new URL("chaos-node-cli.ts", import.meta.url));
  await build({
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "chaos-node.mjs" } },
    },
  });
  return join(outDir, "chaos-node.mjs");
}
