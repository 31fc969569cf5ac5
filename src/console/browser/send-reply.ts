import type { ActionHost } from "./actions.ts";
import { makeKey } from "./api-client.ts";
import { markSending, unmarkSending } from "./views/conversation.ts";
import type { ViewContext } from "./view.ts";

/** Replies whose fate is unknown: sent again, they keep their id, so the customer never reads one twice. */
const unsure = new Map<string, { readonly text: string; readonly id: string }>();

/** Sends what is written in the reply form; a failure puts the text back. */
export async function sendReply(
  form: HTMLElement,
  host: ActionHost,
  { api }: ViewContext,
  askWho: () => Promise<string | undefined>,
): Promise<void> {
  const field = form.querySelector("textarea");
  const text = field?.value.trim() ?? "";
  const managerId = text === "" ? undefined : await askWho();
  if (!field || managerId === undefined) return;

  const conversationId = form.dataset["conversation"] ?? "";
  const earlier = unsure.get(conversationId);
  const id = earlier?.text === text ? earlier.id : makeKey();
  unsure.set(conversationId, { text, id });
  field.value = "";
  markSending(conversationId, text);
  host.redraw();
  try {
    await api.write(
      `conversations/${encodeURIComponent(conversationId)}/messages`,
      { managerId, text, id },
      id,
    );
    unsure.delete(conversationId);
  } catch (error) {
    unmarkSending(conversationId, text);
    // What was typed meanwhile is not lost, and neither is this.
    field.value = field.value === "" ? text : `${text}\n${field.value}`;
    host.redraw();
    throw error;
  }
}
