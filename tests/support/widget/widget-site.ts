import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { Hono } from "hono";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { createWidgetChannel } from "../../../bots/widget/channel.ts";
import { createWidgetRoutes } from "../../../bots/widget/routes.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Thread, TranscriptLine } from "../../../src/domain/message.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import { createFakeLiveEvents } from "../fake-live-events.ts";

export interface WidgetSite {
  readonly address: string;
  /** What the visitors have sent, in order of arrival. */
  readonly received: { readonly id: string; readonly text: string; readonly consent: string | undefined }[];
  /** While true, messages are answered 503. */
  isDown: boolean;
  /** Says something in the conversation of the visitor who wrote last. */
  say(line: Partial<TranscriptLine>): void;
  /** Cuts every connection, as a restart of a proxy does. */
  cutConnections(): void;
  /** Opens a page of the site with the widget on it, as a new visitor. */
  visit(browser: Browser, options?: VisitOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly attributes?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly isPhone?: boolean;
}

/** The strictest page that the widget has to work on: no inline style, no eval, no markup strings. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {}).catch(() => {});
  },
};

/** Builds both files of the widget into a temporary folder. */
export async function buildWidget(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "dozor-widget-"));
  const root = join(import.meta.dirname, "../../../bots/widget/browser");
  await build({ configFile: join(root, "vite.config.ts"), root, logLevel: "warn", build: { outDir } });
  return outDir;
}

/** A small site on loopback: the widget's real routes over a store in memory, and a bot that repeats what it hears. */
export async function openWidgetSite(assetsDir: string): Promise<WidgetSite> {
  const live = createFakeLiveEvents();
  const shutdown = new AbortController();
  const threads = new Map<Thread, TranscriptLine[]>();
  let lastThread: Thread = "widget:nobody";
  let seq = 0;
  let visitors = 0;
  const channel = createWidgetChannel({ live, clock: systemClock });

  const append = (thread: Thread, line: Partial<TranscriptLine>): void => {
    seq += 1;
    const said: TranscriptLine = {
      id: asId(`msg_${seq}`),
      conversationId: asId("conv_1"),
      seq,
      author: "bot",
      text: "",
      choices: [],
      attachments: [],
      at: new Date(),
      ...line,
    };
    threads.set(thread, [...(threads.get(thread) ?? []), said]);
    live.publish({ topic: `thread:${thread}`, kind: "changed" });
  };

  const routes = createWidgetRoutes({
    async accept(event) {
      if (site.isDown) throw new Error("the database is away");
      const [parsed] = channel.parse(JSON.parse(JSON.stringify(event.body)));
      if (parsed?.kind !== "message") throw new Error("the channel could not read what the route stored");
      const { externalId, text, consentVersion } = parsed.message;
      if (site.received.some((known) => known.id === externalId)) return "seen";
      site.received.push({ id: externalId, text, consent: consentVersion });
      lastThread = event.thread;
      append(event.thread, { author: "contact", externalId, text });
      append(event.thread, { text: `Вы написали: ${text}` });
      return "new";
    },
    transcripts: {
      after: async (thread, after, limit) =>
        (threads.get(thread) ?? []).filter((line) => line.seq > after).slice(0, limit),
    },
    live,
    clock: systemClock,
    secret: "a secret of the tests",
    business: () => ({
      name: "Салон «Лето»",
      language: "ru",
      greeting: "Здравствуйте! Чем помочь?",
      consent: { version: "2026-03", url: "https://example.com/privacy", text: "Условия обработки данных." },
    }),
    allowedOrigins: [],
    makeVisitorId: () => `vis_${(visitors += 1)}`,
    log: { warn: () => {}, error: () => {} },
    assetsDir,
    signal: shutdown.signal,
  });

  const app = new Hono();
  app.get("/", (context) => {
    context.header("Content-Security-Policy", POLICY);
    const script = `<script src="/widget.js" data-dozor ${context.req.query("attributes") ?? ""} async></script>`;
    return context.html(
      `<!doctype html><html lang="ru"><head><title>Салон</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>` +
        `<body><h1>Салон</h1><a href="#prices">Цены</a>${script}${script}</body></html>`,
    );
  });
  app.route("/", routes);
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : 0;
  const address = `http://127.0.0.1:${port}/`;

  const site: WidgetSite = {
    address,
    received: [],
    isDown: false,
    say: (line) => append(lastThread, line),
    cutConnections() {
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
    async visit(browser, { attributes = "", viewport = { width: 1200, height: 800 }, isPhone = false } = {}) {
      const context = await browser.newContext({
        viewport,
        isMobile: isPhone,
        hasTouch: isPhone,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.goto(`${address}?attributes=${encodeURIComponent(attributes)}`);
      return page;
    },
    async close() {
      shutdown.abort();
      site.cutConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return site;
}
