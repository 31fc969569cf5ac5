import { defineConfig } from "vite";

/** The operators' console: three files with fixed names, served by the gateway under `/console/`. */
export default defineConfig({
  base: "/console/",
  build: {
    // Beside the widget's bundle: each empties only its own folder.
    outDir: "../../../dist/browser/console",
    emptyOutDir: true,
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Its inline script would break the page's content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { entryFileNames: "app.js", assetFileNames: "app[extname]" },
    },
  },
});
