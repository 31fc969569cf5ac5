import type { z } from "zod";
import type { LeadId } from "../domain/ids.ts";
import { channelOf, type ChannelName, type InboundMessage, type Thread } from "../domain/message.ts";
import type { Channel } from "../ports/channel.ts";
import type { InboxRow } from "../ports/inbox.ts";
import { deskBody, reportBody, timerBody } from "./stored-bodies.ts";

/** One thing that a step deals with, parsed. */
export type StepInput =
  | { readonly kind: "reachability"; readonly isReachable: boolean }
  | { readonly kind: "desk"; readonly key: string; readonly action: z.output<typeof deskBody> }
  | { readonly kind: "timer"; readonly timer: z.output<typeof timerBody> }
  | { readonly kind: "report"; readonly report: z.output<typeof reportBody> };

export interface ReceivedMessage {
  readonly message: InboundMessage;
  readonly receivedAt: Date;
}

/** The rows of one thread, sorted into what waits for a burst's end and what is dealt with at once. */
export interface StepInputs {
  readonly thread: Thread;
  readonly inputs: readonly StepInput[];
  readonly inputRows: readonly number[];
  readonly messages: readonly ReceivedMessage[];
  readonly messageRows: readonly number[];
  /** Rows of the lane that belong to another thread, which happens to share it. */
  readonly hasOthers: boolean;
}

/**
 * Parses a lane's rows. Only the first thread's are taken: others of the lane come in the next step. A raw event that
 * its channel can't read gives no message and is still consumed: it stays in the inbox for a later fix.
 */
export function readInputs(
  rows: readonly InboxRow[],
  channels: Readonly<Partial<Record<ChannelName, Channel>>>,
): StepInputs | undefined {
  const thread = rows[0]?.thread;
  if (!thread) return undefined;
  const own = rows.filter((row) => row.thread === thread);
  const inputs: StepInput[] = [];
  const inputRows: number[] = [];
  const messages: ReceivedMessage[] = [];
  const messageRows: number[] = [];
  for (const row of own) {
    if (row.kind !== "channel") {
      inputs.push(toInput(row));
      inputRows.push(row.id);
      continue;
    }
    const channel = channels[channelOf(thread)];
    // Never taken for read: after repeated failures it is set aside and a person is told.
    if (!channel)
      throw new Error(`the channel ${channelOf(thread)} is off, but its messages wait to be answered`);
    const found = channel.parse(row.body);
    let isMessage = false;
    for (const event of found) {
      if (event.kind === "reachability")
        inputs.push({ kind: "reachability", isReachable: event.isReachable });
      else messages.push({ message: event.message, receivedAt: row.receivedAt });
      isMessage ||= event.kind === "message";
    }
    (isMessage ? messageRows : inputRows).push(row.id);
  }
  return { thread, inputs, inputRows, messages, messageRows, hasOthers: own.length < rows.length };
}

function toInput(row: InboxRow): StepInput {
  switch (row.kind) {
    case "desk":
      return { kind: "desk", key: String(row.id), action: deskBody.parse(row.body) };
    case "timer":
      return { kind: "timer", timer: timerBody.parse(row.body) };
    case "report":
      return { kind: "report", report: reportBody.parse(row.body) };
    case "channel":
      throw new Error("a raw event is not an input");
  }
}

/** Leads that the inputs speak of, whether still open or not. */
export function leadsOf(inputs: readonly StepInput[]): readonly LeadId[] {
  return inputs.flatMap((input) => {
    switch (input.kind) {
      case "desk":
        return "leadId" in input.action ? [input.action.leadId] : [];
      case "timer":
        return input.timer.body.leadId ? [input.timer.body.leadId] : [];
      case "report":
        return "leadId" in input.report ? [input.report.leadId] : [];
      case "reachability":
        return [];
    }
  });
}
