import type { Context } from "hono";
import type { Language } from "../../src/domain/category.ts";
import type { RawEvent } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LiveEvents } from "../../src/ports/live-events.ts";
import type { Transcripts } from "../../src/ports/transcripts.ts";
import { clientAddressOf } from "./client-address.ts";
import type { Visitor, VisitorTokens } from "./visitor-token.ts";
import type { Caller, WidgetLimits, WidgetRates } from "./widget-limits.ts";

/** What the widget shows before anything is said. */
export interface WidgetBusiness {
  readonly name: string;
  readonly language: Language;
  readonly greeting: string;
  readonly consent: { readonly version: string; readonly url?: string | undefined; readonly text: string };
}

export interface WidgetRoutesOptions {
  /** Resolves once the event is durable; a rejection becomes 503, and the browser repeats. */
  accept(event: RawEvent): Promise<"new" | "seen">;
  readonly transcripts: Transcripts;
  readonly live: LiveEvents;
  readonly clock: Clock;
  /** Key of the visitors' tokens. Changing it makes every visitor a new one. */
  readonly secret: string;
  /** Asked at every session, so that an edited business folder shows at once. */
  business(): WidgetBusiness;
  /** Origins of the sites that may embed the widget; empty means any. */
  readonly allowedOrigins: readonly string[];
  makeVisitorId(): string;
  readonly log: {
    warn(fields: Record<string, unknown>, message: string): void;
    error(fields: Record<string, unknown>, message: string): void;
  };
  /** Folder of the built `widget.js` and `widget-panel.js`. */
  readonly assetsDir: string;
  /** Aborts at shutdown: open streams end. */
  readonly signal: AbortSignal;
  readonly rates?: Partial<WidgetRates>;
}

/** What the handlers share. */
export interface WidgetDesk extends WidgetRoutesOptions {
  readonly tokens: VisitorTokens;
  readonly limits: WidgetLimits;
  /** Open streams by visitor. */
  readonly streams: Map<string, number>;
}

/** @param fromAddress Token out of the URL, for an `EventSource`, which can set no headers. */
export function authenticate(context: Context, desk: WidgetDesk, fromAddress?: string): Visitor | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  const token = bearer ?? fromAddress;
  return token === undefined ? undefined : desk.tokens.verify(token, desk.clock.now());
}

export function callerOf(context: Context, visitorId?: string): Caller {
  return {
    ...(visitorId === undefined ? {} : { visitorId }),
    address: clientAddressOf(context),
    site: context.req.header("origin") ?? "-",
  };
}

export const INVALID_JSON = Symbol("invalid JSON");

/** @returns `undefined` for an empty body, `INVALID_JSON` for one that does not parse. */
export async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text.trim() === "") return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    return INVALID_JSON;
  }
}
