import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Business } from "../../../../src/domain/business.ts";
import type { LadderContext, LadderEffect, LadderEvent } from "../../../../src/domain/ladder.ts";
import type { ManagerId } from "../../../../src/domain/ids.ts";
import { offersOfLadder, ownerOf, type Lead } from "../../../../src/domain/lead.ts";
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
import { aLoad } from "../../../support/builders/manager.ts";
import { aLead, countingIds } from "../../../support/builders/lead.ts";

type Step =
  | { kind: "timer"; isEarly: boolean }
  | { kind: "delivered" | "failed" | "declined_offer"; which: number; afterMs: number }
  | { kind: "declined" | "taken" | "answered" | "paused" | "away"; who: number; afterMs: number }
  | { kind: "escalated" | "closed"; afterMs: number }
  | { kind: "edited"; request: Lead["request"]; rules: Business["rules"]; afterMs: number };

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
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "declined" as const,
        "taken" as const,
        "answered" as const,
        "paused" as const,
        "away" as const,
      ),
      who: which,
      afterMs,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("escalated" as const), afterMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("edited" as const),
      request: anyRequest,
      rules: anyBusiness.map(({ rules }) => rules),
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
  /** How often a ladder of the lead came to its end: once, unless it was put on another one since. */
  private readonly ladders = { ended: 0 };
  private readonly escalatedTo = new Set<string>();
  private business: Business;
  private loads: readonly ManagerLoad[];
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
    const isAnew = lead.offersBefore !== before.offersBefore;
    if (lead.ladder.status === "ended" && (before.ladder.status !== "ended" || isAnew))
      this.ladders.ended += 1;
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
      const wasAsked = before.offers.some(
        (offer) => offer.managerId === owner && offer.endedAt === undefined,
      );
      if (wasAsked) expect(lead.ladder.status).toBe("taken");
      else expect(lead.ladder).toEqual(before.ladder);
      // Whoever lost the lead to a head is told, and nobody else is.
      const hasChanged = owner !== before.ladder.by;
      const told = effects.flatMap((effect) => (effect.kind === "tell_manager" ? [effect.managerId] : []));
      if (hasChanged) expect(told).toEqual([before.ladder.by]);
    }
    this.checkOffers(before);
    if (before.firstHumanReplyAt) expect(lead.firstHumanReplyAt).toEqual(before.firstHumanReplyAt);
    if (before.ladder.status === "closed") expect(lead).toEqual(before);
  }

  /** An offer runs out when its time is up and not before, and only `all` and the last task ask anybody again. */
  private checkOffers(before: Lead): void {
    const { lead } = this;
    const expired = lead.offers.filter(
      ({ outcome }, index) => outcome === "expired" && before.offers[index]?.endedAt === undefined,
    );
    if (expired.length > 0) {
      expect(before.ladder.status === "offering" && before.ladder.expiresAt <= this.at).toBe(true);
    }
    if (lead.ladder.status !== "offering" || lead.rungs[lead.ladder.rung]?.offer === "all") return;
    const asked = offersOfLadder(lead).map(({ managerId }) => managerId);
    const twice = asked.filter((managerId, index) => asked.indexOf(managerId) !== index);
    expect(twice.filter((managerId) => !this.escalatedTo.has(managerId) && !this.hasAll())).toEqual([]);
  }

  private hasAll(): boolean {
    return this.lead.rungs.some(({ offer }) => offer === "all");
  }

  private checkState(): void {
    const { lead, effects } = this;
    const open = lead.offers.filter((offer) => offer.endedAt === undefined);
    const alerted = effects.flatMap((effect) => (effect.kind === "alert" ? [effect.offerId] : []));
    const closed = effects.flatMap((effect) => (effect.kind === "close_alert" ? [effect.offerId] : []));
    expect(alerted).toEqual(lead.offers.map(({ id }) => id));
    const ended = lead.offers.filter(({ endedAt }) => endedAt !== undefined).map(({ id }) => id);
    expect(new Set(closed)).toEqual(new Set(ended));
    const takeovers = effects.filter(({ kind }) => kind === "took").length - 1;
    // A card is closed once, and once more when its owner has lost the lead.
    expect(closed.length - ended.length).toBeLessThanOrEqual(Math.max(0, takeovers));
    expect(lead.offers.filter(({ outcome }) => outcome === "taken").length).toBeLessThanOrEqual(
      1 + takeovers,
    );
    if (lead.firstHumanReplyAt) expect(["taken", "closed"]).toContain(lead.ladder.status);
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
        expect(open.every((offer) => offersOfLadder(lead).includes(offer))).toBe(true);
        if (lead.rungs[rung]?.offer !== "all")
          expect(open.filter(({ managerId }) => !this.escalatedTo.has(managerId)).length).toBeLessThanOrEqual(
            1,
          );
        break;
      }
      case "ended":
        // It wakes up only for somebody who has not seen the lead yet, and everybody sees it once.
        expect(this.timer === undefined || this.timer >= this.at || this.hasFresh()).toBe(true);
        expect(this.business.team.some(({ id }) => id === ownerOf(lead))).toBe(true);
        expect(effects.filter(({ kind }) => kind === "add_task").length).toBe(this.ladders.ended);
        break;
      case "taken":
        expect(this.timer).toBeUndefined();
        // Only a lead whose customer still waits may be on offer beside its owner.
        expect(open.every(({ managerId }) => this.escalatedTo.has(managerId))).toBe(true);
        expect(open.map(({ managerId }) => managerId)).not.toContain(ownerOf(lead));
        if (lead.firstHumanReplyAt) expect(open).toEqual([]);
        break;
      case "closed":
        expect(this.timer).toBeUndefined();
        expect(open).toEqual([]);
        break;
    }
  }

  private hasFresh(): boolean {
    const seen = new Set(offersOfLadder(this.lead).map(({ managerId }) => managerId));
    return this.business.team.some(({ id }) => !seen.has(id));
  }

  /** Nobody does anything any more: the lead comes to rest with a person, or it was over already. */
  waitInSilence(): void {
    // Each rung may run out at closing time and be followed by a night of waiting.
    const limit = 2 * this.lead.rungs.length + 1;
    for (let count = 0; count < limit && this.isUnderWay(); count += 1) {
      expect(this.timer).toBeDefined();
      this.apply({ kind: "timer_due" }, new Date(Math.max(this.at.getTime(), this.timer?.getTime() ?? 0)));
    }
    expect(this.isUnderWay()).toBe(false);
  }

  private isUnderWay(): boolean {
    return ["held", "offering"].includes(this.lead.ladder.status);
  }

  /** What one manager does, or what becomes of one: a pause, a shift that ends for good. */
  private byManager(
    kind: "declined" | "taken" | "answered" | "paused" | "away",
    managerId: ManagerId,
    at: Date,
  ): void {
    switch (kind) {
      case "taken":
        return this.apply({ kind, managerId, via: "telegram" }, at);
      case "declined":
        return this.apply({ kind, managerId }, at);
      case "answered":
        // The desk lets only the team's people write.
        if (this.business.team.some(({ id }) => id === managerId)) this.apply({ kind, managerId }, at);
        return;
      case "paused":
        this.loads = [
          ...this.loads.filter((load) => load.managerId !== managerId),
          aLoad(managerId, { isPaused: true }),
        ];
        return;
      case "away":
        this.business = {
          ...this.business,
          team: this.business.team.map((one) => (one.id === managerId ? { ...one, shifts: {} } : one)),
        };
    }
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
      case "taken":
      case "answered":
      case "paused":
      case "away":
        this.byManager(step.kind, MANAGER_IDS[step.who % MANAGER_IDS.length]!, later);
        break;
      case "escalated": {
        const heads = this.business.team.filter(({ role }) => role === "head").map(({ id }) => id);
        for (const head of heads) this.escalatedTo.add(head);
        this.apply({ kind: "escalated", managerIds: heads }, later);
        break;
      }
      case "edited": {
        this.business = { ...this.business, rules: step.rules };
        this.lead = { ...this.lead, request: step.request };
        const { trace, rungs, ladderName } = chooseAssignment(step.request, this.business, this.loads, later);
        this.apply({ kind: "rerouted", trace, rungs, ladderName }, later);
        break;
      }
      case "closed":
        this.apply({ kind: "closed", reason: "booked" }, later);
        break;
    }
  }
}

describe("for any business, lead and moment", () => {
  it("any interleaving of events gives one owner, ends each offer at most once, and comes to an end", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        fc.array(anyStep, { maxLength: 25, size: "max" }),
        (...args) => {
          const [business, loads, request, at, steps] = args;
          const run = new Run(business, loads, request, at);
          run.apply({ kind: "started" });
          for (const step of steps) run.play(step);
          run.waitInSilence();
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
