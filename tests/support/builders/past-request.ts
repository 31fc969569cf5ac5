import type { PastOffer, PastRequest } from "../../../src/domain/past-request.ts";
import { stableShare } from "../../../src/domain/stable-share.ts";
import { WEDNESDAY_11 } from "./conversation.ts";

/** A booking over Telegram on a Wednesday morning, offered to nobody yet. */
export function aPastRequest(overrides: Partial<PastRequest> = {}): PastRequest {
  return {
    id: "lead_1",
    at: WEDNESDAY_11,
    category: "lead_b2c",
    priority: "normal",
    urgent: false,
    sentiment: "neutral",
    source: "telegram",
    has: [],
    offers: [],
    ...overrides,
  };
}

export interface PastHabit {
  readonly managerId: string;
  /** Chance that an offer is taken, and after how long. */
  readonly takes: number;
  readonly afterMs: number;
}

const WAIT_MS = 60_000;
const HANDLING_MS = 30 * 60_000;

/**
 * A past in which requests come every `everyMs`, are offered to these people in turn for a minute each, and are taken as
 * each of them usually does. The same arguments give the same past.
 */
export function aPast(
  count: number,
  habits: readonly PastHabit[],
  options: { readonly from?: Date; readonly everyMs?: number } & Partial<PastRequest> = {},
): readonly PastRequest[] {
  const { from = WEDNESDAY_11, everyMs = 15 * 60_000, ...changes } = options;
  return Array.from({ length: count }, (_, index) => {
    const id = `lead_${String(index).padStart(6, "0")}`;
    const at = new Date(from.getTime() + index * everyMs);
    const offers: PastOffer[] = [];
    let start = at.getTime();
    for (let turn = 0; turn < habits.length; turn += 1) {
      const habit = habits[(index + turn) % habits.length];
      if (!habit) break;
      const isTaken = stableShare(`${id} ${habit.managerId}`) < habit.takes;
      const end = start + (isTaken ? habit.afterMs : WAIT_MS);
      offers.push({
        managerId: habit.managerId,
        at: new Date(start),
        endedAt: new Date(end),
        outcome: isTaken ? "taken" : "expired",
      });
      start = end;
      if (isTaken) break;
    }
    const last = offers.at(-1);
    const takenAt = last?.outcome === "taken" ? last.endedAt : undefined;
    return aPastRequest({
      id,
      at,
      offers,
      slaDueAt: new Date(at.getTime() + 30 * 60_000),
      ...(takenAt && last
        ? {
            takenBy: last.managerId,
            takenAt,
            repliedAt: new Date(takenAt.getTime() + 20_000),
            closedAt: new Date(takenAt.getTime() + HANDLING_MS),
            outcome: stableShare(`${id} won`) < 0.4 ? ("won" as const) : ("lost" as const),
          }
        : {}),
      ...changes,
    });
  });
}
