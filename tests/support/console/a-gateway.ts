import type { Hono } from "hono";
import type { Business } from "../../../src/domain/business.ts";
import { asId } from "../../../src/domain/ids.ts";
import { createApi } from "../../../src/http/api.ts";
import type { ApiOptions } from "../../../src/http/api-options.ts";
import { createRoutingDesk } from "../../../src/app/routing-desk.ts";
import { createHttpApp, type HttpAppOptions } from "../../../src/http/create-app.ts";
import type { Log } from "../../../src/ports/log.ts";
import type { ReadinessPart } from "../../../src/http/readiness.ts";
import { createFakeClock } from "../fake-clock.ts";
import { createFakeLiveEvents } from "../fake-live-events.ts";
import { createFakeDeadLetters, createFakeDesk } from "./fake-desk.ts";
import { aBusyStore, createFakeReads, type FakeStore } from "./fake-reads.ts";
import { aBusiness } from "./sample-business.ts";
import { NOON } from "./sample-leads.ts";

export const ADMIN_TOKEN = "correct-horse-battery-staple";

export interface LoggedLine {
  readonly level: keyof Log;
  readonly fields: object;
  readonly message: string;
}

export function createMemoryLog(): { readonly log: Log; readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const at = (level: keyof Log) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
}

export interface AGatewayOptions {
  readonly store?: FakeStore;
  readonly business?: Business;
  readonly parts?: readonly ReadinessPart[];
  readonly api?: Partial<ApiOptions>;
  readonly app?: Partial<HttpAppOptions>;
  readonly mounts?: readonly Hono[];
}

/** The HTTP side of the gateway over fakes, with everything a test may want to look at. */
export function aGateway(options: AGatewayOptions = {}) {
  const store = options.store ?? aBusyStore();
  const clock = createFakeClock(NOON);
  const live = createFakeLiveEvents();
  const desk = createFakeDesk(store);
  const { log, lines } = createMemoryLog();
  const business = () => options.business ?? aBusiness();
  const readiness = async () => options.parts ?? [{ name: "database", state: "up" as const }];
  let made = 0;
  const makeKey = () => `made-key-${(made += 1)}`;
  const api = createApi({
    reads: createFakeReads(store),
    desk,
    deadLetters: createFakeDeadLetters(store),
    live,
    clock,
    log,
    adminToken: ADMIN_TOKEN,
    business,
    routing: createRoutingDesk(business),
    describeNextStep: (lead) => (lead.ladder.status === "offering" ? "Потом предложим Борису." : ""),
    teamLoad: async () => [
      { managerId: asId("anna"), open: 2, offeredTotal: 9, isPaused: desk.paused.has(asId("anna")) },
    ],
    makeLinkCode: async (managerId) => `CODE-${managerId}`,
    readiness,
    makeKey,
    ...options.api,
  });
  const app = createHttpApp({
    business,
    clock,
    log,
    makeRequestId: () => `request-${(made += 1)}`,
    readiness,
    metrics: { metrics: async () => "dozor_up 1\n", contentType: "text/plain; version=0.0.4" },
    consoleDir: "/nonexistent",
    publicUrl: "http://localhost:8080",
    mounts: [api, ...(options.mounts ?? [])],
    ...options.app,
  });
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
  return {
    app,
    store,
    clock,
    live,
    desk,
    lines,
    /** An authorised read, as parsed JSON. */
    async read(path: string): Promise<{ status: number; body: unknown }> {
      const response = await app.request(path, { headers });
      return { status: response.status, body: await response.json() };
    },
    /** An authorised write, as parsed JSON. */
    async write(
      path: string,
      body: unknown = {},
      more: Record<string, string> = {},
    ): Promise<{ status: number; body: unknown }> {
      const response = await app.request(path, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", ...more },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
