import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics } from "../ports/metrics.ts";

const FAST = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const HUMAN = [1, 5, 15, 30, 60, 90, 120, 300, 600, 1800, 3600, 14_400];

/** Metrics in a Prometheus registry of their own. */
export function createPrometheus(): { metrics: Metrics; registry: Registry } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name, help, buckets, labelNames, registers });

  const inbound = counter("dozor_inbound_total", "Events received from a channel", ["channel"]);
  const duplicates = counter("dozor_inbound_duplicates_total", "Events already known", ["channel"]);
  const ack = histogram("dozor_ack_seconds", "Receipt to durable", FAST);
  const firstReply = histogram("dozor_first_reply_seconds", "Receipt to reply handed to the channel", FAST);
  const turns = counter("dozor_turns_total", "Turns taken", ["category", "by"]);
  const leads = counter("dozor_leads_total", "Leads handed over", ["category", "source"]);
  const offers = counter("dozor_offers_total", "Offers ended", ["outcome"]);
  const take = histogram("dozor_take_seconds", "Lead made to lead taken", HUMAN);
  const lateness = histogram("dozor_timer_lateness_seconds", "How late timers fired", FAST);
  const pending = gauge("dozor_outbox_pending", "Effects not yet delivered");
  const attempts = counter("dozor_outbox_attempts_total", "Delivery attempts", ["effect", "outcome"]);
  const dead = gauge("dozor_dead_letters", "Effects that a person must look at");
  const crm = histogram("dozor_crm_seconds", "Duration of CRM calls", FAST, ["method"]);
  const crmErrors = counter("dozor_crm_errors_total", "CRM calls that failed", ["code"]);
  const model = histogram("dozor_model_seconds", "Duration of calls to a language model", FAST, ["provider"]);
  const modelFailures = counter(
    "dozor_model_failures_total",
    "Calls to a language model without an answer of use",
    ["provider", "code"],
  );
  const up = gauge("dozor_channel_up", "1 when the channel works", ["channel"]);

  return {
    registry,
    metrics: {
      inbound: (channel, isDuplicate) => {
        inbound.inc({ channel });
        if (isDuplicate) duplicates.inc({ channel });
      },
      ackSeconds: (seconds) => ack.observe(seconds),
      firstReplySeconds: (seconds) => firstReply.observe(seconds),
      turn: (category, by) => turns.inc({ category, by }),
      lead: (category, source) => leads.inc({ category, source }),
      offer: (outcome) => offers.inc({ outcome }),
      takeSeconds: (seconds) => take.observe(seconds),
      timerLatenessSeconds: (seconds) => lateness.observe(seconds),
      outboxAttempt: (effect, outcome) => attempts.inc({ effect, outcome }),
      outboxSize: (open, letters) => {
        pending.set(open);
        dead.set(letters);
      },
      store: storeGauges(gauge),
      crmSeconds: (method, seconds) => crm.observe({ method }, seconds),
      crmError: (code) => crmErrors.inc({ code }),
      modelSeconds: (provider, seconds) => model.observe({ provider }, seconds),
      modelFailure: (provider, code) => modelFailures.inc({ provider, code }),
      channelUp: (channel, isUp) => up.set({ channel }, isUp ? 1 : 0),
    },
  };
}

function storeGauges(gauge: (name: string, help: string) => Gauge): Metrics["store"] {
  const snapshot = gauge(
    "dozor_oldest_snapshot_seconds",
    "Age of the oldest transaction that keeps the database from cleaning up",
  );
  const inbox = gauge("dozor_inbox_rows", "Rows of the inbox, about");
  const bytes = gauge("dozor_database_bytes", "Size of the database on disk");
  return (figures) => {
    snapshot.set(figures.oldestSnapshotSeconds);
    inbox.set(figures.inboxRows);
    bytes.set(figures.databaseBytes);
  };
}
