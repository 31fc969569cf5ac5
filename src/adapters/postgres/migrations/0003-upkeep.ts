import { sql, type Kysely } from "kysely";

const STATEMENTS = [
  // Rows live for milliseconds here: dead ones must go as fast as they come, and giving space back to the system would
  // only lock the table for a moment.
  sql`alter table lane set (autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)`,
  sql`alter table timer set (autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)`,
  sql`alter table outbox set (autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)`,
  // Large, each row changed once and removed a month later: a fifth of dead rows, as is usual, would be too many.
  sql`
    alter table inbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05,
      autovacuum_analyze_scale_factor = 0.02, vacuum_truncate = false)`,
  sql`
    alter table turn set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05)`,
];

/** Vacuum settings of the tables that every message passes through. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
