import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Crm } from "../../../src/ports/crm.ts";
import { aBitrix24Crm, crmErrorOf, withRetries } from "../../support/bitrix24/a-crm.ts";
import { FAULTS, type PeerFault } from "../../support/bitrix24/faults.ts";
import { startBitrix24Peer, type Bitrix24Peer } from "../../support/bitrix24/peer.ts";
import { aCrmLead } from "../../support/builders/crm-lead.ts";

let peer: Bitrix24Peer;
let crm: Crm;
beforeEach(async () => {
  peer = await startBitrix24Peer();
  crm = aBitrix24Crm(peer);
});
afterEach(() => peer.stop());

function isQuick(fault: PeerFault): boolean {
  return fault.kind !== "hang" && fault.kind !== "late";
}

/** Only a fault that is noticed by waiting gets a short wait, so that a slow machine does not make failures of its own. */
function givesUpSoonAt(fault: PeerFault): Crm {
  return isQuick(fault) ? crm : aBitrix24Crm(peer, { timeoutMs: 250 });
}

const faults: readonly (readonly [name: string, fault: PeerFault])[] = [
  ["the rate limit", FAULTS.queryLimit],
  ["a gateway's page", FAULTS.badGateway],
  ["a gateway's page after the work was done", FAULTS.badGatewayAfterwards],
  ["a failure of the portal", { kind: "error", status: 500, code: "INTERNAL_SERVER_ERROR" }],
  [
    "a failure of the portal after the work was done",
    { kind: "error", status: 500, code: "INTERNAL_SERVER_ERROR", executes: true },
  ],
  ["a cut connection", FAULTS.cut],
  ["a connection cut after the work was done", FAULTS.cutAfterwards],
  ["a connection cut in the middle of the answer", FAULTS.cutAnswer],
  ["silence", FAULTS.hang],
  ["silence after the work was done", FAULTS.hangAfterwards],
  ["an answer that comes too late", { kind: "late", afterMs: 1_500 }],
];

const calls = ["crm.settings.mode.get", "crm.item.fields", "crm.item.list", "crm.item.add", "crm.item.get"];
/** Waiting for an answer is the same at every read, so silence is tried at one read and at the write. */
const everyPair = faults.flatMap(([name, fault]) =>
  calls
    .filter((method) => isQuick(fault) || method === "crm.item.list" || method === "crm.item.add")
    .map((method) => [name, method, fault] as const),
);

describe("a lead is created exactly once", () => {
  it.each(everyPair)("through %s at %s", async (_name, method, fault) => {
    peer.fail(fault, { method });
    const patient = givesUpSoonAt(fault);
    const { result, failures } = await withRetries(() => patient.createLead(aCrmLead()));
    expect(failures.length).toBeGreaterThan(0);
    expect(result.drift).toEqual([]);
    expect(peer.leads()).toHaveLength(1);
  });

  it.each(faults)("in a simple CRM through %s at either record", async (_name, fault) => {
    peer.setMode("simple");
    peer.fail(fault, { method: "crm.item.add" });
    peer.fail(fault, { method: "crm.item.add" });
    const patient = givesUpSoonAt(fault);
    const { result } = await withRetries(() => patient.createLead(aCrmLead({ phone: undefined })));
    expect(result.entity).toBe("deal");
    expect(peer.contacts()).toHaveLength(1);
    expect(peer.deals()).toHaveLength(1);
    expect(peer.deals()[0]).toMatchObject({ contactId: peer.contacts()[0]?.id });
  });

  it("though the process that began it is gone", async () => {
    peer.fail(FAULTS.cutAfterwards, { method: "crm.item.add" });
    expect(await crmErrorOf(crm.createLead(aCrmLead()))).toMatchObject({ kind: "unknown_outcome" });
    await aBitrix24Crm(peer).createLead(aCrmLead());
    expect(peer.leads()).toHaveLength(1);
  });

  it("and the client itself never sends a write twice", async () => {
    for (const [, fault] of faults) {
      const before = peer.calls("crm.item.add").length;
      peer.fail(fault, { method: "crm.item.add" });
      await givesUpSoonAt(fault)
        .createLead(aCrmLead())
        .catch(() => undefined);
      expect(peer.calls("crm.item.add").length - before).toBeLessThanOrEqual(1);
      peer.heal();
    }
  });
});

describe("a comment and a to-do are written exactly once", () => {
  it.each(faults)("through %s", async (_name, fault) => {
    const written = await crm.createLead(aCrmLead());
    peer.fail(fault, { method: "crm.timeline.comment.add" });
    peer.fail(fault, { method: "crm.activity.todo.add" });
    const patient = givesUpSoonAt(fault);
    await withRetries(() => patient.addComment(written, "summary", "Хочет маникюр"));
    const todo = { key: "sla", title: "Ответить", text: "", deadline: new Date("2026-03-11T08:30:00Z") };
    await withRetries(() => patient.addTodo(written, todo));
    expect(peer.comments()).toHaveLength(1);
    expect(peer.activities()).toHaveLength(1);
  });
});

describe("an update comes through", () => {
  it.each(faults)("after %s", async (_name, fault) => {
    const written = await crm.createLead(aCrmLead());
    peer.fail(fault, { method: "crm.item.update" });
    const patient = givesUpSoonAt(fault);
    const { result } = await withRetries(() => patient.updateLead(written, aCrmLead({ responsible: 12 })));
    expect(result.drift).toEqual([]);
    expect(peer.leads()[0]).toMatchObject({ assignedById: 12 });
  });
});

describe("what a failure is called", () => {
  const done = "unknown_outcome";
  it.each([
    ["the rate limit", FAULTS.queryLimit, "unavailable"],
    ["the limit of execution time", FAULTS.operatingLimit, "unavailable"],
    ["REST switched off", FAULTS.overload, "misconfigured"],
    ["a gateway's page", FAULTS.badGateway, done],
    ["a cut connection", FAULTS.cut, done],
    ["half an answer", FAULTS.cutAnswer, done],
    ["silence", FAULTS.hang, done],
    ["a redirect to a shop", { kind: "redirect", to: "https://shop.example/coupon/" }, "unavailable"],
  ] as const)("at a write: %s", async (_name, fault, kind) => {
    peer.fail(fault, { method: "crm.item.add" });
    const hasty = aBitrix24Crm(peer, { timeoutMs: 1_000 });
    expect(await crmErrorOf(hasty.createLead(aCrmLead()))).toMatchObject({ kind, method: "crm.item.add" });
  });

  it.each([
    ["a gateway's page", FAULTS.badGateway],
    ["a cut connection", FAULTS.cut],
    ["silence", FAULTS.hang],
  ] as const)("at a read, nothing can have been done: %s", async (_name, fault) => {
    peer.fail(fault, { method: "profile" });
    expect(await crmErrorOf(aBitrix24Crm(peer, { timeoutMs: 300 }).check())).toMatchObject({
      kind: "unavailable",
    });
  });

  it("when nobody listens, nothing was done", async () => {
    await peer.stop();
    expect(await crmErrorOf(crm.createLead(aCrmLead()))).toMatchObject({
      kind: "unavailable",
      vendorCode: "ECONNREFUSED",
    });
  });
});
