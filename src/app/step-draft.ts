import type { Conversation, ConversationState } from "../domain/conversation.ts";
import type { Effect, OutboxItem } from "../domain/effect.ts";
import type { LeadId, MakeId, ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import type { Thread, TranscriptLine } from "../domain/message.ts";
import type { TimerSetting } from "../domain/timer.ts";
import type { Snapshot, StepWrite, StoredEvent } from "../ports/lane-store.ts";

/**
 * What a step has changed so far. The stages are pure and hand their results here; the whole is stored in one
 * transaction or not at all. Lives for one step only.
 */
export interface StepDraft {
  readonly thread: Thread;
  readonly at: Date;
  readonly makeId: MakeId;
  conversation(): Conversation | undefined;
  setConversation(conversation: Conversation): void;
  setState(state: ConversationState): void;
  lead(id: LeadId): Lead | undefined;
  /** Leads of this conversation that are not closed. */
  openLeads(): readonly Lead[];
  setLead(lead: Lead): void;
  addLine(line: Omit<TranscriptLine, "seq">): void;
  setTimer(timer: TimerSetting): void;
  cancelTimer(key: string): void;
  /** @param orderKey Effects of one key leave one after another. */
  emit(orderKey: string, effect: Effect): void;
  note(event: StoredEvent): void;
  /** The contact has written: messages whose delivery is uncertain need no repeat. */
  supersedeUnsure(): void;
  /** What the counts of managers who are new or back are to be raised by, if the step offers them something. */
  lift(lifts: ReadonlyMap<ManagerId, number>): void;
  /** Somebody has a place again: leads whose ladder has run out are looked at, the most urgent and oldest first. */
  wakeBacklog(): void;
  toWrite(): StepWrite;
}

export function openDraft(snapshot: Snapshot, thread: Thread, at: Date, makeId: MakeId): StepDraft {
  let conversation = snapshot.conversation;
  let isTouched = false;
  const flags = { supersedesUnsure: false, wakesBacklog: false };
  const leads = new Map<LeadId, Lead>(snapshot.leads.map((lead) => [lead.id, lead]));
  const changed = new Set<LeadId>();
  const lines: Omit<TranscriptLine, "seq">[] = [];
  const timers = new Map<string, TimerSetting | undefined>();
  const outbox: OutboxItem[] = [];
  const events: StoredEvent[] = [];
  let lifts: ReadonlyMap<ManagerId, number> = new Map();

  const setConversation = (next: Conversation) => {
    conversation = next;
    isTouched = true;
  };

  return {
    thread,
    at,
    makeId,
    conversation: () => conversation,
    setConversation,
    setState: (state) => {
      if (conversation) setConversation({ ...conversation, state });
    },
    lead: (id) => leads.get(id),
    openLeads: () => [...leads.values()].filter((lead) => lead.ladder.status !== "closed"),
    setLead: (lead) => {
      leads.set(lead.id, lead);
      changed.add(lead.id);
    },
    addLine: (line) => lines.push(line),
    setTimer: (timer) => timers.set(timer.key, timer),
    cancelTimer: (key) => timers.set(key, undefined),
    emit: (orderKey, effect) => {
      const id = makeId("effect");
      outbox.push({ id, orderKey, key: id, effect });
    },
    note: (event) => events.push(event),
    supersedeUnsure: () => void (flags.supersedesUnsure = true),
    lift: (next) => {
      lifts = next;
    },
    wakeBacklog: () => void (flags.wakesBacklog = true),
    toWrite: () => ({
      thread,
      conversation: isTouched ? conversation : undefined,
      lines,
      leads: [...changed].flatMap((id) => leads.get(id) ?? []),
      setTimers: [...timers.values()].filter((timer) => timer !== undefined),
      cancelTimers: [...timers].filter(([, timer]) => timer === undefined).map(([key]) => key),
      outbox,
      events,
      lifts: [...lifts].map(([managerId, lift]) => ({ managerId, lift })),
      ...flags,
    }),
  };
}
