import type { Manager } from "../../domain/business.ts";
import type { ManagerId } from "../../domain/ids.ts";
import type { LadderContext, LadderEffect, LadderResult } from "../../domain/ladder.ts";
import { offersOfLadder, type Lead, type Offer } from "../../domain/lead.ts";
import { drainTimer } from "./drain-backlog.ts";
import { findLastResort } from "./last-resort.ts";
import { LADDER_WORDS } from "./ladder-words.ts";
import { offeredTo } from "./offers.ts";

/** A business without a team can't answer for a lead: it is kept and tried again after this long. Milliseconds. */
const NO_TEAM_RETRY_MS = 15 * 60_000;

interface FinalPeople {
  /** Everybody who gets the last alert; the first in line is not always the one with the task. */
  readonly alerted: readonly ManagerId[];
  readonly taskFor: ManagerId;
  /** Set when the last rung itself gave nobody. */
  readonly resort?: Manager | undefined;
}

function peopleOfLastRung(lead: Lead, context: LadderContext): readonly ManagerId[] {
  const offer = lead.rungs.at(-1)?.offer ?? "head";
  const everybody = context.chooseFor(offer, []).managerIds;
  if (offer === "all") {
    const declined = new Set(
      offersOfLadder(lead)
        .filter((one) => one.outcome === "declined")
        .map((one) => one.managerId),
    );
    const willing = everybody.filter((managerId) => !declined.has(managerId));
    return willing.length > 0 ? willing : everybody;
  }
  const [fresh] = context.chooseFor(offer, offeredTo(lead)).managerIds;
  return [fresh ?? everybody[0]].filter((managerId) => managerId !== undefined);
}

/** Whoever has not seen the lead yet gets the task; when all have, a head who has not is called besides. */
function chooseFinalPeople(lead: Lead, context: LadderContext): FinalPeople | undefined {
  const people = peopleOfLastRung(lead, context);
  const seen = new Set(offeredTo(lead));
  const resort = findLastResort(context.business, context.at);
  const [first] = people;
  if (first === undefined) return resort && { alerted: [resort.id], taskFor: resort.id, resort };
  const fresh = people.find((managerId) => !seen.has(managerId));
  if (fresh !== undefined) return { alerted: people, taskFor: fresh };
  if (lead.rungs.at(-1)?.offer === "all" && resort?.role === "head" && !seen.has(resort.id)) {
    return { alerted: [...people, resort.id], taskFor: resort.id };
  }
  return { alerted: people, taskFor: first };
}

/**
 * Ends a ladder that nobody answered: the last rung's task goes to one person, who is alerted with an offer that does
 * not run out. Every ladder ends in a person: a head, even off shift, and without a head whoever there is.
 */
export function endLadder(lead: Lead, context: LadderContext): LadderResult {
  const { at, business, makeId } = context;
  const words = LADDER_WORDS[business.language];
  const people = chooseFinalPeople(lead, context);
  if (!people) {
    const until = new Date(at.getTime() + NO_TEAM_RETRY_MS);
    return {
      lead: { ...lead, ladder: { status: "held", until } },
      effects: [{ kind: "set_timer", dueAt: until }],
    };
  }
  const task = lead.rungs.at(-1)?.task ?? words.defaultTask;
  const rung = Math.max(0, lead.rungs.length - 1);
  const offers = people.alerted.map((managerId): Offer => ({
    id: makeId("offer"),
    managerId,
    rung,
    offeredAt: at,
  }));
  const alerts = offers.map(({ id, managerId }): LadderEffect => ({ kind: "alert", offerId: id, managerId }));
  const ended: Lead = {
    ...lead,
    trace: people.resort ? traceOfResort(lead, people.resort, context) : lead.trace,
    ladder: { status: "ended", at, task, taskFor: people.taskFor },
    offers: [...lead.offers, ...offers],
  };
  return {
    lead: ended,
    effects: [
      // Whoever comes on shift later and has not seen the lead is asked too.
      drainTimer(ended, context),
      { kind: "add_task", managerId: people.taskFor, title: task },
      ...alerts,
    ],
  };
}

function traceOfResort(lead: Lead, resort: Manager, { business }: LadderContext): Lead["trace"] {
  const words = LADDER_WORDS[business.language];
  const hasHead = business.team.some((manager) => manager.role === "head");
  const sentence = hasHead ? words.nobodyLeft(resort.name) : words.noHead(resort.name);
  return { ...lead.trace, sentences: [...lead.trace.sentences, sentence] };
}
