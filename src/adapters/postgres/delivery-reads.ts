import type { Kysely, Selectable } from "kysely";
import type { Effect } from "../../domain/effect.ts";
import { asId } from "../../domain/ids.ts";
import type { Thread } from "../../domain/message.ts";
import type { ConsoleReads, DeadLetterView, OutboxView } from "../../ports/console-reads.ts";
import type { Tables } from "./tables.ts";

/** What is on its way out, and what we stopped trying. */
export function createDeliveryReads(
  db: Kysely<Tables>,
): Pick<ConsoleReads, "outbox" | "deadLetters" | "deadLetter"> {
  return {
    outbox: async (limit) => {
      // Both halves have an index of their own; together they are all that is not done.
      const open = await selectOutbox(db)
        .where((eb) =>
          eb.or([
            eb.and([eb("done_at", "is", null), eb("dead_at", "is", null)]),
            eb("dead_at", "is not", null),
          ]),
        )
        .limit(limit)
        .execute();
      const left = limit - open.length;
      const done =
        left > 0 ? await selectOutbox(db).where("done_at", "is not", null).limit(left).execute() : [];
      return [...open, ...done].map(toOutboxView);
    },
    deadLetters: async (limit) => {
      const rows = await selectOutbox(db).where("dead_at", "is not", null).limit(limit).execute();
      return rows.map(toOutboxView);
    },
    deadLetter: async (id) => {
      const row = await selectOutbox(db)
        .where("id", "=", id)
        .where("dead_at", "is not", null)
        .executeTakeFirst();
      return row ? toDeadLetterView(row) : undefined;
    },
  };
}

/** Newest first. */
export function selectOutbox(db: Kysely<Tables>) {
  return db.selectFrom("outbox").selectAll().orderBy("seq", "desc");
}

export function toOutboxView(row: Selectable<Tables["outbox"]>): OutboxView {
  const status = row.dead_at ? "dead" : row.done_at ? "done" : "pending";
  return {
    id: row.id,
    kind: row.kind,
    orderKey: row.order_key,
    status,
    attempts: row.attempt,
    createdAt: row.created_at,
    nextAttemptAt: status === "pending" ? row.run_at : undefined,
    lastError: row.last_error ?? undefined,
    leadId: row.lead_id ? asId(row.lead_id) : undefined,
  };
}

/** Trusts the effect: only this gateway writes it. */
function toDeadLetterView(row: Selectable<Tables["outbox"]>): DeadLetterView {
  return {
    ...toOutboxView(row),
    thread: row.thread === null ? undefined : (row.thread as Thread),
    diedAt: row.dead_at ?? row.created_at,
    effect: row.body as Effect,
  };
}
