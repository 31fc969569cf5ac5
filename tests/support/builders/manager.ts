import { asId } from "../../../src/domain/ids.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";

/** Presence and load of one manager: nothing open, nothing offered, not paused. */
export function aLoad(managerId: string, overrides: Partial<ManagerLoad> = {}): ManagerLoad {
  return { managerId: asId<"manager">(managerId), open: 0, offeredTotal: 0, isPaused: false, ...overrides };
}
