import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { Hono } from "hono";
import type { Context } from "hono";
import { answerProblem } from "./problem.ts";

interface Asset {
  /** Changes when the file does. */
  readonly stamp: string;
  readonly hash: string;
  readonly plain: Buffer<ArrayBuffer>;
  readonly gzip: Buffer<ArrayBuffer>;
  readonly brotli: Buffer<ArrayBuffer>;
}

const FILES = ["widget.js", "widget-panel.js"] as const;
const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/**
 * `/widget.js` and `/widget-panel.js` out of the build folder. The loader names the panel by its hash (`?v=`), so that
 * one is kept for a year, while the loader itself is asked for again every five minutes.
 */
export function createWidgetAssets(assetsDir: string): Hono {
  const app = new Hono();
  const known = new Map<string, Asset>();
  for (const name of FILES) {
    app.get(`/${name}`, async (context) => {
      const asset = await readAsset(join(assetsDir, name), known.get(name));
      if (!asset) return answerProblem(context, "asset_missing", "ru");
      known.set(name, asset);
      return answerAsset(context, asset);
    });
  }
  return app;
}

function answerAsset(context: Context, asset: Asset): Response {
  const etag = `W/"${asset.hash}"`;
  const version = context.req.query("v");
  const isNamedByHash = version !== undefined && version.length >= 8 && asset.hash.startsWith(version);
  context.header("Content-Type", "text/javascript; charset=utf-8");
  context.header(
    "Cache-Control",
    isNamedByHash
      ? "public, max-age=31536000, immutable"
      : "public, max-age=300, stale-while-revalidate=86400",
  );
  context.header("ETag", etag);
  context.header("Vary", "Accept-Encoding");
  context.header("X-Content-Type-Options", "nosniff");
  // Any site may load the script; what it may then do is decided by the routes.
  context.header("Access-Control-Allow-Origin", "*");
  context.header("Cross-Origin-Resource-Policy", "cross-origin");
  const seen = (context.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  if (seen.some((tag) => tag === "*" || tag.replace(/^W\//, "") === `"${asset.hash}"`)) {
    return context.body(null, 304);
  }
  const accepted = context.req.header("accept-encoding") ?? "";
  if (/\bbr\b/.test(accepted)) {
    context.header("Content-Encoding", "br");
    return context.body(asset.brotli);
  }
  if (/\bgzip\b/.test(accepted)) {
    context.header("Content-Encoding", "gzip");
    return context.body(asset.gzip);
  }
  return context.body(asset.plain);
}

/** Reads again only when the file has changed, so that a rebuilt widget needs no restart. */
async function readAsset(path: string, known: Asset | undefined): Promise<Asset | undefined> {
  try {
    const { mtimeMs, size } = await stat(path);
    const stamp = `${mtimeMs}:${size}`;
    if (known?.stamp === stamp) return known;
    const plain = await readFile(path);
    const hash = createHash("sha256").update(plain).digest("hex").slice(0, 16);
    const [zipped, brotli] = await Promise.all([compressGzip(plain), compressBrotli(plain)]);
    return { stamp, hash, plain, gzip: zipped, brotli };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
