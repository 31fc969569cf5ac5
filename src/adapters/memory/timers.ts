import type { TimerStore } from "../../ports/timer-store.ts";
import type { MemoryTables } from "./memory-tables.ts";
import { storeEvent } from "./store-event.ts";

export function createMemoryTimers(tables: MemoryTables): TimerStore {
  const inOrder = () => [...tables.timers.values()].toSorted((a, b) => a.runAt.getTime() - b.runAt.getTime());
  return {
    fire: async (at, limit) => {
      const due = inOrder()
        .filter((timer) => timer.runAt <= at)
        .slice(0, limit);
      for (const { key, seq, thread, kind, runAt, body } of due) {
        tables.timers.delete(key);
        storeEvent(tables, {
          source: "timer",
          externalId: `${key}#${seq}`,
          thread,
          kind: "timer",
          body: { key, timer: kind, dueAt: runAt, body },
          receivedAt: at,
        });
      }
      return { dueAt: due.map((timer) => timer.runAt), nextDueAt: inOrder()[0]?.runAt };
    },
  };
}
