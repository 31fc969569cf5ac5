import type { Session } from "./api.ts";
import { element } from "./dom.ts";
import { isAddress, linkTo } from "./linkify.ts";
import type { PanelTexts } from "./texts.ts";

export interface ConsentFormOptions {
  readonly texts: PanelTexts;
  readonly consent: Session["consent"];
  /** What the visitor is about to send. */
  readonly draft: string;
  onAccept(): void;
  onBack(): void;
}

/** Stands where the composer was until the visitor agrees or goes back; the typed text waits meanwhile. */
export function createConsentForm(options: ConsentFormOptions): { node: HTMLElement; focus(): void } {
  const { texts, consent } = options;
  const box = element("input", {
    attributes: { type: "checkbox", id: "consent", "aria-describedby": "terms" },
  });
  const missing = element("p", { class: "missing", attributes: { role: "alert" } });
  const back = element("button", { class: "ghost", text: texts.back, attributes: { type: "button" } });
  const send = element("button", { class: "primary", text: texts.send, attributes: { type: "submit" } });
  const terms = element("p", { class: "terms", text: consent.text, attributes: { id: "terms" } });
  if (consent.url && isAddress(consent.url)) {
    terms.append(" ", linkTo(consent.url, texts.opensOutside, texts.consentLink));
  }
  const form = element(
    "form",
    { class: "consent", attributes: { novalidate: "", "aria-label": texts.consentTitle } },
    [
      element("blockquote", {
        class: "draft",
        text: options.draft,
        attributes: { "aria-label": texts.consentDraft },
      }),
      terms,
      element("label", { class: "agree", attributes: { for: "consent" } }, [
        box,
        element("span", { text: texts.consentCheck }),
      ]),
      missing,
      element("div", { class: "actions" }, [back, send]),
    ],
  );

  const update = (): void => {
    send.setAttribute("aria-disabled", String(!box.checked));
    if (box.checked) missing.textContent = "";
  };
  box.addEventListener("change", update);
  back.addEventListener("click", () => options.onBack());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.checked) return options.onAccept();
    missing.textContent = texts.consentMissing;
    box.focus();
  });
  update();
  return { node: form, focus: () => box.focus() };
}
