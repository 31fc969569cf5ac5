import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { resolve } from "node:path";
import { addDays } from "../../domain/calendar.ts";
import { askRequests, NoAnswer } from "../history/ask-requests.ts";
import { headOf, lineOf, type RequestFormat } from "../history/write-requests.ts";
import { spanFault, type SpanOptions } from "./ask-report.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import { noAnswerText } from "./no-answer-text.ts";

export interface ExportOptions extends SpanOptions {
  readonly format?: RequestFormat | undefined;
  /** File to write; standard output when absent. */
  readonly out?: string | undefined;
}

const USUAL_DAYS = 30;

/** The days meant: the last thirty when none are named. */
export function daysOf({ from, to }: SpanOptions, now: Date): { readonly from: string; readonly to: string } {
  const last = to ?? now.toISOString().slice(0, 10);
  return { from: from ?? addDays(last, 1 - USUAL_DAYS), to: last };
}

/**
 * Writes the stored requests of some days as CSV or JSON Lines, as `dozor backtest --file` reads them.
 *
 * @returns Exit code: 0, 1 when the gateway does not answer or the file can't be written, 2 for days the wrong way round.
 */
export async function exportRequestsCommand(options: ExportOptions, world: CommandWorld): Promise<number> {
  const isRussian = chooseLanguage(options.lang, world.settings) === "ru";
  const days = daysOf(options, world.clock.now());
  const fault = spanFault(days, isRussian);
  if (fault !== undefined) {
    world.mutter(`${fault}\n`);
    return 2;
  }
  const format = options.format ?? (/\.jsonl?$/iu.test(options.out ?? "") ? "jsonl" : "csv");
  const sink = options.out === undefined ? toPrint(world) : toFile(resolve(world.folder, options.out));
  let count = 0;
  try {
    await sink.write(headOf(format));
    for await (const request of askRequests(world, days)) {
      await sink.write(lineOf(request, format));
      count += 1;
    }
    await sink.end();
  } catch (error) {
    world.mutter(`${whyNot(error, isRussian)}\n`);
    return 1;
  }
  const span = `${days.from}…${days.to}`;
  world.mutter(isRussian ? `Заявок: ${count} (${span})\n` : `Requests: ${count} (${span})\n`);
  return 0;
}

function whyNot(error: unknown, isRussian: boolean): string {
  if (error instanceof NoAnswer)
    return noAnswerText(error.answer, isRussian, isRussian ? "Шлюз старой версии" : "The gateway is older");
  if (error instanceof Error && "code" in error)
    return `${isRussian ? "Файл не записать" : "The file can't be written"}: ${String(error.code)}`;
  throw error;
}

interface Sink {
  write(text: string): Promise<void>;
  end(): Promise<void>;
}

function toPrint(world: CommandWorld): Sink {
  return {
    write: (text) => Promise.resolve(world.print(text)),
    end: () => Promise.resolve(),
  };
}

/** A year is written as it comes: what the disk can't take yet is waited for. */
function toFile(path: string): Sink {
  const stream = createWriteStream(path);
  const failed = once(stream, "error").then(([error]: unknown[]) => {
    throw error instanceof Error ? error : new Error(String(error));
  });
  failed.catch(() => undefined);
  return {
    write: async (text) => {
      if (!stream.write(text)) await Promise.race([once(stream, "drain"), failed]);
    },
    end: async () => {
      stream.end();
      await Promise.race([once(stream, "finish"), failed]);
    },
  };
}
