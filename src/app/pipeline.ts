/**
 * One customer message from the webhook to the CRM, stage by stage. Start reading here.
 *
 * 1 receive     src/inbound: the raw event is durable, then acknowledged; its conversation's lane has work
 * 2 understand  src/understanding: text → intent and slot values
 * 3 converse    src/conversation: one pure turn, state + event → state + effects
 * 4 decide      src/routing: who gets the lead, and why
 * 5 hand off    src/handoff: the lead, its card, its CRM fields
 * 6 watch       src/watch: the ladder of offers, the promised time
 *
 * Stages 3–6 are pure; what they ask for is stored with the new state in one transaction and leaves through
 * src/outbox. Everything that touches a conversation (messages, timers, managers' actions, reports) comes this way,
 * one step at a time.
 */
import { readChoice } from "../conversation/read-choice.ts";
import { NEW_CONVERSATION_STATE, type Conversation } from "../domain/conversation.ts";
import type { MakeId } from "../domain/ids.ts";
import type { Thread } from "../domain/message.ts";
import type { TurnEffect } from "../domain/turn.ts";
import type { Understanding } from "../domain/understanding.ts";
import { burstReadyAt, isCompleteText, type BurstWaits } from "../inbound/burst.ts";
import type { Clock } from "../ports/clock.ts";
import { levelNewcomers, liftsOf } from "../routing/level-newcomers.ts";
import type { LaneClaim, LaneStore, Snapshot } from "../ports/lane-store.ts";
import type { Understander } from "../ports/understander.ts";
import { applyInput } from "./apply-input.ts";
import { applyTurn, recordMessages, turnFor } from "./converse-step.ts";
import type { StepContext } from "./step-context.ts";
import { openDraft } from "./step-draft.ts";
import { leadsOf, readInputs, type ReceivedMessage, type StepInputs } from "./step-inputs.ts";

export interface PipelineOptions {
  readonly store: LaneStore;
  readonly clock: Clock;
  readonly understander: () => Understander;
  readonly context: () => StepContext;
  readonly waits: BurstWaits;
  /** Called while the contact waits for an answer: shows the typing sign. */
  readonly onThinking: (thread: Thread) => void;
  /** Called after each commit. */
  readonly onCommitted: (thread: Thread) => void;
}

/** Longest time that reading a turn may take before the step fails and is tried again; milliseconds. */
const UNDERSTANDING_LIMIT_MS = 30_000;
/** New messages are taken into a turn under way so many times; then it is answered as it stands. */
const MAX_SUPERSEDED = 2;

/** @returns What a lane's worker does with a claimed lane: one step, committed or handed back. */
export function createPipeline(options: PipelineOptions): (claim: LaneClaim) => Promise<void> {
  return async (claim) => {
    for (let round = 0; round <= MAX_SUPERSEDED; round += 1) {
      const outcome = await takeStep(claim, options, round < MAX_SUPERSEDED);
      if (outcome !== "superseded") return;
    }
  };
}

async function takeStep(
  claim: LaneClaim,
  options: PipelineOptions,
  yieldsToNew: boolean,
): Promise<"committed" | "superseded" | "lost" | "deferred"> {
  const { store, clock } = options;
  const context = options.context();
  const step = readInputs(await store.read(claim), context.channels);
  if (!step) {
    await store.release(claim);
    return "committed";
  }
  const snapshot = await store.load(step.thread, leadsOf(step.inputs));
  const readyAt = readyAtOf(step, snapshot, options.waits);
  const isReady = readyAt !== undefined && readyAt <= clock.now();
  if (!isReady && step.inputRows.length === 0 && readyAt) {
    options.onThinking(step.thread);
    await store.defer(claim, readyAt);
    return "deferred";
  }
  const messages = isReady ? step.messages : [];
  const understanding = await understand(step.thread, messages, snapshot.conversation, options);
  const outcome = await commit(
    { claim, step, snapshot, messages, understanding, readyAt, context, yieldsToNew },
    options,
  );
  if (outcome === "committed") options.onCommitted(step.thread);
  return outcome;
}

/** When the contact's messages may be answered; `undefined` when there are none. */
function readyAtOf(step: StepInputs, snapshot: Snapshot, waits: BurstWaits): Date | undefined {
  const first = step.messages[0];
  const last = step.messages.at(-1);
  if (!first || !last) return undefined;
  const isPressed = step.messages.some(({ message }) => message.choice !== undefined);
  return burstReadyAt(
    {
      firstAt: first.receivedAt,
      lastAt: last.receivedAt,
      isFirst: isPressed || (snapshot.conversation === undefined && step.messages.length === 1),
      isComplete: isPressed || isCompleteText(last.message.text),
    },
    waits,
  );
}

