import { sql, type Kysely } from "kysely";
import type { Conversation } from "../../domain/conversation.ts";
import type { Lead } from "../../domain/lead.ts";
import { channelOf, type Thread } from "../../domain/message.ts";
import type { ClockedEvent, ConsoleReads, ConversationSummary, PageMark } from "../../ports/console-reads.ts";
import { createDeliveryReads, selectOutbox, toOutboxView } from "./delivery-reads.ts";
import { readPromptVariants, readRuleVariants } from "./experiment-reads.ts";
import { readLedger } from "./ledger.ts";
import { withCrm } from "./load-snapshot.ts";
import { readPastRequests } from "./past-requests.ts";
import { readStats } from "./reports.ts";
import { reviveConversation, reviveLead } from "./revive.ts";
import type { Tables } from "./tables.ts";
import { toLine } from "./transcripts.ts";

const LINES_SHOWN = 500;

/** The console's questions, answered from the store. */
export function createConsoleReads(db: Kysely<Tables>): ConsoleReads {
  return {
    conversations: (page) => readConversations(db, page),
    conversation: (id) => readConversation(db, id),
    leads: async (page) => {
      let query = selectLeads(db).limit(page.limit);
      if (page.before) query = query.where(after("lead.created_at", "lead.id", page.before));
      if (page.status) query = query.where("lead.status", "=", page.status);
      return (await query.execute()).map(toLead);
    },
    lead: async (id) => {
      const row = await selectLeads(db).where("lead.id", "=", id).executeTakeFirst();
      if (!row) return undefined;
      const timers = await db
        .selectFrom("timer")
        .select(["key", "kind", "run_at"])
        .where("key", "like", `%${id}%`)
        .where("thread", "=", row.thread)
        .orderBy("run_at")
        .execute();
      const outbox = await selectOutbox(db).where("lead_id", "=", id).execute();
      return {
        lead: toLead(row),
        timers: timers.map((timer) => ({ key: timer.key, kind: timer.kind, dueAt: timer.run_at })),
        outbox: outbox.map(toOutboxView),
        events: await readEvents(db, "lead_id", id),
      };
    },
    timers: async (limit) => {
      const rows = await db
        .selectFrom("timer")
        .select(["key", "kind", "run_at"])
        .orderBy("run_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ key: row.key, kind: row.kind, dueAt: row.run_at }));
    },
    ...createDeliveryReads(db),
    ledger: (from, to) => readLedger(db, from, to),
    stats: (from, to) => readStats(db, from, to),
    variants: async (from, to) => ({
      rules: await readRuleVariants(db, from, to),
      prompts: await readPromptVariants(db, from, to),
    }),
    requests: (page) => readPastRequests(db, page),
  };
}

async function readConversation(db: Kysely<Tables>, id: string): ReturnType<ConsoleReads["conversation"]> {
  const row = await db.selectFrom("conversation").select("data").where("id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  const lines = await db
    .selectFrom("message")
    .selectAll()
    .where("conversation_id", "=", id)
    .orderBy("seq", "desc")
    .limit(LINES_SHOWN)
    .execute();
  const leads = await selectLeads(db).where("lead.conversation_id", "=", id).execute();
  return {
    conversation: reviveConversation(row.data),
    lines: lines.map(toLine).toReversed(),
    leads: leads.map(toLead),
    events: await readEvents(db, "conversation_id", id),
  };
}

async function readConversations(
  db: Kysely<Tables>,
  page: { limit: number; before?: PageMark | undefined },
): Promise<readonly ConversationSummary[]> {
  let query = db
    .selectFrom("conversation as c")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("message as m")
          .select(["m.text", "m.author"])
          .whereRef("m.thread", "=", "c.thread")
          .orderBy("m.seq", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select(["c.data", "c.thread", "c.last_message_at", "last.text", "last.author"])
    .orderBy("c.last_message_at", "desc")
    .orderBy("c.id", "desc")
    .limit(page.limit);
  if (page.before) query = query.where(after("c.last_message_at", "c.id", page.before));
  const rows = await query.execute();
  return rows.map((row) => {
    const conversation = reviveConversation(row.data);
    return {
      id: conversation.id,
      channel: channelOf(row.thread as Thread),
      displayName: knownName(conversation),
      ownership: conversation.state.ownership,
      category: conversation.state.request?.category,
      priority: conversation.state.request?.priority,
      lastText: row.text ?? "",
      lastAuthor: row.author ?? "contact",
      lastMessageAt: row.last_message_at,
      leadId: conversation.state.request?.leadId,
    };
  });
}

/** As the platform shows the contact, else as they have called themselves. */
function knownName({ displayName, state }: Conversation): string | undefined {
  const said = state.profile?.name ?? state.request?.slots.name;
  return displayName ?? (said === undefined ? undefined : String(said));
}

/** What stands after a mark in a list by moment and id, the newest first. */
function after(moment: string, id: string, mark: PageMark) {
  const older = sql<boolean>`${sql.ref(moment)} < ${mark.at}`;
  if (mark.id === undefined) return older;
  return sql<boolean>`(${sql.ref(moment)}, ${sql.ref(id)}) < (${mark.at}, ${mark.id})`;
}

function selectLeads(db: Kysely<Tables>) {
  return db
    .selectFrom("lead")
    .leftJoin("crm_link", "crm_link.lead_id", "lead.id")
    .select(["lead.data", "lead.thread", sql<CrmJson | null>`to_jsonb(crm_link)`.as("crm")])
    .orderBy("lead.created_at", "desc")
    .orderBy("lead.id", "desc");
}

type CrmJson = Parameters<typeof withCrm>[1];

function toLead(row: { data: unknown; crm: CrmJson }): Lead {
  return withCrm(reviveLead(row.data), row.crm);
}

async function readEvents(
  db: Kysely<Tables>,
  column: "conversation_id" | "lead_id",
  id: string,
): Promise<readonly ClockedEvent[]> {
  const rows = await db
    .selectFrom("event")
    .select(["at", "type", "data"])
    .where(column, "=", id)
    .orderBy("id")
    .limit(LINES_SHOWN)
    .execute();
  return rows.map((row) => ({ at: row.at, type: row.type, data: row.data as Record<string, unknown> }));
}
