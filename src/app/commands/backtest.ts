import { resolve } from "node:path";
import { formatFaults } from "../../adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../../adapters/business-folder/load-business.ts";
import type { Business } from "../../domain/business.ts";
import { addDays, toInstant } from "../../domain/calendar.ts";
import type { Language } from "../../domain/category.ts";
import { runBacktest, type Backtest, type PastSource } from "../backtest/run-backtest.ts";
import { askRequests, NoAnswer } from "../history/ask-requests.ts";
import { BrokenRequest, readRequestFile } from "../history/read-requests.ts";
import { spanFault, type SpanOptions } from "./ask-report.ts";
import { BACKTEST_WORDS, formatBacktest } from "./backtest-words.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import { daysOf } from "./export-requests.ts";
import { noAnswerText } from "./no-answer-text.ts";
import { createProgressBar } from "./progress-bar.ts";

export interface BacktestCommandOptions extends SpanOptions {
  /** Folder with the rules to be tried; the present ones are replayed beside them. */
  readonly business?: string | undefined;
  /** Folder with the present rules. */
  readonly present?: string | undefined;
  /** Requests to replay instead of the gateway's own. */
  readonly file?: string | undefined;
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
}

const RUNS = 3;

/**
 * Replays the past under other rules and sets it beside what happened.
 *
 * @returns Exit code: 0, 1 for a faulty folder, an empty past or no answer, 2 for days or a file that make no sense.
 */
export async function backtestCommand(options: BacktestCommandOptions, world: CommandWorld): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const words = BACKTEST_WORDS[language];
  const fail = (message: string, code: number): number => {
    if (options.json) world.print(`${JSON.stringify({ ok: false, message })}\n`);
    else world.mutter(`${message}\n`);
    return code;
  };
  const now = world.clock.now();
  const days = daysOf(options, now);
  const fault = spanFault(days, language === "ru");
  if (fault !== undefined) return fail(fault, 2);
  const presentDir = options.present ?? world.settings["DOZOR_BUSINESS"] ?? "flows/beauty";
  const present = await load(presentDir, language, world);
  if (typeof present === "string") return fail(present, 1);
  const isChanged =
    options.business !== undefined &&
    resolve(world.folder, options.business) !== resolve(world.folder, presentDir);
  const changed = isChanged ? await load(options.business ?? "", language, world) : undefined;
  if (typeof changed === "string") return fail(changed, 1);
  const bar = createProgressBar(world, words.replaying);
  try {
    const result = await runBacktest({
      source: sourceOf(options, days, present, world),
      present,
      changed,
      runs: options.runs ?? RUNS,
      seed: options.seed ?? 1,
      knownUntil: now,
      onProgress: bar.update,
    }).finally(bar.clear);
    if (!result) return fail(words.nothing(options.file ?? `${days.from}…${days.to}`), 1);
    world.print(options.json ? toJson(result, days) : formatBacktest(result, changed ?? present, language));
    return 0;
  } catch (error) {
    if (error instanceof BrokenRequest) return fail(words.brokenLine(error.line, error.message), 2);
    if (error instanceof NoAnswer)
      return fail(noAnswerText(error.answer, language === "ru", words.olderGateway), 1);
    if (error instanceof Error && "code" in error && options.file !== undefined)
      return fail(words.unreadable(options.file, String(error.code)), 2);
    throw error;
  }
}

async function load(dir: string, language: Language, world: CommandWorld): Promise<Business | string> {
  const read = await loadBusiness(resolve(world.folder, dir), { language });
  if (read.kind === "faulty") return formatFaults(read.faults, { language, color: world.isWatched });
  return { ...read.business, language };
}

/** Days of a file are those of the business's clock, as the gateway counts its own. */
function sourceOf(
  { file, from, to }: BacktestCommandOptions,
  days: { readonly from: string; readonly to: string },
  { timezone }: Business,
  world: CommandWorld,
): PastSource {
  if (file === undefined) return () => askRequests(world, days);
  const isWithin = createDayFilter({ from, to }, timezone);
  return async function* readFile() {
    for await (const request of readRequestFile(resolve(world.folder, file), timezone))
      if (isWithin(request.at)) yield request;
  };
}

function createDayFilter(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  timezone: string,
): (at: Date) => boolean {
  const start = from === undefined ? undefined : toInstant(from, 0, timezone);
  const end = to === undefined ? undefined : toInstant(addDays(to, 1), 0, timezone);
  return (at) => (start === undefined || at >= start) && (end === undefined || at < end);
}

function toJson(result: Backtest, days: { readonly from: string; readonly to: string }): string {
  const { facts, scenarios, differences } = result;
  const { first, last, figures, reactions, handling, replying } = facts;
  return `${JSON.stringify({
    ok: true,
    kind: "counterfactual",
    days,
    first,
    last,
    happened: figures,
    scenarios,
    differences,
    assumptions: {
      reactions: { offers: reactions.offers, people: reactions.summaries },
      handlingsSeen: handling.seen,
      repliesSeen: replying.seen,
    },
  })}\n`;
}
