import { sql, type Kysely } from "kysely";
import type { VariantRow } from "../../domain/experiment.ts";
import type { Tables } from "./tables.ts";

/** Leads of a span by the variant whose rules they were under. */
export async function readRuleVariants(
  db: Kysely<Tables>,
  from: Date,
  to: Date,
): Promise<readonly VariantRow[]> {
  const { rows } = await sql<VariantRow>`
    select experiment, variant, count(distinct conversation_id) as conversations,
      count(distinct conversation_id) as "withLead", ${LEAD_COUNTS}
    from lead
    where experiment is not null and created_at >= ${from} and created_at < ${to}
    group by experiment, variant
    order by experiment, variant`.execute(db);
  return rows;
}

/**
 * Conversations of a span by the variant of the prompt that first read them, with the leads that came of them. The
 * experiment is the name of the prompt.
 */
export async function readPromptVariants(
  db: Kysely<Tables>,
  from: Date,
  to: Date,
): Promise<readonly VariantRow[]> {
  const { rows } = await sql<VariantRow>`
    with met as (
      select distinct on (conversation_id) conversation_id, data->>'promptVariant' as label
      from event
      where type = 'understood' and at >= ${from} and at < ${to} and data->>'promptVariant' is not null
      order by conversation_id, id
    )
    select split_part(label, '@', 1) as experiment, label as variant,
      count(distinct met.conversation_id) as conversations,
      count(distinct lead.conversation_id) as "withLead", ${LEAD_COUNTS}
    from met left join lead on lead.conversation_id = met.conversation_id
      and lead.created_at >= ${from} and lead.created_at < ${to}
    group by label
    order by label`.execute(db);
  return rows;
}

/** A lead still on its way up the ladder has not had its chance yet. */
const LEAD_COUNTS = sql`
  count(lead.id) as leads,
  count(lead.id) filter (where lead.taken_at is not null or lead.status not in ('held', 'offering')) as finished,
  count(lead.id) filter (where lead.taken_at is not null) as taken,
  count(lead.id) filter (where lead.outcome = 'won') as won,
  count(lead.id) filter (where lead.outcome = 'lost') as lost,
  coalesce(array_agg(extract(epoch from lead.taken_at - lead.created_at)::float8 order by lead.id)
    filter (where lead.taken_at is not null), '{}') as "takeSeconds"`;
