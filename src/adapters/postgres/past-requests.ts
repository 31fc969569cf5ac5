import { sql, type Kysely } from "kysely";
import { toPastRequest, type PastRequest } from "../../domain/past-request.ts";
import type { ConsoleReads } from "../../ports/console-reads.ts";
import { reviveLead } from "./revive.ts";
import type { Tables } from "./tables.ts";

/** One page, the oldest first: pages of a year are read one after another and none is kept. */
export async function readPastRequests(
  db: Kysely<Tables>,
  { from, to, limit, after }: Parameters<ConsoleReads["requests"]>[0],
): Promise<readonly PastRequest[]> {
  let query = db
    .selectFrom("lead")
    .select("data")
    .where("created_at", ">=", from)
    .where("created_at", "<", to)
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(created_at, id) > (select created_at, id from lead as seen where seen.id = ${after})`,
    );
  const rows = await query.execute();
  return rows.map(({ data }) => toPastRequest(reviveLead(data)));
}
