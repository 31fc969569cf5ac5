import { z } from "zod";
import { asId } from "../domain/ids.ts";
import { LEAD_OUTCOMES } from "../domain/lead.ts";

/** Bodies of inbox rows that the gateway writes for itself; parsed again, because an older version may have written them. */

const leadId = z.string().transform((value) => asId<"lead">(value));
const offerId = z.string().transform((value) => asId<"offer">(value));
const managerId = z.string().transform((value) => asId<"manager">(value));
const conversationId = z.string().transform((value) => asId<"conversation">(value));
const via = z.enum(["telegram", "console", "portal", "reply"]);

export const deskBody = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("take"), leadId, managerId, via }),
  z.object({ kind: z.literal("decline"), leadId, managerId, offerId: offerId.optional() }),
  z.object({ kind: z.literal("reply"), conversationId, managerId, text: z.string() }),
  z.object({ kind: z.literal("return_to_bot"), conversationId, managerId }),
  z.object({
    kind: z.literal("close"),
    leadId,
    managerId: managerId.optional(),
    outcome: z.enum(LEAD_OUTCOMES).optional(),
  }),
]);

export const reportBody = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("alert_delivered"), leadId, offerId, at: z.coerce.date() }),
  z.object({ kind: z.literal("alert_failed"), leadId, offerId, reason: z.string() }),
  z.object({ kind: z.literal("contact_blocked") }),
]);
export type Report = z.input<typeof reportBody>;

export const timerBody = z.object({
  key: z.string(),
  timer: z.enum(["ladder", "follow_up", "sla"]),
  dueAt: z.coerce.date(),
  body: z.object({ leadId: leadId.optional(), attempt: z.number().int().optional() }),
});
