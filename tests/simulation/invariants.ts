import type { Conversation } from "../../src/domain/conversation.ts";
import type { LeadId, ManagerId } from "../../src/domain/ids.ts";
import type { Lead } from "../../src/domain/lead.ts";
import type { SimulationResult } from "./simulate.ts";

/** One thing after another takes its time in the simulation where the gateway does them side by side. */
const LATE_MS = 5_000;

/** Promises that the week broke, in words. */
export function findFaults(result: SimulationResult): readonly string[] {
  const { census } = result;
  return [
    ...result.errors,
    ...unanswered(result),
    ...census.leads.flatMap(withoutPerson),
    ...secondLeads(result),
    ...talkedOver(result),
    ...lostOrDoubledMessages(result),
    ...result.lateMs.filter((ms) => ms > LATE_MS).map((ms) => `a timer fired ${ms} ms late`),
    ...leftOver(result),
    ...badDeliveries(result),
    ...portalFaults(result),
  ];
}

/** Kinds of talk that the bot may end by saying nothing. */
const MAY_END = new Set(["smalltalk", "system_notification"]);

/** Nobody is left without an answer: of the bot, or of the manager who was told. */
function unanswered({ census, notes, mute }: SimulationResult): readonly string[] {
  return census.conversations.flatMap((conversation) => {
    const { thread, state } = conversation;
    const lines = census.lines.filter((line) => line.thread === thread);
    const last = lines.at(-1);
    if (!lines.some((line) => line.author !== "contact")) return [`${thread} never got an answer`];
    if (last?.author !== "contact" || !state.isReachable) return [];
    const span = humanSpans(conversation, census.leads, census.events).find(
      ({ from, to }) => last.at.getTime() >= from && last.at.getTime() < to,
    );
    if (!span) {
      const category = state.lastUnderstanding?.category ?? "";
      return MAY_END.has(category) ? [] : [`${thread} waits for an answer to its last message (${category})`];
    }
    const isTold =
      mute.has(span.managerId) ||
      notes.some((note) => note.leadId === span.leadId && note.text.includes(last.text));
    return isTold ? [] : [`${span.managerId} was not told that ${thread} wrote again`];
  });
}

function withoutPerson(lead: Lead): readonly string[] {
  switch (lead.ladder.status) {
    case "taken":
    case "ended":
    case "closed":
      return [];
    case "held":
    case "offering":
      return [`${lead.id} is still ${lead.ladder.status} when everything is over`];
  }
}

/** A conversation's next lead may only begin when the one before was closed, or its conversation given back to the bot. */
function secondLeads({ census }: SimulationResult): readonly string[] {
  return [...new Set(census.leads.map((lead) => lead.thread))].flatMap((thread) => {
    const own = census.leads.filter((lead) => lead.thread === thread);
    const sorted = own.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    return sorted.slice(1).flatMap((lead, index) => {
      const before = sorted[index];
      if (before?.ladder.status === "closed" && before.ladder.at <= lead.createdAt) return [];
      const isGivenBack = census.events.some(
        (event) =>
          event.type === "returned_to_bot" &&
          event.conversationId === lead.conversationId &&
          new Date(event.at) <= lead.createdAt,
      );
      return isGivenBack ? [] : [`${thread} got ${lead.id} beside ${before?.id} (${before?.ladder.status})`];
    });
  });
}

/** The bot says nothing from the moment a manager has a conversation until it is given back or closed. */
function talkedOver({ census }: SimulationResult): readonly string[] {
  return census.conversations.flatMap((conversation) => {
    const spans = humanSpans(conversation, census.leads, census.events);
    return census.lines
      .filter((line) => line.thread === conversation.thread && line.author === "bot")
      .filter((line) => spans.some(({ from, to }) => line.at.getTime() > from && line.at.getTime() < to))
      .map((line) => `the bot spoke in ${line.thread} at ${line.at.toISOString()} while a manager had it`);
  });
}

