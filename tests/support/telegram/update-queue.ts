import { ApiError } from "./api-error.ts";

export type Json = Record<string, unknown>;
export type PeerUpdate = Json & { readonly update_id: number };

/** Kinds that the Bot API sends only when `allowed_updates` names them. */
const ONLY_ON_REQUEST = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

interface Queued {
  readonly update: PeerUpdate;
  /** Sent again although it was confirmed: delivered once, whatever the offset. */
  readonly isRepeat: boolean;
}

interface HeldPoll {
  readonly limit: number;
  answer(updates: readonly PeerUpdate[]): void;
  fail(error: ApiError): void;
}

/** Updates of one bot that were not confirmed yet, and the one long poll that may wait for them. */
export interface UpdateQueue {
  push(kind: string, body: Json): PeerUpdate;
  repeat(updateId: number): void;
  /** The next answer that holds several updates has them in the opposite order. */
  disorderNext(): void;
  allow(kinds: readonly string[] | undefined): void;
  allowed(): readonly string[] | undefined;
  poll(options: {
    offset: number;
    limit: number;
    timeoutMs: number;
    onHeld: () => void;
    closed: AbortSignal;
  }): Promise<readonly PeerUpdate[]>;
  pending(): readonly PeerUpdate[];
  /** Removes one copy; used by webhook delivery. */
  confirm(update: PeerUpdate): void;
  clear(): void;
  onPush(listener: () => void): void;
}

export function createUpdateQueue(firstId: number): UpdateQueue {
  let queue: Queued[] = [];
  const all = new Map<number, PeerUpdate>();
  let nextId = firstId;
  let kinds: readonly string[] | undefined;
  let held: HeldPoll | undefined;
  let isDisordered = false;
  let onPush = () => {};

  function take(limit: number): readonly PeerUpdate[] {
    const batch = queue.slice(0, limit);
    // A repeat is gone once delivered; the rest waits to be confirmed by an offset.
    queue = queue.filter((entry) => !(entry.isRepeat && batch.includes(entry)));
    const updates = batch.map((entry) => entry.update);
    if (!isDisordered || updates.length < 2) return updates;
    isDisordered = false;
    return updates.toReversed();
  }

  function wake(): void {
    if (held && queue.length > 0) held.answer(take(held.limit));
    onPush();
  }

  return {
    push(kind, body) {
      const update: PeerUpdate = { update_id: nextId, [kind]: body };
      nextId += 1;
      all.set(update.update_id, update);
      const isAllowed = kinds && kinds.length > 0 ? kinds.includes(kind) : !ONLY_ON_REQUEST.has(kind);
      if (isAllowed) {
        queue.push({ update, isRepeat: false });
        wake();
      }
      return update;
    },
    repeat(updateId) {
      const update = all.get(updateId);
      if (!update) throw new Error(`no update ${updateId} to repeat`);
      queue.push({ update, isRepeat: true });
      wake();
    },
    disorderNext() {
      isDisordered = true;
    },
    allow(next) {
      kinds = next;
    },
    allowed: () => kinds,
    poll({ offset, limit, timeoutMs, onHeld, closed }) {
      held?.fail(
        new ApiError(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
      );
      if (offset < 0) queue = queue.slice(offset);
      else queue = queue.filter((entry) => entry.isRepeat || entry.update.update_id >= offset);
      if (queue.length > 0 || timeoutMs <= 0) return Promise.resolve(take(limit));
      return new Promise((resolve, reject) => {
        const release = () => {
          clearTimeout(timer);
          closed.removeEventListener("abort", leave);
          if (held === poll) held = undefined;
        };
        const poll: HeldPoll = {
          limit,
          answer: (updates) => {
            release();
            resolve(updates);
          },
          fail: (error) => {
            release();
            reject(error);
          },
        };
        const leave = () => poll.answer([]);
        const timer = setTimeout(leave, timeoutMs);
        closed.addEventListener("abort", leave, { once: true });
        held = poll;
        onHeld();
      });
    },
    pending: () => queue.map((entry) => entry.update),
    confirm(update) {
      const index = queue.findIndex((entry) => entry.update === update);
      if (index >= 0) queue.splice(index, 1);
    },
    clear() {
      queue = [];
    },
    onPush(listener) {
      onPush = listener;
    },
  };
}
