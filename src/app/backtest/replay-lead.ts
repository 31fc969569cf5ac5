import { priorityRank } from "../../domain/category.ts";
import type { ManagerId, OfferId } from "../../domain/ids.ts";
import type { LadderEffect, LadderEvent } from "../../domain/ladder.ts";
import { createChooseForOffer } from "../../routing/choose-for-offer.ts";
import { climb } from "../../watch/ladder/climb.ts";
import { watchSla } from "../../watch/watch-sla.ts";
import { lotOf } from "./past-facts.ts";
import { awake, type OpenLead, type ReplayWorld } from "./replay-world.ts";

/** As the store wakes at most so many leads that nobody has taken when somebody has a place again. */
const WOKEN_AT_ONCE = 50;
const WAKE_AFTER_MS = 1_000;
const WAKE_STEP_MS = 300;

/** One event of a lead's ladder, by the real code, and what follows from it: loads, timers, people's reactions. */
export function applyEvent(world: ReplayWorld, state: OpenLead, event: LadderEvent, at: Date): void {
  const { business, makeId, team, unanswered } = world;
  const before = state.lead;
  const loads = team.loads(at);
  const chooseFor = createChooseForOffer(before.request, business, loads, at);
  const { lead, effects } = climb(before, event, { business, loads, at, makeId, chooseFor });
  if (lead !== before) team.follow(before, lead, at);
  state.lead = lead;
  if (lead.ladder.status === "ended") unanswered.add(state.past.id);
  else unanswered.delete(state.past.id);
  for (const effect of effects) perform(world, state, effect, at);
  if (lead.ladder.status === "taken" && before.ladder.status !== "taken")
    expectAnswer(world, state, lead.ladder.by, at);
}

function perform(world: ReplayWorld, state: OpenLead, effect: LadderEffect, at: Date): void {
  switch (effect.kind) {
    case "set_timer":
      setLadder(world, state, effect.dueAt);
      return;
    case "cancel_timer":
      state.ladderDueAt = undefined;
      return;
    case "alert":
      // Cards arrive at once.
      applyEvent(world, state, { kind: "alert_delivered", offerId: effect.offerId, at }, at);
      expectReaction(world, state, effect, at);
      return;
    case "close_alert":
    case "add_task":
    case "reassign":
    case "took":
    case "tell_manager":
      return;
  }
}

function setLadder({ queue }: ReplayWorld, state: OpenLead, dueAt: Date): void {
  state.ladderDueAt = dueAt;
  queue.add(dueAt, { kind: "ladder", id: state.past.id });
}

function expectReaction(
  { facts, seed, business, queue }: ReplayWorld,
  state: OpenLead,
  { offerId, managerId }: { readonly offerId: OfferId; readonly managerId: ManagerId },
  at: Date,
): void {
  const { id } = state.past;
  const turn = state.lead.offers.filter((offer) => offer.managerId === managerId).length;
  const about = [id, managerId, String(turn)];
  const when = lotOf(seed, "when", ...about);
  const reaction = facts.reactions.reactionOf(managerId, when, lotOf(seed, "what", ...about));
  if (!reaction) return;
  const dueAt = awake(managerId, at, reaction.afterMs, business);
  queue.add(dueAt, { kind: "reaction", id, offerId, managerId, does: reaction.kind });
}

/** The first answer and the closing come as long after the take as they did in the past, or as they usually do. */
function expectAnswer(
  { facts, seed, business, queue }: ReplayWorld,
  state: OpenLead,
  by: ManagerId,
  at: Date,
): void {
  const { id, takenAt, repliedAt, closedAt } = state.past;
  const since = (moment: Date | undefined): number | undefined =>
    takenAt && moment ? Math.max(0, moment.getTime() - takenAt.getTime()) : undefined;
  const reply = since(repliedAt) ?? facts.replying.draw(lotOf(seed, "reply", id));
  const handling = since(closedAt) ?? facts.handling.draw(lotOf(seed, "handling", id));
  const replyAt = awake(by, at, reply, business);
  queue.add(replyAt, { kind: "reply", id });
  queue.add(new Date(Math.max(replyAt.getTime(), at.getTime() + handling)), { kind: "close", id });
}

/** A look at the promised answer: at its breach the heads get the lead on offer too. */
export function lookAtPromise(world: ReplayWorld, state: OpenLead, at: Date): void {
  if (state.slaDueAt?.getTime() !== at.getTime()) return;
  const { escalateTo, nextAt } = watchSla(state.lead, world.business, at);
  state.slaDueAt = nextAt;
  if (nextAt) world.queue.add(nextAt, { kind: "sla", id: state.past.id });
  if (escalateTo.length > 0) applyEvent(world, state, { kind: "escalated", managerIds: escalateTo }, at);
}

/** Somebody has a place again: leads that nobody took come round, the most urgent and oldest first. */
export function wakeUnanswered(world: ReplayWorld, at: Date): void {
  const waiting = [...world.unanswered]
    .flatMap((id) => world.open.get(id) ?? [])
    .toSorted(mostPressingFirst)
    .slice(0, WOKEN_AT_ONCE);
  for (const [place, state] of waiting.entries()) {
    const dueAt = new Date(at.getTime() + WAKE_AFTER_MS + place * WAKE_STEP_MS);
    if (!state.ladderDueAt || dueAt < state.ladderDueAt) setLadder(world, state, dueAt);
  }
}

function mostPressingFirst(a: OpenLead, b: OpenLead): number {
  return (
    priorityRank(a.lead.request.priority) - priorityRank(b.lead.request.priority) ||
    a.past.at.getTime() - b.past.at.getTime() ||
    (a.past.id < b.past.id ? -1 : 1)
  );
}
