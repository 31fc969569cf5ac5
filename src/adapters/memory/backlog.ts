import { priorityRank } from "../../domain/category.ts";
import type { Lead } from "../../domain/lead.ts";
import { laneOf } from "../../domain/lane.ts";
import type { MemoryTables } from "./memory-tables.ts";

const AT_ONCE = 50;
const STEP_MS = 300;
const MAX_AGE_MS = 7 * 86_400_000;

/** Brings the ladder timers of leads that nobody took forward, as the PostgreSQL adapter does. */
export function wakeBacklog(tables: MemoryTables, at: Date): void {
  const waiting = [...tables.leads.values()]
    .filter((lead) => lead.ladder.status === "ended" && !lead.firstHumanReplyAt)
    .filter((lead) => at.getTime() - lead.createdAt.getTime() < MAX_AGE_MS)
    .toSorted(byUrgency)
    .slice(0, AT_ONCE);
  for (const [index, { id, thread }] of waiting.entries()) {
    const key = `ladder:${id}`;
    const known = tables.timers.get(key);
    const runAt = new Date(at.getTime() + index * STEP_MS);
    if (known && known.runAt <= runAt) continue;
    const seq = known?.seq ?? tables.next();
    const timer = { key, seq, lane: laneOf(thread), thread, kind: "ladder", body: { leadId: id } } as const;
    tables.timers.set(key, { ...timer, runAt });
  }
}

function byUrgency(a: Lead, b: Lead): number {
  return (
    priorityRank(a.request.priority) - priorityRank(b.request.priority) ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
