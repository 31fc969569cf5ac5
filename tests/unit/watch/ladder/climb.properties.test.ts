import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Business } from "../../../../src/domain/business.ts";
import type { LadderContext, LadderEffect, LadderEvent } from "../../../../src/domain/ladder.ts";
import { ownerOf, type Lead } from "../../../../src/domain/lead.ts";
import type { ManagerLoad } from "../../../../src/domain/routing.ts";
import { chooseAssignment } from "../../../../src/routing/choose-assignment.ts";
import { createChooseForOffer } from "../../../../src/routing/choose-for-offer.ts";
import { climb } from "../../../../src/watch/ladder/climb.ts";
import {
  anyBusiness,
  anyLoads,
  anyMoment,
  anyRequest,
  MANAGER_IDS,
} from "../../../support/builders/any-routing.ts";
import { aLead, countingIds } from "../../../support/builders/lead.ts";

type Step =
  | { kind: "timer"; isEarly: boolean }
  | { kind: "delivered" | "failed" | "declined_offer"; which: number; afterMs: number }
  | { kind: "declined" | "taken"; who: number; afterMs: number }
  | { kind: "closed"; afterMs: number };

const afterMs = fc.integer({ min: 0, max: 90_000 });
const which = fc.nat(7);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("timer" as const), isEarly: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("delivered" as const, "failed" as const, "declined_offer" as const),
      which,
      afterMs,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("declined" as const, "taken" as const),
      who: which,
      afterMs,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("closed" as const), afterMs }) },
);

/** One lead on its ladder with the timer the effects ask for, checked after every event. */
class Run {
  lead: Lead;
  at: Date;
  timer: Date | undefined;
  readonly effects: LadderEffect[] = [];
  private readonly business: Business;
  private readonly loads: readonly ManagerLoad[];
  private readonly makeId = countingIds();

  constructor(business: Business, loads: readonly ManagerLoad[], request: Lead["request"], at: Date) {
    this.business = business;
    this.loads = loads;
    this.at = at;
    const { trace, rungs, ladderName } = chooseAssignment(request, business, loads, at);
    this.lead = aLead({
      request,
      trace,
      rungs,
      ladderName,
      createdAt: at,
      ladder: { status: "held", until: at },
    });
  }

  apply(event: LadderEvent, at = this.at): void {
    const before = this.lead;
    this.at = at;
    const context: LadderContext = {
      business: this.business,
      loads: this.loads,
      at,
      makeId: this.makeId,
      chooseFor: createChooseForOffer(before.request, this.business, this.loads, at),
    };
    const { lead, effects } = climb(before, event, context);
    for (const effect of effects) {
      if (effect.kind === "set_timer") this.timer = effect.dueAt;
      if (effect.kind === "cancel_timer") this.timer = undefined;
    }
    this.lead = lead;
    this.effects.push(...effects);
    this.checkChange(before, effects);
    this.checkState();
  }

  private checkChange(before: Lead, effects: readonly LadderEffect[]): void {
    const { lead } = this;
    for (const [index, offer] of before.offers.entries()) {
      if (offer.endedAt !== undefined) expect(lead.offers[index]).toEqual(offer);
    }
    const owner = ownerOf(lead);
    const isReassigned = effects.some(({ kind }) => kind === "reassign");
    expect(isReassigned).toBe(owner !== undefined && owner !== ownerOf(before));
    if (before.ladder.status === "taken" && lead.ladder.status !== "closed") {
      expect(lead.ladder).toEqual(before.ladder);
    }
    if (before.ladder.status === "closed") expect(lead).toEqual(before);
  }

