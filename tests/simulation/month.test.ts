import { beforeAll, describe, expect, it } from "vitest";
import { isOnShift } from "../../src/domain/shift.ts";
import { openMemoryStorage } from "../support/simulation/storage.ts";
import { CLINIC, DEAF, OUTAGE, UNWILLING } from "./clinic.ts";
import { findFaults } from "./invariants.ts";
import { simulate, type SimulationResult } from "./simulate.ts";
import { formatTakeTimes, takeTimes } from "./take-times.ts";

/** SIM_SEED=<seed> plays another month. */
const SEED = Number(process.env["SIM_SEED"] ?? 5);
const LIMIT_MS = 200_000;

describe("a month of a clinic with seven managers, nights, holidays, absences and an hour without Telegram", () => {
  let month: SimulationResult;

  beforeAll(async () => {
    const startedAt = performance.now();
    month = await simulate({
      seed: SEED,
      scenario: CLINIC,
      openStorage: openMemoryStorage,
      days: 30,
      customersPerDay: 15,
      kills: 6,
      outages: 4,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`month of the clinic, seed ${SEED}, ${seconds} s\n${formatTakeTimes(month)}\n`);
  }, LIMIT_MS);

  const offers = () => month.census.leads.flatMap((lead) => lead.offers.map((offer) => ({ lead, ...offer })));
  const managerOf = (id: string) => month.business.team.find((manager) => manager.id === id)!;
  const eventsOf = (type: string) => month.census.events.filter((event) => event.type === type);

  it("leaves no lead without an owner or a task, and no customer without an answer", () => {
    expect(findFaults(month)).toEqual([]);
    expect(month.census.leads.length).toBeGreaterThan(350);
  });

  it("needs neither who never looks nor who declines everything", () => {
    const asked = new Set(offers().map(({ managerId }) => managerId));
    expect(asked).toContain(DEAF);
    expect(asked).toContain(UNWILLING);
    const took = offers().filter(({ outcome }) => outcome === "taken");
    const names = new Set(took.map(({ managerId }) => managerId));
    expect(names).not.toContain(DEAF);
    expect(names).not.toContain(UNWILLING);
    expect(offers().filter(({ managerId, outcome }) => managerId === DEAF && outcome === "declined")).toEqual(
      [],
    );
  });

  it("offers nothing to managers who are off shift, away or paused", () => {
    const wrong = offers()
      .filter(({ managerId }) => managerOf(managerId).role !== "head")
      .filter(({ managerId, offeredAt }) => {
        const paused = CLINIC.pauses.some(
          (pause) => pause.managerId === managerId && pause.from < offeredAt && offeredAt < pause.to,
        );
        return paused || !isOnShift(managerOf(managerId), month.business, offeredAt);
      });
    expect(wrong.map(({ managerId, offeredAt }) => `${managerId} ${offeredAt.toISOString()}`)).toEqual([]);
  });

  it("puts every late lead before a head, also one that somebody has taken and forgotten", () => {
    const unanswered = month.census.leads.filter((lead) => {
      const isBooked = lead.ladder.status === "closed" || lead.firstHumanReplyAt !== undefined;
      return !isBooked && !lead.offers.some(({ managerId }) => managerOf(managerId).role === "head");
    });
    expect(unanswered.map(({ id }) => id)).toEqual([]);
    expect(eventsOf("lead_taken_over").length).toBeGreaterThan(0);
  });

  it("moves a booking that turns into a complaint to the heads", () => {
    expect(eventsOf("lead_rerouted").length).toBeGreaterThan(0);
    const moved = month.census.leads.filter(
      ({ offersBefore, request }) => offersBefore !== undefined && request.category === "complaint",
    );
    expect(moved.every(({ ladderName }) => ladderName === "urgent")).toBe(true);
  });

  it("brings what came while Telegram was away to a person within an hour after it is back", () => {
    const waiting = month.census.leads.filter(
      ({ createdAt }) => createdAt >= OUTAGE.from && createdAt < new Date(OUTAGE.to.getTime() + 60_000),
    );
    const soon = new Date(OUTAGE.to.getTime() + 3_600_000);
    const late = waiting.filter(
      (lead) => !lead.offers.some(({ deliveredAt }) => deliveredAt && deliveredAt < soon),
    );
    expect(late.map(({ createdAt }) => createdAt.toISOString())).toEqual([]);
    expect(takeTimes(month).length).toBe(month.census.leads.length);
  });
});
