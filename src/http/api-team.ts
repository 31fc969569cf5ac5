import type { Hono } from "hono";
import type { Business, Manager } from "../domain/business.ts";
import { nextWithinHours } from "../domain/calendar.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { isOnShift } from "../domain/shift.ts";
import type { ApiOptions } from "./api-options.ts";
import { requireManager } from "./manager-name.ts";

/** Who is there, how busy, and the switches: pause, resume, a code that links Telegram. */
export function addTeamRoutes(api: Hono, options: ApiOptions): void {
  const { business, clock, desk } = options;

  api.get("/api/team", async (c) => {
    const now = clock.now();
    const loads = new Map((await options.teamLoad()).map((load) => [load.managerId, load]));
    const view = async (manager: Manager) => ({
      ...managerView(manager, loads.get(manager.id), business(), now),
      isTelegramLinked: manager.telegram !== undefined || (await desk.telegramOf(manager.id)) !== undefined,
    });
    const items = await Promise.all(business().team.map(view));
    return c.json({ items, now });
  });

  api.post("/api/team/:id/pause", async (c) => {
    const { id } = requireManager(c.req.param("id"), business());
    await desk.setPaused(id, true);
    return c.json({ id, isPaused: true });
  });

  api.post("/api/team/:id/resume", async (c) => {
    const { id } = requireManager(c.req.param("id"), business());
    await desk.setPaused(id, false);
    return c.json({ id, isPaused: false });
  });

  api.post("/api/team/:id/link-code", async (c) => {
    const { id } = requireManager(c.req.param("id"), business());
    const code = await options.makeLinkCode(id);
    return c.json({ id, code, command: `/start ${code}` });
  });
}

function managerView(manager: Manager, load: ManagerLoad | undefined, business: Business, now: Date) {
  const isHere = isOnShift(manager, business, now);
  return {
    id: manager.id,
    name: manager.name,
    role: manager.role,
    teams: manager.teams,
    skills: manager.skills,
    branches: manager.branches,
    isOnShift: isHere,
    nextShiftAt: isHere ? null : (nextShift(manager, business, now) ?? null),
    load: { open: load?.open ?? 0, capacity: manager.capacity },
    offeredTotal: load?.offeredTotal ?? 0,
    lastOfferedAt: load?.lastOfferedAt ?? null,
    isPaused: load?.isPaused ?? false,
  };
}

/** Holidays are days off for all but duty people, as in `isOnShift`. */
function nextShift(manager: Manager, business: Business, now: Date): Date | undefined {
  const free = manager.role === "duty" ? [] : business.holidays;
  return nextWithinHours(now, manager.shifts, business.timezone, [...manager.absences, ...free]);
}
