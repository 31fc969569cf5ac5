import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { threadOf } from "../../src/domain/message.ts";
import { answerProblem } from "./problem.ts";
import { streamThread } from "./stream-thread.ts";
import { authenticate, callerOf } from "./widget-desk.ts";
import type { WidgetDesk } from "./widget-desk.ts";
import { readCursor, toWidgetLine } from "./widget-line.ts";
import { MAX_STREAMS_PER_VISITOR } from "./widget-limits.ts";

const PAGE = 100;

/** `GET /widget/messages`: the lines after a cursor, oldest first. */
export async function listMessages(context: Context, desk: WidgetDesk): Promise<Response> {
  const visitor = authenticate(context, desk);
  if (!visitor) return answerProblem(context, "invalid_token", desk.business().language);
  const { visitorId, language } = visitor;
  const after = readCursor(context.req.query("after"));
  if (after === undefined) return answerProblem(context, "invalid_cursor", language);
  const retryAfterMs = desk.limits.takeRead(callerOf(context, visitorId));
  if (retryAfterMs > 0) return answerProblem(context, "rate_limited", language, { retryAfterMs });

  const lines = await desk.transcripts.after(threadOf("widget", visitorId), after, PAGE);
  const messages = lines.map((line) => toWidgetLine(line, visitorId));
  context.header("Cache-Control", "no-store");
  return context.json({ messages, cursor: messages.at(-1)?.cursor ?? String(after) });
}

/** `GET /widget/stream`: the same lines as server-sent events, from a cursor on. */
export function openStream(context: Context, desk: WidgetDesk): Response {
  const visitor = authenticate(context, desk, context.req.query("token"));
  if (!visitor) return answerProblem(context, "invalid_token", desk.business().language);
  const { visitorId, language, expiresAt } = visitor;
  // What a reconnecting browser says it has seen is newer than what stood in the address at first.
  const after = readCursor(context.req.header("last-event-id") || context.req.query("after"));
  if (after === undefined) return answerProblem(context, "invalid_cursor", language);
  const open = desk.streams.get(visitorId) ?? 0;
  if (open >= MAX_STREAMS_PER_VISITOR) {
    return answerProblem(context, "too_many_streams", language, { retryAfterMs: 15_000 });
  }
  const retryAfterMs = desk.limits.takeRead(callerOf(context, visitorId));
  if (retryAfterMs > 0) return answerProblem(context, "rate_limited", language, { retryAfterMs });

  desk.streams.set(visitorId, open + 1);
  context.header("X-Accel-Buffering", "no");
  return streamSSE(context, async (stream) => {
    try {
      await streamThread(stream, {
        visitorId,
        thread: threadOf("widget", visitorId),
        after,
        expiresAt,
        transcripts: desk.transcripts,
        live: desk.live,
        clock: desk.clock,
        signal: desk.signal,
        onReadFailed: (error) =>
          desk.log.warn({ err: error, channel: "widget" }, "transcript was not read for a stream"),
      });
    } finally {
      const left = (desk.streams.get(visitorId) ?? 1) - 1;
      if (left > 0) desk.streams.set(visitorId, left);
      else desk.streams.delete(visitorId);
    }
  });
}
