import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCardMessage } from "../../../bots/managers/alert-card.ts";
import { readPress, subjectOf, toPressData } from "../../../bots/managers/lead-tag.ts";
import { textsOf } from "../../../bots/managers/texts.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { AlertCard } from "../../../src/ports/manager-alerts.ts";

const offerId = asId<"offer">("ofr_0jqk3v9m2p0123456789");
const options = { botUsername: "salon_team_bot", texts: textsOf("ru"), withUrl: true };

function aCard(over: Partial<AlertCard> = {}): AlertCard {
  return {
    offerId,
    managerId: asId<"manager">("anna"),
    text: "Запись: маникюр завтра в 15:00",
    buttons: { take: "Взять", decline: "Отказаться" },
    ...over,
  };
}

describe("toCardMessage", () => {
  it("shows an open offer with its two buttons and how to answer the customer", () => {
    const message = toCardMessage(aCard(), options);
    expect(message.text).toBe(
      "Запись: маникюр завтра в 15:00\n\nОтветьте на это сообщение, и ответ уйдёт клиенту",
    );
    expect(message.buttons).toEqual([
      [
        { text: "Взять", callback_data: `o:${offerId}:take` },
        { text: "Отказаться", callback_data: `o:${offerId}:decline` },
      ],
    ]);
  });

  it("links to the console only where a phone can open the address", () => {
    const buttonsFor = (url: string) => toCardMessage(aCard({ url, buttons: undefined }), options).buttons;
    expect(buttonsFor("https://dozor.example.com/console/1")).toHaveLength(1);
    for (const url of ["http://localhost:8080/console/1", "http://127.0.0.1:8080/", "not an address"])
      expect({ url, buttons: buttonsFor(url) }).toEqual({ url, buttons: [] });
  });

  it("tells its offer to a reply, open or ended, however long its text is", () => {
    const text = fc.string({ unit: fc.constantFrom("а", " ", "\n", "👍"), maxLength: 5_000 });
    fc.assert(
      fc.property(text, fc.boolean(), (body, isOpen) => {
        const card = aCard({ text: `Заявка ${body}`, ...(isOpen ? {} : { buttons: undefined }) });
        const message = toCardMessage(card, options);
        expect(message.text.length).toBeLessThanOrEqual(4096);
        expect(message.text.isWellFormed()).toBe(true);
        const [link] = message.entities;
        expect(link && link.offset + link.length).toBe(message.text.length);
        expect(subjectOf({ entities: message.entities, reply_markup: undefined })).toEqual({
          kind: "offer",
          offerId,
        });
      }),
    );
  });
});

describe("press data", () => {
  it("survives the way there and back within Telegram's 64 bytes", () => {
    const body = fc.string({
      unit: fc.constantFrom(..."0123456789abcdefghijklmnopqrstuv".split("")),
      minLength: 1,
      maxLength: 32,
    });
    fc.assert(
      fc.property(body, fc.constantFrom("take" as const, "decline" as const), (id, action) => {
        const press = { offerId: asId<"offer">(`ofr_${id}`), action };
        const data = toPressData(press);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(readPress(data)).toEqual(press);
      }),
    );
  });

  it("is not read from anything else", () => {
    for (const data of [undefined, "", "o:lead_1:take", "o:ofr_1:steal", "date:today"])
      expect(readPress(data)).toBeUndefined();
  });
});
