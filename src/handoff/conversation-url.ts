import type { ConversationId } from "../domain/ids.ts";

/** Address of a conversation in the operators' console. */
export function conversationUrl(publicUrl: string, conversationId: ConversationId): string {
  return `${publicUrl.replace(/\/+$/u, "")}/console/conversations/${encodeURIComponent(conversationId)}`;
}
