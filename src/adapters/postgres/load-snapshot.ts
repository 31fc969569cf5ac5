import type pg from "pg";
import type { LeadId } from "../../domain/ids.ts";
import type { Lead } from "../../domain/lead.ts";
import type { Thread } from "../../domain/message.ts";
import type { Snapshot } from "../../ports/lane-store.ts";
import { reviveConversation, reviveLead } from "./revive.ts";

/** The conversation of a thread with its open leads and those named. */
const LOAD = `
select 'conversation' as what, data, null::jsonb as crm from conversation where thread = $1
union all
select 'lead', l.data, to_jsonb(c) from lead l left join crm_link c on c.lead_id = l.id
where l.id = any($2::text[]) or (l.thread = $1 and l.status <> 'closed')`;

export async function loadSnapshot(
  pool: pg.Pool,
  thread: Thread,
  leadIds: readonly LeadId[],
): Promise<Snapshot> {
  const { rows } = await pool.query<{ what: string; data: unknown; crm: CrmRow | null }>({
    name: "load_snapshot",
    text: LOAD,
    values: [thread, leadIds],
  });
  const conversation = rows.find((row) => row.what === "conversation");
  return {
    conversation: conversation ? reviveConversation(conversation.data) : undefined,
    leads: rows.filter((row) => row.what === "lead").map((row) => withCrm(reviveLead(row.data), row.crm)),
  };
}

export interface CrmRow {
  readonly external_id: string | null;
  readonly entity: string | null;
  readonly url: string | null;
  readonly written_at: string | Date | null;
  readonly drift: readonly string[] | null;
}

/** The CRM's link lives in a row of its own, because the outbox writes it outside the conversation's lane. */
export function withCrm(lead: Lead, crm: CrmRow | null): Lead {
  if (!crm?.external_id) return lead;
  return {
    ...lead,
    crm: {
      externalId: crm.external_id,
      entity: crm.entity === "deal" ? "deal" : "lead",
      url: crm.url ?? undefined,
      writtenAt: crm.written_at ? new Date(crm.written_at) : undefined,
      drift: crm.drift ?? [],
    },
  };
}