  private checkState(): void {
    const { lead, effects } = this;
    const open = lead.offers.filter((offer) => offer.endedAt === undefined);
    const alerted = effects.flatMap((effect) => (effect.kind === "alert" ? [effect.offerId] : []));
    const closed = effects.flatMap((effect) => (effect.kind === "close_alert" ? [effect.offerId] : []));
    expect(alerted).toEqual(lead.offers.map(({ id }) => id));
    expect(closed.toSorted()).toEqual(
      lead.offers
        .filter(({ endedAt }) => endedAt !== undefined)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(effects.filter(({ kind }) => kind === "took").length).toBeLessThanOrEqual(1);
    expect(lead.offers.filter(({ outcome }) => outcome === "taken").length).toBeLessThanOrEqual(1);
    switch (lead.ladder.status) {
      case "held":
        expect(this.timer).toEqual(lead.ladder.until);
        expect(open).toEqual([]);
        break;
      case "offering": {
        const { rung, expiresAt } = lead.ladder;
        expect(this.timer).toEqual(expiresAt);
        expect(open.length).toBeGreaterThan(0);
        expect(open.every((offer) => offer.rung === rung)).toBe(true);
        if (lead.rungs[rung]?.offer !== "all") expect(open).toHaveLength(1);
        break;
      }
      case "ended":
        // It wakes up only for somebody who has not seen the lead yet, and everybody sees it once.
        expect(this.timer === undefined || this.timer >= this.at || this.hasFresh()).toBe(true);
        expect(this.business.team.some(({ id }) => id === ownerOf(lead))).toBe(true);
        expect(effects.filter(({ kind }) => kind === "add_task")).toHaveLength(1);
        break;
      case "taken":
      case "closed":
        expect(this.timer).toBeUndefined();
        expect(open).toEqual([]);
        break;
    }
  }

  private hasFresh(): boolean {
    const seen = new Set(this.lead.offers.map(({ managerId }) => managerId));
    return this.business.team.some(({ id }) => !seen.has(id));
  }

  play(step: Step): void {
    const later = new Date(this.at.getTime() + ("afterMs" in step ? step.afterMs : 0));
    const offer =
      "which" in step ? this.lead.offers[step.which % Math.max(1, this.lead.offers.length)] : undefined;
    switch (step.kind) {
      case "timer": {
        const due = this.timer ?? later;
        this.apply(
          { kind: "timer_due" },
          step.isEarly ? later : new Date(Math.max(due.getTime(), later.getTime())),
        );
        break;
      }
      case "delivered":
        if (offer) this.apply({ kind: "alert_delivered", offerId: offer.id, at: later }, later);
        break;
      case "failed":
        if (offer) this.apply({ kind: "alert_failed", offerId: offer.id, reason: "no_address" }, later);
        break;
      case "declined_offer":
        if (offer) this.apply({ kind: "declined", managerId: offer.managerId, offerId: offer.id }, later);
        break;
      case "declined":
      case "taken": {
        const managerId = MANAGER_IDS[step.who % MANAGER_IDS.length]!;
        if (step.kind === "taken") this.apply({ kind: "taken", managerId, via: "telegram" }, later);
        else this.apply({ kind: "declined", managerId }, later);
        break;
      }
      case "closed":
        this.apply({ kind: "closed", reason: "booked" }, later);
        break;
    }
  }
}

describe("for any business, lead and moment", () => {
  it("any interleaving of events gives at most one owner, and each offer ends at most once", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        fc.array(anyStep, { maxLength: 20 }),
        (...args) => {
          const [business, loads, request, at, steps] = args;
          const run = new Run(business, loads, request, at);
          run.apply({ kind: "started" });
          for (const step of steps) run.play(step);
        },
      ),
      { numRuns: 250 },
    );
  });

  it("silence ends in a task for a person within two wake-ups a rung", () => {
    fc.assert(
      fc.property(anyBusiness, anyLoads, anyRequest, anyMoment, (business, loads, request, at) => {
        const run = new Run(business, loads, request, at);
        run.apply({ kind: "started" });
        // Each rung may run out at closing time and be followed by a night of waiting.
        const limit = 2 * run.lead.rungs.length + 1;
        for (let count = 0; count < limit && run.timer !== undefined; count += 1) {
          run.apply({ kind: "timer_due" }, run.timer);
        }
        expect(run.lead.ladder.status).toBe("ended");
        expect(ownerOf(run.lead)).toBeDefined();
      }),
      { numRuns: 250 },
    );
  });

  it("an event told twice changes nothing the second time", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        fc.nat(5),
        (business, loads, request, at, who) => {
          const run = new Run(business, loads, request, at);
          run.apply({ kind: "started" });
          const managerId = business.team[who % business.team.length]!.id;
          const events: LadderEvent[] = [
            ...run.lead.offers.map(({ id }) => ({ kind: "alert_delivered" as const, offerId: id, at })),
            { kind: "taken", managerId, via: "console" },
            { kind: "closed", reason: "spam" },
          ];
          for (const event of events) {
            run.apply(event);
            const { lead } = run;
            run.apply(event);
            expect(run.lead).toEqual(lead);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
