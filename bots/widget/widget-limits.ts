import type { Clock } from "../../src/ports/clock.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Rate } from "./rate-limit.ts";

/** Budgets of the widget's routes. A visitor's own comes first, so that one who floods spends nobody else's. */
export interface WidgetRates {
  readonly sessionsPerAddress: Rate;
  readonly sessionsPerSite: Rate;
  readonly messagesPerVisitor: Rate;
  readonly messagesPerAddress: Rate;
  readonly messagesPerSite: Rate;
  readonly readsPerVisitor: Rate;
}

export const DEFAULT_WIDGET_RATES: WidgetRates = {
  sessionsPerAddress: { perSecond: 0.5, burst: 30 },
  sessionsPerSite: { perSecond: 50, burst: 300 },
  // Nobody types so fast; a queue that was offline for a while, or a pasted list, does.
  messagesPerVisitor: { perSecond: 2, burst: 60 },
  // An office or a mobile operator shows as one address.
  messagesPerAddress: { perSecond: 20, burst: 100 },
  messagesPerSite: { perSecond: 500, burst: 2000 },
  readsPerVisitor: { perSecond: 5, burst: 60 },
};

/** Streams that one visitor may hold open: a stream per visible tab, with room for reconnects. */
export const MAX_STREAMS_PER_VISITOR = 8;

export interface Caller {
  /** Absent where the visitor is not known yet. */
  readonly visitorId?: string;
  /** `"local"`: this machine, or a proxy on it that does not say whom it speaks for. */
  readonly address: string;
  /** Origin of the page, or `"-"`. */
  readonly site: string;
}

/** Each answers 0 when allowed, else milliseconds to wait. */
export interface WidgetLimits {
  takeSession(caller: Caller): number;
  takeMessage(caller: Caller): number;
  takeRead(caller: Caller): number;
}

export function createWidgetLimits(rates: WidgetRates, clock: Clock): WidgetLimits {
  const sessionsPerAddress = createRateLimit(rates.sessionsPerAddress, clock);
  const sessionsPerSite = createRateLimit(rates.sessionsPerSite, clock);
  const messagesPerVisitor = createRateLimit(rates.messagesPerVisitor, clock);
  const messagesPerAddress = createRateLimit(rates.messagesPerAddress, clock);
  const messagesPerSite = createRateLimit(rates.messagesPerSite, clock);
  const readsPerVisitor = createRateLimit(rates.readsPerVisitor, clock);
  // Behind a proxy that hides its callers everybody has one address: it must not lock them all out.
  const isOne = (address: string): boolean => address !== "local";

  return {
    takeSession: ({ address, site }) =>
      (isOne(address) && sessionsPerAddress.take(address)) || sessionsPerSite.take(site),
    takeMessage: ({ visitorId = "", address, site }) =>
      messagesPerVisitor.take(visitorId) ||
      (isOne(address) && messagesPerAddress.take(address)) ||
      messagesPerSite.take(site),
    takeRead: ({ visitorId = "" }) => readsPerVisitor.take(visitorId),
  };
}
