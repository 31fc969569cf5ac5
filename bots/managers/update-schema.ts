import { z } from "zod";

const text = z.string().optional().catch(undefined);

const keyboardSchema = z
  .object({ inline_keyboard: z.array(z.array(z.object({ callback_data: text }))) })
  .optional()
  .catch(undefined);

const entitiesSchema = z
  .array(z.object({ type: z.string(), url: text }))
  .optional()
  .catch(undefined);

const accountSchema = z.object({ id: z.number(), is_bot: z.boolean().optional() });
const placeSchema = z.object({ id: z.number(), type: z.string() });

const quotedSchema = z.object({
  message_id: z.number(),
  from: accountSchema.optional().catch(undefined),
  entities: entitiesSchema,
  reply_markup: keyboardSchema,
});

const messageSchema = z.object({
  message_id: z.number(),
  from: accountSchema.optional().catch(undefined),
  chat: placeSchema,
  text,
  entities: entitiesSchema,
  reply_markup: keyboardSchema,
  reply_to_message: quotedSchema.optional().catch(undefined),
});

const pressSchema = z.object({
  id: z.string(),
  from: accountSchema,
  data: text,
});

/** An update of the managers' bot as far as it is read; fields of unexpected shape count as absent. */
export const updateSchema = z.object({
  update_id: z.number().int(),
  message: messageSchema.optional().catch(undefined),
  callback_query: pressSchema.optional().catch(undefined),
});

export type ManagersMessage = z.output<typeof messageSchema>;
export type ManagersPress = z.output<typeof pressSchema>;

export const ALLOWED_UPDATES = ["message", "callback_query"] as const;
