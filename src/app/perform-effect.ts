import { channelOf, type ChannelName } from "../domain/message.ts";
import type { Effect } from "../domain/effect.ts";
import type { Delivery } from "../outbox/settle.ts";
import type { Pacer, Rate } from "../ports/pacer.ts";
import type { Channel } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { ClaimedEffect } from "../ports/outbox-store.ts";
import { performAlert, type AlertOptions } from "./perform-alert.ts";
import { performCrm, type CrmOptions } from "./perform-crm.ts";
import { toDelivery } from "./to-delivery.ts";

export interface PerformOptions {
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly metrics: Metrics;
  readonly alerts: AlertOptions;
  readonly crm: CrmOptions;
}

/** Telegram: about 30 messages a second in all, one a second into one chat; both allow a short burst. */
const ALL_CHATS: Rate = { intervalMs: 1000 / 30, burst: 30 };
const ONE_CHAT: Rate = { intervalMs: 1000, burst: 3 };

/** Stage "outbox": does what one stored effect says, and tells what became of it. */
export async function performEffect(claimed: ClaimedEffect, options: PerformOptions): Promise<Delivery> {
  const { effect } = claimed;
  switch (effect.kind) {
    case "send_message":
      return sendMessage(effect, options);
    case "send_alert":
    case "close_alert":
    case "notify_manager":
      return performAlert(effect, claimed, options.alerts);
    case "crm_create_lead":
    case "crm_update_lead":
    case "crm_add_comment":
    case "crm_add_task":
      return performCrm(effect, claimed, options.crm);
  }
}

async function sendMessage(
  effect: Extract<Effect, { kind: "send_message" }>,
  options: PerformOptions,
): Promise<Delivery> {
  const { message, answersAt } = effect;
  const name = channelOf(message.thread);
  const channel = options.channels[name];
  if (!channel) return { outcome: "later", error: `channel_off:${name}`, retryAfterMs: 60_000 };
  if (name === "telegram") await pace(message.thread, options);
  const result = await channel.send(message);
  if (result.outcome === "sent" && answersAt) {
    const seconds = (options.clock.now().getTime() - Date.parse(answersAt)) / 1000;
    options.metrics.firstReplySeconds(Math.max(0, seconds));
  }
  if (result.outcome === "never" && result.isBlocked)
    return { outcome: "never", error: result.code, note: { report: { kind: "contact_blocked" } } };
  return toDelivery(result);
}

async function pace(thread: string, { pacer, clock }: PerformOptions): Promise<void> {
  const waits = await Promise.all([pacer.take("telegram", ALL_CHATS), pacer.take(thread, ONE_CHAT)]);
  const waitMs = Math.max(...waits);
  if (waitMs > 0) await clock.sleep(waitMs);
}
