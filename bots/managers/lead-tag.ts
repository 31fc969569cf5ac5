import { asId, type LeadId, type OfferId } from "../../src/domain/ids.ts";
import type { ManagersMessage } from "./update-schema.ts";

/** What an alert or a note is about: it travels in the message itself, so a reply needs nothing stored to be understood. */
export type Subject =
  | { readonly kind: "offer"; readonly offerId: OfferId }
  | { readonly kind: "lead"; readonly leadId: LeadId };

export type Press = { readonly offerId: OfferId; readonly action: "take" | "decline" };

const PRESS = /^o:(ofr_[A-Za-z0-9_-]+):(take|decline)$/;
const TAG = /^(ofr|lead)_[A-Za-z0-9_-]+$/;

/** Data of a button; with offer ids of up to 36 characters it stays below Telegram's 64 bytes. */
export function toPressData(press: Press): string {
  return `o:${press.offerId}:${press.action}`;
}

export function readPress(data: string | undefined): Press | undefined {
  const [, offerId, action] = PRESS.exec(data ?? "") ?? [];
  if (!offerId || !action) return undefined;
  return { offerId: asId<"offer">(offerId), action: action === "take" ? "take" : "decline" };
}

/** Reads the tag back from what `/start` carries when somebody taps the link. */
export function readTag(payload: string): Subject | undefined {
  if (!TAG.test(payload)) return undefined;
  return payload.startsWith("ofr_")
    ? { kind: "offer", offerId: asId<"offer">(payload) }
    : { kind: "lead", leadId: asId<"lead">(payload) };
}

/** A link to the bot itself whose start word names the subject: Telegram keeps it with the text, edits included. */
export function toTagUrl(botUsername: string, subject: Subject): string {
  return `https://t.me/${botUsername}?start=${subject.kind === "offer" ? subject.offerId : subject.leadId}`;
}

/** The subject of one of our own messages: from the link, else from a button that is still there. */
export function subjectOf(message: Pick<ManagersMessage, "entities" | "reply_markup">): Subject | undefined {
  for (const { url } of message.entities ?? []) {
    if (!url || !URL.canParse(url)) continue;
    const subject = readTag(new URL(url).searchParams.get("start") ?? "");
    if (subject) return subject;
  }
  for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
    const press = readPress(button.callback_data);
    if (press) return { kind: "offer", offerId: press.offerId };
  }
  return undefined;
}
