import { z } from "zod";
import { threadOf } from "../../src/domain/message.ts";
import type { InboundEvent } from "../../src/domain/message.ts";

/** In characters; the panel itself stops earlier, other callers may send a whole letter. */
const MAX_TEXT_LENGTH = 20_000;

/** Body of `POST /widget/messages`, cleaned. */
export const widgetMessageSchema = z.object({
  /** The browser's own id of the message. */
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  text: z.string().max(MAX_TEXT_LENGTH).default(""),
  choice: z.string().min(1).max(500).nullish(),
  /** Version of the consent text that was ticked. */
  consent: z.string().min(1).max(100).nullish(),
});

/** A widget message as it is stored before anything is made of it. */
export const storedWidgetMessageSchema = z.object({
  visitorId: z.string().min(1),
  id: z.string().min(1),
  text: z.string(),
  choice: z.string().optional(),
  consent: z.string().optional(),
  page: z.string().optional(),
  lang: z.enum(["ru", "en"]),
  utm: z.record(z.string(), z.string()).optional(),
  /** ISO moment of receipt by our clock; a browser's clock is not to be trusted. */
  at: z.iso.datetime(),
});
export type StoredWidgetMessage = z.infer<typeof storedWidgetMessageSchema>;

/** Unique within the channel: two visitors may make the same id. */
export function widgetExternalId(visitorId: string, id: string): string {
  return `${visitorId}:${id}`;
}

/** What a stored body means; an unknown one gives nothing. */
export function parseWidgetMessage(body: unknown): readonly InboundEvent[] {
  const parsed = storedWidgetMessageSchema.safeParse(body);
  if (!parsed.success) return [];
  const { visitorId, id, text, choice, consent, page, utm, at } = parsed.data;
  return [
    {
      kind: "message",
      thread: threadOf("widget", visitorId),
      message: {
        externalId: widgetExternalId(visitorId, id),
        sentAt: new Date(at),
        text,
        choice,
        attachments: [],
        consentVersion: consent,
        origin: page === undefined && utm === undefined ? undefined : { page, utm },
      },
    },
  ];
}
