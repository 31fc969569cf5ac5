import type { Business } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import type { LedgerEntry, LedgerRow } from "../domain/ledger.ts";
import type { RequestDescription, RoutePlan, UnknownName } from "../domain/route-plan.ts";
import type { ManagerLoad, RoutingTrace } from "../domain/routing.ts";
import type { Clock } from "../ports/clock.ts";
import type { ConsoleReads, DeadLetters } from "../ports/console-reads.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { ManagerDesk } from "../ports/manager-desk.ts";
import type { Log } from "../ports/log.ts";
import type { ReadinessPart } from "./readiness.ts";

/** What the API asks of routing, which it may not import. */
export interface RoutingDesk {
  /** Whom a described request would go to now; nothing is stored. */
  planRoute(
    description: RequestDescription,
    loads: readonly ManagerLoad[],
    at: Date,
  ): RoutePlan | UnknownName;
  /** Why this manager, or why not, in the language of the trace. */
  explainManager(trace: RoutingTrace, managerId: ManagerId): string;
  /** What was counted beside what weight and hours on shift would give, and why. */
  describeLedger(
    rows: readonly LedgerRow[],
    span: { readonly from: Date; readonly to: Date; readonly now: Date },
  ): readonly LedgerEntry[];
  /** What the variants of rules and prompts came to, as `dozor experiments --json` gives it. */
  describeExperiments(rows: Awaited<ReturnType<ConsoleReads["variants"]>>, at: Date): readonly object[];
  /** The coverage proof from that day on, as `dozor check --json` gives it. */
  proveCoverage(at: Date): object;
}

export interface ApiOptions {
  readonly reads: ConsoleReads;
  readonly desk: ManagerDesk;
  readonly deadLetters: DeadLetters;
  readonly live: LiveEvents;
  readonly clock: Clock;
  readonly log: Log;
  readonly adminToken: string;
  readonly business: () => Business;
  /** Whom the lead goes to next and when, as one sentence in the business's language; empty when nothing follows. */
  readonly describeNextStep: (lead: Lead, at: Date) => string;
  readonly routing: RoutingDesk;
  readonly teamLoad: () => Promise<readonly ManagerLoad[]>;
  /** Makes a one-time code that links a manager's Telegram account. */
  readonly makeLinkCode: (managerId: ManagerId) => Promise<string>;
  readonly readiness: () => Promise<readonly ReadinessPart[]>;
  /** Idempotency key for a write whose caller sent none. */
  readonly makeKey: () => string;
  /** Aborts when the gateway stops, so that open streams end at once. */
  readonly stopping?: AbortSignal | undefined;
}
