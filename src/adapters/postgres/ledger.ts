import { sql, type Kysely } from "kysely";
import { emptyLedgerRow, type LedgerRow } from "../../domain/ledger.ts";
import type { Tables } from "./tables.ts";

interface Counts extends Omit<LedgerRow, "filtered"> {
  readonly managerId: string;
}

/** Offers, takes, refusals and value per manager over `[from, to)`, and for how many leads each was left out, and why. */
export async function readLedger(db: Kysely<Tables>, from: Date, to: Date): Promise<readonly LedgerRow[]> {
  const counts = await db
    .selectFrom("offer")
    .innerJoin("lead", "lead.id", "offer.lead_id")
    .where("offer.offered_at", ">=", from)
    .where("offer.offered_at", "<", to)
    .groupBy("offer.manager_id")
    .orderBy("offer.manager_id")
    .select(({ fn }) => [
      "offer.manager_id as managerId",
      fn.countAll<number>().as("offered"),
      sql<number>`count(*) filter (where offer.outcome = 'taken')`.as("taken"),
      sql<number>`count(*) filter (where offer.outcome = 'declined')`.as("declined"),
      sql<number>`count(*) filter (where offer.outcome = 'expired')`.as("expired"),
      sql<number>`count(*) filter (where offer.outcome = 'withdrawn')`.as("withdrawn"),
      sql<number>`coalesce(sum(expected_value) filter (where offer.outcome = 'taken'), 0)`.as("value"),
      sql<number>`count(*) filter (where offer.outcome = 'taken' and lead.outcome = 'won')`.as("won"),
      sql<number>`count(*) filter (where offer.outcome = 'taken' and lead.outcome = 'lost')`.as("lost"),
      sql<number>`coalesce(sum(expected_value) filter (where offer.outcome = 'taken' and lead.outcome = 'won'), 0)`.as(
        "wonValue",
      ),
    ])
    .execute();
  const filtered = await readFiltered(db, from, to);
  const known = new Map<string, Counts>(counts.map((row) => [row.managerId, row]));
  const ids = [...new Set([...known.keys(), ...filtered.keys()])].toSorted();
  return ids.map((managerId) => ({
    ...(known.get(managerId) ?? emptyLedgerRow(managerId)),
    filtered: filtered.get(managerId) ?? {},
  }));
}

/** A lead counts once for a person and a reason, however many rungs of its ladder passed the person over for it. */
async function readFiltered(
  db: Kysely<Tables>,
  from: Date,
  to: Date,
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const { rows } = await sql<{ manager: string; reason: string; leads: number }>`
    select manager, reason, count(distinct id) as leads from (
      select l.id, c->>'managerId' as manager, case c->>'excluded'
        when 'not_in_target' then 'not_in_target' || coalesce('_' || (c->>'missed'), '') else c->>'excluded' end as reason
      from lead l, jsonb_array_elements(l.data->'trace'->'candidates') c
      where l.created_at >= ${from} and l.created_at < ${to} and c->>'excluded' is not null
      union all
      select l.id, s->>'managerId', s->>'reason'
      from lead l, jsonb_array_elements(l.data->'skips') s
      where l.created_at >= ${from} and l.created_at < ${to} and s->>'managerId' is not null
        and s->>'reason' <> 'already_offered'
    ) as left_out
    group by manager, reason`.execute(db);
  const found = new Map<string, Record<string, number>>();
  for (const { manager, reason, leads } of rows)
    found.set(manager, { ...found.get(manager), [reason]: leads });
  return found;
}
