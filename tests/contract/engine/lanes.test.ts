import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import type { Closing } from "../../../src/domain/lead.ts";
import { laneOf } from "../../../src/domain/lane.ts";
import type { Thread } from "../../../src/domain/message.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import type { CommitRequest } from "../../../src/ports/lane-store.ts";
import { aConversation } from "../../support/builders/conversation.ts";
import { aLead, anOffer } from "../../support/builders/lead.ts";
import { ENGINES, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import {
  anEvent,
  anItem,
  AT,
  aWrite,
  claimOne,
  commit,
  later,
  LATE,
  takeStep,
} from "../../support/engine/steps.ts";

describe.each(ENGINES)("lanes in %s", (_name, open) => {
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

  const receive = (thread: Thread = "telegram:1", at = AT) =>
    process.inbox.accept(anEvent({ thread, receivedAt: at }));
  /** What a decision at that moment knows of the team. */
  const loadsOf = async (at: Date) => {
    await receive();
    const { claim, rows } = await claimAndRead();
    let loads: readonly ManagerLoad[] = [];
    const decide = (read: readonly ManagerLoad[]) => {
      loads = read;
      return aWrite("telegram:1");
    };
    await commit(process.lanes, claim, rows, aWrite("telegram:1"), { needsRoster: true, decide, at });
    return loads;
  };
  const claimAndRead = async () => {
    const claim = await claimOne(process.lanes);
    return { claim, rows: await process.lanes.read(claim) };
  };

  describe("claiming", () => {
    it("gives a lane to one process only", async () => {
      for (let n = 0; n < 30; n += 1) await receive(`telegram:${n}`);
      const claims = await Promise.all([
        process.lanes.claim(LATE, 30),
        other.lanes.claim(LATE, 30),
        process.lanes.claim(LATE, 30),
      ]);
      const lanes = claims.flat().map((claim) => claim.lane);
      expect(lanes).toHaveLength(30);
      expect(new Set(lanes).size).toBe(30);
    });

    it("takes those that are due, the longest due first, and tells when the next one will be", async () => {
      await receive("telegram:late", later(5000));
      await receive("telegram:early");
      const claims = await process.lanes.claim(later(5299), 10);
      expect(claims.map((claim) => claim.lane)).toEqual([laneOf("telegram:early")]);
      expect(await process.lanes.nextDueAt()).toEqual(later(5300));
      expect(await process.lanes.claim(later(5300), 1)).toHaveLength(1);
      expect(await process.lanes.nextDueAt()).toBeUndefined();
    });

    it("gives every claim a token of its own", async () => {
      await receive();
      const first = await claimOne(process.lanes);
      await process.lanes.defer(first, AT);
      const second = await claimOne(other.lanes);
      expect(second.token).not.toBe(first.token);
      expect(second.owner).not.toBe(first.owner);
    });
  });

  describe("a commit", () => {
    it("ends the lane when all its work is done", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      expect(await commit(process.lanes, claim, rows, aWrite("telegram:1"))).toBe("committed");
      expect(await process.lanes.nextDueAt()).toBeUndefined();
      expect(await process.lanes.read(claim)).toEqual([]);
    });

    it("keeps the lane for what came in meanwhile, due when the step says", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      await receive();
      const changes: Partial<CommitRequest> = { nextDueAt: later(7000) };
      expect(await commit(process.lanes, claim, rows, aWrite("telegram:1"), changes)).toBe("committed");
      expect(await process.lanes.nextDueAt()).toEqual(later(7000));
      expect(await process.lanes.read(await claimOne(process.lanes))).toHaveLength(1);
    });

    it("keeps the lane for rows that the step left", async () => {
      await receive();
      await receive();
      const { claim, rows } = await claimAndRead();
      await commit(process.lanes, claim, rows.slice(0, 1), aWrite("telegram:1"));
      expect(await process.lanes.read(await claimOne(process.lanes))).toEqual(rows.slice(1));
    });

    it("is given up once when something new came in and the step prefers to start again", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      await receive();
      const yields = { yieldsToNew: true };
      expect(await commit(process.lanes, claim, rows, aWrite("telegram:1"), yields)).toBe("superseded");
      const all = await process.lanes.read(claim);
      expect(all).toHaveLength(2);
      expect(await commit(process.lanes, claim, all, aWrite("telegram:1"), yields)).toBe("committed");
    });

    it("is refused to a process that has lost its lane, and changes nothing", async () => {
      await receive();
      const { claim: stale, rows } = await claimAndRead();
      await process.lanes.defer(stale, AT);
      const fresh = await claimOne(other.lanes);
      const write = aWrite("telegram:1", { outbox: [anItem("stale", "x")] });
      expect(await commit(process.lanes, stale, rows, write)).toBe("lost");
      expect(await process.outbox.size()).toEqual({ pending: 0, dead: 0 });
      expect(await other.lanes.read(fresh)).toHaveLength(1);
      expect(await commit(other.lanes, fresh, rows, write)).toBe("committed");
      expect(await process.outbox.size()).toEqual({ pending: 1, dead: 0 });
    });

    it("asks for no decision when the lane is lost", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      await process.lanes.fail(claim, AT);
      let asked = 0;
      const decide = () => {
        asked += 1;
        return aWrite("telegram:1");
      };
      expect(await commit(process.lanes, claim, rows, aWrite("telegram:1"), { decide })).toBe("lost");
      expect(asked).toBe(0);
    });

    it("stores nothing when the decision fails", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      const decide = () => {
        throw new Error("no decision");
      };
      const failing = commit(process.lanes, claim, rows, aWrite("telegram:1"), { decide });
      await expect(failing).rejects.toThrow("no decision");
      expect(await process.lanes.read(claim)).toHaveLength(1);
    });
  });

  describe("handing back", () => {
    it("makes a deferred lane due at the given time, or at once when something came in", async () => {
      await receive();
      await process.lanes.defer(await claimOne(process.lanes), later(5000));
      expect(await process.lanes.nextDueAt()).toEqual(later(5000));
      const again = await claimOne(process.lanes);
      await process.inbox.accept(anEvent({ source: "desk", kind: "desk" }));
      await process.lanes.defer(again, later(90_000));
      expect(await process.lanes.claim(LATE, 1)).toHaveLength(1);
    });

    it("forgets a released lane, unless something came in", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      await process.lanes.setAside(claim, rows, AT, "Error", []);
      const empty = await claimOne(process.lanes);
      await receive();
      await process.lanes.release(empty);
      const next = await claimAndRead();
      expect(next.rows).toHaveLength(1);
      await process.lanes.release(next.claim);
      expect(await process.lanes.nextDueAt()).toBeUndefined();
    });

    it("counts failed attempts until one succeeds", async () => {
      await receive();
      await process.lanes.fail(await claimOne(process.lanes), later(250));
      expect(await process.lanes.claim(later(249), 1)).toEqual([]);
      await process.lanes.fail(await claimOne(process.lanes, later(250)), later(750));
      const third = await claimOne(process.lanes, later(750));
      expect(third.attempt).toBe(2);
      await receive();
      await commit(process.lanes, third, [], aWrite("telegram:1"));
      expect((await claimOne(process.lanes)).attempt).toBe(0);
    });

    it("ignores whoever has lost the lane", async () => {
      await receive();
      const stale = await claimOne(process.lanes);
      await process.lanes.defer(stale, AT);
      const fresh = await claimOne(other.lanes);
      await process.lanes.defer(stale, AT);
      await process.lanes.fail(stale, AT);
      await process.lanes.release(stale);
      await process.lanes.setAside(stale, await process.lanes.read(stale), AT, "Error", [anItem("n", "x")]);
      expect(await process.lanes.claim(LATE, 1)).toEqual([]);
      expect(await process.outbox.size()).toEqual({ pending: 0, dead: 0 });
      const rows = await other.lanes.read(fresh);
      expect(await commit(other.lanes, fresh, rows, aWrite("telegram:1"))).toBe("committed");
    });

    it("sets poisoned events aside, tells people, and lets the lane go on", async () => {
      await receive();
      const { claim, rows } = await claimAndRead();
      await process.lanes.setAside(claim, rows, AT, "TypeError", [anItem("notice", "manager:olga")]);
      const [notice] = await process.outbox.claim(LATE, 10);
      expect(notice).toMatchObject({ id: "eff_notice", thread: "telegram:1" });
      await receive();
      const next = await claimAndRead();
      expect(next.rows).toHaveLength(1);
      expect(next.claim.attempt).toBe(0);
    });
  });

  describe("taking over", () => {
    it("leaves the living alone and frees what a dead process held, effects as unsure", async () => {
      const dying = await engine.join();
      await takeStep(process, "telegram:2", { outbox: [anItem("a", "x")] });
      await receive();
      const lost = await claimOne(dying.lanes);
      const [effect] = await dying.outbox.claim(LATE, 1);
      expect(await process.lanes.takeOver(new Date())).toBe(0);
      await dying.die();
      expect(await process.lanes.takeOver(new Date())).toBe(2);
      expect(await process.lanes.takeOver(new Date())).toBe(0);
      expect(await commit(dying.lanes, lost, [], aWrite("telegram:1"))).toBe("lost");
      expect(await process.lanes.claim(new Date(), 10)).toHaveLength(1);
      expect(await dying.outbox.settle(effect!, { kind: "done", note: {} }, AT)).toBe(false);
      expect(await process.outbox.claim(new Date(), 10)).toMatchObject([
        { id: "eff_a", isUnsure: true, attempt: 2 },
      ]);
      await dying.leave().catch(() => undefined);
    });

    it("frees what a process still held when it left", async () => {
      const leaving = await engine.join();
      await receive();
      await claimOne(leaving.lanes);
      await leaving.leave();
      expect(await process.lanes.takeOver(new Date())).toBe(1);
    });

    it("frees what a frozen process held, which beats no more", async () => {
      const frozen = await engine.join();
      await receive();
      await claimOne(frozen.lanes);
      await frozen.freeze();
      expect(await process.lanes.takeOver(new Date())).toBe(1);
      expect(await process.lanes.claim(new Date(), 10)).toHaveLength(1);
      await frozen.leave();
    });
  });

  describe("reckoning", () => {
    it("frees what the process was given without hearing of it, and nothing else", async () => {
      await receive("telegram:1");
      await receive("telegram:2");
      await receive("telegram:3");
      const held = await claimOne(process.lanes);
      const unheard = await claimOne(process.lanes);
      const others = await claimOne(other.lanes);
      expect(await process.lanes.releaseUnknown([held])).toBe(1);
      expect(await process.lanes.releaseUnknown([held])).toBe(0);
      const again = await claimOne(other.lanes);
      expect(again.lane).toBe(unheard.lane);
      expect(await commit(process.lanes, unheard, [], aWrite("telegram:1"))).toBe("lost");
      for (const [lanes, claim] of [
        [process.lanes, held],
        [other.lanes, others],
        [other.lanes, again],
      ] as const)
        expect(await commit(lanes, claim, await lanes.read(claim), aWrite("telegram:1"))).toBe("committed");
    });

    it("frees effects likewise; only what may have left is unsure", async () => {
      const outbox = ["held", "unheard", "unsettled"].map((key) => anItem(key, key));
      await takeStep(process, "telegram:1", { outbox });
      const claimed = await process.outbox.claim(LATE, 10);
      const [held, unheard, unsettled] = outbox.map(({ id }) => id);
      expect(claimed).toHaveLength(3);
      expect(await process.outbox.releaseUnknown([held!], [unsettled!])).toBe(2);
      expect(await other.outbox.claim(LATE, 10)).toMatchObject([
        { id: unheard, isUnsure: false, attempt: 2 },
        { id: unsettled, isUnsure: true, attempt: 2 },
      ]);
      const lost = claimed.find(({ id }) => id === unheard);
      expect(await process.outbox.settle(lost!, { kind: "done", note: {} }, AT)).toBe(false);
    });
  });

  describe("what a step stored", () => {
    const lead = aLead({ thread: "telegram:1", offers: [anOffer("anna")], displayName: "Мария" });
    const conversation = aConversation({ thread: "telegram:1" });

    it("is there for the next one, closed leads only when they are named", async () => {
      const closed = aLead({
        id: asId<"lead">("lead_closed"),
        thread: "telegram:1",
        ladder: { status: "closed", at: AT, reason: "booked" },
      });
      await takeStep(process, "telegram:1", { conversation, leads: [lead, closed] });
      expect(await other.lanes.load("telegram:1", [])).toEqual({ conversation, leads: [lead] });
      const named = await other.lanes.load("telegram:1", [closed.id]);
      expect(named.leads.map(({ id }) => id).toSorted()).toEqual(["lead_1", "lead_closed"]);
      expect(await other.lanes.load("telegram:2", [])).toEqual({ conversation: undefined, leads: [] });
    });

    it("gives leads oldest first, whatever was changed last", async () => {
      const [old, young] = [1, 2].map((n) =>
        aLead({ id: asId<"lead">(`lead_${n}`), thread: "telegram:1", createdAt: later(n) }),
      );
      await takeStep(process, "telegram:1", { leads: [old!] });
      await takeStep(process, "telegram:1", { leads: [young!] });
      await takeStep(process, "telegram:1", { leads: [{ ...old!, displayName: "Анна" }] });
      const { leads } = await process.lanes.load("telegram:1", []);
      expect(leads.map(({ id }) => id)).toEqual(["lead_1", "lead_2"]);
    });

    it("reads as a transcript by cursor, each line once", async () => {
      const line = (id: string, text: string) => ({
        id: asId<"message">(id),
        conversationId: conversation.id,
        author: "bot" as const,
        text,
        choices: [],
        attachments: [],
        at: AT,
      });
      await takeStep(process, "telegram:1", { conversation, lines: [line("m1", "раз"), line("m2", "два")] });
      await takeStep(process, "telegram:1", { lines: [line("m2", "два"), line("m3", "три")] });
      const all = await other.transcripts.after("telegram:1", 0, 10);
      expect(all.map(({ text }) => text)).toEqual(["раз", "два", "три"]);
      expect(await other.transcripts.after("telegram:1", all[0]!.seq, 1)).toEqual([all[1]]);
    });

    /** A conversation that Anna has, with her customer's last word at a moment. */
    const withAnna = (lastMessageAt: Date, status: "human" | "returned" = "human") => {
      const anna = asId<"manager">("anna");
      const ownership =
        status === "human" ? { status, managerId: anna, since: AT } : ({ status, since: AT } as const);
      return { ...conversation, lastMessageAt, state: { ...conversation.state, ownership } };
    };

    it.each([
      ["counts a taken lead while its customer writes", withAnna(later(0)), 1],
      [
        "counts no taken lead whose customer has been silent for three days",
        withAnna(later(-3 * 86_400_001)),
        0,
      ],
      ["counts no taken lead that was given back to the bot", withAnna(later(0), "returned"), 0],
    ])("%s", async (_, kept, open) => {
      const ladder = { status: "taken", by: asId<"manager">("anna"), at: AT, via: "console" } as const;
      const taken = aLead({ thread: "telegram:1", ladder });
      await process.desk.setPaused(asId<"manager">("anna"), false);
      await takeStep(process, "telegram:1", { conversation: kept, leads: [taken] });
      expect((await loadsOf(later(0)))[0]).toMatchObject({ managerId: "anna", open });
    });

    it("counts the team's load: open offers, taken leads, offers ever made, pauses", async () => {
      const taken = aLead({
        id: asId<"lead">("lead_taken"),
        thread: "telegram:1",
        ladder: { status: "taken", by: asId<"manager">("anna"), at: AT, via: "telegram" },
        offers: [
          anOffer("anna", {
            id: asId<"offer">("ofr_x"),
            endedAt: AT,
            outcome: "taken",
            offeredAt: later(-5),
          }),
        ],
      });
      await takeStep(process, "telegram:1", { conversation: withAnna(AT), leads: [lead, taken] });
      await process.desk.setPaused(asId<"manager">("olga"), true);
      await receive();
      const { claim, rows } = await claimAndRead();
      let loads: readonly ManagerLoad[] = [];
      const decide = (read: readonly ManagerLoad[]) => {
        loads = read;
        return aWrite("telegram:1");
      };
      await commit(process.lanes, claim, rows, aWrite("telegram:1"), { needsRoster: true, decide });
      expect(loads).toEqual([
        {
          managerId: "anna",
          open: 2,
          offeredTotal: 2,
          lastOfferedAt: AT,
          isPaused: false,
        },
        { managerId: "olga", open: 0, offeredTotal: 0, lastOfferedAt: undefined, isPaused: true },
      ]);
    });

    it("raises the count of a manager who is new with the first offer, and only once", async () => {
      const anna = asId<"manager">("anna");
      const offerOf = (id: string) => anOffer("anna", { id: asId<"offer">(id) });
      const first = { ...lead, offers: [offerOf("ofr_1")] };
      await process.desk.setPaused(anna, false);
      await takeStep(process, "telegram:1", { leads: [first], lifts: [{ managerId: anna, lift: 40 }] });
      expect((await loadsOf(later(0)))[0]?.offeredTotal).toBe(41);
      const second = { ...first, offers: [...first.offers, offerOf("ofr_2")] };
      await takeStep(process, "telegram:1", { leads: [second], lifts: [] });
      await takeStep(process, "telegram:1", {
        leads: [second],
        lifts: [{ managerId: anna, lift: 9 }],
      });
      expect((await loadsOf(later(0)))[0]?.offeredTotal).toBe(42);
    });

    it("tells what managers made of the leads they took in the last 90 days", async () => {
      const anna = asId<"manager">("anna");
      const closed = (n: number, changes: Partial<Closing> & { at?: Date }) =>
        aLead({
          id: asId<"lead">(`lead_${n}`),
          thread: "telegram:1",
          ladder: {
            status: "closed",
            at: AT,
            reason: "console",
            takenBy: anna,
            takenAt: later(-60_000),
            ...changes,
          },
          offers: [],
        });
      const leads = [
        closed(1, { outcome: "won" }),
        closed(2, { outcome: "lost" }),
        closed(3, { outcome: "lost" }),
        closed(4, {}),
        closed(5, { outcome: "won", takenBy: undefined, takenAt: undefined }),
        closed(6, { outcome: "won", at: later(-91 * 86_400_000) }),
        { ...lead, id: asId<"lead">("lead_7") },
      ];
      await takeStep(process, "telegram:1", { leads });
      expect((await loadsOf(later(120_000)))[0]).toMatchObject({
        managerId: "anna",
        history: { decided: 3, won: 1 },
      });
      // Nothing is said of somebody whose outcomes nobody has told.
      await takeStep(process, "telegram:1", { leads: [closed(2, {}), closed(1, {}), closed(3, {})] });
      expect((await loadsOf(later(240_000)))[0]?.history).toBeUndefined();
    });

    it("is found from the managers' side", async () => {
      await takeStep(process, "telegram:1", { conversation, leads: [lead] });
      const { desk } = other;
      expect(await desk.threadOfLead(lead.id)).toBe("telegram:1");
      expect(await desk.threadOfConversation(conversation.id)).toBe("telegram:1");
      expect(await desk.leadOfOffer(asId<"offer">("ofr_anna"))).toBe(lead.id);
      expect(await desk.conversationOfLead(lead.id)).toBe(conversation.id);
      expect(await desk.alertOfOffer(asId<"offer">("ofr_anna"))).toBeUndefined();
      expect(await desk.threadOfLead(asId<"lead">("lead_none"))).toBeUndefined();
    });

    it("knows a manager's Telegram account from the folder or from a code, which works once", async () => {
      const { desk } = process;
      const [anna, olga] = [asId<"manager">("anna"), asId<"manager">("olga")];
      expect(await desk.managerByTelegram(101)).toBe(anna);
      await desk.makeLinkCode(olga, "code-1");
      expect(await desk.linkTelegram("code-1", 777)).toBe(olga);
      expect(await desk.linkTelegram("code-1", 888)).toBeUndefined();
      expect(await desk.telegramOf(olga)).toBe(777);
      expect(await desk.managerByTelegram(777)).toBe(olga);
      await desk.makeLinkCode(anna, "code-2");
      expect(await desk.linkTelegram("code-2", 777)).toBe(anna);
      expect(await desk.telegramOf(olga)).toBe(102);
    });
  });
});
