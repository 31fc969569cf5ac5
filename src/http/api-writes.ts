import type { Context, Hono } from "hono";
import { z } from "zod";
import { asId } from "../domain/ids.ts";
import { LEAD_OUTCOMES } from "../domain/lead.ts";
import type { ManagerAction } from "../ports/manager-desk.ts";
import type { ApiOptions } from "./api-options.ts";
import { requireManagerId } from "./manager-name.ts";
import { HttpProblem, parseBody, parseRequest } from "./problem.ts";

const MAX_REPLY_LENGTH = 4_000;

const key = z
  .string()
  .min(8)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "Expected visible ASCII without spaces");
const managerId = z.string().min(1).max(100);
const byManager = z.strictObject({ managerId });
const closing = z.strictObject({
  managerId: managerId.optional(),
  /** `won`: booked or sold, `lost`: not. Sent again for a closed lead, it tells how that one went. */
  outcome: z.enum(LEAD_OUTCOMES).optional(),
});
const declining = z.strictObject({ managerId, offerId: z.string().min(1).max(100).optional() });
const reply = z.strictObject({
  managerId,
  text: z.string().trim().min(1).max(MAX_REPLY_LENGTH),
  /** The client's id of the message: the same id again is the same message. */
  id: key.optional(),
});

/**
 * What a manager does to a lead or a conversation. 202: it is durable and takes effect in the conversation's turn. The
 * same `Idempotency-Key` again is the same action.
 */
export function addWriteRoutes(api: Hono, options: ApiOptions): void {
  addLeadWrites(api, options);
  addConversationWrites(api, options);
}

function addLeadWrites(api: Hono, options: ApiOptions): void {
  const { business } = options;

  api.post("/api/leads/:id/take", async (c) => {
    const body = await parseBody(c, byManager);
    return act(c, options, {
      kind: "take",
      leadId: asId(c.req.param("id")),
      managerId: requireManagerId(body.managerId, business()),
      via: "console",
    });
  });

  api.post("/api/leads/:id/decline", async (c) => {
    const body = await parseBody(c, declining);
    return act(c, options, {
      kind: "decline",
      leadId: asId(c.req.param("id")),
      managerId: requireManagerId(body.managerId, business()),
      ...(body.offerId === undefined ? {} : { offerId: asId<"offer">(body.offerId) }),
    });
  });

  api.post("/api/leads/:id/close", async (c) => {
    const body = await parseBody(c, closing);
    return act(c, options, {
      kind: "close",
      leadId: asId(c.req.param("id")),
      ...(body.managerId === undefined ? {} : { managerId: requireManagerId(body.managerId, business()) }),
      ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
    });
  });
}

function addConversationWrites(api: Hono, options: ApiOptions): void {
  const { business } = options;

  api.post("/api/conversations/:id/messages", async (c) => {
    const body = await parseBody(c, reply);
    const action: ManagerAction = {
      kind: "reply",
      conversationId: asId(c.req.param("id")),
      managerId: requireManagerId(body.managerId, business()),
      text: body.text,
    };
    return act(c, options, action, body.id);
  });

  api.post("/api/conversations/:id/return", async (c) => {
    const body = await parseBody(c, byManager);
    return act(c, options, {
      kind: "return_to_bot",
      conversationId: asId(c.req.param("id")),
      managerId: requireManagerId(body.managerId, business()),
    });
  });
}

async function act(
  c: Context,
  options: ApiOptions,
  action: ManagerAction,
  bodyKey?: string,
): Promise<Response> {
  const header = c.req.header("idempotency-key");
  const id =
    header === undefined
      ? (bodyKey ?? options.makeKey())
      : parseRequest(z.strictObject({ "idempotency-key": key }), { "idempotency-key": header })[
          "idempotency-key"
        ];
  // Prefixed, so that a caller's key never meets the key of a button pressed in a messenger.
  const outcome = await options.desk.act(`api:${id}`, action);
  if (outcome === "unknown") {
    throw new HttpProblem(404, "not_found", { detail: "There is no such lead or conversation" });
  }
  return c.json({ id, status: outcome }, 202);
}
