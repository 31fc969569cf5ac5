import { element, icon, lampIcon } from "./dom.ts";
import type { PanelTexts } from "./texts.ts";

export interface PanelFrame {
  readonly panel: HTMLElement;
  /** Composer or consent form. */
  readonly footer: HTMLElement;
  setOpen(isOpen: boolean, coversPage: boolean): void;
  /** A line above the composer, read out when it changes; empty hides it. */
  setNotice(text: string): void;
  setHead(head: { readonly name: string; readonly status: string; readonly tone: string }): void;
}

/** The panel's fixed parts: header, the place for messages, a notice line, the place for the composer. */
export function createPanelFrame(texts: PanelTexts, log: HTMLElement, onClose: () => void): PanelFrame {
  const name = element("h2", { class: "name", attributes: { id: "dozor-name" } });
  const status = element("span", { attributes: { role: "status" } });
  const close = element(
    "button",
    {
      class: "close",
      attributes: { type: "button", "aria-label": texts.closePanel, title: texts.closePanel },
    },
    [icon("down", "M6 9.5l6 6 6-6")],
  );
  close.addEventListener("click", onClose);
  const head = element("header", { class: "head" }, [
    element("span", { class: "emblem" }, [lampIcon()]),
    element("div", { class: "who" }, [
      name,
      element("p", { class: "status" }, [element("span", { class: "dot" }), status]),
    ]),
    close,
  ]);
  const notice = element("p", { class: "notice", attributes: { role: "status", hidden: "" } });
  const footer = element("div", { class: "footer" });
  const panel = element(
    "section",
    {
      class: "panel",
      attributes: { role: "dialog", "aria-labelledby": "dozor-name", tabindex: "-1", hidden: "" },
    },
    [head, log, notice, footer],
  );

  return {
    panel,
    footer,
    setOpen(isOpen, coversPage) {
      panel.hidden = !isOpen;
      panel.classList.toggle("shown", isOpen);
      if (coversPage) panel.setAttribute("aria-modal", "true");
      else panel.removeAttribute("aria-modal");
    },
    setNotice(text) {
      if (notice.textContent !== text) notice.textContent = text;
      notice.hidden = text === "";
    },
    setHead(shown) {
      name.textContent = shown.name;
      if (status.textContent !== shown.status) status.textContent = shown.status;
      head.className = `head ${shown.tone}`;
    },
  };
}

/** Keeps Tab within the panel while it covers the whole page. */
export function trapTab(panel: HTMLElement, root: ShadowRoot, event: KeyboardEvent): void {
  const stops = [
    ...panel.querySelectorAll<HTMLElement>("button, textarea, input, a[href], [tabindex='0']"),
  ].filter((it) => it.getClientRects().length > 0);
  const [first, last] = [stops[0], stops.at(-1)];
  const active = root.activeElement;
  if (!first || !last) return;
  if (event.shiftKey && (active === first || active === panel)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first.focus();
  }
}
