import {
  NEW_CONVERSATION_STATE,
  type Conversation,
  type ConversationState,
  type RequestState,
} from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import { threadOf, type InboundMessage } from "../../../src/domain/message.ts";

/** Wednesday 11 March 2026, 11:00 in Moscow: the moment that the gold dialogues use. */
export const WEDNESDAY_11 = new Date("2026-03-11T11:00:00+03:00");

export function aConversationState(overrides: Partial<ConversationState> = {}): ConversationState {
  return { ...NEW_CONVERSATION_STATE, ...overrides };
}

export function aRequest(overrides: Partial<RequestState> = {}): RequestState {
  return {
    category: "lead_b2c",
    also: [],
    priority: "normal",
    urgent: false,
    action: "ask",
    slots: {},
    refused: [],
    asked: [],
    pBooking: 0.5,
    expectedValue: 1250,
    ...overrides,
  };
}

export function aConversation(overrides: Partial<Conversation> = {}): Conversation {
  return {
    id: asId<"conversation">("conv_1"),
    contactId: asId<"contact">("cnt_1"),
    thread: threadOf("telegram", "100"),
    startedAt: WEDNESDAY_11,
    lastMessageAt: WEDNESDAY_11,
    state: NEW_CONVERSATION_STATE,
    ...overrides,
  };
}

export function aMessage(text: string, overrides: Partial<InboundMessage> = {}): InboundMessage {
  return { externalId: "1", sentAt: WEDNESDAY_11, text, attachments: [], ...overrides };
}
