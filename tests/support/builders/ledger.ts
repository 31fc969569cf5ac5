import { emptyLedgerRow, type LedgerRow } from "../../../src/domain/ledger.ts";

/** Somebody's part of the ledger: nothing offered, unless told otherwise. */
export function aLedgerRow(managerId: string, overrides: Partial<LedgerRow> = {}): LedgerRow {
  return { ...emptyLedgerRow(managerId), ...overrides };
}
