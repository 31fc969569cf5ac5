import { el } from "../element.ts";
import { exactTimeText, longDayText, phoneText } from "../format.ts";
import { icon } from "../icons.ts";
import { ADDRESSES } from "../route.ts";
import { nameOf, words } from "../words.ts";
import { wire, type ConversationDetail, type Message } from "../wire.ts";
import type { ViewContext } from "../view.ts";
import { renderLeadPanel } from "./lead-panel.ts";
import { ownershipBadge } from "./parts.ts";

/** Replies on their way: shown at once, and gone when the transcript has them. */
const sending = new Map<string, { readonly text: string; readonly afterSeq: number }[]>();
const lastSeq = new Map<string, number>();

export function markSending(conversationId: string, text: string): void {
  const replies = sending.get(conversationId) ?? [];
  sending.set(conversationId, [...replies, { text, afterSeq: lastSeq.get(conversationId) ?? 0 }]);
}

export function unmarkSending(conversationId: string, text: string): void {
  const replies = sending.get(conversationId) ?? [];
  sending.set(
    conversationId,
    replies.filter((reply) => reply.text !== text),
  );
}

/** One conversation: what was said, the way to answer, and the lead beside it. */
export async function loadConversation(id: string, context: ViewContext): Promise<() => HTMLElement> {
  const detail = await context.api.read(`conversations/${encodeURIComponent(id)}`, wire.conversation);
  lastSeq.set(id, detail.messages.at(-1)?.seq ?? 0);
  const arrived = (reply: { text: string; afterSeq: number }) =>
    detail.messages.some(
      (message) =>
        message.author === "manager" && message.seq > reply.afterSeq && message.text === reply.text,
    );
  sending.set(
    id,
    (sending.get(id) ?? []).filter((reply) => !arrived(reply)),
  );
  return () =>
    el(
      "div.chosen",
      { "data-key": id },
      el(
        "section.talk",
        { "aria-label": words.transcript },
        renderHead(detail),
        renderTranscript(detail),
        renderReply(detail, context),
      ),
      renderLeadPanel(detail, context),
    );
}

function renderHead(conversation: ConversationDetail): HTMLElement {
  const { messages } = conversation;
  const phone = conversation.verifiedPhone;
  return el(
    "header.talk-head",
    {},
    el("a.back", { href: ADDRESSES.conversations, "aria-label": words.backToList }, icon("back")),
    el("span.source", {}, icon(conversation.channel)),
    el(
      "div.talk-who",
      {},
      el("h2", {}, conversation.displayName ?? words.unknownCustomer),
      phone === null ? null : el("a", { href: `tel:${phone}` }, phoneText(phone)),
    ),
    messages.length === 0 ? null : ownershipBadge(conversation.ownership),
    conversation.ownership.status === "human"
      ? el(
          "button.quiet",
          { type: "button", "data-action": "return", "data-conversation": conversation.id },
          words.returnToBot,
        )
      : null,
  );
}

function renderTranscript(conversation: ConversationDetail): HTMLElement {
  const { messages } = conversation;
  const lines: HTMLElement[] = [];
  let day = "";
  for (const message of messages) {
    const messageDay = longDayText(message.at);
    if (messageDay !== day) lines.push(el("li.day", { "data-key": `day-${messageDay}` }, messageDay));
    day = messageDay;
    lines.push(renderMessage(message, conversation.displayName));
  }
  const onTheirWay = (sending.get(conversation.id) ?? []).map((reply) =>
    el(
      "li.message",
      { "data-author": "manager", "data-sending": true },
      el("p.text", {}, reply.text),
      el("p.meta", {}, words.sending),
    ),
  );
  return el(
    "ol.transcript",
    { tabindex: 0, role: "log", "aria-label": words.transcript, "data-stick": conversation.id },
    lines,
    onTheirWay,
  );
}

function renderMessage(message: Message, displayName: string | null): HTMLElement {
  const author =
    message.author === "contact"
      ? (displayName ?? words.authors.contact)
      : (message.managerName ?? words.authors[message.author]);
  return el(
    "li.message",
    { "data-key": message.id, "data-author": message.author },
    message.attachments.map((attachment) =>
      el(
        "p.attachment",
        {},
        [nameOf(words.attachments, attachment.kind), attachment.label ?? ""]
          .filter((part) => part !== "")
          .join(": "),
      ),
    ),
    message.text === "" ? null : el("p.text", {}, message.text),
    message.choices.length === 0
      ? null
      : el(
          "p.choices",
          {},
          message.choices.map((choice) => el("span.choice", {}, choice.label)),
        ),
    el(
      "p.meta",
      {},
      author,
      " · ",
      el("time", { datetime: message.at }, exactTimeText(message.at).slice(0, 5)),
    ),
  );
}

function renderReply(conversation: ConversationDetail, { me }: ViewContext): HTMLElement {
  return el(
    "form.reply",
    { "data-submit": "reply", "data-conversation": conversation.id, "data-key": `reply-${conversation.id}` },
    el("p.reply-hint", {}, replyHint(conversation, me?.id)),
    el("textarea", {
      name: "text",
      rows: 2,
      maxlength: 4000,
      required: true,
      placeholder: words.replyPlaceholder,
      "aria-label": words.replyLabel,
    }),
    el(
      "div.reply-foot",
      {},
      el("span.quiet-text", {}, me ? `${words.replyAs}: ${me.name}` : "", " ", el("kbd", {}, words.sendHint)),
      el("button.primary", { type: "submit" }, icon("send"), words.send),
    ),
  );
}

function replyHint({ ownership, isReachable }: ConversationDetail, meId: string | undefined): string {
  if (!isReachable) return words.unreachable;
  if (ownership.status !== "human") return words.replyTakes;
  return ownership.manager.id === meId
    ? words.replyOwned
    : `${words.replyOwnedBy}: ${ownership.manager.name}`;
}
