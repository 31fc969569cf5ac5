import type { Line, LineChoice } from "./api.ts";
import type { Pending } from "./message-queue.ts";

/** One message as it is shown. */
export interface Item {
  /** Stays the same when a sent message comes back as a line. */
  readonly key: string;
  readonly from: Line["from"];
  readonly text: string;
  readonly choices: readonly LineChoice[];
  readonly at: Date | undefined;
  readonly status?: Pending["status"] | undefined;
  readonly detail?: string | undefined;
}

export interface LineList {
  /** @returns False for a line that is known. */
  add(line: Line): boolean;
  clear(): void;
  lastCursor(): string;
  /** Whether the last answer came from a person. */
  hasManager(): boolean;
  /** The server's lines, and below them what is still on its way to the server. */
  items(pending: readonly Pending[]): readonly Item[];
}

export function createLineList(): LineList {
  let lines: readonly Line[] = [];
  let cursors = new Set<string>();
  let answeredBy: Line["from"] = "bot";

  return {
    add(line) {
      if (cursors.has(line.cursor)) return false;
      cursors.add(line.cursor);
      lines = [...lines, line];
      if (line.from !== "visitor") answeredBy = line.from;
      return true;
    },
    clear() {
      lines = [];
      cursors = new Set();
      answeredBy = "bot";
    },
    lastCursor: () => lines.at(-1)?.cursor ?? "",
    hasManager: () => answeredBy === "manager",
    items: (pending) => [...lines.map(toItem), ...pending.map(toPendingItem)],
  };
}

function toItem({ id, from, text, choices = [], at }: Line): Item {
  const status = from === "visitor" ? "sent" : undefined;
  return { key: id, from, text, choices, at: new Date(at), status };
}

function toPendingItem({ message, status, detail }: Pending): Item {
  const { id, text, at } = message;
  return { key: id, from: "visitor", text, choices: [], at: new Date(at), status, detail };
}
