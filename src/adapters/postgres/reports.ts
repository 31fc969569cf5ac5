import { sql, type Kysely } from "kysely";
import type { Stats } from "../../ports/console-reads.ts";
import type { Tables } from "./tables.ts";

/** What came in and what became of it over `[from, to)`. */
export async function readStats(db: Kysely<Tables>, from: Date, to: Date): Promise<Stats> {
  const talk = await db
    .selectFrom("message")
    .where("at", ">=", from)
    .where("at", "<", to)
    .select(({ fn }) => [
      fn.count<number>("conversation_id").distinct().as("conversations"),
      fn.countAll<number>().as("messages"),
    ])
    .executeTakeFirstOrThrow();
  const leads = await db
    .selectFrom("lead")
    .where("created_at", ">=", from)
    .where("created_at", "<", to)
    .select(({ fn }) => [
      fn.countAll<number>().as("leads"),
      sql<number>`count(*) filter (where taken_at is not null)`.as("taken"),
      sql<number>`count(*) filter (where status in ('held', 'offering', 'ended'))`.as("waiting"),
      sql<
        number | null
      >`percentile_cont(0.5) within group (order by extract(epoch from taken_at - created_at)) filter (where taken_at is not null)`.as(
        "median",
      ),
    ])
    .executeTakeFirstOrThrow();
  return {
    conversations: talk.conversations,
    messages: talk.messages,
    leads: leads.leads,
    taken: leads.taken,
    waiting: leads.waiting,
    medianTakeSeconds: leads.median ?? undefined,
    byCategory: await countLeadsBy(db, "category", from, to),
    bySource: await countLeadsBy(db, "source", from, to),
  };
}

async function countLeadsBy(
  db: Kysely<Tables>,
  column: "category" | "source",
  from: Date,
  to: Date,
): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom("lead")
    .where("created_at", ">=", from)
    .where("created_at", "<", to)
    .groupBy(column)
    .select(({ fn }) => [column, fn.countAll<number>().as("count")])
    .execute();
  return Object.fromEntries(rows.map((row) => [row[column], row.count]));
}
