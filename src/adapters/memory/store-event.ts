import { laneOf } from "../../domain/lane.ts";
import type { InboxEvent } from "../../ports/inbox.ts";
import { asJson } from "./as-stored.ts";
import type { LaneRow, MemoryTables, StoredEvent } from "./memory-tables.ts";

/** How long a burst is waited for; milliseconds. */
export interface BurstWaits {
  readonly minWaitMs: number;
  readonly quietMs: number;
  readonly capMs: number;
}

const NO_WAITS: BurstWaits = { minWaitMs: 0, quietMs: 0, capMs: 0 };

/** Keeps an event unless it is known, and gives its lane work. */
export function storeEvent(
  tables: MemoryTables,
  event: InboxEvent,
  waits: BurstWaits = NO_WAITS,
): "new" | "seen" {
  const key = `${event.source}\u0000${event.externalId}`;
  if (tables.inbox.has(key)) return "seen";
  if (Number.isNaN(event.receivedAt.getTime())) throw new RangeError("an event needs a valid receivedAt");
  const lane = laneOf(event.thread);
  const { source, thread, kind } = event;
  const receivedAt = new Date(event.receivedAt);
  const body = asJson(event.body);
  const stored: StoredEvent = {
    id: tables.next(),
    source,
    lane,
    thread,
    kind,
    body,
    receivedAt,
    state: "open",
  };
  tables.inbox.set(key, stored);
  tables.openInbox.set(stored.id, stored);
  wakeLane(tables, lane, receivedAt, kind === "channel" ? waits : undefined);
  return "new";
}

/** A lane with nothing but a contact's messages is a burst and waits for its end; anything else is due at once. */
function wakeLane(tables: MemoryTables, lane: string, at: Date, burst: BurstWaits | undefined): void {
  const known = tables.lanes.get(lane);
  const dueAt = after(at, burst?.minWaitMs ?? 0);
  if (!known) {
    const isBurst = burst !== undefined;
    const row: LaneRow = {
      dueAt,
      firstAt: at,
      isBurst,
      owner: undefined,
      token: 0,
      isDirty: false,
      attempt: 0,
    };
    tables.lanes.set(lane, row);
    return;
  }
  known.isDirty = true;
  if (known.owner === undefined && known.attempt === 0) {
    known.dueAt =
      known.isBurst && burst
        ? earlier(after(at, burst.quietMs), after(known.firstAt, burst.capMs))
        : earlier(known.dueAt, dueAt);
  }
  known.isBurst &&= burst !== undefined;
}

function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

export function earlier(a: Date, b: Date): Date {
  return a <= b ? a : b;
}
