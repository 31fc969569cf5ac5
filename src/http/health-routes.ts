import { Hono } from "hono";
import type { Log } from "../ports/log.ts";
import { isReady, type ReadinessPart } from "./readiness.ts";

export interface HealthOptions {
  readonly readiness: () => Promise<readonly ReadinessPart[]>;
  /** A prom-client registry fits. */
  readonly metrics: { metrics(): Promise<string>; readonly contentType: string };
  readonly log: Log;
}

/** `/healthz`, `/readyz` and `/metrics`, for the machines that look after us. */
export function createHealthRoutes(options: HealthOptions): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    let parts: readonly ReadinessPart[];
    try {
      parts = await options.readiness();
    } catch (error) {
      options.log.error({ stage: "http", err: error }, "readiness could not be read");
      return c.json({ ready: false, parts: [{ name: "gateway", state: "down" }] }, 503);
    }
    const ready = isReady(parts);
    return c.json({ ready, parts }, ready ? 200 : 503);
  });
  app.get("/metrics", async (c) =>
    c.body(await options.metrics.metrics(), 200, { "Content-Type": options.metrics.contentType }),
  );
  return app;
}
