import { sql, type Kysely } from "kysely";

const STATEMENTS = [
  sql`
    alter table lead
      add column taken_by text,
      add column closed_at timestamptz,
      add column outcome text,
      add column experiment text,
      add column variant text`,
  // Closing used to forget who had taken the lead; the offer still knows.
  sql`
    update lead l set
      taken_by = coalesce(case when l.status = 'taken' then l.owner end, o.manager_id),
      taken_at = coalesce(l.taken_at, o.ended_at)
    from (select distinct on (lead_id) lead_id, manager_id, ended_at from offer where outcome = 'taken' order by lead_id, ended_at desc) o
    where o.lead_id = l.id`,
  sql`update lead set taken_by = owner where status = 'taken' and taken_by is null`,
  sql`update lead set closed_at = (data->'ladder'->>'at')::timestamptz where status = 'closed'`,
  sql`
    create index lead_outcome on lead (closed_at) include (taken_by, outcome)
      where outcome is not null and taken_by is not null`,
  sql`create index lead_experiment on lead (experiment, created_at) where experiment is not null`,
];

/** How leads ended, by whom, and which variant of an experiment each belongs to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
