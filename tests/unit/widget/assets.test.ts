import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWidgetAssets } from "../../../bots/widget/widget-assets.ts";

const LOADER = `(()=>{/* ${"x".repeat(500)} */})()`;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "dozor-assets-"));
  await writeFile(join(dir, "widget.js"), LOADER);
});
afterAll(() => rm(dir, { recursive: true }));

describe("the widget's script files", () => {
  it("are served as scripts that any site may load", async () => {
    const response = await createWidgetAssets(dir).request("/widget.js");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(LOADER);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toContain("max-age=300");
  });

  it("are compressed where the browser takes it", async () => {
    const response = await createWidgetAssets(dir).request("/widget.js", {
      headers: { "accept-encoding": "gzip" },
    });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(LOADER);
  });

  it("are not sent again to a browser that has them", async () => {
    const app = createWidgetAssets(dir);
    const etag = (await app.request("/widget.js")).headers.get("etag")!;
    const response = await app.request("/widget.js", { headers: { "if-none-match": etag } });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
  });

  it("are kept for a year only under the hash of what they hold", async () => {
    const app = createWidgetAssets(dir);
    const hash = (await app.request("/widget.js")).headers.get("etag")!.slice(3, 15);
    const cacheOf = async (query: string) =>
      (await app.request(`/widget.js?v=${query}`)).headers.get("cache-control");
    expect(await cacheOf(hash)).toContain("immutable");
    expect(await cacheOf("000000000000")).not.toContain("immutable");
    expect(await cacheOf("")).not.toContain("immutable");
  });

  it("are read again once they are rebuilt", async () => {
    const app = createWidgetAssets(dir);
    const file = join(dir, "widget-panel.js");
    await writeFile(file, "export const a=1");
    expect(await (await app.request("/widget-panel.js")).text()).toBe("export const a=1");
    await writeFile(file, "export const a=2");
    await utimes(file, new Date(), new Date("2026-01-01T00:00:00Z"));
    expect(await (await app.request("/widget-panel.js")).text()).toBe("export const a=2");
    await rm(file);
  });

  it("answer 404 with the cure when they are not built", async () => {
    const response = await createWidgetAssets(join(dir, "nowhere")).request("/widget.js");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "asset_missing" });
  });
});
