import type { Context } from "hono";
import { threadOf } from "../../src/domain/message.ts";
import { cleanText } from "./clean-text.ts";
import { widgetExternalId, widgetMessageSchema } from "./inbound.ts";
import type { StoredWidgetMessage } from "./inbound.ts";
import { answerProblem } from "./problem.ts";
import { authenticate, callerOf, INVALID_JSON, readJson } from "./widget-desk.ts";
import type { WidgetDesk } from "./widget-desk.ts";

/** `POST /widget/messages`: answers 202 only once the message is durable; a known `id` is answered the same. */
export async function acceptMessage(context: Context, desk: WidgetDesk): Promise<Response> {
  const visitor = authenticate(context, desk);
  if (!visitor) return answerProblem(context, "invalid_token", desk.business().language);
  const { visitorId, language } = visitor;
  const body = await readJson(context);
  if (body === INVALID_JSON) return answerProblem(context, "invalid_json", language);
  const parsed = widgetMessageSchema.safeParse(body);
  if (!parsed.success) {
    const isTooLong = parsed.error.issues.some((it) => it.code === "too_big" && it.path[0] === "text");
    return answerProblem(context, isTooLong ? "text_too_long" : "invalid_request", language);
  }
  const { id, choice, consent } = parsed.data;
  const text = cleanText(parsed.data.text);
  if (text === "" && !choice) return answerProblem(context, "invalid_request", language);
  const retryAfterMs = desk.limits.takeMessage(callerOf(context, visitorId));
  if (retryAfterMs > 0) return answerProblem(context, "rate_limited", language, { retryAfterMs });

  const receivedAt = desk.clock.now();
  const stored: StoredWidgetMessage = {
    visitorId,
    id,
    text,
    choice: choice ? cleanText(choice) : undefined,
    consent: consent ? cleanText(consent) : undefined,
    page: visitor.origin.page,
    lang: language,
    utm: visitor.origin.utm,
    at: receivedAt.toISOString(),
  };
  try {
    await desk.accept({
      externalId: widgetExternalId(visitorId, id),
      thread: threadOf("widget", visitorId),
      body: stored,
      receivedAt,
    });
  } catch (error) {
    desk.log.error({ err: error, channel: "widget", code: "not_stored" }, "widget message was not stored");
    return answerProblem(context, "not_stored", language, { retryAfterMs: 2_000 });
  }
  return context.json({ id }, 202);
}
