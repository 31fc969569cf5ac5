import type { PeerUpdate, UpdateQueue } from "./update-queue.ts";

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
}

/** One attempt to hand an update to the webhook. `status` is undefined when nothing answered. */
export interface WebhookAttempt {
  readonly updateId: number;
  readonly status: number | undefined;
}

export interface WebhookDelivery {
  set(settings: WebhookSettings | undefined): void;
  settings(): WebhookSettings | undefined;
  lastError(): { readonly date: number; readonly message: string } | undefined;
  stop(): void;
}

/** Updates of one conversation are delivered one after another; a failed one is tried again before the next. */
function laneOf(update: PeerUpdate): string {
  const text = JSON.stringify(update);
  return /"chat":\{"id":(-?\d+)/.exec(text)?.[1] ?? "none";
}

/**
 * Posts updates to the webhook until it answers 2xx.
 *
 * @param retryMs Pause before the same update is tried again.
 */
export function createWebhookDelivery(options: {
  readonly queue: UpdateQueue;
  readonly retryMs: number;
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}): WebhookDelivery {
  const { queue, retryMs, onAttempt } = options;
  let settings: WebhookSettings | undefined;
  let lastError: { date: number; message: string } | undefined;
  let stopping = new AbortController();
  const busy = new Set<string>();

  async function deliver(update: PeerUpdate, target: WebhookSettings, signal: AbortSignal): Promise<boolean> {
    let status: number | undefined;
    let fault = "";
    try {
      const response = await fetch(target.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(target.secret ? { "x-telegram-bot-api-secret-token": target.secret } : {}),
        },
        body: JSON.stringify(update),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
      });
      await response.arrayBuffer();
      status = response.status;
      fault = `Wrong response from the webhook: ${status} ${response.statusText}`;
    } catch {
      if (signal.aborted) return false;
      fault = "Connection failed";
    }
    const isDone = status !== undefined && status >= 200 && status < 300;
    if (!isDone) lastError = { date: Math.floor(Date.now() / 1000), message: fault };
    if (isDone) queue.confirm(update);
    onAttempt({ updateId: update.update_id, status });
    return isDone;
  }

  async function work(lane: string, target: WebhookSettings, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const update = queue.pending().find((candidate) => laneOf(candidate) === lane);
      if (!update) break;
      const isDone = await deliver(update, target, signal);
      if (!isDone && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  function start(): void {
    const target = settings;
    if (!target) return;
    const { signal } = stopping;
    for (const update of queue.pending()) {
      const lane = laneOf(update);
      if (busy.has(lane) || busy.size >= target.maxConnections) continue;
      busy.add(lane);
      void work(lane, target, signal).finally(() => {
        if (signal.aborted) return;
        busy.delete(lane);
        if (queue.pending().length > 0) start();
      });
    }
  }

  queue.onPush(start);
  return {
    set(next) {
      stopping.abort();
      stopping = new AbortController();
      busy.clear();
      settings = next;
      start();
    },
    settings: () => settings,
    lastError: () => lastError,
    stop: () => stopping.abort(),
  };
}
