import type { Business } from "../../domain/business.ts";
import type { PastRequest } from "../../domain/past-request.ts";
import type { SettledLead } from "../../routing/backtest/settled-lead.ts";
import { createTally, type ReplayFigures } from "../../routing/backtest/tally.ts";
import { toPastLeadRequest } from "../../routing/backtest/to-lead-request.ts";
import { createDifferences, type LeadDifference } from "./differences.ts";
import { createPastReader, settledOf, type PastFacts } from "./past-facts.ts";
import { createReplay, type Replay } from "./replay.ts";

/** The past, to be read more than once; each reading gives the requests in the order of their moments. */
export type PastSource = () => AsyncIterable<PastRequest>;

/** What a replay under one set of rules came to, in each of its runs. */
export interface Scenario {
  /** `present`: the rules of now; `changed`: those to be tried. */
  readonly kind: "present" | "changed";
  readonly runs: readonly ReplayFigures[];
  /** Names in the requests that this business does not have, with how often. */
  readonly unknownNames: readonly { readonly name: string; readonly count: number }[];
}

export interface Backtest {
  readonly facts: PastFacts;
  readonly scenarios: readonly Scenario[];
  /** The largest differences of a first run against the first scenario, or against what happened. */
  readonly differences: readonly LeadDifference[];
}

export interface BacktestOptions {
  readonly source: PastSource;
  readonly present: Business;
  /** Absent: only the present rules are replayed, to see how well the replay tells the past. */
  readonly changed?: Business | undefined;
  /** Replays of each set of rules; they show how much is chance. */
  readonly runs: number;
  readonly seed: number;
  /** End of what is known of the past. */
  readonly knownUntil: Date;
  readonly onProgress: (done: number, total: number) => void;
}

/** Leads go on for so long after the last request. Milliseconds. */
const AFTERMATH_MS = 7 * 86_400_000;

interface Run {
  readonly replay: Replay;
  readonly figures: () => ReplayFigures;
}

/**
 * Replays the past under other rules. Reads it twice: once for what happened and how people behave, once for all
 * replays side by side, so that memory holds open leads and one number a lead. @returns Undefined for an empty past.
 */
export async function runBacktest(options: BacktestOptions): Promise<Backtest | undefined> {
  const { present, changed, knownUntil, onProgress } = options;
  const reader = createPastReader(present, knownUntil);
  let total = 0;
  for await (const past of options.source()) {
    reader.read(past);
    total += 1;
  }
  const facts = reader.facts();
  if (!facts) return undefined;
  const until = new Date(facts.last.getTime() + AFTERMATH_MS);
  const differences = createDifferences(changed !== undefined);
  const kinds = [
    { kind: "present" as const, business: present },
    ...(changed ? [{ kind: "changed" as const, business: changed }] : []),
  ];
  const scenarios = kinds.map(({ kind, business }) => ({
    kind,
    business,
    unknown: new Map<string, number>(),
    runs: Array.from({ length: options.runs }, (_, index) =>
      createRun(business, facts, options.seed + index, until, (lead) => {
        if (index === 0) differences.add(kind === "changed" || !changed ? "after" : "before", lead);
      }),
    ),
  }));
  let done = 0;
  for await (const past of options.source()) {
    if (!changed) differences.add("before", settledOf(past, present));
    for (const { business, runs, unknown } of scenarios) {
      for (const { key, value } of toPastLeadRequest(past, business).unknown)
        unknown.set(`${key}: ${value}`, (unknown.get(`${key}: ${value}`) ?? 0) + 1);
      for (const { replay } of runs) replay.feed(past);
    }
    onProgress((done += 1), total);
  }
  for (const { runs } of scenarios) for (const { replay } of runs) replay.finish(until);
  return {
    facts,
    scenarios: scenarios.map(({ kind, runs, unknown }) => ({
      kind,
      runs: runs.map(({ figures }) => figures()),
      unknownNames: [...unknown].map(([name, count]) => ({ name, count })),
    })),
    differences: differences.largest(),
  };
}

function createRun(
  business: Business,
  facts: PastFacts,
  seed: number,
  until: Date,
  onSettled: (lead: SettledLead) => void,
): Run {
  const tally = createTally(until);
  const replay = createReplay({
    business,
    facts,
    seed,
    onSettled: (lead) => {
      tally.add(lead);
      onSettled(lead);
    },
  });
  return { replay, figures: () => tally.figures(replay.peaks) };
}
