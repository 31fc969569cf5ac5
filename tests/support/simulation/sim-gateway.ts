import { createMemoryPacer } from "../../../src/adapters/memory/pacer.ts";
import { createManagerDesk } from "../../../src/app/manager-desk.ts";
import { performEffect } from "../../../src/app/perform-effect.ts";
import { createPipeline } from "../../../src/app/pipeline.ts";
import { setAsideNotices } from "../../../src/app/set-aside-notices.ts";
import type { Business } from "../../../src/domain/business.ts";
import type { LeadId, MakeId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { createAcceptMessage } from "../../../src/inbound/accept-message.ts";
import type { BurstWaits } from "../../../src/inbound/burst.ts";
import { runLanes } from "../../../src/inbound/run-lanes.ts";
import { runOutbox } from "../../../src/outbox/deliver-effects.ts";
import type { Channel, RawEvent } from "../../../src/ports/channel.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Crm } from "../../../src/ports/crm.ts";
import type { LaneClaim, LaneStore } from "../../../src/ports/lane-store.ts";
import type { ManagerAlerts } from "../../../src/ports/manager-alerts.ts";
import type { ManagerDesk } from "../../../src/ports/manager-desk.ts";
import type { Metrics } from "../../../src/ports/metrics.ts";
import type { Waker } from "../../../src/ports/waker.ts";
import { createLocalUnderstander } from "../../../src/understanding/understand-message.ts";
import type { SimStorage } from "./storage.ts";

/** Where a process may die: before or after one of its calls to the store. */
export const KILL_POINTS = [
  "after lanes.claim",
  "before lanes.commit",
  "after lanes.commit",
  "after outbox.claim",
  "before outbox.settle",
  "after outbox.settle",
  "after timers.fire",
  "after inbox.accept",
] as const;
type KillPoint = (typeof KILL_POINTS)[number];

export interface SimGatewayOptions {
  readonly storage: Pick<SimStorage, "join">;
  /** As the folder says now. */
  readonly business: () => Business;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly random: () => number;
  readonly waits: BurstWaits;
  readonly channel: Channel;
  readonly alerts: ManagerAlerts;
  readonly crm: Crm;
  /** What went wrong in a way that nobody planned. */
  readonly onError: (what: string, error: unknown) => void;
  readonly onFired: (dueAt: Date) => void;
}

/** One process of the gateway: everything between the ports, one thing after another. */
export interface SimGateway {
  accept(event: RawEvent): Promise<"new" | "seen">;
  readonly desk: ManagerDesk;
  /** The lead as it is stored now. */
  leadOf(leadId: LeadId): Promise<Lead | undefined>;
  /** Works until nothing is left to do at this moment, or it dies. */
  drain(): Promise<void>;
  /** Dies at the next occasion of this kind. */
  arm(point: KillPoint): void;
  isDead(): boolean;
}

class Killed extends Error {}

const NOTHING: Metrics = new Proxy({} as Metrics, { get: () => () => undefined });

export async function bootGateway(options: SimGatewayOptions): Promise<SimGateway> {
  const { clock, business, makeId, random } = options;
  const life = { isDead: false, armed: undefined as KillPoint | undefined, stop: new AbortController() };
  const joined = await options.storage.join();
  const reach = (point: string) => {
    if (!life.isDead && life.armed === point) {
      life.isDead = true;
      life.stop.abort();
    }
    if (life.isDead) throw new Killed(point);
  };
  const stores = {
    inbox: mortal("inbox", joined.inbox, reach),
    lanes: inOrder(mortal("lanes", joined.lanes, reach)),
    timers: mortal("timers", joined.timers, reach),
    outbox: mortal("outbox", joined.outbox, reach),
  };
  // The dead don't hold up time.
  const ownClock: Clock = {
    now: () => clock.now(),
    sleep: (ms, signal) => (life.isDead ? Promise.resolve() : clock.sleep(ms, signal)),
  };
  const complain = (facts: object, message: string) => {
    // Without an error it tells of a dead letter, and those are counted in the end.
    if (!life.isDead && "err" in facts && !(facts.err instanceof Killed)) options.onError(message, facts.err);
  };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: complain };
  const understander = createLocalUnderstander(business());
  const live = { publish: quiet, subscribe: () => quiet };
  const { desk, transcripts } = joined;
  const shared = {
    store: joined.lanes,
    transcripts,
    business,
    clock: ownClock,
    publicUrl: "https://dozor.example",
  };
  const performOptions = {
    channels: { telegram: options.channel },
    clock: ownClock,
    pacer: createMemoryPacer(ownClock),
    metrics: NOTHING,
    alerts: { ...shared, alerts: options.alerts, desk },
    crm: { ...shared, crm: options.crm, metrics: NOTHING, log },
  };
  const takeStep = createPipeline({
    store: stores.lanes,
    clock: ownClock,
    understander: () => understander,
    context: () => ({
      business: business(),
      channels: { telegram: options.channel },
      makeId,
      metrics: NOTHING,
      hasCrm: true,
    }),
    waits: options.waits,
    onThinking: quiet,
    onCommitted: quiet,
  });
  const common = { clock: ownClock, log, metrics: NOTHING };

  const drainLanes = () =>
    untilIdle(life.stop.signal, stores.lanes, (store, waker, signal) =>
      runLanes(
        {
          ...common,
          store,
          waker,
          concurrency: 1,
          takeStep,
          maxAttempts: 5,
          noticesOf: (rows) => setAsideNotices(rows, business(), makeId),
        },
        signal,
      ),
    );
  const drainOutbox = () =>
    untilIdle(life.stop.signal, stores.outbox, (store, waker, signal) =>
      runOutbox(
        {
          ...common,
          store,
          waker,
          random,
          concurrency: 1,
          perform: (claimed) => performEffect(claimed, performOptions),
          onSettled: quiet,
        },
        signal,
      ),
    );
  const drainOnce = async () => {
    const fired = await stores.timers.fire(clock.now(), 500);
    for (const dueAt of fired.dueAt) options.onFired(dueAt);
    const steps = await drainLanes();
    const deliveries = life.isDead ? 0 : await drainOutbox();
    return fired.dueAt.length + steps + deliveries;
  };

  await joined.lanes.takeOver(clock.now());
  return {
    accept: createAcceptMessage({ inbox: stores.inbox, clock: ownClock, metrics: NOTHING }),
    desk: createManagerDesk({
      store: desk,
      inbox: stores.inbox,
      clock: ownClock,
      live,
      backlog: joined.backlog,
    }),
    leadOf: async (leadId) => {
      const thread = await desk.threadOfLead(leadId);
      const { leads } = thread ? await joined.lanes.load(thread, [leadId]) : { leads: [] };
      return leads.find((lead) => lead.id === leadId);
    },
    drain: async () => {
      try {
        for (let round = 0; !life.isDead && (await drainOnce()) > 0; round += 1)
          if (round > 1_000) throw new Error("the gateway does not come to rest");
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      if (life.isDead) await joined.die();
    },
    arm: (point) => {
      life.armed = point;
    },
    isDead: () => life.isDead,
  };
}

/** A store that belongs to a process: when that is dead, nothing reaches the store any more. */
function mortal<Store extends object>(name: string, store: Store, reach: (point: string) => void): Store {
  return new Proxy(store, {
    get: (target, property, receiver) => {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== "function") return member;
      return async (...given: readonly unknown[]) => {
        reach(`before ${name}.${String(property)}`);
        const result: unknown = await Reflect.apply(member, target, given);
        reach(`after ${name}.${String(property)}`);
        return result;
      };
    },
  });
}