interface HumanSpan {
  readonly leadId: LeadId;
  readonly managerId: ManagerId;
  readonly from: number;
  readonly to: number;
}

function humanSpans(
  conversation: Conversation,
  leads: readonly Lead[],
  events: SimulationResult["census"]["events"],
): readonly HumanSpan[] {
  const own = leads.filter((lead) => lead.thread === conversation.thread);
  return own.flatMap((lead) => {
    const taken = events.find((event) => event.type === "lead_taken" && event.leadId === lead.id);
    if (!taken) return [];
    const from = new Date(taken.at).getTime();
    const ends = events
      .filter(
        (event) =>
          (event.type === "returned_to_bot" && event.conversationId === conversation.id) ||
          (event.type === "lead_closed" && event.leadId === lead.id),
      )
      .map((event) => new Date(event.at).getTime())
      .filter((at) => at >= from);
    if (lead.ladder.status === "closed") ends.push(lead.ladder.at.getTime());
    const to = ends.length > 0 ? Math.min(...ends) : Number.POSITIVE_INFINITY;
    const { managerId } = taken.data as { readonly managerId: ManagerId };
    return [{ leadId: lead.id, managerId, from, to }];
  });
}

function lostOrDoubledMessages({ census, platform }: SimulationResult): readonly string[] {
  const stored = census.lines
    .filter((line) => line.author === "contact")
    .map((line) => line.externalId ?? "");
  const known = new Set(stored);
  return [
    ...[...platform.handedOver].filter((id) => !known.has(id)).map((id) => `message ${id} was lost`),
    ...(known.size < stored.length
      ? [`${stored.length - known.size} messages are in the transcript twice`]
      : []),
    ...(platform.waiting() > 0 ? [`${platform.waiting()} updates were never fetched`] : []),
  ];
}

function leftOver({ census }: SimulationResult): readonly string[] {
  const open = census.outbox.filter((row) => row.status === "open");
  const nameless = census.outbox.filter((row) => row.status === "dead" && !row.lastError);
  return [
    ...(open.length > 0
      ? [`${open.length} effects never left: ${[...new Set(open.map((row) => row.kind))].join(", ")}`]
      : []),
    ...(nameless.length > 0 ? [`${nameless.length} dead letters give no reason`] : []),
    ...(census.timers.length > 0 ? [`timers never fired: ${census.timers.slice(0, 3).join(", ")}`] : []),
    ...(census.openInbox > 0 ? [`${census.openInbox} events were never dealt with`] : []),
    ...(census.setAside > 0 ? [`${census.setAside} events were set aside`] : []),
  ];
}

/**
 * Every line of ours reaches its customer, unless the customer has blocked us. A second time only when nobody could know
 * whether it had: no answer came, or the process died in the middle.
 */
function badDeliveries({ census, telegram, kills, cutSends }: SimulationResult): readonly string[] {
  const times = new Map<string, number>();
  for (const { id } of telegram.delivered) times.set(id, (times.get(id) ?? 0) + 1);
  const repeats = [...times.values()].reduce((sum, count) => sum + count - 1, 0);
  const dead = census.outbox.filter(
    (row) => row.kind === "send_message" && row.status === "dead" && row.lastError !== "blocked",
  );
  return [
    ...(repeats > kills + cutSends ? [`${repeats} messages reached customers twice`] : []),
    ...dead.map((row) => `a message to a customer died of ${row.lastError}`),
  ];
}

function portalFaults({ census, portal }: SimulationResult): readonly string[] {
  const missing = census.leads.filter((lead) => !portal.leads.has(lead.id));
  const silent = [...portal.leads.values()].filter((entry) => entry.comments.size !== 1);
  return [
    ...missing.map((lead) => `${lead.id} never reached the portal`),
    ...silent.map(
      (entry) => `portal record ${entry.externalId} has ${entry.comments.size} comments of the handover`,
    ),
  ];
}
