import type pg from "pg";
import type { LeadId } from "../../domain/ids.ts";
import type { Lead } from "../../domain/lead.ts";
import type { Thread } from "../../domain/message.ts";
import type { Snapshot } from "../../ports/lane-store.ts";
import { reviveConversation, reviveLead } from "./revive.ts";

/** The conversations of threads with their open leads and those named. */
const LOAD = `
select thread, 'conversation' as what, data, null::jsonb as crm from conversation where thread = any($1::text[])
union all
select l.thread, 'lead', l.data, to_jsonb(c) from lead l left join crm_link c on c.lead_id = l.id
where l.thread = any($1::text[]) and l.status <> 'closed'
union all
select l.thread, 'lead', l.data, to_jsonb(c) from lead l left join crm_link c on c.lead_id = l.id
where l.id = any($2::text[]) and l.status = 'closed'`;

export interface SnapshotQuestion {
  readonly thread: Thread;
  readonly leadIds: readonly LeadId[];
}

/** Answers several questions with one statement. */
export async function loadSnapshots(
  pool: pg.Pool,
  questions: readonly SnapshotQuestion[],
): Promise<readonly Snapshot[]> {
  const { rows } = await pool.query<{ thread: Thread; what: string; data: unknown; crm: CrmRow | null }>({
    name: "load_snapshots",
    text: LOAD,
    values: [questions.map(({ thread }) => thread), questions.flatMap(({ leadIds }) => leadIds)],
  });
  return questions.map(({ thread }) => {
    const own = rows.filter((row) => row.thread === thread);
    const conversation = own.find((row) => row.what === "conversation");
    return {
      conversation: conversation ? reviveConversation(conversation.data) : undefined,
      leads: own
        .filter((row) => row.what === "lead")
        .map((row) => withCrm(reviveLead(row.data), row.crm))
        .toSorted(byAge),
    };
  });
}

/** Oldest first, as the last one is what a contact's new words are about. Rows of a union come in no order. */
function byAge(a: Lead, b: Lead): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
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
