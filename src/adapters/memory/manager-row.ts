import type { ManagerId } from "../../domain/ids.ts";
import type { ManagerRow, MemoryTables } from "./memory-tables.ts";

/** What is known of a manager beside the business folder; a row is made at the first need. */
export function managerRow(tables: MemoryTables, managerId: ManagerId): ManagerRow {
  const known = tables.managers.get(managerId);
  if (known) return known;
  const row: ManagerRow = {
    offeredTotal: 0,
    lastOfferedAt: undefined,
    isPaused: false,
    telegramId: undefined,
    linkCode: undefined,
  };
  tables.managers.set(managerId, row);
  return row;
}
