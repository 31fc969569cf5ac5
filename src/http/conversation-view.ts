import type { Business } from "../domain/business.ts";
import { categoryName, priorityName, type Category, type Priority } from "../domain/category.ts";
import type { Conversation, Ownership } from "../domain/conversation.ts";
import { channelOf } from "../domain/message.ts";
import type { ConversationSummary } from "../ports/console-reads.ts";
import { personView } from "./manager-name.ts";

/** One line of the list of conversations. */
export function summaryView(summary: ConversationSummary, business: Business) {
  return {
    ...summary,
    ownership: ownershipView(summary.ownership, business),
    ...names(summary.category, summary.priority, business),
  };
}

/** A conversation with what we understood of it; messages and leads stand beside it. */
export function conversationView(conversation: Conversation, business: Business) {
  const { state } = conversation;
  const { request, lastUnderstanding } = state;
  return {
    id: conversation.id,
    channel: channelOf(conversation.thread),
    displayName: conversation.displayName ?? state.profile?.name ?? request?.slots.name ?? null,
    verifiedPhone: conversation.verifiedPhone ?? null,
    startedAt: conversation.startedAt,
    lastMessageAt: conversation.lastMessageAt,
    origin: conversation.origin,
    lastManager:
      conversation.lastManagerId === undefined ? null : personView(conversation.lastManagerId, business),
    ownership: ownershipView(state.ownership, business),
    language: state.language,
    isReachable: state.isReachable,
    consent: state.consent ?? null,
    request: request ? { ...request, ...names(request.category, request.priority, business) } : null,
    understanding: lastUnderstanding
      ? { ...lastUnderstanding, ...names(lastUnderstanding.category, lastUnderstanding.priority, business) }
      : null,
  };
}

function ownershipView(ownership: Ownership, business: Business) {
  switch (ownership.status) {
    case "bot":
    case "offered":
    case "returned":
      return ownership;
    case "human": {
      const { managerId, ...rest } = ownership;
      return { ...rest, manager: personView(managerId, business) };
    }
  }
}

function names(category: Category | undefined, priority: Priority | undefined, { language }: Business) {
  return {
    categoryName: category === undefined ? undefined : categoryName(category, language),
    priorityName: priority === undefined ? undefined : priorityName(priority, language),
  };
}
