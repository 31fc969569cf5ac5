import type { Api } from "./api.ts";
import { RefusedError } from "./api.ts";
import type { Outgoing } from "./saved-state.ts";

/** `waiting`: no connection. `failed`: tried enough, or refused for good; `detail` is the server's word on it. */
export interface Pending {
  readonly message: Outgoing;
  readonly status: "sending" | "waiting" | "failed" | "sent";
  readonly detail?: string | undefined;
  /** The server will not take it however often it is sent by itself. */
  readonly isRefused?: boolean;
}

export interface MessageQueueOptions {
  readonly api: Api;
  token(): string;
  renewToken(): Promise<void>;
  onChange(): void;
  onSent(message: Outgoing): void;
}

export interface MessageQueue {
  add(message: Outgoing): void;
  /** The visitor asks for another try. */
  retry(id: string): void;
  /** There is a connection again: everything that waits goes out. */
  wake(): void;
  /** The message has come back in the conversation: it need not be shown here. */
  drop(id: string): void;
  pending(): readonly Pending[];
  /** What a reload must not lose. */
  unsent(): readonly Outgoing[];
  /** Whether the message has ever been in this queue. */
  knows(id: string): boolean;
}

const ATTEMPTS = 5;

/** Sends messages one after another, in order, until the server has each: the same id again is the same message. */
export function createMessageQueue(options: MessageQueueOptions): MessageQueue {
  let list: readonly Pending[] = [];
  const ids = new Set<string>();
  let isSending = false;

  function change(id: string, to: Omit<Pending, "message">): void {
    list = list.map((it) => (it.message.id === id ? { message: it.message, ...to } : it));
    options.onChange();
  }

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    for (;;) {
      const next = list.find((it) => it.status === "sending" || it.status === "waiting");
      if (!next) break;
      const { message } = next;
      change(message.id, { status: "sending" });
      const outcome = await deliver(message, options);
      change(message.id, outcome);
      if (outcome.status === "sent") options.onSent(message);
      // Without a connection the others wait as they are; a message refused for good holds up no other.
      else if (!outcome.isRefused) break;
    }
    isSending = false;
  }

  const restart = (isMeant: (pending: Pending) => boolean): void => {
    list = list.map((it) => (isMeant(it) ? { message: it.message, status: "sending" } : it));
    options.onChange();
    void sendAll();
  };

  return {
    add(message) {
      ids.add(message.id);
      list = [...list, { message, status: "sending" }];
      options.onChange();
      void sendAll();
    },
    retry: (id) => restart((it) => it.message.id === id && it.status === "failed"),
    wake: () => restart((it) => it.status === "waiting" || (it.status === "failed" && !it.isRefused)),
    drop(id) {
      list = list.filter((it) => it.message.id !== id);
    },
    pending: () => list,
    unsent: () => list.filter((it) => it.status !== "sent").map((it) => it.message),
    knows: (id) => ids.has(id),
  };
}

/** Tries until the server has answered for good, or it is plain that it can't be reached now. */
async function deliver(message: Outgoing, options: MessageQueueOptions): Promise<Omit<Pending, "message">> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await options.api.postMessage(options.token(), message);
      return { status: "sent" };
    } catch (error) {
      if (error instanceof RefusedError && isFinal(error.status)) {
        return { status: "failed", detail: error.detail, isRefused: true };
      }
      if (error instanceof RefusedError && error.status === 401) await options.renewToken().catch(() => {});
      if (!navigator.onLine) return { status: "waiting" };
      if (attempt < ATTEMPTS) await sleep(waitMs(error, attempt));
    }
  }
  return { status: "failed" };
}

/** Too long, malformed, not allowed here: repeating changes nothing. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

function waitMs(error: unknown, attempt: number): number {
  const asked = error instanceof RefusedError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(asked, Math.min(8_000, 500 * 2 ** attempt) * (0.8 + Math.random() * 0.4));
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
