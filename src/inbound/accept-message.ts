import { channelOf } from "../domain/message.ts";
import type { RawEvent } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { Inbox } from "../ports/inbox.ts";
import type { Metrics } from "../ports/metrics.ts";

/** Stores a raw event of a channel. Resolves once it is durable: only then may the platform be told "received". */
export type AcceptMessage = (event: RawEvent) => Promise<"new" | "seen">;

/** Stage 1: the event is kept as it came, recognised when it comes again, and put into its conversation's lane. */
export function createAcceptMessage(options: {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly metrics: Metrics;
}): AcceptMessage {
  return async (event) => {
    const channel = channelOf(event.thread);
    const startedAt = options.clock.now();
    const outcome = await options.inbox.accept({
      source: channel,
      externalId: event.externalId,
      thread: event.thread,
      kind: "channel",
      body: event.body,
      receivedAt: event.receivedAt,
    });
    options.metrics.inbound(channel, outcome === "seen");
    options.metrics.ackSeconds((options.clock.now().getTime() - startedAt.getTime()) / 1000);
    return outcome;
  };
}
