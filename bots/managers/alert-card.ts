import type { AlertCard } from "../../src/ports/manager-alerts.ts";
import { toPressData, toTagUrl, type Subject } from "./lead-tag.ts";
import type { ManagersTexts } from "./texts.ts";

const MAX_TEXT_LENGTH = 4096;

interface TextLink {
  readonly type: "text_link";
  readonly offset: number;
  readonly length: number;
  readonly url: string;
}

export type CardButton =
  | { readonly text: string; readonly callback_data: string }
  | { readonly text: string; readonly url: string };

export interface TaggedText {
  readonly text: string;
  readonly entities: TextLink[];
}

/** Cut at the end when Telegram would refuse it: the rest is in the console. Never inside a character of two units. */
export function fitText(text: string, maxLength: number): string {
  const whole = text.trim();
  if (whole.length <= maxLength) return whole;
  const cut = whole.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut}…`;
}

/** The text with a tail that carries its subject as a link, by which a reply is understood. */
export function toTaggedText(text: string, separator: string, tail: string, url: string): TaggedText {
  const body = fitText(text, MAX_TEXT_LENGTH - separator.length - tail.length);
  const offset = body.length + separator.length;
  return {
    text: `${body}${separator}${tail}`,
    entities: [{ type: "text_link", offset, length: tail.length, url }],
  };
}

/** Telegram refuses buttons to addresses that only this machine knows. */
function isPublic(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && hostname.includes(".") && !hostname.startsWith("127.");
}

/** An alert as Telegram takes it: while the offer is open with Take and Decline, always with the subject's tag. */
export function toCardMessage(
  card: AlertCard,
  options: { readonly botUsername: string; readonly texts: ManagersTexts; readonly withUrl: boolean },
): TaggedText & { readonly buttons: CardButton[][] } {
  const subject: Subject = { kind: "offer", offerId: card.offerId };
  const tagUrl = toTagUrl(options.botUsername, subject);
  const tagged = card.buttons
    ? toTaggedText(card.text, "\n\n", options.texts.replyHint, tagUrl)
    : toTaggedText(card.text, " ", "↩", tagUrl);
  const buttons: CardButton[][] = [];
  if (card.buttons)
    buttons.push([
      { text: card.buttons.take, callback_data: toPressData({ offerId: card.offerId, action: "take" }) },
      {
        text: card.buttons.decline,
        callback_data: toPressData({ offerId: card.offerId, action: "decline" }),
      },
    ]);
  if (options.withUrl && card.url && isPublic(card.url))
    buttons.push([{ text: options.texts.openConversation, url: card.url }]);
  return { ...tagged, buttons };
}
