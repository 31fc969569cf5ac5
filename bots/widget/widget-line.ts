import type { MessageAuthor, TranscriptLine } from "../../src/domain/message.ts";

/** A line of the conversation as the visitor's browser gets it. */
export interface WidgetLine {
  /** Opaque: where to go on from. */
  readonly cursor: string;
  /** For the visitor's own line the id that the browser gave it, else ours. */
  readonly id: string;
  readonly from: "visitor" | "bot" | "manager";
  readonly text: string;
  readonly choices?: readonly { readonly label: string; readonly data: string }[];
  /** ISO moment. */
  readonly at: string;
}

const FROM: Record<MessageAuthor, WidgetLine["from"]> = {
  contact: "visitor",
  bot: "bot",
  manager: "manager",
};

export function toWidgetLine(line: TranscriptLine, visitorId: string): WidgetLine {
  const prefix = `${visitorId}:`;
  const id = line.externalId?.startsWith(prefix) ? line.externalId.slice(prefix.length) : line.id;
  return {
    cursor: String(line.seq),
    id,
    from: FROM[line.author],
    text: line.text,
    ...(line.choices.length > 0 ? { choices: line.choices.map(({ label, data }) => ({ label, data })) } : {}),
    at: line.at.toISOString(),
  };
}

/** @returns The `seq` to read on from: 0 without a cursor, `undefined` for one that we never gave. */
export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined || cursor === "") return 0;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined;
}
