import type { Business } from "../../domain/business.ts";
import { workingTimeBetween } from "../../domain/calendar.ts";
import { isOpen } from "../../domain/opening.ts";
import type { PastOffer, PastRequest } from "../../domain/past-request.ts";
import { stableShare } from "../../domain/stable-share.ts";
import { createReactionCounts, type ReactionModel } from "../../routing/backtest/reaction-model.ts";
import type { SettledLead } from "../../routing/backtest/settled-lead.ts";
import { createTally, quantile, type ReplayFigures } from "../../routing/backtest/tally.ts";
import { toPastLeadRequest } from "../../routing/backtest/to-lead-request.ts";

/** What one reading of the past tells: what happened, and how people behave. */
export interface PastFacts {
  readonly first: Date;
  readonly last: Date;
  readonly figures: ReplayFigures;
  readonly reactions: ReactionModel;
  /** From the take to the closing, and to the first answer. */
  readonly handling: Delays;
  readonly replying: Delays;
}

/** Lengths of time seen in the past, to draw from for a lead whose own is not known. */
export interface Delays {
  readonly seen: number;
  /** @param lot Uniform in [0, 1). Milliseconds. */
  draw(lot: number): number;
}

/** Without any closing in the past. Milliseconds. */
export const DEFAULT_HANDLING_MS = 4 * 3_600_000;
/** An offer that lasted longer is measured by the shifts of whoever had it: nobody answers asleep. Milliseconds. */
const LONG_MS = 3_600_000;

/** Gathers the facts request by request; only lengths of time are kept of each. */
export function createPastReader(business: Business, knownUntil: Date) {
  const counts = createReactionCounts();
  const tally = createTally(knownUntil);
  const handling: number[] = [];
  const replying: number[] = [];
  let first: Date | undefined;
  let last: Date | undefined;
  return {
    read: (past: PastRequest): void => {
      first ??= past.at;
      last = past.at;
      tally.add(settledOf(past, business));
      for (const offer of past.offers)
        counts.observe(offer.managerId, lastedMs(offer, business, knownUntil), offer.outcome);
      const { takenAt, closedAt, repliedAt } = past;
      if (takenAt && closedAt && closedAt >= takenAt) handling.push(closedAt.getTime() - takenAt.getTime());
      if (takenAt && repliedAt) replying.push(Math.max(0, repliedAt.getTime() - takenAt.getTime()));
    },
    /** @returns Undefined when nothing was read. */
    facts: (): PastFacts | undefined => {
      if (!first || !last) return undefined;
      return {
        first,
        last,
        figures: tally.figures(),
        reactions: counts.model(),
        handling: toDelays(handling, DEFAULT_HANDLING_MS),
        replying: toDelays(replying, 0),
      };
    },
  };
}

function lastedMs(offer: PastOffer, business: Business, knownUntil: Date): number {
  const end = offer.endedAt ?? knownUntil;
  const wall = end.getTime() - offer.at.getTime();
  const manager = business.team.find(({ id }) => id === offer.managerId);
  if (wall <= LONG_MS || !manager) return Math.max(0, wall);
  const free = [...manager.absences, ...(manager.role === "duty" ? [] : business.holidays)];
  return workingTimeBetween(offer.at, end, manager.shifts, business.timezone, free);
}

function toDelays(seen: readonly number[], otherwise: number): Delays {
  const sorted = seen.toSorted((a, b) => a - b);
  return {
    seen: sorted.length,
    draw: (lot) => (sorted.length === 0 ? otherwise : Math.round(quantile(sorted, lot))),
  };
}

/** What happened to a request, as it is compared with a replay. */
export function settledOf(past: PastRequest, business: Business): SettledLead {
  const { request } = toPastLeadRequest(past, business);
  const isClosed = (at: Date): boolean => !isOpen(business, at, request.branchId);
  return {
    id: past.id,
    at: past.at,
    category: past.category,
    value: request.expectedValue,
    isNight: isClosed(past.at),
    offeredTo: past.offers.map(({ managerId }) => managerId),
    takenBy: past.takenBy,
    takenAt: past.takenAt,
    isTakenAtNight: past.takenAt !== undefined && isClosed(past.takenAt),
    repliedAt: past.repliedAt,
    slaDueAt: past.slaDueAt,
    rule: past.rule,
    sentences: [],
  };
}

/** The lot of one question about one lead: the same in every replay with this seed, so that rules are compared fairly. */
export function lotOf(seed: number, ...about: readonly string[]): number {
  return stableShare([String(seed), ...about].join("\u0000"));
}
