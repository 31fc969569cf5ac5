import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { acceptMessage } from "./accept-message.ts";
import { guardOrigin } from "./cross-origin.ts";
import { openSession } from "./open-session.ts";
import { answerProblem } from "./problem.ts";
import type { ProblemCode } from "./problem.ts";
import { listMessages, openStream } from "./read-messages.ts";
import { createVisitorTokens } from "./visitor-token.ts";
import { createWidgetAssets } from "./widget-assets.ts";
import type { WidgetDesk, WidgetRoutesOptions } from "./widget-desk.ts";
import { createWidgetLimits, DEFAULT_WIDGET_RATES } from "./widget-limits.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** The site widget's HTTP side: session, messages, stream, and the two script files. Mounted at `/`. */
export function createWidgetRoutes(options: WidgetRoutesOptions): Hono {
  const { secret, clock, rates } = options;
  const desk: WidgetDesk = {
    ...options,
    business: () => options.business(),
    accept: (event) => options.accept(event),
    makeVisitorId: () => options.makeVisitorId(),
    tokens: createVisitorTokens(secret),
    limits: createWidgetLimits({ ...DEFAULT_WIDGET_RATES, ...rates }, clock),
    streams: new Map(),
  };
  const refuse =
    (code: ProblemCode) =>
    (context: Context): Response =>
      answerProblem(context, code, options.business().language);

  const app = new Hono();
  app.onError((error, context) => {
    options.log.error({ err: error, channel: "widget", code: "internal" }, "widget request failed");
    return refuse("internal")(context);
  });
  app.use("/widget/*", guardOrigin(options.allowedOrigins, refuse("origin_not_allowed")));
  app.use("/widget/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuse("payload_too_large") }));
  app.post("/widget/session", (context) => openSession(context, desk));
  app.post("/widget/messages", (context) => acceptMessage(context, desk));
  app.get("/widget/messages", (context) => listMessages(context, desk));
  app.get("/widget/stream", (context) => openStream(context, desk));
  app.route("/", createWidgetAssets(options.assetsDir));
  return app;
}
