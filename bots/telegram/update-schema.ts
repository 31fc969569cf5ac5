import { z } from "zod";

const text = z.string().optional().catch(undefined);
const file = z.object({ file_id: z.string(), file_name: text }).optional().catch(undefined);

const senderSchema = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  first_name: text,
  last_name: text,
  username: text,
});

const placeSchema = z.object({ id: z.number(), type: z.string() });

const keyboardSchema = z
  .object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: text }))) })
  .optional()
  .catch(undefined);

/**
 * A message as far as we read it. What we don't know is left out; what is shaped unexpectedly counts as absent, so
 * that a change of one field never costs a customer's words.
 */
const messageSchema = z.object({
  message_id: z.number(),
  date: z.number(),
  from: senderSchema.optional().catch(undefined),
  chat: placeSchema,
  text,
  caption: text,
  photo: z
    .array(z.object({ file_id: z.string() }))
    .optional()
    .catch(undefined),
  voice: file,
  audio: file,
  video: file,
  video_note: file,
  animation: file,
  document: file,
  sticker: z.object({ file_id: z.string(), emoji: text }).optional().catch(undefined),
  contact: z
    .object({ phone_number: z.string(), user_id: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional().catch(undefined),
  reply_markup: keyboardSchema,
});

/** The message a button stood on; of an old one Telegram tells place and number only. */
const pressedMessageSchema = z.object({
  message_id: z.number(),
  date: z.number(),
  chat: placeSchema,
  reply_markup: keyboardSchema,
});

const pressSchema = z.object({
  id: z.string(),
  from: senderSchema,
  message: pressedMessageSchema.optional().catch(undefined),
  data: text,
});

const membershipSchema = z.object({
  chat: placeSchema,
  from: senderSchema,
  new_chat_member: z.object({ status: z.string() }),
});

/** What Telegram calls an update, with the moment of its arrival that the intake adds: a press has no time of its own. */
export const updateSchema = z.object({
  update_id: z.number().int(),
  message: messageSchema.optional().catch(undefined),
  edited_message: messageSchema.optional().catch(undefined),
  callback_query: pressSchema.optional().catch(undefined),
  my_chat_member: membershipSchema.optional().catch(undefined),
  received_at: z.iso.datetime().optional().catch(undefined),
});

export type TelegramUpdate = z.output<typeof updateSchema>;
export type TelegramMessage = z.output<typeof messageSchema>;
export type TelegramPress = z.output<typeof pressSchema>;
export type TelegramSender = z.output<typeof senderSchema>;

/** Kinds that we ask Telegram for. */
export const ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"] as const;
