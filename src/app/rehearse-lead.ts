import type { Business } from "../domain/business.ts";
import { asId, ID_PREFIXES, type MakeId, type ManagerId } from "../domain/ids.ts";
import type { LadderEffect, LadderEvent } from "../domain/ladder.ts";
import type { Lead, LeadRequest } from "../domain/lead.ts";
import { threadOf } from "../domain/message.ts";
import { handOffLead } from "../handoff/hand-off-lead.ts";
import { chooseAssignment } from "../routing/choose-assignment.ts";
import { createChooseForOffer } from "../routing/choose-for-offer.ts";
import { climb } from "../watch/ladder/climb.ts";
import { nextSlaMoment, type SlaStep } from "../watch/sla-moments.ts";
import { watchSla } from "../watch/watch-sla.ts";

/** Something that happens to the rehearsed lead if nobody reacts. */
export type RehearsedEvent =
  | { readonly kind: "held"; readonly at: Date; readonly until: Date }
  | {
      readonly kind: "skipped";
      readonly at: Date;
      readonly rung: number;
      readonly offer: string;
      readonly people: readonly { readonly managerId: ManagerId | undefined; readonly reason: string }[];
    }
  | {
      readonly kind: "offered";
      readonly at: Date;
      readonly rung: number;
      readonly offer: string;
      readonly managerIds: readonly ManagerId[];
      /** Absent for an offer that does not run out. */
      readonly until?: Date | undefined;
    }
  | { readonly kind: "expired"; readonly at: Date; readonly managerIds: readonly ManagerId[] }
  | { readonly kind: "task"; readonly at: Date; readonly managerId: ManagerId; readonly title: string }
  | {
      readonly kind: "sla";
      readonly at: Date;
      readonly step: SlaStep;
      readonly told: readonly ManagerId[];
      readonly text: string;
    };

export interface Rehearsal {
  readonly lead: Lead;
  readonly events: readonly RehearsedEvent[];
}

/** A ladder and a promise come to their end in far fewer steps; a business without a team never does. */
const MAX_STEPS = 60;

/**
 * Plays one lead on a fake clock with the real routing, ladder and SLA: alerts arrive at once, everybody is free, and
 * nobody ever reacts. Pure.
 */
export function rehearseLead(request: LeadRequest, business: Business, at: Date): Rehearsal {
  const play = createPlay(request, business, at);
  play.apply({ kind: "started" }, at);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { ladderDueAt, slaDueAt } = play.timers();
    const dueAt = earlier(ladderDueAt, slaDueAt);
    if (!dueAt) break;
    if (ladderDueAt && ladderDueAt <= dueAt) play.apply({ kind: "timer_due" }, dueAt);
    else play.lookAtPromise(dueAt);
  }
  return play.result();
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!a || !b) return a ?? b;
  return a <= b ? a : b;
}

function createPlay(request: LeadRequest, business: Business, start: Date) {
  const makeId = countingIds();
  const events: RehearsedEvent[] = [];
  let lead = handOffLead({
    conversation: {
      id: makeId("conversation"),
      contactId: makeId("contact"),
      thread: threadOf(request.source, "rehearsal"),
      startedAt: start,
      lastMessageAt: start,
    },
    request,
    routing: chooseAssignment(request, business, [], start),
    business,
    at: start,
    makeId,
  });
  let ladderDueAt: Date | undefined;
  let slaDueAt: Date | undefined = nextSlaMoment(lead, business, start);

  const apply = (event: LadderEvent, at: Date): void => {
    const chooseFor = createChooseForOffer(request, business, [], at);
    const result = climb(lead, event, { business, loads: [], at, makeId, chooseFor });
    const before = lead;
    lead = result.lead;
    if (event.kind === "timer_due") ladderDueAt = undefined;
    for (const effect of result.effects) {
      if (effect.kind === "set_timer") ladderDueAt = effect.dueAt;
      else if (effect.kind === "cancel_timer") ladderDueAt = undefined;
    }
    const delivered = deliveries(result.effects);
    for (const offerId of delivered) apply({ kind: "alert_delivered", offerId, at }, at);
    events.push(...changesBetween(before, lead, at));
  };

  return {
    apply,
    timers: () => ({ ladderDueAt, slaDueAt }),
    lookAtPromise: (at: Date): void => {
      const { step, notes, escalateTo, nextAt } = watchSla(lead, business, at);
      slaDueAt = nextAt;
      if (step === undefined) return;
      const told = notes.map(({ managerId }) => managerId);
      events.push({ kind: "sla", at, step, told, text: notes[0]?.text ?? "" });
      if (escalateTo.length > 0) apply({ kind: "escalated", managerIds: escalateTo }, at);
    },
    result: (): Rehearsal => ({ lead, events }),
  };
}

function deliveries(effects: readonly LadderEffect[]) {
  return effects.flatMap((effect) => (effect.kind === "alert" ? [effect.offerId] : []));
}

/** What one step of the ladder did, in the order in which it happened. */
function changesBetween(before: Lead, after: Lead, at: Date): readonly RehearsedEvent[] {
  const expired = after.offers.filter(
    (offer, index) => offer.outcome === "expired" && !before.offers[index]?.endedAt,
  );
  const offered = after.offers.slice(before.offers.length);
  const { ladder } = after;
  const events: RehearsedEvent[] = [];
  if (expired.length > 0) {
    events.push({ kind: "expired", at, managerIds: expired.map(({ managerId }) => managerId) });
  }
  events.push(...skippedRungs(before, after, at));
  const wasHeldTill = before.ladder.status === "held" ? before.ladder.until.getTime() : undefined;
  if (ladder.status === "held" && ladder.until.getTime() !== wasHeldTill) {
    events.push({ kind: "held", at, until: ladder.until });
  }
  const [first] = offered;
  if (first) {
    const until = ladder.status === "offering" ? ladder.expiresAt : undefined;
    const managerIds = offered.map(({ managerId }) => managerId);
    const offer = after.rungs[first.rung]?.offer ?? "";
    events.push({ kind: "offered", at, rung: first.rung, offer, managerIds, until });
  }
  if (ladder.status === "ended" && before.ladder.status !== "ended") {
    events.push({ kind: "task", at, managerId: ladder.taskFor, title: ladder.task });
  }
  return events;
}

function skippedRungs(before: Lead, after: Lead, at: Date): readonly RehearsedEvent[] {
  const skips = after.skips.slice(before.skips.length);
  const rungs = [...new Set(skips.map(({ rung }) => rung))];
  return rungs.map((rung) => ({
    kind: "skipped",
    at,
    rung,
    offer: after.rungs[rung]?.offer ?? "",
    people: skips
      .filter((skip) => skip.rung === rung)
      .map(({ managerId, reason }) => ({ managerId, reason })),
  }));
}

function countingIds(): MakeId {
  let count = 0;
  return (kind) => {
    count += 1;
    return asId(`${ID_PREFIXES[kind]}_${count}`);
  };
}
