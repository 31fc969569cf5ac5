import type { OfferOutcome } from "../../domain/lead.ts";

/** How somebody answers an offer; `undefined`: not at all. */
export type Reaction = { readonly kind: "takes" | "declines"; readonly afterMs: number } | undefined;

/** What the past shows of one person, beside what the replay makes of it. */
export interface ReactionSummary {
  readonly managerId: string;
  readonly offers: number;
  readonly taken: number;
  readonly declined: number;
  /** Smoothed chance to take an offer within a minute of it, 0 to 1. */
  readonly takesWithinMinute: number;
}

export interface ReactionModel {
  /** @param takes Uniform in [0, 1), decides when. @param which Uniform in [0, 1), decides what. */
  reactionOf(managerId: string, takes: number, which: number): Reaction;
  readonly summaries: readonly ReactionSummary[];
  /** Offers that the model has learnt from. */
  readonly offers: number;
}

/** Seconds since the offer at which the readiness to answer may change. */
const EDGES_S = [0, 10, 20, 30, 45, 60, 90, 120, 300, 900, 3_600, 14_400, 86_400] as const;
const BUCKETS = EDGES_S.slice(1).map((to, index) => {
  const from = EDGES_S[index] ?? 0;
  return { from, width: to - from };
});
/** So many offers answered as everybody answers are added to each person's own. */
const PRIOR_OFFERS = 10;
/** And so many that half of the people take within a minute are added to everybody's, for a past without offers. */
const DEFAULT_OFFERS = 2;
const DEFAULT_RATE = Math.LN2 / 60;
const DEFAULT_LATE_RATE = DEFAULT_RATE / 20;
const EARLY_S = 300;

interface Counts {
  offers: number;
  taken: number;
  declined: number;
  /** Offers that were open during each span; one that ended unanswered within it counts for the part it lasted. */
  readonly exposed: number[];
  readonly takes: number[];
  readonly declines: number[];
}

const noCounts = (): Counts => ({
  offers: 0,
  taken: 0,
  declined: 0,
  exposed: BUCKETS.map(() => 0),
  takes: BUCKETS.map(() => 0),
  declines: BUCKETS.map(() => 0),
});

/**
 * Learns from past offers how likely each person is to take or decline one at each moment after it was made. An offer
 * that ran out or went to somebody else tells only that there was no answer until then, so a longer wait in new rules is
 * judged by what is known of longer waits. Chances are kept by spans between `EDGES_S`, evenly spread within each; each
 * person's are drawn towards everybody's. The order of the offers does not matter.
 */
export function createReactionCounts(): {
  observe(managerId: string, lastedMs: number, outcome: OfferOutcome | undefined): void;
  model(): ReactionModel;
} {
  const people = new Map<string, Counts>();
  return {
    observe: (managerId, lastedMs, outcome) => {
      const counts = people.get(managerId) ?? noCounts();
      people.set(managerId, counts);
      count(counts, Math.max(0, lastedMs) / 1000, outcome);
    },
    model: () => toModel(people),
  };
}

function count(counts: Counts, seconds: number, outcome: OfferOutcome | undefined): void {
  counts.offers += 1;
  if (outcome === "taken") counts.taken += 1;
  if (outcome === "declined") counts.declined += 1;
  const isAnswered = outcome === "taken" || outcome === "declined";
  for (const [index, { from, width }] of BUCKETS.entries()) {
    const isLast = seconds <= from + width;
    const part = isLast && !isAnswered ? (seconds - from) / width : 1;
    counts.exposed[index] = (counts.exposed[index] ?? 0) + part;
    if (!isLast) continue;
    if (outcome === "taken") counts.takes[index] = (counts.takes[index] ?? 0) + 1;
    if (outcome === "declined") counts.declines[index] = (counts.declines[index] ?? 0) + 1;
    return;
  }
}

/** Chances, by spans, that an offer still open at the beginning of a span is taken or declined within it. */
interface Chances {
  readonly take: readonly number[];
  readonly decline: readonly number[];
}

function toModel(people: ReadonlyMap<string, Counts>): ReactionModel {
  const ids = [...people.keys()].toSorted();
  const all = noCounts();
  for (const id of ids) add(all, people.get(id) ?? noCounts());
  const common = smooth(all, DEFAULT_CHANCES, DEFAULT_OFFERS);
  const chances = new Map(ids.map((id) => [id, smooth(people.get(id) ?? noCounts(), common, PRIOR_OFFERS)]));
  const chancesOf = (id: string) => chances.get(id) ?? common;
  return {
    offers: all.offers,
    reactionOf: (id, takes, which) => sample(chancesOf(id), takes, which),
    summaries: ids.map((managerId) => {
      const { offers, taken, declined } = people.get(managerId) ?? noCounts();
      return { managerId, offers, taken, declined, takesWithinMinute: takenWithin(chancesOf(managerId), 60) };
    }),
  };
}

const DEFAULT_CHANCES: Chances = {
  take: BUCKETS.map(
    ({ from, width }) => 1 - Math.exp(-width * (from < EARLY_S ? DEFAULT_RATE : DEFAULT_LATE_RATE)),
  ),
  decline: BUCKETS.map(() => 0),
};

function add(to: Counts, from: Counts): void {
  to.offers += from.offers;
  for (const key of ["exposed", "takes", "declines"] as const)
    for (const [index, value] of from[key].entries()) to[key][index] = (to[key][index] ?? 0) + value;
}

/** As if `offers` more people had been asked and had answered with the prior chances. */
function smooth(counts: Counts, prior: Chances, offers: number): Chances {
  const chance = (events: readonly number[], before: readonly number[]) =>
    BUCKETS.map(
      (_, index) =>
        ((events[index] ?? 0) + (before[index] ?? 0) * offers) / ((counts.exposed[index] ?? 0) + offers),
    );
  return { take: chance(counts.takes, prior.take), decline: chance(counts.declines, prior.decline) };
}

function sample({ take, decline }: Chances, takes: number, which: number): Reaction {
  let open = 1;
  for (const [index, { from, width }] of BUCKETS.entries()) {
    const [toTake, toDecline] = [take[index] ?? 0, decline[index] ?? 0];
    const answers = Math.min(1, toTake + toDecline) * open;
    // A small lot answers early, one beyond all the chances never.
    const left = takes - (1 - open);
    if (left < answers) {
      const afterMs = Math.round((from + (width * left) / answers) * 1000);
      return { kind: which * (toTake + toDecline) < toTake ? "takes" : "declines", afterMs };
    }
    open -= answers;
  }
  return undefined;
}

/** Chance that an offer is taken within so many seconds, which is one of the edges. */
function takenWithin({ take, decline }: Chances, seconds: number): number {
  let open = 1;
  let taken = 0;
  for (const [index, { from }] of BUCKETS.entries()) {
    if (from >= seconds) break;
    taken += open * (take[index] ?? 0);
    open *= 1 - Math.min(1, (take[index] ?? 0) + (decline[index] ?? 0));
  }
  return taken;
}
