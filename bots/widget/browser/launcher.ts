import { element, icon, lampIcon } from "./dom.ts";
import type { PageLanguage } from "./panel-link.ts";

const TEXTS = {
  ru: {
    open: "Открыть переписку",
    close: "Закрыть переписку",
    unread: (count: number) => `Открыть переписку, непрочитанных сообщений: ${count}`,
    failed: "Не удалось открыть переписку. Нажмите ещё раз",
  },
  en: {
    open: "Open the conversation",
    close: "Close the conversation",
    unread: (count: number) => `Open the conversation, unread messages: ${count}`,
    failed: "The conversation could not be opened. Press again",
  },
} as const satisfies Record<PageLanguage, unknown>;

export interface Launcher {
  readonly button: HTMLButtonElement;
  show(state: LauncherState): void;
}

export interface LauncherState {
  readonly isOpen: boolean;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  readonly unread: number;
}

/** The round button in the corner of the page. */
export function createLauncher(language: PageLanguage): Launcher {
  const texts = TEXTS[language];
  const badge = element("span", { class: "badge", attributes: { hidden: "", "aria-hidden": "true" } });
  const button = element("button", { class: "launcher", attributes: { type: "button" } }, [
    lampIcon(),
    icon("down", "M6 9.5l6 6 6-6"),
    badge,
  ]);

  return {
    button,
    show({ isOpen, isLoading, hasFailed, unread }) {
      const shown = isOpen ? 0 : unread;
      badge.hidden = shown === 0 && !hasFailed;
      badge.textContent = hasFailed ? "!" : shown > 9 ? "9+" : String(shown);
      button.setAttribute("aria-expanded", String(isOpen));
      button.setAttribute("aria-busy", String(isLoading));
      button.setAttribute(
        "aria-label",
        hasFailed ? texts.failed : isOpen ? texts.close : shown > 0 ? texts.unread(shown) : texts.open,
      );
    },
  };
}
