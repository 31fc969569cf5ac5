import { createMaintenanceStore } from "../adapters/postgres/retention.ts";
import type { Database } from "../adapters/postgres/open-database.ts";
import { runOutbox } from "../outbox/deliver-effects.ts";
import type { MakeId } from "../domain/ids.ts";
import type { Thread } from "../domain/message.ts";
import type { BurstWaits } from "../inbound/burst.ts";
import { runLanes } from "../inbound/run-lanes.ts";
import type { LoopName } from "../ports/broadcast.ts";
import type { Clock } from "../ports/clock.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { Log } from "../ports/log.ts";
import type { Pacer } from "../ports/pacer.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Understander } from "../ports/understander.ts";
import type { Waker } from "../ports/waker.ts";
import type { Business } from "../domain/business.ts";
import { channelOf } from "../domain/message.ts";
import { createLocalUnderstander } from "../understanding/understand-message.ts";
import type { Config } from "../platform/config.ts";
import { runTimers } from "../watch/fire-timers.ts";
import { runMaintenance } from "../watch/run-maintenance.ts";
import { runTakeOver } from "../watch/take-over.ts";
import type { LiveBusiness } from "./live-business.ts";
import type { OpenedModel } from "./open-model.ts";
import type { Outside } from "./open-outside.ts";
import type { Stores } from "./open-stores.ts";
import { setAsideNotices } from "./set-aside-notices.ts";
import { performEffect } from "./perform-effect.ts";
import { createPipeline } from "./pipeline.ts";
import type { StepContext } from "./step-context.ts";

export interface WorkersOptions {
  readonly config: Pick<Config, "retentionDays" | "retentionEventMonths">;
  readonly database: Pick<Database, "pool">;
  readonly stores: Stores;
  readonly outside: Outside;
  readonly business: LiveBusiness;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly live: LiveEvents;
  readonly wakers: Readonly<Record<LoopName, Waker>>;
  readonly rouse: (loop: LoopName) => void;
  readonly waits: BurstWaits;
  readonly makeId: MakeId;
  readonly random: () => number;
  readonly pacer: Pacer;
  readonly publicUrl: string;
}

const LANES_AT_ONCE = 32;
const EFFECTS_AT_ONCE = 32;
const MAX_STEP_ATTEMPTS = 5;
const SIZES_EVERY_MS = 5_000;

/** Starts what works in the background: lanes, timers, outbox, take-over. `stop` finishes what is under way. */
export function runWorkers(options: WorkersOptions): { stop(): Promise<void> } {
  const { clock, log, metrics, wakers, stores } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const common = { clock, log, metrics };
  const lanes = runLanes(
    {
      ...common,
      store: stores.lanes,
      waker: wakers.lanes,
      concurrency: LANES_AT_ONCE,
      takeStep: pipelineOf(options),
      maxAttempts: MAX_STEP_ATTEMPTS,
      noticesOf: (rows) => setAsideNotices(rows, options.business.current(), options.makeId),
    },
    signal,
  );
  const timers = runTimers(
    { ...common, store: stores.timers, waker: wakers.timers, onFired: () => options.rouse("lanes") },
    signal,
  );
  const outbox = runOutbox(
    {
      ...common,
      store: stores.outbox,
      waker: wakers.outbox,
      random: options.random,
      concurrency: EFFECTS_AT_ONCE,
      perform: performer(options),
      onSettled: (claimed) => {
        options.rouse("lanes");
        announce(options.live, claimed.thread);
      },
    },
    signal,
  );
  const takeOver = runTakeOver({ ...common, store: stores.lanes, onFreed: () => wakeAll(wakers) }, signal);
  const sizes = measureSizes(options, signal);
  const maintenance = runMaintenance(
    {
      ...common,
      store: createMaintenanceStore(options.database.pool),
      keepDays: options.config.retentionDays,
      keepEventMonths: options.config.retentionEventMonths,
    },
    signal,
  );
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([lanes, timers, outbox, takeOver, sizes, maintenance]);
    },
  };
}

function pipelineOf(options: WorkersOptions) {
  const { stores, outside, business, clock, metrics, makeId, live } = options;
  const context = (): StepContext => ({
    business: business.current(),
    channels: outside.channels,
    makeId,
    metrics,
    hasCrm: outside.crm !== undefined,
  });
  return createPipeline({
    store: stores.lanes,
    clock,
    understander: understanderOf(() => business.current(), outside.model),
    context,
    waits: options.waits,
    onThinking: (thread) => void outside.channels[channelOf(thread)]?.showTyping(thread),
    onCommitted: (thread) => {
      options.rouse("outbox");
      options.rouse("timers");
      announce(live, thread);
    },
  });
}

/** Made anew when the business folder was reloaded: its services and branches are part of what is understood. */
function understanderOf(current: () => Business, model: OpenedModel | undefined): () => Understander {
  const make = (of: Business): Understander => {
    const local = createLocalUnderstander(of);
    return model ? model.over(local, of) : local;
  };
  void model?.prepare();
  let business = current();
  let understander = make(business);
  return () => {
    if (current() !== business) {
      business = current();
      understander = make(business);
    }
    return understander;
  };
}

function performer(options: WorkersOptions) {
  const { stores, outside, clock, log, metrics, publicUrl } = options;
  const business = () => options.business.current();
  const shared = { store: stores.lanes, transcripts: stores.transcripts, business, clock, publicUrl };
  const perform = {
    channels: outside.channels,
    clock,
    pacer: options.pacer,
    metrics,
    alerts: { ...shared, alerts: outside.managersBot, desk: stores.desk },
    crm: { ...shared, crm: outside.crm, metrics, log },
  };
  return (claimed: Parameters<typeof performEffect>[0]) => performEffect(claimed, perform);
}

function announce(live: LiveEvents, thread: Thread | undefined): void {
  if (thread) live.publish({ topic: `thread:${thread}`, kind: "changed" });
  live.publish({ topic: "console", kind: "changed" });
}

function wakeAll(wakers: WorkersOptions["wakers"]): void {
  for (const waker of Object.values(wakers)) waker.wake();
}

async function measureSizes(
  { clock, metrics, stores, log }: WorkersOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { pending, dead } = await stores.outbox.size();
      metrics.outboxSize(pending, dead);
    } catch (error) {
      log.debug({ err: error }, "outbox size could not be read");
    }
    await clock.sleep(SIZES_EVERY_MS, signal);
  }
}