async function understand(
  thread: Thread,
  messages: readonly ReceivedMessage[],
  conversation: Conversation | undefined,
  options: PipelineOptions,
): Promise<Understanding | undefined> {
  const last = messages.at(-1);
  if (!last) return undefined;
  const request = conversation?.state.request;
  const read = readChoice(
    messages.map(({ message }) => message),
    request?.pending,
  );
  return options.understander().understand(
    {
      text: read
        .map((message) => message.text)
        .filter(Boolean)
        .join("\n"),
      receivedAt: last.receivedAt,
    },
    {
      slots: { ...conversation?.state.profile, ...request?.slots },
      category: request?.category,
      pendingSlot: request?.pending?.slot,
      displayName: last.message.displayName,
      conversationKey: thread,
    },
    AbortSignal.timeout(UNDERSTANDING_LIMIT_MS),
  );
}

interface Step {
  readonly claim: LaneClaim;
  readonly step: StepInputs;
  readonly snapshot: Snapshot;
  readonly messages: readonly ReceivedMessage[];
  readonly understanding: Understanding | undefined;
  readonly readyAt: Date | undefined;
  readonly context: StepContext;
  readonly yieldsToNew: boolean;
}

/** What a turn asks for that may put a lead before people: decided with true loads. */
const TO_PEOPLE: ReadonlySet<TurnEffect["kind"]> = new Set(["hand_off", "update_lead"]);

async function commit(step: Step, { store, clock }: PipelineOptions) {
  const { context, snapshot, messages, understanding } = step;
  const at = clock.now();
  const { thread, inputs } = step.step;
  const conversation = meet(snapshot.conversation, thread, messages, at, context.makeId);
  const event = understanding && {
    kind: "contact_wrote" as const,
    messages: messages.map(({ message }) => message),
    understanding,
  };
  // A turn by itself is taken here, so that the team is locked only if it hands something over.
  const probe =
    event && conversation && inputs.length === 0 ? turnFor(conversation, event, at, context) : undefined;
  const needsRoster = inputs.length > 0 || (probe?.effects.some(({ kind }) => TO_PEOPLE.has(kind)) ?? false);
  return store.commit({
    claim: step.claim,
    consumed: [...step.step.inputRows, ...(messages.length > 0 ? step.step.messageRows : [])],
    at,
    yieldsToNew: step.yieldsToNew && event !== undefined,
    nextDueAt: step.step.hasOthers ? undefined : step.readyAt,
    needsRoster,
    decide: (counted) => {
      const draft = openDraft(snapshot, thread, at, context.makeId);
      const loads = levelNewcomers(counted, context.business, at);
      draft.lift(liftsOf(counted, loads));
      for (const input of inputs) {
        // A contact who is writing right now needs no reminder.
        if (input.kind === "timer" && input.timer.timer === "follow_up" && step.step.messages.length > 0)
          continue;
        applyInput(draft, input, loads, context);
      }
      if (event && conversation) {
        const current = draft.conversation();
        draft.setConversation(current ? { ...conversation, state: current.state } : conversation);
        recordMessages(draft, conversation, messages);
        context.metrics.turn(understanding.category, understanding.by);
        draft.note({ type: "understood", data: summaryOf(understanding) });
        const answersAt = messages[0]?.receivedAt ?? at;
        applyTurn(draft, event, loads, context, probe ? { result: probe, answersAt } : { answersAt });
      }
      return draft.toWrite();
    },
  });
}

/** The conversation with what these messages tell of the contact; a new one for a thread not met before. */
function meet(
  known: Conversation | undefined,
  thread: Thread,
  messages: readonly ReceivedMessage[],
  at: Date,
  makeId: MakeId,
): Conversation | undefined {
  const last = messages.at(-1);
  if (!last) return known;
  const { message } = last;
  const origin = messages.find(({ message: one }) => one.origin)?.message.origin;
  const base: Conversation = known ?? {
    id: makeId("conversation"),
    contactId: makeId("contact"),
    thread,
    startedAt: at,
    lastMessageAt: at,
    state: NEW_CONVERSATION_STATE,
  };
  const verifiedPhone = messages.findLast(({ message: one }) => one.verifiedPhone)?.message.verifiedPhone;
  return {
    ...base,
    lastMessageAt: last.receivedAt,
    displayName: message.displayName ?? base.displayName,
    verifiedPhone: verifiedPhone ?? base.verifiedPhone,
    origin: base.origin ?? origin,
  };
}

function summaryOf(understanding: Understanding): Readonly<Record<string, unknown>> {
  const { category, also, priority, urgent, sentiment, action, confidence, by } = understanding;
  const { slots, promptVariant } = understanding;
  return {
    category,
    also,
    priority,
    urgent,
    sentiment,
    action,
    confidence,
    by,
    slots: Object.keys(slots),
    ...(promptVariant === undefined ? {} : { promptVariant }),
  };
}
