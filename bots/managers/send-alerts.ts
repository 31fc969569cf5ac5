import { z } from "zod";
import type { LeadId } from "../../src/domain/ids.ts";
import type { SendResult } from "../../src/ports/channel.ts";
import type { Log } from "../../src/ports/log.ts";
import type { AlertCard, ManagerAlerts } from "../../src/ports/manager-alerts.ts";
import type { ManagerDesk } from "../../src/ports/manager-desk.ts";
import { fitText, toCardMessage, toTaggedText, type CardButton, type TaggedText } from "./alert-card.ts";
import { ManagersCallError, toSendResult, type ManagersApi } from "./api-client.ts";
import { toTagUrl } from "./lead-tag.ts";
import type { ManagersTexts } from "./texts.ts";

const SEND_TIMEOUT_MS = 20_000;
const MAX_TEXT_LENGTH = 4096;

export interface AlertSenderOptions {
  readonly api: ManagersApi;
  readonly desk: Pick<ManagerDesk, "telegramOf">;
  readonly texts: ManagersTexts;
  readonly log: Log;
  /** The bot's own name; asked once. */
  readonly botUsername: () => Promise<string>;
}

type ManagerMessage = TaggedText & { readonly reply_markup?: { inline_keyboard: CardButton[][] } };

const NO_PREVIEW = { link_preview_options: { is_disabled: true } };
const NO_ADDRESS: SendResult = { outcome: "never", code: "no_address" };

async function outcomeOf(work: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ManagersCallError) return toSendResult(error);
    throw error;
  }
}

/** Runs with the button to the console, and once more without it when Telegram refuses its address. */
async function withOrWithoutUrl<Result>(work: (withUrl: boolean) => Promise<Result>): Promise<Result> {
  try {
    return await work(true);
  } catch (error) {
    const isUrlFault =
      error instanceof ManagersCallError && error.failure === "rejected" && /url/i.test(error.reason);
    if (!isUrlFault) throw error;
    return work(false);
  }
}

function readExternalId(externalId: string): { chatId: number; messageId: number } | undefined {
  const [, chatId, messageId] = /^(-?\d+):(\d+)$/.exec(externalId) ?? [];
  return chatId && messageId ? { chatId: Number(chatId), messageId: Number(messageId) } : undefined;
}

/** The two ways a text of ours reaches a manager's conversation. */
function createPoster(api: ManagersApi) {
  const limits = { timeoutMs: SEND_TIMEOUT_MS };
  return {
    async post(chatId: number, message: ManagerMessage): Promise<SendResult> {
      const sent = await api.call(
        "sendMessage",
        (raw, signal) => raw.sendMessage({ chat_id: chatId, ...message, ...NO_PREVIEW }, signal),
        z.object({ message_id: z.number() }),
        limits,
      );
      return { outcome: "sent", externalIds: [`${chatId}:${sent.message_id}`] };
    },
    async rewrite(
      place: { chatId: number; messageId: number },
      message: ManagerMessage,
    ): Promise<SendResult> {
      const target = { chat_id: place.chatId, message_id: place.messageId };
      await api.call(
        "editMessageText",
        (raw, signal) => raw.editMessageText({ ...target, ...message, ...NO_PREVIEW }, signal),
        z.unknown(),
        limits,
      );
      return { outcome: "sent", externalIds: [`${place.chatId}:${place.messageId}`] };
    },
  };
}

/** Alerts in the managers' private conversations with the bot. */
export function createAlertSender(options: AlertSenderOptions): ManagerAlerts {
  const { api, desk, texts, log, botUsername } = options;
  const poster = createPoster(api);

  async function messageOf(card: AlertCard, withUrl: boolean): Promise<ManagerMessage> {
    const { text, entities, buttons } = toCardMessage(card, {
      botUsername: await botUsername(),
      texts,
      withUrl,
    });
    return { text, entities, reply_markup: { inline_keyboard: buttons } };
  }

  async function noteOf(text: string, leadId: LeadId | undefined): Promise<ManagerMessage> {
    if (!leadId) return { text: fitText(text, MAX_TEXT_LENGTH), entities: [] };
    const url = toTagUrl(await botUsername(), { kind: "lead", leadId });
    return toTaggedText(text, "\n\n", texts.replyHint, url);
  }

  return {
    async send(card) {
      const chatId = await desk.telegramOf(card.managerId);
      if (chatId === undefined) return NO_ADDRESS;
      return outcomeOf(() =>
        withOrWithoutUrl(async (withUrl) => poster.post(chatId, await messageOf(card, withUrl))),
      );
    },
    edit(externalId, card) {
      const place = readExternalId(externalId);
      if (!place) return Promise.resolve({ outcome: "never", code: "bad_external_id" });
      return outcomeOf(async () => {
        try {
          return await withOrWithoutUrl(async (withUrl) =>
            poster.rewrite(place, await messageOf(card, withUrl)),
          );
        } catch (error) {
          return afterFailedEdit(error, externalId, log);
        }
      });
    },
    async notify(managerId, text, leadId) {
      const chatId = await desk.telegramOf(managerId);
      if (chatId === undefined) return NO_ADDRESS;
      return outcomeOf(async () => poster.post(chatId, await noteOf(text, leadId)));
    },
  };
}

/** An edit may be repeated without harm, so an unknown outcome is tried again; a card that is gone needs no edit. */
function afterFailedEdit(error: unknown, externalId: string, log: Log): SendResult {
  if (!(error instanceof ManagersCallError)) throw error;
  if (error.failure === "unknown_outcome") return { outcome: "later", code: error.code };
  if (error.failure !== "rejected") throw error;
  if (/message is not modified/i.test(error.reason)) return { outcome: "sent", externalIds: [externalId] };
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(error.reason)) {
    log.info({ channel: "managers", code: "card_gone" }, "alert to edit was deleted");
    return { outcome: "sent", externalIds: [] };
  }
  throw error;
}
