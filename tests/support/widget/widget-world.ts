import type { Hono } from "hono";
import { createWidgetRoutes } from "../../../bots/widget/routes.ts";
import type { WidgetRoutesOptions } from "../../../bots/widget/widget-desk.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Thread, TranscriptLine } from "../../../src/domain/message.ts";
import type { RawEvent } from "../../../src/ports/channel.ts";
import { createFakeClock } from "../fake-clock.ts";
import type { FakeClock } from "../fake-clock.ts";
import { createFakeLiveEvents } from "../fake-live-events.ts";
import type { FakeLiveEvents } from "../fake-live-events.ts";

export interface WidgetWorld {
  readonly app: Hono;
  readonly clock: FakeClock;
  readonly live: FakeLiveEvents;
  /** Raw events that `accept` took, without repeats. */
  readonly accepted: RawEvent[];
  /** While set, `accept` rejects with it. */
  failure: Error | undefined;
  readonly shutdown: AbortController;
  readonly logged: string[];
  /** Puts a line into a thread, as the pipeline does. Publishes nothing. */
  say(thread: Thread, line: Partial<TranscriptLine>): TranscriptLine;
  openSession(body?: Record<string, unknown>): Promise<WidgetSession>;
  post(token: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface WidgetSession {
  readonly token: string;
  readonly visitorId: string;
  readonly expiresAt: string;
  readonly greeting: string;
  readonly name: string;
  readonly language: string;
  readonly consent: { readonly version: string; readonly text: string };
}

/** The widget's routes over a store in memory. */
export function aWidgetWorld(options: Partial<WidgetRoutesOptions> = {}): WidgetWorld {
  const clock = createFakeClock();
  const live = createFakeLiveEvents();
  const shutdown = new AbortController();
  const accepted: RawEvent[] = [];
  const logged: string[] = [];
  const threads = new Map<Thread, TranscriptLine[]>();
  let seq = 0;
  let visitors = 0;
  const note = (fields: Record<string, unknown>, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };

  const app = createWidgetRoutes({
    async accept(event) {
      if (world.failure) throw world.failure;
      if (accepted.some((known) => known.externalId === event.externalId)) return "seen";
      accepted.push(event);
      return "new";
    },
    transcripts: {
      after: async (thread, after, limit) =>
        (threads.get(thread) ?? []).filter((line) => line.seq > after).slice(0, limit),
    },
    live,
    clock,
    secret: "a secret of the tests",
    business: () => ({
      name: "Салон «Лето»",
      language: "ru",
      greeting: "Здравствуйте! Чем помочь?",
      consent: { version: "2026-03", url: "https://example.com/privacy", text: "Согласие на обработку" },
    }),
    allowedOrigins: [],
    makeVisitorId: () => `vis_${(visitors += 1)}`,
    log: { warn: note, error: note },
    assetsDir: "/nonexistent",
    signal: shutdown.signal,
    ...options,
  });

  const world: WidgetWorld = {
    app,
    clock,
    live,
    accepted,
    failure: undefined,
    shutdown,
    logged,
    say(thread, line) {
      seq += 1;
      const said: TranscriptLine = {
        id: asId(`msg_${seq}`),
        conversationId: asId("conv_1"),
        seq,
        author: "bot",
        text: `line ${seq}`,
        choices: [],
        attachments: [],
        at: clock.now(),
        ...line,
      };
      threads.set(thread, [...(threads.get(thread) ?? []), said]);
      return said;
    },
    async openSession(body = {}) {
      const response = await app.request("/widget/session", { method: "POST", body: JSON.stringify(body) });
      return (await response.json()) as WidgetSession;
    },
    async post(token, body, headers = {}) {
      return app.request("/widget/messages", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    },
  };
  return world;
}
