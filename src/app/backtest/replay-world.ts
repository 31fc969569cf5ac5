import type { Business } from "../../domain/business.ts";
import { addWorkingTime } from "../../domain/calendar.ts";
import { asId, ID_PREFIXES, type MakeId, type ManagerId, type OfferId } from "../../domain/ids.ts";
import type { Lead } from "../../domain/lead.ts";
import type { PastRequest } from "../../domain/past-request.ts";
import { isOnShift } from "../../domain/shift.ts";
import type { SettledLead } from "../../routing/backtest/settled-lead.ts";
import { createEventQueue, type EventQueue } from "./event-queue.ts";
import type { PastFacts } from "./past-facts.ts";
import { createReplayTeam, type ReplayTeam } from "./replay-team.ts";

export interface ReplayOptions {
  readonly business: Business;
  readonly facts: PastFacts;
  /** Runs with different seeds differ in who happens to react when. */
  readonly seed: number;
  /** Each request once, when it is over or the end has come. */
  readonly onSettled: (lead: SettledLead) => void;
}

/** What is yet to happen in a replay. */
export type ReplayEvent =
  | { readonly kind: "ladder" | "sla" | "reply" | "close"; readonly id: string }
  | {
      readonly kind: "reaction";
      readonly id: string;
      readonly offerId: OfferId;
      readonly managerId: ManagerId;
      readonly does: "takes" | "declines";
    }
  | { readonly kind: "learn"; readonly managerId: string; readonly isWon: boolean };

export interface OpenLead {
  readonly past: PastRequest;
  lead: Lead;
  ladderDueAt: Date | undefined;
  slaDueAt: Date | undefined;
}

/** Everything that a replay knows at a moment. */
export interface ReplayWorld extends ReplayOptions {
  readonly queue: EventQueue<ReplayEvent>;
  readonly team: ReplayTeam;
  readonly open: Map<string, OpenLead>;
  /** Leads whose ladder has run out. */
  readonly unanswered: Set<string>;
  readonly makeId: MakeId;
}

export function createReplayWorld(options: ReplayOptions): ReplayWorld {
  return {
    ...options,
    queue: createEventQueue(),
    team: createReplayTeam(options.business),
    open: new Map(),
    unanswered: new Set(),
    makeId: countingIds(),
  };
}

function countingIds(): MakeId {
  let count = 0;
  return (kind) => {
    count += 1;
    return asId(`${ID_PREFIXES[kind]}_${count}`);
  };
}

/** The moment after a length of time that counts only while the manager works: nobody answers asleep. */
export function awake(managerId: ManagerId, at: Date, afterMs: number, business: Business): Date {
  const due = new Date(at.getTime() + afterMs);
  const manager = business.team.find(({ id }) => id === managerId);
  if (!manager || (isOnShift(manager, business, at) && isOnShift(manager, business, due))) return due;
  const free = [...manager.absences, ...(manager.role === "duty" ? [] : business.holidays)];
  return addWorkingTime(at, afterMs, manager.shifts, business.timezone, free);
}
