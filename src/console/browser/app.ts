import { ApiError, createApiClient, type ApiClient } from "./api-client.ts";
import { tick } from "./countdown.ts";
import { toast } from "./dialog.ts";
import { draw, showFailure } from "./draw.ts";
import { listenToStream } from "./live-stream.ts";
import { loadRoute, readContext } from "./load-route.ts";
import { bindNavigation } from "./navigation.ts";
import { createRefresher } from "./refresher.ts";
import { parseRoute } from "./route.ts";
import { renderShell } from "./shell.ts";
import type { ViewContext } from "./view.ts";
import { nameOf, words } from "./words.ts";

/** Without a live line the page looks by itself; with one, this catches a lost hint. Milliseconds. */
const POLL_MS = { offline: 10_000, online: 60_000 };

export interface App {
  /** What was read last; `undefined` until then. */
  context(): ViewContext | undefined;
  /** Draws what is known. */
  redraw(): void;
  /** Reads everything shown anew, soon. */
  refresh(): void;
  stop(): void;
}

/** The signed-in console: reads, draws and keeps itself up to date until it is stopped. */
export function createApp(token: string, onUnauthorized: () => void): App {
  const stopped = new AbortController();
  const { signal } = stopped;
  const api = createApiClient(token, () => {
    if (!signal.aborted) onUnauthorized();
  });
  const page = createPage(api, signal);
  const refresh = createRefresher(() => page.read(), signal);

  bindNavigation(() => void page.go(), signal);
  const stopListening = listenToStream({
    token,
    onChange: refresh,
    onState: (isConnected) => page.setConnected(isConnected),
  });
  const everySecond = setInterval(() => {
    tick(document, api.serverNow());
    if (page.isStale() && !document.hidden) refresh();
  }, 1_000);
  signal.addEventListener("abort", () => {
    clearInterval(everySecond);
    stopListening();
  });
  for (const event of ["online", "focus"]) window.addEventListener(event, refresh, { signal });
  document.addEventListener("visibilitychange", refresh, { signal });
  void page.read();
  return { context: page.context, redraw: page.redraw, refresh, stop: () => stopped.abort() };
}

function createPage(api: ApiClient, signal: AbortSignal) {
  let route = parseRoute(location.pathname, location.hash);
  let isConnected = false;
  let readAt = 0;
  let reads = 0;
  let context: ViewContext | undefined;
  let render: (() => HTMLElement) | undefined;

  const redraw = () => {
    if (!context || !render || signal.aborted) return;
    const waiting = context.openLeads.filter((lead) => lead.status !== "taken").length;
    draw(renderShell({ route, isConnected, waiting }, context, render()), api.serverNow());
    document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${words.appName} · ${context.setup.business.name}`;
  };

  const read = async (isAsked = false) => {
    readAt = Date.now();
    reads += 1;
    const mine = reads;
    try {
      const newContext = await readContext(api);
      const newRender = await loadRoute(route, newContext);
      // A later read has begun, perhaps of another view: its answer counts.
      if (mine !== reads || signal.aborted) return;
      context = newContext;
      render = newRender;
      redraw();
    } catch (error) {
      if (mine !== reads || signal.aborted) return;
      if (!context) showFailure(error);
      else if (isAsked) toast(`${words.loadFailed}: ${codeOf(error)}`, "bad");
    }
  };

  return {
    context: () => context,
    redraw,
    read,
    isStale: () => Date.now() - readAt > (isConnected ? POLL_MS.online : POLL_MS.offline),
    setConnected(isNow: boolean) {
      isConnected = isNow;
      redraw();
    },
    /** Follows the address. */
    async go() {
      route = parseRoute(location.pathname, location.hash);
      await read(true);
      document.querySelector<HTMLElement>("#main")?.focus({ preventScroll: true });
    },
  };
}

function codeOf(error: unknown): string {
  return nameOf(words.errors, error instanceof ApiError ? error.code : "unexpected_answer");
}
