import css from "./widget.css?inline";
import { themeRule } from "./colors.ts";
import { addStyles, element } from "./dom.ts";
import { createLauncher } from "./launcher.ts";
import type { DozorApi, DozorEvents, Panel, PanelHost, PanelModule, WidgetSettings } from "./panel-link.ts";
import { readSettings } from "./settings.ts";

/** A full-screen panel may not open by itself. The same words stand in the style sheets. */
const PHONE = "(max-width: 480px), (max-height: 480px)";

boot();

/** Runs once however often the script is put into the page. */
function boot(): void {
  if (window.Dozor) return;
  const current = document.currentScript;
  const script =
    current instanceof HTMLScriptElement
      ? current
      : document.querySelector<HTMLScriptElement>("script[data-dozor][src]");
  if (!script) return;
  const settings = readSettings(script.dataset, document.documentElement.lang);
  window.Dozor = createWidget(script.src, settings);
  // The script is asynchronous: a page that wants to subscribe waits for this.
  window.dispatchEvent(new Event("dozor:ready"));
}

function createWidget(source: string, settings: WidgetSettings): DozorApi {
  const events = createEvents();
  const { root, frame } = attachHost(settings);
  const launcher = createLauncher(settings.language);
  frame.append(launcher.button);
  const base = new URL(".", source).href;
  const state = { isOpen: false, isLoading: false, hasFailed: false, unread: 0 };
  const update = (change: Partial<typeof state>): void => {
    Object.assign(state, change);
    frame.classList.toggle("opened", state.isOpen);
    launcher.show(state);
  };

  const load = createPanelLoader(base, (module) =>
    module.mountPanel({
      root,
      frame,
      base,
      settings,
      emit: (event, detail) => events.emit(event, detail),
      setUnread(count) {
        if (count === state.unread) return;
        update({ unread: count });
        events.emit("unread", { count });
      },
      requestClose: close,
    }),
  );

  function close(): void {
    if (!state.isOpen) return;
    const hadFocus = root.activeElement !== null;
    void load().then((panel) => panel.close());
    update({ isOpen: false });
    if (hadFocus) launcher.button.focus();
    events.emit("close", undefined);
  }

  function open(takesFocus: boolean): void {
    if (state.isOpen || state.isLoading) return;
    update({ isLoading: true, hasFailed: false });
    void load()
      .then((panel) => {
        update({ isOpen: true, isLoading: false });
        panel.open(takesFocus);
        return events.emit("open", undefined);
      })
      .catch(() => update({ isLoading: false, hasFailed: true }));
  }

  const preload = (): void => void load().catch(() => {});
  for (const intent of ["pointerenter", "focus", "touchstart"]) {
    launcher.button.addEventListener(intent, preload, { passive: true });
  }
  launcher.button.addEventListener("click", () => (state.isOpen ? close() : open(true)));
  update({});
  startByItself(base, settings, preload, () => open(false));
  return { open: () => open(true), close, on: events.on };
}

/** What happens without a press: a visitor who has written before hears of answers, and `data-open` opens the panel. */
function startByItself(base: string, settings: WidgetSettings, preload: () => void, open: () => void): void {
  const saved = readSaved(base);
  const isPhone = matchMedia(PHONE).matches;
  if (saved) setTimeout(saved.includes('"isOpen":true') && !isPhone ? open : preload, 600);
  if (settings.openAfterS !== undefined && !isPhone) setTimeout(open, settings.openAfterS * 1000);
}

function readSaved(base: string): string | null {
  try {
    return localStorage.getItem(`dozor:${base}`);
  } catch {
    return null;
  }
}

/** The host stands beside the body, because some sites replace the body when moving between pages. */
function attachHost(settings: WidgetSettings): { root: ShadowRoot; frame: HTMLElement } {
  const host = document.createElement("dozor-widget");
  const root = host.attachShadow({ mode: "open" });
  const frame = element("div", {
    class: `frame ${settings.side}`,
    attributes: { lang: settings.language },
  });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = (): string => {
    const isDark = settings.theme === "auto" ? dark.matches : settings.theme === "dark";
    return `.frame{${themeRule(settings.color, isDark)}}`;
  };
  addStyles(root, css);
  const setTheme = addStyles(root, theme());
  dark.addEventListener("change", () => setTheme(theme()));
  root.append(frame);

  const attach = (): void => {
    if (!host.isConnected) document.documentElement.append(host);
  };
  attach();
  new MutationObserver(attach).observe(document.documentElement, { childList: true });
  return { root, frame };
}

/** Loads and mounts the panel once; a failed load may be tried again, under another address. */
function createPanelLoader(base: string, mount: (module: PanelModule) => Panel): () => Promise<Panel> {
  let loading: Promise<Panel> | undefined;
  let failures = 0;
  return () => {
    loading ??= importPanel(
      `${base}widget-panel.js?v=${__PANEL_VERSION__}${failures > 0 ? `&again=${failures}` : ""}`,
    )
      .then(mount)
      .catch((error: unknown) => {
        failures += 1;
        loading = undefined;
        throw error;
      });
    return loading;
  };
}

async function importPanel(address: string): Promise<PanelModule> {
  const module: PanelModule = await import(/* @vite-ignore */ address);
  return module;
}

type Listeners = { [Name in keyof DozorEvents]: Set<(detail: DozorEvents[Name]) => void> };

function createEvents(): Pick<DozorApi, "on"> & Pick<PanelHost, "emit"> {
  const listeners: Listeners = {
    open: new Set(),
    close: new Set(),
    sent: new Set(),
    message: new Set(),
    unread: new Set(),
  };
  return {
    emit(event, detail) {
      for (const listener of listeners[event]) {
        try {
          listener(detail);
        } catch (error) {
          // The site's mistake is shown to the site and does not stop the widget.
          reportError(error);
        }
      }
    },
    on(event, listener) {
      listeners[event].add(listener);
      return () => {
        listeners[event].delete(listener);
      };
    },
  };
}
