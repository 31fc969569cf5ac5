import { Hono, type Context } from "hono";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Language } from "../domain/category.ts";
import { HttpProblem } from "./problem.ts";
import { CONSOLE_CSP } from "./security-headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

interface Asset {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

export interface ConsoleRoutesOptions {
  /** Where the console's build lies (`dist/browser/console`); read once, at creation. */
  readonly dir: string;
  readonly language: () => Language;
}

/** The operators' console under `/console`: its page on every address that has no dot, its files beside. */
export function createConsoleRoutes(options: ConsoleRoutesOptions): Hono {
  const assets = readAssets(options.dir);
  const app = new Hono();

  const showPage = (c: Context) => {
    const page = assets.get("index.html");
    if (!page) {
      throw new HttpProblem(503, "console_not_built", { detail: "Build the console first: npm run build" });
    }
    return c.body(page.body.replace('<html lang="ru"', `<html lang="${options.language()}"`), 200, {
      "Content-Type": page.type,
      "Content-Security-Policy": CONSOLE_CSP,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Resource-Policy": "same-origin",
    });
  };

  app.get("/console", showPage);
  app.get("/console/*", (c) => {
    const name = c.req.path.slice("/console/".length);
    if (!name.includes(".")) return showPage(c);
    const asset = assets.get(name);
    if (!asset || name === "index.html") throw new HttpProblem(404, "not_found");
    const headers = { "Content-Type": asset.type, ETag: asset.etag, "Cache-Control": "no-cache" };
    if (c.req.header("if-none-match") === asset.etag) return c.body(null, 304, headers);
    return c.body(asset.body, 200, headers);
  });
  return app;
}

function readAssets(dir: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of listFiles(dir)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const body = readFileSync(join(dir, name), "utf8");
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    assets.set(name, { body, type, etag });
  }
  return assets;
}

/** None at all when the console was not built: the API works without it. */
function listFiles(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
