import type { z } from "zod";
import type { PastRequest } from "../../domain/past-request.ts";
import { linesOf } from "../commands/read-json-lines.ts";
import { pastRequestShape } from "./past-request-shape.ts";
import { readCsv } from "./read-csv.ts";

/** A line of a file of requests that makes no sense. */
export class BrokenRequest extends Error {
  readonly line: number;
  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

interface RawLine {
  readonly line: number;
  readonly value: unknown;
}

/**
 * Requests of a CSV or JSON Lines file in the order of their moments; those of one moment in the order of their ids, so
 * that it does not matter how the file has them.
 *
 * @param timezone Of moments without an offset.
 * @throws BrokenRequest for a line that makes no sense or is earlier than the one before; whatever the file system says.
 */
export async function* readRequestFile(file: string, timezone: string): AsyncGenerator<PastRequest> {
  const shape = pastRequestShape(timezone);
  const raw = /\.(jsonl|ndjson|json)$/iu.test(file) ? jsonLines(linesOf(file)) : csvLines(linesOf(file));
  let together: PastRequest[] = [];
  for await (const { line, value } of raw) {
    const read = shape.safeParse(value);
    if (!read.success) throw new BrokenRequest(line, reasonOf(read.error));
    // Zeros before it keep the order of lines in the order of ids.
    const request = { ...read.data, id: read.data.id ?? `line_${String(line).padStart(9, "0")}` };
    const [first] = together;
    if (first && request.at < first.at)
      throw new BrokenRequest(line, "it is earlier than the line before: sort the file by `at`");
    if (first && request.at > first.at) {
      yield* inOrderOfIds(together);
      together = [];
    }
    together.push(request);
  }
  yield* inOrderOfIds(together);
}

function inOrderOfIds(requests: readonly PastRequest[]): readonly PastRequest[] {
  return requests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function* csvLines(lines: AsyncIterable<string>): AsyncGenerator<RawLine> {
  for await (const { line, cells } of readCsv(lines)) yield { line, value: cells };
}

async function* jsonLines(lines: AsyncIterable<string>): AsyncGenerator<RawLine> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const plain = text.replace(/^\uFEFF/u, "").trim();
    if (plain === "") continue;
    yield { line, value: parse(plain, line) };
  }
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenRequest(line, "not JSON");
  }
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .flatMap((issue) => {
      // Of several allowed forms the last one is the one that people write.
      const told = issue.code === "invalid_union" ? (issue.errors.at(-1) ?? [issue]) : [issue];
      return told.map(({ message }) => `${issue.path.join(".") || "line"}: ${message}`);
    })
    .join("; ");
}
