import type { Kysely, Selectable } from "kysely";
import { asId } from "../../domain/ids.ts";
import type { Attachment, Choice, TranscriptLine } from "../../domain/message.ts";
import type { Transcripts } from "../../ports/transcripts.ts";
import type { Tables } from "./tables.ts";

export function createTranscripts(db: Kysely<Tables>): Transcripts {
  return {
    after: async (thread, after, limit) => {
      const rows = await db
        .selectFrom("message")
        .selectAll()
        .where("thread", "=", thread)
        .where("seq", ">", after)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(toLine);
    },
  };
}

/** Trusts the JSON columns: only this gateway writes them. */
export function toLine(row: Selectable<Tables["message"]>): TranscriptLine {
  return {
    id: asId(row.id),
    conversationId: asId(row.conversation_id),
    seq: row.seq,
    author: row.author,
    externalId: row.external_id ?? undefined,
    managerId: row.manager_id ?? undefined,
    text: row.text,
    choices: row.choices as readonly Choice[],
    attachments: row.attachments as readonly Attachment[],
    at: row.at,
  };
}
