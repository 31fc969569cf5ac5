import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Effect } from "../../../src/domain/effect.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { ClaimedEffect, Settlement } from "../../../src/ports/outbox-store.ts";
import { aLead, anOffer } from "../../support/builders/lead.ts";
import { ENGINES, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import { anItem, AT, claimOne, later, takeStep } from "../../support/engine/steps.ts";

const DONE: Settlement = { kind: "done", note: {} };
const retryAt = (ms: number, isUnsure = false): Settlement => ({
  kind: "retry",
  dueAt: later(ms),
  isUnsure,
  error: "busy",
});

describe.each(ENGINES)("the outbox in %s", (_name, open) => {
  let engine: Engine;
  let process: EngineProcess;
  let other: EngineProcess;

  beforeAll(async () => {
    engine = await open();
    [process, other] = [await engine.join(), await engine.join()];
  });
  afterAll(async () => {
    await process.leave();
    await other.leave();
    await engine.close();
  });
  beforeEach(() => engine.clear());

  const emit = (orderKey: string, ...keys: readonly string[]) =>
    takeStep(process, "telegram:1", { outbox: keys.map((key) => anItem(key, orderKey)) });
  const claim = (ms = 0, limit = 10) => process.outbox.claim(later(ms), limit);
  const idsOf = (claimed: readonly ClaimedEffect[]) => claimed.map(({ id }) => id);
  const claimFirst = async (ms = 0) => {
    const [first] = await claim(ms, 1);
    if (!first) throw new Error("there is nothing to deliver");
    return first;
  };

  it("lets one effect of an order key leave at a time, side by side across keys, in the order they were stored", async () => {
    await emit("x", "a", "b");
    await emit("y", "c");
    const first = await claim();
    expect(idsOf(first)).toEqual(["eff_a", "eff_c"]);
    expect(await claim()).toEqual([]);
    for (const one of first) expect(await process.outbox.settle(one, DONE, AT)).toBe(true);
    expect(idsOf(await claim())).toEqual(["eff_b"]);
  });

  it("gives an effect to one process only", async () => {
    for (let n = 0; n < 20; n += 1) await emit(`k${n}`, `e${n}`);
    const claims = await Promise.all([process.outbox.claim(AT, 20), other.outbox.claim(AT, 20)]);
    expect(claims.flat()).toHaveLength(20);
  });

  it("tells what an effect is about", async () => {
    const effect: Effect = { kind: "crm_create_lead", leadId: asId<"lead">("lead_7") };
    await takeStep(process, "telegram:9", { outbox: [anItem("a", "crm:lead_7", effect)] });
    expect(await claimFirst()).toMatchObject({
      effect,
      thread: "telegram:9",
      leadId: "lead_7",
      attempt: 1,
      isUnsure: false,
      createdAt: AT,
    });
  });

  it("keeps an effect once for the same key", async () => {
    await emit("x", "a");
    await takeStep(process, "telegram:1", { outbox: [{ ...anItem("other", "x"), key: "a" }] });
    expect(await process.outbox.size()).toEqual({ pending: 1, dead: 0 });
  });

  it("repeats when told, counts attempts, and keeps later effects back until then", async () => {
    await emit("x", "a", "b");
    await process.outbox.settle(await claimFirst(), retryAt(2000), AT);
    expect(await claim(1999)).toEqual([]);
    expect(await process.outbox.nextDueAt()).toEqual(AT);
    const again = await claim(2000);
    expect(again).toMatchObject([{ id: "eff_a", attempt: 2, isUnsure: false }]);
  });

  it("remembers that an attempt may have got through", async () => {
    await emit("x", "a");
    await process.outbox.settle(await claimFirst(), retryAt(1000, true), AT);
    const unsure = await claimFirst(1000);
    expect(unsure.isUnsure).toBe(true);
    await process.outbox.settle(unsure, retryAt(2000, false), AT);
    expect((await claimFirst(2000)).isUnsure).toBe(false);
  });

  it("drops an unsure message of a contact who has written since, and only that", async () => {
    const message = {
      id: asId<"message">("m"),
      thread: "telegram:1" as const,
      text: "Да",
      choices: [],
      asksPhone: false,
    };
    const say = (key: string) => anItem(key, "telegram:1", { kind: "send_message", message });
    await takeStep(process, "telegram:1", { outbox: [say("unsure"), say("fresh")] });
    await emit("alert:1", "alert");
    const claimed = await claim();
    for (const one of claimed) await process.outbox.settle(one, retryAt(1000, true), AT);
    await takeStep(process, "telegram:1", { supersedesUnsure: true, outbox: [say("answer")] });
    const next = await claim(1000);
    expect(idsOf(next)).toEqual(["eff_fresh", "eff_alert"]);
    expect(await process.outbox.size()).toEqual({ pending: 3, dead: 0 });
  });

  it("refuses the outcome of a process that has lost the effect", async () => {
    await emit("x", "a");
    const stale = await claimFirst();
    await process.outbox.settle(stale, retryAt(0), AT);
    const [fresh] = await other.outbox.claim(AT, 1);
    expect(await process.outbox.settle(stale, DONE, AT)).toBe(false);
    expect(await other.outbox.settle(fresh!, DONE, AT)).toBe(true);
    expect(await other.outbox.settle(fresh!, DONE, AT)).toBe(false);
  });

  it("keeps a dead letter until a person retries it, from the first attempt", async () => {
    await emit("x", "a", "b");
    await process.outbox.settle(await claimFirst(), { kind: "dead", error: "refused", note: {} }, AT);
    expect(await process.outbox.size()).toEqual({ pending: 1, dead: 1 });
    const b = await claimFirst();
    expect(b.id).toBe("eff_b");
    await process.outbox.settle(b, DONE, AT);
    expect(await process.outbox.retry("eff_a")).toBe(true);
    expect(await process.outbox.retry("eff_a")).toBe(false);
    expect(await claim()).toMatchObject([{ id: "eff_a", attempt: 1 }]);
  });

  it("ends a dead letter that a person discards, and only a dead one", async () => {
    await emit("x", "a");
    expect(await process.outbox.discard("eff_a")).toBe(false);
    await process.outbox.settle(await claimFirst(), { kind: "dead", error: "refused", note: {} }, AT);
    expect(await process.outbox.discard("eff_a")).toBe(true);
    expect(await process.outbox.size()).toEqual({ pending: 0, dead: 0 });
    expect(await claim()).toEqual([]);
    expect(await process.outbox.discard("eff_none")).toBe(false);
  });

  it("passes what a delivery taught us back into the lane, once", async () => {
    await emit("x", "a");
    const report = { kind: "contact_blocked" };
    const claimed = await claimFirst();
    await process.outbox.settle(claimed, { kind: "dead", error: "blocked", note: { report } }, later(500));
    await process.outbox.settle(claimed, { kind: "dead", error: "blocked", note: { report } }, later(500));
    const rows = await process.lanes.read(await claimOne(process.lanes, later(500)));
    expect(rows).toMatchObject([{ source: "outbox", kind: "report", body: report, receivedAt: later(500) }]);
  });

  it("notes the alert of an offer and the CRM's record of a lead, and keeps an address once known", async () => {
    const lead = aLead({ thread: "telegram:1", offers: [anOffer("anna")] });
    await takeStep(process, "telegram:1", { leads: [lead], outbox: [anItem("a", "x"), anItem("b", "x")] });
    const crm = { leadId: lead.id, externalId: "42", entity: "lead", url: "https://p/42", drift: ["x"] };
    const alert = { offerId: "ofr_anna", externalId: "101:7" };
    await process.outbox.settle(await claimFirst(), { kind: "done", note: { crm, alert } }, AT);
    expect(await other.desk.alertOfOffer(asId<"offer">("ofr_anna"))).toBe("101:7");
    const again = { crm: { ...crm, url: undefined, drift: [] } };
    await process.outbox.settle(await claimFirst(), { kind: "done", note: again }, later(1000));
    const { leads } = await other.lanes.load("telegram:1", []);
    expect(leads[0]?.crm).toEqual({
      externalId: "42",
      entity: "lead",
      url: "https://p/42",
      writtenAt: later(1000),
      drift: [],
    });
  });

  it("tells when the next effect may leave", async () => {
    expect(await process.outbox.nextDueAt()).toBeUndefined();
    await emit("x", "a");
    const claimed = await claimFirst();
    expect(await process.outbox.nextDueAt()).toBeUndefined();
    await process.outbox.settle(claimed, retryAt(3000), AT);
    expect(await process.outbox.nextDueAt()).toEqual(later(3000));
  });
});
