import { Hono } from "hono";
import { requireToken } from "./api-auth.ts";
import { addDeliveryRoutes } from "./api-delivery.ts";
import type { ApiOptions } from "./api-options.ts";
import { addExperimentRoutes } from "./api-experiments.ts";
import { addReadRoutes } from "./api-reads.ts";
import { addRequestRoutes } from "./api-requests.ts";
import { addRoutingRoutes } from "./api-route.ts";
import { addStreamRoute } from "./api-stream.ts";
import { addTeamRoutes } from "./api-team.ts";
import { addWriteRoutes } from "./api-writes.ts";
import { answerNotFound, createErrorHandler } from "./problem.ts";

/** The JSON API under `/api`: everything the console shows and does, for anyone who holds the admin token. */
export function createApi(options: ApiOptions): Hono {
  const api = new Hono();
  api.onError(createErrorHandler(options.log));
  api.notFound(answerNotFound);
  api.use("/api/*", requireToken(options));
  api.use("/api/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    await next();
  });
  addReadRoutes(api, options);
  addWriteRoutes(api, options);
  addTeamRoutes(api, options);
  addRoutingRoutes(api, options);
  addDeliveryRoutes(api, options);
  addExperimentRoutes(api, options);
  addRequestRoutes(api, options);
  addStreamRoute(api, options);
  return api;
}
