import type { ManagerRole } from "./business.ts";

/** One manager's part of what came in over a span of time, as it is counted. */
export interface LedgerRow {
  readonly managerId: string;
  readonly offered: number;
  readonly taken: number;
  readonly declined: number;
  readonly expired: number;
  /** Somebody else took it, or it was closed. */
  readonly withdrawn: number;
  /** Expected value of the leads taken; rubles. */
  readonly value: number;
  /** Of the leads taken: how many are known to be won and lost by now. */
  readonly won: number;
  readonly lost: number;
  readonly wonValue: number;
  /** Leads of the span for which this person was left out, by reason. */
  readonly filtered: Readonly<Record<string, number>>;
}

/** The row of somebody to whom nothing was offered. */
export function emptyLedgerRow(managerId: string): LedgerRow {
  return {
    managerId,
    offered: 0,
    taken: 0,
    declined: 0,
    expired: 0,
    withdrawn: 0,
    value: 0,
    won: 0,
    lost: 0,
    wonValue: 0,
    filtered: {},
  };
}

/** The same against what the business folder promises. */
export interface LedgerEntry extends LedgerRow {
  readonly managerName: string;
  /** Absent for somebody who has left the team. */
  readonly role?: ManagerRole | undefined;
  readonly weight?: number | undefined;
  /** Time on shift within the span, until now; hours. */
  readonly shiftHours?: number | undefined;
  /** Share of the offers made to people of this role, 0 to 1; absent when there were none. */
  readonly share?: number | undefined;
  /** The share that weight and hours on shift would give, 0 to 1. */
  readonly fairShare?: number | undefined;
  readonly reasons: readonly { readonly reason: string; readonly name: string; readonly count: number }[];
  /** The same in one sentence, in the business's language. */
  readonly sentence: string;
}
