import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { joinNode } from "../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../src/adapters/postgres/lanes.ts";
import type { Database } from "../../src/adapters/postgres/open-database.ts";
import { asId } from "../../src/domain/ids.ts";
import type { Thread } from "../../src/domain/message.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import type { InboxRow } from "../../src/ports/inbox.ts";
import type { LaneClaim, StepWrite } from "../../src/ports/lane-store.ts";
import { aConversation } from "./builders/conversation.ts";
import { aLead, anOffer } from "./builders/lead.ts";

export const BUSY_AT = new Date("2026-03-11T08:00:00.000Z");

/** A row that was certainly committed before the write-ahead log reached `lsn`. */
export interface CommittedRow {
  readonly table: string;
  readonly id: string;
  readonly lsn: bigint;
}

export interface BusyEngine {
  readonly committed: readonly CommittedRow[];
  /** Resolves after so many conversations. */
  until(conversations: number): Promise<void>;
  stop(): Promise<void>;
}

const AT_ONCE = 25;

/**
 * Writes through the real inbox and the real lanes without a pause: each message is a new conversation with a
 * transcript, a lead with an offer, a timer, an event and an effect, written once and never changed. One in five stays
 * unprocessed.
 */
export async function startBusyEngine(database: Database): Promise<BusyEngine> {
  const { pool } = database;
  const ignore = () => undefined;
  const node = await joinNode({
    pool,
    connection: database.connection,
    clock: systemClock,
    name: "busy",
    onTrouble: ignore,
  });
  const inbox = createInbox({ pool, minWaitMs: 0, quietMs: 0, capMs: 0, onStored: ignore });
  const lanes = createLaneStore(pool, pool, node.id);
  const committed: CommittedRow[] = [];
  const stopping = new AbortController();
  let received = 0;
  let taken = 0;

  const note = async (rows: readonly Omit<CommittedRow, "lsn">[]) => {
    const { rows: found } = await pool.query("select pg_current_wal_insert_lsn()::text as lsn");
    const lsn = toPosition(found[0].lsn);
    committed.push(...rows.map((row) => ({ ...row, lsn })));
  };
  const receive = async () => {
    while (!stopping.signal.aborted) {
      const ids = Array.from({ length: AT_ONCE }, () => String((received += 1)));
      await Promise.all(
        ids.map((id) =>
          inbox.accept({
            source: "telegram",
            externalId: id,
            thread: `telegram:${id}`,
            kind: "channel",
            body: { text: `Здравствуйте, это сообщение ${id}` },
            receivedAt: Number(id) % 5 === 0 ? new Date("2099-01-01T00:00:00Z") : BUSY_AT,
          }),
        ),
      );
      await note(ids.map((id) => ({ table: "inbox", id })));
    }
  };
  const work = async () => {
    while (!stopping.signal.aborted) {
      const claims = await lanes.claim(BUSY_AT, AT_ONCE);
      const done = await Promise.all(claims.map((claim) => takeStep(claim)));
      taken += done.length;
      await note(done.flat());
    }
  };
  const takeStep = async (claim: LaneClaim) => {
    const rows = await lanes.read(claim);
    const [row] = rows;
    if (!row) throw new Error("a lane without rows");
    const consumed = rows.map(({ id }) => id);
    const write = writeOf(row);
    const outcome = await lanes.commit({
      claim,
      consumed,
      at: BUSY_AT,
      yieldsToNew: false,
      needsRoster: false,
      decide: () => write,
    });
    if (outcome !== "committed") throw new Error(`the step was ${outcome}`);
    const id = idOf(row.thread);
    return KEYED.map((table) => ({ table, id: keyOf(table, id) }));
  };
  const loops = [receive(), work(), work()];
  return {
    committed,
    until: async (conversations) => {
      const isEnough = () => taken >= conversations;
      while (!isEnough()) await new Promise((done) => setTimeout(done, 10));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      await node.leave();
    },
  };
}

/** Tables that a step writes one row with a known key to. */
const KEYED = ["conversation", "message", "lead", "offer", "outbox", "timer", "event"] as const;

function keyOf(table: (typeof KEYED)[number], id: string): string {
  const prefix = {
    conversation: "conv_",
    message: "msg_",
    lead: "lead_",
    offer: "ofr_",
    outbox: "eff_",
    timer: "follow_up:",
    event: "conv_",
  };
  return `${prefix[table]}${id}`;
}

function idOf(thread: Thread): string {
  return thread.split(":")[1] ?? "";
}

/** A position of the write-ahead log, `16/B374D848`, as a number that can be compared. */
export function toPosition(lsn: string): bigint {
  const [high, low] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

function writeOf(row: InboxRow): StepWrite {
  const { thread } = row;
  const id = idOf(thread);
  const conversationId = asId<"conversation">(`conv_${id}`);
  const leadId = asId<"lead">(`lead_${id}`);
  return {
    thread,
    conversation: aConversation({ id: conversationId, thread }),
    lines: [
      {
        id: asId(`msg_${id}`),
        conversationId,
        author: "contact",
        text: `Сообщение ${id}: «ёлки», 2 < 3`,
        choices: [],
        attachments: [],
        at: BUSY_AT,
      },
    ],
    leads: [
      aLead({ id: leadId, conversationId, thread, offers: [anOffer("anna", { id: asId(`ofr_${id}`) })] }),
    ],
    setTimers: [
      { key: `follow_up:${id}`, kind: "follow_up", dueAt: new Date("2099-01-01T00:00:00Z"), body: {} },
    ],
    cancelTimers: [],
    outbox: [
      {
        id: asId(`eff_${id}`),
        orderKey: thread,
        key: `reply:${id}`,
        effect: { kind: "crm_create_lead", leadId },
      },
    ],
    events: [{ type: "lead_created", leadId, data: { n: id } }],
    supersedesUnsure: false,
  };
}
