import type { ClientConfig } from "pg";
import { runUnderLease } from "../adapters/postgres/lease.ts";
import type { ChannelState } from "../adapters/postgres/channel-state.ts";
import type { AcceptMessage } from "../inbound/accept-message.ts";
import type { Channel, ChannelHealth } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";

/** Anything that receives until told to stop: a customers' channel or the managers' bot. */
export interface Receiver {
  readonly name: string;
  run(run: ReceiverRun): Promise<void>;
}

export interface ReceiverRun {
  readonly signal: AbortSignal;
  report(health: ChannelHealth): void;
  readState(key: string): Promise<string | undefined>;
  writeState(key: string, value: string): Promise<void>;
}

export interface RunningReceiver {
  readonly name: string;
  health(): ChannelHealth;
  /** Resolves when it has stopped. */
  readonly stopped: Promise<void>;
}

/** How long the start waits for a receiver to say that it can never work (a wrong token); milliseconds. */
const START_LIMIT_MS = 3_000;

/**
 * Starts a receiver. One that can't work at all ends the start; one whose platform does not answer yet goes on trying
 * in the background and shows in `/readyz`.
 */
export async function runReceiver(
  receiver: Receiver,
  options: {
    readonly state: ChannelState;
    readonly clock: Clock;
    readonly metrics: Metrics;
    readonly log: Log;
    readonly signal: AbortSignal;
  },
  lease?: { readonly connection: ClientConfig },
): Promise<RunningReceiver> {
  const { name } = receiver;
  const { state, clock, metrics, log, signal } = options;
  let health: ChannelHealth = { state: "starting", since: clock.now() };
  const settled = new AbortController();
  const report = (next: ChannelHealth) => {
    if (next.state !== health.state) log.info({ channel: name, state: next.state }, "channel state changed");
    health = next;
    metrics.channelUp(name, next.state === "up");
    if (next.state === "up") settled.abort();
  };
  let failure: unknown;
  const receive = (until: AbortSignal) =>
    receiver.run({
      signal: until,
      report,
      readState: (key) => state.read(name, key),
      writeState: (key, value) => state.write(name, key, value),
    });
  const onWaiting = () => report({ state: "up", since: clock.now(), detail: "received by another process" });
  const receiving = lease
    ? runUnderLease({ ...lease, clock, log, name, signal, onWaiting }, receive)
    : receive(signal);
  const stopped = receiving
    .catch((error: unknown) => {
      failure = error;
      report({
        state: "needs_login",
        since: clock.now(),
        detail: error instanceof Error ? error.message : undefined,
      });
      log.error({ channel: name, err: error }, "channel stopped");
    })
    .finally(() => settled.abort());
  await clock.sleep(START_LIMIT_MS, AbortSignal.any([signal, settled.signal]));
  if (failure) throw failure;
  return { name, health: () => health, stopped };
}

/** A customers' channel as a receiver: its events go through intake. */
export function toReceiver(channel: Channel, accept: AcceptMessage): Receiver {
  return { name: channel.name, run: (run) => channel.run({ ...run, accept }) };
}
