import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Hono } from "hono";
import type { Registry } from "prom-client";
import { createWidgetRoutes } from "../../bots/widget/routes.ts";
import type { Database } from "../adapters/postgres/open-database.ts";
import { createOutcomeHistory } from "../adapters/postgres/outcome-history.ts";
import { readLoads } from "../adapters/postgres/read-loads.ts";
import type { MakeId, ManagerId } from "../domain/ids.ts";
import { createApi } from "../http/api.ts";
import { createHttpApp } from "../http/create-app.ts";
import type { ReadinessPart } from "../http/readiness.ts";
import type { AcceptMessage } from "../inbound/accept-message.ts";
import { findProjectRoot } from "../platform/project-root.ts";
import type { Clock } from "../ports/clock.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { Log } from "../ports/log.ts";
import type { ManagerDesk } from "../ports/manager-desk.ts";
import { levelNewcomers } from "../routing/level-newcomers.ts";
import { describeNextStep } from "../watch/ladder/describe-ladder.ts";
import type { LiveBusiness } from "./live-business.ts";
import type { Outside } from "./open-outside.ts";
import type { Stores } from "./open-stores.ts";
import { createRoutingDesk } from "./routing-desk.ts";

export interface SiteOptions {
  readonly stores: Stores;
  readonly outside: Outside;
  readonly business: LiveBusiness;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly live: LiveEvents;
  readonly desk: ManagerDesk;
  readonly accept: AcceptMessage;
  readonly makeId: MakeId;
  readonly adminToken: string;
  readonly widgetKey: string;
  readonly widgetOrigins: readonly string[];
  readonly publicUrl: string;
  readonly registry: Registry;
  readonly parts: () => Promise<readonly ReadinessPart[]>;
  /** Aborts when the gateway stops: open streams end. */
  readonly signal: AbortSignal;
}

const GREETING = {
  ru: "Здравствуйте! Подскажу цены и часы, помогу записаться. Что вас интересует?",
  en: "Hello! I can tell you prices and hours and help you book. What would you like?",
} as const;

/** Everything that is answered over HTTP, put together: pages, API, widget, webhooks. */
export function createSite(options: SiteOptions): Hono {
  const { clock, log, outside, signal } = options;
  const browser = join(findProjectRoot(), "dist", "browser");
  const business = () => options.business.current();
  const key = () => randomBytes(12).toString("base64url");
  const widget = createWidgetRoutes({
    accept: options.accept,
    transcripts: options.stores.transcripts,
    live: options.live,
    clock,
    secret: options.widgetKey,
    business: () => {
      const { name, language, consent } = business();
      return { name, language, greeting: GREETING[language], consent };
    },
    allowedOrigins: options.widgetOrigins,
    makeVisitorId: key,
    log,
    assetsDir: browser,
    signal,
  });
  return createHttpApp({
    business,
    clock,
    log,
    makeRequestId: key,
    readiness: options.parts,
    metrics: options.registry,
    consoleDir: join(browser, "console"),
    publicUrl: options.publicUrl,
    mounts: [apiOf(options, key), widget],
    telegramWebhook: outside.telegram ? (request) => telegramWebhook(outside, request) : undefined,
  });
}

async function telegramWebhook(outside: Outside, request: Request): Promise<Response> {
  return outside.telegram ? outside.telegram.webhook(request) : new Response(null, { status: 404 });
}

function apiOf(options: SiteOptions, makeKey: () => string): Hono {
  const business = () => options.business.current();
  const history = createOutcomeHistory(options.database.pool);
  return createApi({
    reads: options.stores.reads,
    desk: options.desk,
    deadLetters: options.stores.outbox,
    live: options.live,
    clock: options.clock,
    log: options.log,
    adminToken: options.adminToken,
    business,
    describeNextStep: (lead, at) => describeNextStep(lead, business(), at),
    routing: createRoutingDesk(business),
    teamLoad: async () => {
      const at = options.clock.now();
      const loads = await readLoads(options.database.pool, await history.of(at), at);
      return levelNewcomers(loads, business(), at);
    },
    makeLinkCode: async (managerId: ManagerId) => {
      const code = makeKey().slice(0, 8);
      await options.stores.desk.makeLinkCode(managerId, code);
      return code;
    },
    readiness: options.parts,
    makeKey,
    stopping: options.signal,
  });
}
