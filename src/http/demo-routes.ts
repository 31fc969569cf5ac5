import { Hono } from "hono";
import { readFileSync } from "node:fs";
import type { Business } from "../domain/business.ts";
import type { Clock } from "../ports/clock.ts";
import { renderDemoPage } from "./demo-page.ts";
import { DEMO_PAGE_CSP } from "./security-headers.ts";

/** The demo page of the business at `/`, with the widget on it, its style sheet and its one script. */
export function createDemoRoutes(options: {
  readonly business: () => Business;
  readonly clock: Clock;
}): Hono {
  const files = [
    { path: "/demo.css", type: "text/css; charset=utf-8" },
    { path: "/demo.js", type: "text/javascript; charset=utf-8" },
  ];
  const app = new Hono();
  app.get("/", async (c) =>
    c.html(await renderDemoPage(options.business(), options.clock.now()), 200, {
      "Content-Security-Policy": DEMO_PAGE_CSP,
      "X-Frame-Options": "SAMEORIGIN",
      "Cache-Control": "no-cache",
    }),
  );
  for (const { path, type } of files) {
    const body = readFileSync(new URL(`.${path}`, import.meta.url), "utf8");
    app.get(path, (c) => c.body(body, 200, { "Content-Type": type, "Cache-Control": "public, max-age=300" }));
  }
  return app;
}
