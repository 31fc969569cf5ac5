import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseUpdate } from "../../../bots/telegram/inbound.ts";
import type { InboundMessage } from "../../../src/domain/message.ts";

const updates = JSON.parse(
  readFileSync(new URL("../../fixtures/telegram/updates.json", import.meta.url), "utf8"),
) as Record<string, unknown>;

function messageOf(name: string): InboundMessage {
  const [event] = parseUpdate(updates[name]);
  if (event?.kind !== "message") throw new Error(`${name} gave no message`);
  expect(event.thread).toBe("telegram:5550001");
  return event.message;
}

describe("parseUpdate", () => {
  it("reads a text with its author's name and time", () => {
    expect(messageOf("text")).toEqual({
      externalId: "5550001:12",
      sentAt: new Date("2026-03-11T09:40:00Z"),
      text: "Здравствуйте! Сколько стоит маникюр?",
      attachments: [],
      displayName: "Мария Петрова",
    });
  });

  it("gives /start without its payload, and the payload as the campaign", () => {
    expect(messageOf("start_with_payload")).toMatchObject({
      text: "/start",
      origin: { utm: { utm_campaign: "vesna-2026" } },
    });
  });

  it("keeps what a customer typed after /start when it is no link's payload", () => {
    const update = structuredClone(updates["text"]) as { message: { text: string } };
    update.message.text = "/start хочу маникюр";
    const [event] = parseUpdate(update);
    expect(event).toMatchObject({ message: { text: "/start хочу маникюр" } });
  });

  it("reads a caption as text and takes the largest photo", () => {
    expect(messageOf("photo_with_caption")).toMatchObject({
      text: "Хочу такой дизайн",
      attachments: [{ kind: "photo", ref: "AgACAgIAAxkBAAMOlarge" }],
    });
  });

  it("reads voice, document, location and sticker as attachments", () => {
    expect(messageOf("voice").attachments).toEqual([{ kind: "voice", ref: "AwACAgIAAxkBAAMPvoice" }]);
    expect(messageOf("document")).toMatchObject({
      text: "Наши реквизиты",
      attachments: [{ kind: "file", ref: "BQACAgIAAxkBAAMQdoc", label: "реквизиты.pdf" }],
    });
    expect(messageOf("location").attachments).toEqual([{ kind: "location", label: "54.989347,73.368221" }]);
    expect(messageOf("sticker").attachments).toEqual([
      { kind: "sticker", ref: "CAACAgIAAxkBAAMVstick", label: "👍" },
    ]);
  });

  it("counts an animation once although it comes as a document too", () => {
    expect(messageOf("animation").attachments).toHaveLength(1);
  });

  it("vouches for the phone of the sender's own contact card only", () => {
    expect(messageOf("own_contact")).toMatchObject({ verifiedPhone: "+79130000001" });
    expect(messageOf("foreign_contact")).not.toHaveProperty("verifiedPhone");
    expect(messageOf("foreign_contact").attachments).toEqual([{ kind: "contact", label: "+79130000002" }]);
  });

  it("reads a press as the choice, the button's label as its text, and the moment it arrived as its time", () => {
    expect(messageOf("press")).toEqual({
      externalId: "press:23850000000000001",
      sentAt: new Date("2026-03-11T10:00:00Z"),
      text: "Завтра",
      choice: "date:tomorrow",
      attachments: [],
      displayName: "Мария Петрова",
    });
  });

  it("reads a press on a button that could not carry its data by the label alone", () => {
    const message = messageOf("press_label_only");
    expect(message.text).toBe("Маникюр с покрытием");
    expect(message).not.toHaveProperty("choice");
  });

  it("reads a press on a message that Telegram no longer shows", () => {
    expect(messageOf("press_on_old_message")).toMatchObject({ text: "", choice: "date:today" });
  });

  it("reads blocking and unblocking as reachability", () => {
    const thread = "telegram:5550001";
    expect(parseUpdate(updates["blocked"])).toEqual([{ kind: "reachability", thread, isReachable: false }]);
    expect(parseUpdate(updates["unblocked"])).toEqual([{ kind: "reachability", thread, isReachable: true }]);
  });

  it("gives nothing for edits, groups, channel posts and service messages", () => {
    for (const name of ["edited", "group", "channel_post", "pinned"])
      expect({ name, events: parseUpdate(updates[name]) }).toEqual({ name, events: [] });
  });

  it("still tells that something came when it does not know what", () => {
    expect(messageOf("poll_of_the_future")).toMatchObject({ text: "", attachments: [{ kind: "other" }] });
  });

  it("keeps the words when another field has an unexpected shape", () => {
    const update = structuredClone(updates["text"]) as { message: Record<string, unknown> };
    Object.assign(update.message, { photo: "not a list", location: { latitude: "north" }, reply_markup: 5 });
    const [event] = parseUpdate(update);
    expect(event).toMatchObject({ message: { text: "Здравствуйте! Сколько стоит маникюр?" } });
  });

  it("never throws and gives at most one event, whatever the body", () => {
    const broken = fc.oneof(
      fc.anything(),
      fc
        .constantFrom(...Object.values(updates))
        .chain((update) =>
          fc
            .tuple(fc.constantFrom("message", "callback_query", "my_chat_member"), fc.anything())
            .map(([key, value]) => Object.assign({}, update, { [key]: value })),
        ),
    );
    fc.assert(
      fc.property(broken, (body) => {
        expect(parseUpdate(body).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
