import type { Hono } from "hono";
import type { ApiOptions } from "./api-options.ts";

/** Keeps proxies from closing a silent stream, and tells the page that the line is alive. */
const BEAT_MS = 15_000;

/**
 * `GET /api/stream`: server-sent hints that something changed; the page then reads what it shows. Events: `hello` once,
 * `changed`, `beat`. Hints that come faster than the reader takes them melt into one.
 */
export function addStreamRoute(api: Hono, options: ApiOptions): void {
  api.get("/api/stream", (c) =>
    c.body(createHintStream(options, c.req.raw.signal), 200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    }),
  );
}

function createHintStream(options: ApiOptions, gone: AbortSignal): ReadableStream<Uint8Array> {
  const { live, clock, stopping } = options;
  const encoder = new TextEncoder();
  const ended = new AbortController();
  const end = () => ended.abort();
  let hasChanged = false;
  let wake: () => void = () => undefined;
  const stopListening = live.subscribe("console", () => {
    hasChanged = true;
    wake();
  });
  gone.addEventListener("abort", end, { once: true });
  stopping?.addEventListener("abort", end, { once: true });
  if (gone.aborted || stopping?.aborted === true) end();
  const encode = (event: string) =>
    encoder.encode(`event: ${event}\ndata: ${JSON.stringify({ now: clock.now() })}\n\n`);

  /** Until something changes, the beat is due or the stream ends. */
  const waitForNews = async () => {
    const beat = new AbortController();
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([changed, clock.sleep(BEAT_MS, AbortSignal.any([beat.signal, ended.signal]))]);
    beat.abort();
  };
  const close = () => {
    end();
    stopListening();
    gone.removeEventListener("abort", end);
    stopping?.removeEventListener("abort", end);
  };

  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encode("hello"));
    },
    async pull(controller) {
      if (!hasChanged) await waitForNews();
      if (ended.signal.aborted) {
        close();
        controller.close();
        return;
      }
      controller.enqueue(encode(hasChanged ? "changed" : "beat"));
      hasChanged = false;
    },
    cancel: close,
  });
}
