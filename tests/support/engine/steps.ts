import { randomUUID } from "node:crypto";
import type { Effect, OutboxItem } from "../../../src/domain/effect.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Thread } from "../../../src/domain/message.ts";
import type { InboxEvent, InboxRow } from "../../../src/ports/inbox.ts";
import type { CommitRequest, LaneClaim, LaneStore, StepWrite } from "../../../src/ports/lane-store.ts";
import type { EngineProcess } from "./engines.ts";

export const AT = new Date("2026-03-11T08:00:00.000Z");
export const later = (ms: number): Date => new Date(AT.getTime() + ms);
/** Late enough for any burst to be over. */
export const LATE = later(60_000);

export function anEvent(overrides: Partial<InboxEvent> = {}): InboxEvent {
  return {
    source: "telegram",
    externalId: randomUUID(),
    thread: "telegram:1",
    kind: "channel",
    body: { text: "Здравствуйте" },
    receivedAt: AT,
    ...overrides,
  };
}

/** A step that changes nothing but what is named. */
export function aWrite(thread: Thread, changes: Partial<StepWrite> = {}): StepWrite {
  return {
    thread,
    conversation: undefined,
    lines: [],
    leads: [],
    setTimers: [],
    cancelTimers: [],
    outbox: [],
    events: [],
    supersedesUnsure: false,
    ...changes,
  };
}

export function anItem(
  key: string,
  orderKey: string,
  effect: Effect = {
    kind: "notify_manager",
    managerId: asId<"manager">("anna"),
    text: "Новая заявка",
  },
): OutboxItem {
  return { id: asId<"effect">(`eff_${key}`), orderKey, key, effect };
}

export async function claimOne(store: LaneStore, at: Date = LATE): Promise<LaneClaim> {
  const [claim] = await store.claim(at, 1);
  if (!claim) throw new Error("there is nothing to claim");
  return claim;
}

export function commit(
  store: LaneStore,
  claim: LaneClaim,
  rows: readonly InboxRow[],
  write: StepWrite,
  changes: Partial<CommitRequest> = {},
): ReturnType<LaneStore["commit"]> {
  return store.commit({
    claim,
    consumed: rows.map((row) => row.id),
    at: AT,
    yieldsToNew: false,
    needsRoster: false,
    decide: () => write,
    ...changes,
  });
}

/** A whole step of a thread that got a message: what is to be stored goes through the front door. */
export async function takeStep(
  { inbox, lanes }: EngineProcess,
  thread: Thread,
  changes: Partial<StepWrite> = {},
): Promise<void> {
  await inbox.accept(anEvent({ thread }));
  const claim = await claimOne(lanes);
  const rows = await lanes.read(claim);
  const outcome = await commit(lanes, claim, rows, aWrite(thread, changes));
  if (outcome !== "committed") throw new Error(`the step was ${outcome}`);
}
