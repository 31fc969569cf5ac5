import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Business } from "../domain/business.ts";
import type { Clock } from "../ports/clock.ts";
import { accessLog, requestId } from "./access-log.ts";
import { createConsoleRoutes } from "./console-routes.ts";
import { createDemoRoutes } from "./demo-routes.ts";
import { createHealthRoutes, type HealthOptions } from "./health-routes.ts";
import type { Log } from "../ports/log.ts";
import { answerNotFound, answerProblem, createErrorHandler } from "./problem.ts";
import { secureHeaders } from "./security-headers.ts";

const MAX_BODY_BYTES = 1024 * 1024;

export interface HttpAppOptions {
  /** The business as it is now: the folder is reloaded without a restart. */
  readonly business: () => Business;
  readonly clock: Clock;
  readonly log: Log;
  readonly makeRequestId: () => string;
  readonly readiness: HealthOptions["readiness"];
  readonly metrics: HealthOptions["metrics"];
  /** Where the console's build lies: `dist/browser/console`. */
  readonly consoleDir: string;
  /** Our outside address, without a slash at the end. */
  readonly publicUrl: string;
  /** Whole routers with their own absolute paths: the API, the widget. */
  readonly mounts: readonly Hono[];
  /** Answers once the update is durable; absent while the bot is off or polls. */
  readonly telegramWebhook?: ((request: Request) => Promise<Response>) | undefined;
}

/** Everything that Dozor answers over HTTP. Every error is a problem document with a stable `code`. */
export function createHttpApp(options: HttpAppOptions): Hono {
  const { log, clock } = options;
  const app = new Hono();
  app.onError(createErrorHandler(log));
  app.notFound(answerNotFound);

  app.use(requestId(options.makeRequestId));
  app.use(accessLog({ log, clock }));
  app.use(secureHeaders({ isHttps: options.publicUrl.startsWith("https:") }));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        answerProblem(c, 405, "method_not_allowed", { headers: { Allow: methods.join(", ") } }),
    }),
  );
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => answerProblem(c, 413, "payload_too_large") }));

  app.route("/", createHealthRoutes(options));
  app.route("/", createDemoRoutes(options));
  app.route(
    "/",
    createConsoleRoutes({ dir: options.consoleDir, language: () => options.business().language }),
  );
  const { telegramWebhook } = options;
  if (telegramWebhook) app.post("/webhooks/telegram", (c) => telegramWebhook(c.req.raw));
  for (const mount of options.mounts) app.route("/", mount);
  return app;
}
