import type { LeadId, ManagerId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/ports/log.ts";
import type { ManagerAction, ManagerDesk } from "../../src/ports/manager-desk.ts";
import type { BackgroundCalls } from "./background-calls.ts";
import { readPress, readTag, subjectOf, type Subject } from "./lead-tag.ts";
import type { ManagersTexts } from "./texts.ts";
import { updateSchema, type ManagersMessage, type ManagersPress } from "./update-schema.ts";

const COMMANDS = new Set(["start", "pause", "resume", "help"]);

export interface UpdateContext {
  readonly desk: ManagerDesk;
  readonly calls: BackgroundCalls;
  readonly texts: ManagersTexts;
  readonly log: Log;
  readonly botId: number;
}

/**
 * Acts on one update of the managers' bot. Resolves once what it asked for is durable; what came of it reaches the
 * manager later, by an edit of the card. The update's number is the key, so a repeat acts once.
 *
 * @returns The update's number; undefined for a body that is no update.
 * @throws Whatever the desk rejects with: the update must be offered again.
 */
export async function handleUpdate(body: unknown, context: UpdateContext): Promise<number | undefined> {
  const parsed = updateSchema.safeParse(body);
  if (!parsed.success) {
    context.log.warn({ channel: "managers", code: "not_an_update" }, "update skipped");
    return undefined;
  }
  const { update_id: updateId, callback_query: press, message } = parsed.data;
  const key = `managers-bot:${context.botId}:${updateId}`;
  if (press) await handlePress(key, press, context);
  else if (message && message.chat.type === "private" && message.from && !message.from.is_bot)
    await handleMessage(key, message, message.from.id, context);
  return updateId;
}

async function handlePress(key: string, press: ManagersPress, context: UpdateContext): Promise<void> {
  const { desk, calls, texts } = context;
  try {
    const asked = readPress(press.data);
    const managerId = await desk.managerByTelegram(press.from.id);
    if (!managerId) {
      calls.answerPress(press.id, texts.unknownAccount, true);
      return;
    }
    const leadId = asked && (await desk.leadOfOffer(asked.offerId));
    if (!asked || !leadId) {
      calls.answerPress(press.id, texts.offerGone);
      return;
    }
    const action: ManagerAction =
      asked.action === "take"
        ? { kind: "take", leadId, managerId, via: "telegram" }
        : { kind: "decline", leadId, managerId, offerId: asked.offerId };
    const outcome = await desk.act(key, action);
    const stored = asked.action === "take" ? texts.takeStored : texts.declineStored;
    calls.answerPress(press.id, outcome === "unknown" ? texts.offerGone : stored);
  } catch (error) {
    calls.answerPress(press.id, texts.notStoredYet);
    throw error;
  }
}

async function handleMessage(
  key: string,
  message: ManagersMessage,
  telegramId: number,
  context: UpdateContext,
): Promise<void> {
  const { desk, calls, texts } = context;
  const text = (message.text ?? "").trim();
  const [, command, argument = ""] = /^\/([a-z]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  const managerId = await desk.managerByTelegram(telegramId);
  const isReply = message.reply_to_message?.from?.id === context.botId;
  // A command is never said to a customer; any other text with a slash may be an answer.
  if (command && (!isReply || COMMANDS.has(command.toLowerCase()))) {
    await handleCommand(
      command.toLowerCase(),
      argument.trim(),
      { managerId, telegramId },
      message.chat.id,
      context,
    );
    return;
  }
  if (!managerId) calls.say(message.chat.id, texts.unknownAccount);
  else if (!isReply) calls.say(message.chat.id, texts.replyToWhat);
  else if (text === "") calls.say(message.chat.id, texts.replyTextOnly);
  else await handleReply(key, message, { managerId, text }, context);
}

async function handleReply(
  key: string,
  message: ManagersMessage,
  reply: { readonly managerId: ManagerId; readonly text: string },
  context: UpdateContext,
): Promise<void> {
  const { desk, calls, texts } = context;
  const chatId = message.chat.id;
  const subject = message.reply_to_message && subjectOf(message.reply_to_message);
  if (!subject) {
    calls.say(chatId, texts.replyToWhat);
    return;
  }
  const leadId = await leadOf(subject, desk);
  const conversationId = leadId && (await desk.conversationOfLead(leadId));
  const outcome = conversationId
    ? await desk.act(key, { kind: "reply", conversationId, ...reply })
    : "unknown";
  if (outcome === "unknown") calls.say(chatId, texts.conversationGone);
  else calls.approve(chatId, message.message_id);
}

function leadOf(subject: Subject, desk: ManagerDesk): Promise<LeadId | undefined> {
  return subject.kind === "lead" ? Promise.resolve(subject.leadId) : desk.leadOfOffer(subject.offerId);
}

async function handleCommand(
  command: string,
  argument: string,
  who: { readonly managerId: ManagerId | undefined; readonly telegramId: number },
  chatId: number,
  { desk, calls, texts }: UpdateContext,
): Promise<void> {
  if (command === "start" && argument !== "" && !readTag(argument)) {
    const linked = await desk.linkTelegram(argument, who.telegramId);
    // The code is used up when the update comes a second time, but the account stays linked.
    calls.say(chatId, (linked ?? who.managerId) ? `${texts.linked}\n\n${texts.help}` : texts.wrongCode);
    return;
  }
  if (!who.managerId) {
    calls.say(chatId, texts.unknownAccount);
    return;
  }
  // Somebody tapped the link under a card: it is there for replies.
  if (command === "start" && argument !== "") calls.say(chatId, texts.replyToWhat);
  else if (command === "pause" || command === "resume") {
    await desk.setPaused(who.managerId, command === "pause");
    calls.say(chatId, command === "pause" ? texts.paused : texts.resumed);
  } else calls.say(chatId, texts.help);
}