/** Takes all due lanes at once and hands them out by age, so that ties come the same way from every store. */
function inOrder(store: LaneStore): LaneStore {
  const claimed: LaneClaim[] = [];
  return {
    ...spread(store),
    claim: async (at, limit) => {
      if (claimed.length === 0)
        claimed.push(
          ...(await store.claim(at, 1_000)).toSorted(
            (a, b) => a.firstAt.getTime() - b.firstAt.getTime() || (a.lane < b.lane ? -1 : 1),
          ),
        );
      return claimed.splice(0, limit);
    },
  };
}

function spread(store: LaneStore): LaneStore {
  return {
    claim: (at, limit) => store.claim(at, limit),
    nextDueAt: () => store.nextDueAt(),
    read: (claim) => store.read(claim),
    load: (thread, leadIds) => store.load(thread, leadIds),
    commit: (request) => store.commit(request),
    defer: (claim, dueAt) => store.defer(claim, dueAt),
    release: (claim) => store.release(claim),
    fail: (claim, dueAt) => store.fail(claim, dueAt),
    setAside: (claim, rows, at, reason, notices) => store.setAside(claim, rows, at, reason, notices),
    // What is claimed and not handed out yet is known to this wrapper only.
    releaseUnknown: () => Promise.resolve(0),
    takeOver: (at) => store.takeOver(at),
  };
}

/**
 * Runs one of the gateway's own loops until it would wait for work.
 *
 * @returns How many pieces of work it found.
 */
async function untilIdle<Store extends { claim(at: Date, limit: number): Promise<readonly unknown[]> }>(
  dead: AbortSignal,
  store: Store,
  run: (store: Store, waker: Waker, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const idle = new AbortController();
  const signal = AbortSignal.any([dead, idle.signal]);
  let found = 0;
  let underWay = 0;
  let isWoken = false;
  let rouse = () => {};
  const waker: Waker = {
    wake: () => {
      underWay -= 1;
      isWoken = true;
      rouse();
    },
    wait: async () => {
      if (!isWoken && underWay > 0)
        await new Promise<void>((woken) => {
          rouse = woken;
        });
      // A reason of its own spares the making of an error, thousands of times.
      else if (!isWoken) idle.abort("idle");
      isWoken = false;
    },
  };
  const counted = new Proxy(store, {
    get: (target, property, receiver) => {
      if (property !== "claim") return Reflect.get(target, property, receiver) as unknown;
      return async (at: Date, limit: number) => {
        const claims = await target.claim(at, limit);
        found += claims.length;
        underWay += claims.length;
        return claims;
      };
    },
  });
  await run(counted, waker, signal);
  return found;
}
