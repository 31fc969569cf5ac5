import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createConsoleReads } from "../../../src/adapters/postgres/console-reads.ts";
import type { Tables } from "../../../src/adapters/postgres/tables.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { toPastRequest, type PastRequest } from "../../../src/domain/past-request.ts";
import type { ConsoleReads } from "../../../src/ports/console-reads.ts";
import { aConversation } from "../../support/builders/conversation.ts";
import { aLead, aLeadRequest, anOffer, aTrace } from "../../support/builders/lead.ts";
import { openPostgresEngine, WAITS, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import { AT, later, takeStep } from "../../support/engine/steps.ts";

const THREAD = "telegram:1";
const anna = asId<"manager">("anna");
const DAY = [later(-3_600_000), later(3_600_000)] as const;

let engine: Engine;
let process: EngineProcess;
let reads: ConsoleReads;

beforeAll(async () => {
  const opened = await openPostgresEngine({ waits: WAITS, team: () => [] });
  engine = opened;
  process = await engine.join();
  reads = createConsoleReads(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: opened.pool }) }));
});
afterAll(async () => {
  await process.leave();
  await engine.close();
});
beforeEach(() => engine.clear());

/** Stores leads as steps do. */
function store(...leads: readonly Lead[]): Promise<void> {
  return takeStep(process, THREAD, { conversation: aConversation({ thread: THREAD }), leads });
}

function leadOf(n: number, changes: Partial<Lead>): Lead {
  return aLead({ id: asId<"lead">(`lead_${n}`), thread: THREAD, createdAt: AT, ...changes });
}

const offerOf = (id: string, managerId: string, outcome?: "taken" | "declined" | "expired" | "withdrawn") =>
  anOffer(managerId, {
    id: asId<"offer">(id),
    offeredAt: AT,
    ...(outcome ? { outcome, endedAt: later(20_000) } : {}),
  });

describe("the ledger in PostgreSQL", () => {
  it("counts offers by how they ended, with the value and the outcome of what was taken", async () => {
    await store(
      leadOf(1, {
        request: aLeadRequest({ expectedValue: 1000 }),
        offers: [offerOf("ofr_1", "boris", "declined"), offerOf("ofr_2", "anna", "taken")],
        ladder: {
          status: "closed",
          at: later(60_000),
          reason: "anna",
          outcome: "won",
          takenBy: anna,
          takenAt: AT,
        },
      }),
      leadOf(2, {
        request: aLeadRequest({ expectedValue: 500 }),
        offers: [offerOf("ofr_3", "anna", "taken"), offerOf("ofr_4", "boris", "withdrawn")],
        ladder: { status: "taken", by: anna, at: AT, via: "telegram" },
      }),
      leadOf(3, { offers: [offerOf("ofr_5", "boris", "expired")] }),
    );
    const [first, second] = await reads.ledger(...DAY);
    expect(first).toEqual({
      managerId: "anna",
      offered: 2,
      taken: 2,
      declined: 0,
      expired: 0,
      withdrawn: 0,
      value: 1500,
      won: 1,
      lost: 0,
      wonValue: 1000,
      filtered: {},
    });
    expect(second).toMatchObject({ managerId: "boris", offered: 3, declined: 1, expired: 1, withdrawn: 1 });
    expect(await reads.ledger(later(3_600_000), later(7_200_000))).toEqual([]);
  });

  it("counts for how many leads somebody was passed over, once a lead and reason", async () => {
    const candidate = { managerId: anna, name: "Анна", open: 0, capacity: 4 };
    await store(
      leadOf(1, {
        trace: aTrace({ candidates: [{ ...candidate, excluded: "off_shift" }] }),
        skips: [
          { rung: 1, managerId: anna, reason: "off_shift", at: AT },
          { rung: 2, managerId: anna, reason: "off_shift", at: AT },
          { rung: 2, managerId: anna, reason: "already_offered", at: AT },
          { rung: 3, reason: "nobody_in_target", at: AT },
        ],
      }),
      leadOf(2, {
        trace: aTrace({ candidates: [{ ...candidate, excluded: "not_in_target", missed: "skill" }] }),
        skips: [{ rung: 1, managerId: anna, reason: "full", at: AT }],
      }),
      leadOf(3, { trace: aTrace({ candidates: [candidate] }) }),
    );
    expect(await reads.ledger(...DAY)).toMatchObject([
      { managerId: "anna", offered: 0, filtered: { off_shift: 1, not_in_target_skill: 1, full: 1 } },
    ]);
  });
});

