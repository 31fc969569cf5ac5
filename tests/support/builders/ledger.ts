import type { LedgerRow } from "../../../src/domain/ledger.ts";

/** Somebody's part of the ledger: nothing offered, unless told otherwise. */
export function aLedgerRow(managerId: string, overrides: Partial<LedgerRow> = {}): LedgerRow {
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
    ...overrides,
  };
}
