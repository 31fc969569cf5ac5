import { describe, expect, it } from "vitest";
import { runBacktest, type BacktestOptions } from "../../../../src/app/backtest/run-backtest.ts";
import type { PastRequest } from "../../../../src/domain/past-request.ts";
import { aBusiness, aManager, hoursOn } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";
import { aPast, aPastRequest } from "../../../support/builders/past-request.ts";

const ALWAYS = hoursOn(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0, 24);
const person = (id: string, changes: Parameters<typeof aManager>[1] = {}) =>
  aManager(id, { name: id, shifts: ALWAYS, ...changes });

const anna = person("anna");
const boris = person("boris");
const olga = person("olga", { role: "head", teams: ["heads"] });
const open = { branches: [], holidays: [] };
const business = aBusiness({
  ...open,
  team: [anna, boris, olga],
  fallback: { to: { team: "sales" }, choose: ["round_robin"], ladder: "standard" },
  ladders: {
    standard: [
      { offer: "next", waitMs: 60_000 },
      { offer: "next", waitMs: 60_000 },
      { offer: "head", task: "Перезвонить" },
    ],
  },
});
const HABITS = [
  { managerId: "anna", takes: 0.8, afterMs: 20_000 },
  { managerId: "boris", takes: 0.4, afterMs: 40_000 },
] as const;

async function play(past: readonly PastRequest[], changes: Partial<BacktestOptions> = {}) {
  const result = await runBacktest({
    source: async function* source() {
      yield* past;
    },
    present: business,
    runs: 1,
    seed: 1,
    knownUntil: new Date("2026-06-01T00:00:00Z"),
    onProgress: () => undefined,
    ...changes,
  });
  if (!result) throw new Error("the past is empty");
  const [present, changed] = result.scenarios.map(({ runs }) => runs[0]);
  if (!present) throw new Error("nothing was replayed");
  return { ...result, happened: result.facts.figures, present, changed };
}

describe("a replay of the present rules", () => {
  it("comes close to what happened", async () => {
    const { happened, present } = await play(aPast(800, HABITS));
    expect(present.leads).toBe(800);
    expect(Math.abs(present.taken - happened.taken) / 800).toBeLessThan(0.15);
    expect(Math.abs((present.wait?.p50Seconds ?? 0) - (happened.wait?.p50Seconds ?? 0))).toBeLessThan(15);
    const takenBy = (figures: typeof present, id: string) =>
      (figures.people.find(({ managerId }) => managerId === id)?.taken ?? 0) / 800;
    expect(Math.abs(takenBy(present, "anna") - takenBy(happened, "anna"))).toBeLessThan(0.12);
  });

  it("is the same every time, and another with another seed", async () => {
    const past = aPast(200, HABITS);
    const [first, again, other] = await Promise.all([play(past), play(past), play(past, { seed: 2 })]);
    expect(again).toEqual({ ...first, facts: again.facts });
    expect(other.present.wait).not.toEqual(first.present.wait);
  });

  it("settles every request once and frees every place", async () => {
    const past = aPast(300, HABITS, { everyMs: 20_000 });
    const { present } = await play(past);
    expect(present.leads).toBe(300);
    expect(present.taken + present.unreached).toBe(300);
    for (const { peak } of present.people) expect(peak).toBeLessThanOrEqual(300);
    const sum = present.people.reduce((total, { offered }) => total + offered, 0);
    expect(sum).toBe(present.offers);
  });

  it("keeps a request of the night for the opening and counts it apart", async () => {
    const shop = aBusiness({ team: [person("anna"), olga], holidays: [] });
    const night = aPastRequest({ id: "night", at: new Date("2026-03-11T23:40:00+03:00"), branch: "center" });
    const { present } = await play([night], { present: shop });
    expect(present.nightShare).toBe(1);
    expect(present.dayWait).toBeUndefined();
    expect(present.takenAtNightShare).toBe(0);
    expect(present.wait?.p50Seconds).toBeGreaterThan(10 * 3600);
  });
});

describe("a replay of changed rules", () => {
  it("shows that somebody quicker first shortens the wait", async () => {
    const quick = aBusiness({
      ...business,
      fallback: { ...business.fallback, to: { manager: anna.id } },
    });
    const { present, changed, differences } = await play(aPast(400, HABITS), { changed: quick });
    expect(changed?.people.find(({ managerId }) => managerId === "boris")).toBeUndefined();
    expect(changed?.wait?.p50Seconds ?? 99).toBeLessThanOrEqual(present.wait?.p50Seconds ?? 0);
    expect(differences.length).toBeGreaterThan(0);
    for (const { before, after } of differences) expect(after.offeredTo[0]).not.toBe(before.offeredTo[0]);
  });

  it("changes nothing when the rules are the same", async () => {
    const { present, changed, differences } = await play(aPast(150, HABITS), { changed: { ...business } });
    expect(changed).toEqual(present);
    expect(differences).toEqual([]);
  });

  it("finds promises that a stricter promise would have broken", async () => {
    const strict = {
      ...business,
      sla: { ...business.sla, targetsMs: { ...business.sla.targetsMs, normal: 30_000 } },
    };
    const { present, changed } = await play(aPast(200, HABITS), { changed: strict });
    expect(changed?.breached ?? 0).toBeGreaterThan(present.breached);
  });

  it("tells which names of the past the folder does not have", async () => {
    const past = [
      aPastRequest({ id: "a", service: "massage" }),
      aPastRequest({
        id: "b",
        at: new Date(WEDNESDAY_11.getTime() + 1000),
        service: "massage",
        manager: "petr",
      }),
    ];
    const { scenarios, present } = await play(past);
    expect(present.leads).toBe(2);
    expect(scenarios[0]?.unknownNames).toEqual([
      { name: "service: massage", count: 2 },
      { name: "manager: petr", count: 1 },
    ]);
  });

  it("learns whose leads end well only as the past told it", async () => {
    const past = aPast(200, [{ managerId: "anna", takes: 1, afterMs: 10_000 }], { outcome: "won" });
    const lost = aPast(200, [{ managerId: "boris", takes: 1, afterMs: 10_000 }], {
      from: new Date(past.at(-1)?.at.getTime() ?? 0),
      outcome: "lost",
    }).map((request) => ({ ...request, id: `x${request.id}` }));
    const best = {
      ...business,
      fallback: { ...business.fallback, choose: ["best_converting" as const, "round_robin" as const] },
    };
    const { present, changed } = await play([...past, ...lost], { changed: best });
    const shareOf = (figures: typeof present | undefined, id: string) =>
      (figures?.people.find(({ managerId }) => managerId === id)?.offered ?? 0) / (figures?.offers ?? 1);
    expect(shareOf(changed, "anna")).toBeGreaterThan(shareOf(present, "anna") + 0.1);
  });
});

it("says nothing of an empty past", async () => {
  const nothing = runBacktest({
    source: async function* source() {
      yield* [];
    },
    present: business,
    runs: 1,
    seed: 1,
    knownUntil: WEDNESDAY_11,
    onProgress: () => undefined,
  });
  expect(await nothing).toBeUndefined();
});