describe("statistics in PostgreSQL", () => {
  it("still know who took a lead, and how fast, after it was closed", async () => {
    await store(
      leadOf(1, {
        ladder: {
          status: "closed",
          at: later(600_000),
          reason: "anna",
          outcome: "lost",
          takenBy: anna,
          takenAt: later(30_000),
        },
      }),
    );
    expect(await reads.stats(...DAY)).toMatchObject({ leads: 1, taken: 1, medianTakeSeconds: 30 });
  });
});

describe("experiments in PostgreSQL", () => {
  const underVariant = (variant: string) => aTrace({ experiment: { id: "duty_first", variant } });
  const closed = (outcome: "won" | "lost"): Lead["ladder"] => ({
    status: "closed",
    at: later(600_000),
    reason: "anna",
    outcome,
    takenBy: anna,
    takenAt: later(25_000),
  });

  it("count leads by the variant that decided, whatever became of them since", async () => {
    await store(
      leadOf(1, { trace: underVariant("now"), ladder: closed("won") }),
      leadOf(2, { trace: underVariant("now"), ladder: { status: "held", until: later(1000) } }),
      leadOf(3, { trace: underVariant("duty"), ladder: closed("lost") }),
      leadOf(4, {
        trace: underVariant("duty"),
        ladder: { status: "ended", at: AT, task: "Перезвонить", taskFor: anna },
      }),
      leadOf(5, { ladder: closed("won") }),
    );
    const base = { experiment: "duty_first", conversations: 1, withLead: 1, leads: 2, takeSeconds: [25] };
    expect(await reads.variants(...DAY)).toEqual({
      rules: [
        { ...base, variant: "duty", finished: 2, taken: 1, won: 0, lost: 1 },
        { ...base, variant: "now", finished: 1, taken: 1, won: 1, lost: 0 },
      ],
      prompts: [],
    });
  });

  it("count conversations by the prompt that first read them, and the leads that came of them", async () => {
    const read = (label: string) => ({ type: "understood", data: { promptVariant: label } });
    const talk = (n: number, label: string, ...leads: readonly Lead[]) =>
      takeStep(process, `telegram:${n}`, {
        conversation: aConversation({ id: asId<"conversation">(`conv_${n}`), thread: `telegram:${n}` }),
        leads,
        events: [read(label), read("understand@9.z#later"), { type: "understood", data: {} }],
      });
    const lead = leadOf(1, { conversationId: asId<"conversation">("conv_1"), ladder: closed("won") });
    await talk(1, "understand@1.a#1a", lead);
    await talk(2, "understand@1.a#1a");
    await talk(3, "understand@1.b#1b");
    const { prompts } = await reads.variants(...DAY);
    expect(prompts).toMatchObject([
      { experiment: "understand", variant: "understand@1.a#1a", conversations: 2, withLead: 1, won: 1 },
      { experiment: "understand", variant: "understand@1.b#1b", conversations: 1, withLead: 0, leads: 0 },
    ]);
  });
});

describe("past requests in PostgreSQL", () => {
  it("come a page at a time, the oldest first, whole and once", async () => {
    const leads = Array.from({ length: 7 }, (_, n) =>
      leadOf(n, {
        createdAt: later(Math.floor(n / 2) * 1000),
        offers: [offerOf(`ofr_${n}`, "anna", "taken")],
        ladder: { status: "taken", by: anna, at: later(20_000), via: "telegram" },
        firstHumanReplyAt: later(50_000),
      }),
    );
    await store(...leads.toReversed());
    const [from, to] = DAY;
    const seen: PastRequest[] = [];
    for (;;) {
      const after = seen.at(-1)?.id;
      const page = await reads.requests({
        from,
        to,
        limit: 3,
        ...(after === undefined ? {} : { after: asId<"lead">(after) }),
      });
      if (page.length === 0) break;
      seen.push(...page);
    }
    expect(seen).toEqual(leads.map((lead) => JSON.parse(JSON.stringify(toPastRequest(lead)), revive)));
    expect(JSON.stringify(seen)).not.toContain("+7999");
  });
});

/** Moments as they were before they became texts. */
function revive(_key: string, value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/u.test(value) ? new Date(value) : value;
}
