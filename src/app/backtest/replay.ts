import type { Business } from "../../domain/business.ts";
import { takingOf, type Lead } from "../../domain/lead.ts";
import { threadOf } from "../../domain/message.ts";
import { isOpen } from "../../domain/opening.ts";
import type { PastRequest } from "../../domain/past-request.ts";
import { handOffLead } from "../../handoff/hand-off-lead.ts";
import type { SettledLead } from "../../routing/backtest/settled-lead.ts";
import { toPastLeadRequest } from "../../routing/backtest/to-lead-request.ts";
import { chooseAssignment } from "../../routing/choose-assignment.ts";
import { nextSlaMoment } from "../../watch/sla-moments.ts";
import { applyEvent, lookAtPromise, wakeUnanswered } from "./replay-lead.ts";
import {
  createReplayWorld,
  type OpenLead,
  type ReplayEvent,
  type ReplayOptions,
  type ReplayWorld,
} from "./replay-world.ts";

/** The past played again under the rules of one business, request by request. */
export interface Replay {
  /** The next request; they come in the order of their moments. */
  feed(past: PastRequest): void;
  /** No more requests: what is under way goes on until `until`. */
  finish(until: Date): void;
  /** Most leads that each person had on hand at once. */
  readonly peaks: ReadonlyMap<string, number>;
}

/**
 * Plays requests with the real routing, ladder and promise. People react as the model of the past says; loads grow and
 * shrink as in the store. Deterministic: the same requests, rules, facts and seed give the same outcome. Only leads that
 * are not over are kept.
 */
export function createReplay(options: ReplayOptions): Replay {
  const world = createReplayWorld(options);
  return {
    peaks: world.team.peaks,
    feed: (past) => {
      runUntil(world, past.at);
      begin(world, past);
    },
    finish: (until) => {
      runUntil(world, until);
      for (const state of world.open.values()) settle(world, state);
    },
  };
}

function runUntil(world: ReplayWorld, until: Date): void {
  for (let due = world.queue.takeDue(until); due; due = world.queue.takeDue(until))
    happen(world, due.event, due.at);
}

function begin(world: ReplayWorld, past: PastRequest): void {
  const { queue, business, open } = world;
  const lead = startLead(world, past);
  const state: OpenLead = { past, lead, ladderDueAt: undefined, slaDueAt: undefined };
  open.set(past.id, state);
  if (past.closedAt && past.takenBy !== undefined && past.outcome)
    queue.add(past.closedAt, { kind: "learn", managerId: past.takenBy, isWon: past.outcome === "won" });
  state.slaDueAt = nextSlaMoment(lead, business, past.at);
  if (state.slaDueAt) queue.add(state.slaDueAt, { kind: "sla", id: past.id });
  applyEvent(world, state, { kind: "started" }, past.at);
}

function startLead({ business, team, makeId }: ReplayWorld, past: PastRequest): Lead {
  const { request } = toPastLeadRequest(past, business);
  return handOffLead({
    conversation: {
      id: makeId("conversation"),
      contactId: makeId("contact"),
      thread: threadOf(request.source, past.id),
      startedAt: past.at,
      lastMessageAt: past.at,
    },
    request,
    routing: chooseAssignment(request, business, team.loads(past.at), past.at),
    business,
    at: past.at,
    makeId,
  });
}

function happen(world: ReplayWorld, event: ReplayEvent, at: Date): void {
  if (event.kind === "learn") {
    world.team.learn(event.managerId, event.isWon);
    return;
  }
  const state = world.open.get(event.id);
  if (!state) return;
  switch (event.kind) {
    case "ladder":
      if (state.ladderDueAt?.getTime() !== at.getTime()) return;
      state.ladderDueAt = undefined;
      applyEvent(world, state, { kind: "timer_due" }, at);
      return;
    case "sla":
      lookAtPromise(world, state, at);
      return;
    case "reaction":
      react(world, state, event, at);
      return;
    case "reply":
      state.lead = { ...state.lead, firstHumanReplyAt: at };
      return;
    case "close": {
      const taking = takingOf(state.lead);
      settle(world, state);
      if (taking) world.team.free(taking.by);
      wakeUnanswered(world, at);
      return;
    }
  }
}

function react(
  world: ReplayWorld,
  state: OpenLead,
  { offerId, managerId, does }: Extract<ReplayEvent, { kind: "reaction" }>,
  at: Date,
): void {
  const offer = state.lead.offers.find(({ id }) => id === offerId);
  // A card that has run out is not pressed any more.
  if (!offer || offer.endedAt) return;
  if (does === "takes") {
    applyEvent(world, state, { kind: "taken", managerId, via: "telegram" }, at);
    return;
  }
  applyEvent(world, state, { kind: "declined", managerId, offerId }, at);
  wakeUnanswered(world, at);
}

function settle({ open, unanswered, onSettled, business }: ReplayWorld, state: OpenLead): void {
  open.delete(state.past.id);
  unanswered.delete(state.past.id);
  onSettled(toSettled(state, business));
}

function toSettled({ past, lead }: OpenLead, business: Business): SettledLead {
  const taking = takingOf(lead);
  const { branchId, expectedValue } = lead.request;
  return {
    id: past.id,
    at: past.at,
    category: past.category,
    value: expectedValue,
    isNight: !isOpen(business, past.at, branchId),
    offeredTo: lead.offers.map(({ managerId }) => managerId),
    takenBy: taking?.by,
    takenAt: taking?.at,
    isTakenAtNight: taking !== undefined && !isOpen(business, taking.at, branchId),
    repliedAt: lead.firstHumanReplyAt,
    slaDueAt: lead.slaDueAt,
    rule: lead.trace.rule,
    sentences: lead.trace.sentences,
  };
}
