import type { SSEStreamingApi } from "hono/streaming";
import type { Thread } from "../../src/domain/message.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LiveEvents } from "../../src/ports/live-events.ts";
import type { Transcripts } from "../../src/ports/transcripts.ts";
import { toWidgetLine } from "./widget-line.ts";

/** Hints may be lost, so the store is asked this often in any case. */
const REREAD_MS = 5_000;
const PING_MS = 15_000;
const PAGE = 100;

export interface StreamThreadOptions {
  readonly visitorId: string;
  readonly thread: Thread;
  /** `seq` of the last line that the browser has. */
  readonly after: number;
  /** The stream ends then: the token is no longer good. */
  readonly expiresAt: Date;
  readonly transcripts: Transcripts;
  readonly live: LiveEvents;
  readonly clock: Clock;
  /** Shutdown. */
  readonly signal: AbortSignal;
  onReadFailed(error: unknown): void;
}

/**
 * Writes a thread's lines to an event stream until the browser leaves, the token expires or the gateway shuts down.
 * Hints only wake it: what is written always comes from the store, by cursor.
 */
export async function streamThread(stream: SSEStreamingApi, options: StreamThreadOptions): Promise<void> {
  const { clock, live, signal, expiresAt } = options;
  const state = { isEnded: signal.aborted, isChanged: true, isTyping: false, wake: () => {} };
  const unsubscribe = live.subscribe(`thread:${options.thread}`, (event) => {
    if (event.kind === "typing") state.isTyping = true;
    else state.isChanged = true;
    state.wake();
  });
  const end = (): void => {
    state.isEnded = true;
    state.wake();
  };
  // Aborting also frees a write that waits for a browser which no longer reads.
  const shutDown = (): void => stream.abort();
  stream.onAbort(end);
  signal.addEventListener("abort", shutDown, { once: true });
  try {
    let cursor = options.after;
    let writtenAt = clock.now().getTime();
    await stream.write("retry: 3000\n: connected\n\n");
    while (!state.isEnded && clock.now() < expiresAt) {
      const isTyping = state.isTyping;
      Object.assign(state, { isChanged: false, isTyping: false });
      const written = await writeLines(stream, options, cursor, () => state.isEnded);
      cursor = written ?? cursor;
      // A sign that came together with the line it announced would be late.
      const showsTyping = isTyping && written === undefined;
      if (showsTyping) await stream.writeSSE({ event: "typing", data: "{}" });
      if (written !== undefined || showsTyping) writtenAt = clock.now().getTime();
      else if (clock.now().getTime() - writtenAt >= PING_MS) {
        await stream.write(": ping\n\n");
        writtenAt = clock.now().getTime();
      }
      if (state.isChanged || state.isTyping || state.isEnded) continue;
      const nap = new AbortController();
      state.wake = () => nap.abort();
      await clock.sleep(REREAD_MS, nap.signal);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", shutDown);
  }
}

/** @returns The cursor after the last line written; `undefined` when there was nothing new. */
async function writeLines(
  stream: SSEStreamingApi,
  options: StreamThreadOptions,
  after: number,
  isEnded: () => boolean,
): Promise<number | undefined> {
  let cursor: number | undefined;
  while (!isEnded()) {
    const lines = await options.transcripts
      .after(options.thread, cursor ?? after, PAGE)
      .catch((error: unknown) => {
        options.onReadFailed(error);
        return [];
      });
    for (const line of lines) {
      if (isEnded()) break;
      const data = toWidgetLine(line, options.visitorId);
      await stream.writeSSE({ id: data.cursor, data: JSON.stringify(data) });
      cursor = line.seq;
    }
    if (lines.length < PAGE) break;
  }
  return cursor;
}
