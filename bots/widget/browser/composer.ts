import { element, icon } from "./dom.ts";
import type { PanelTexts } from "./texts.ts";

export interface Composer {
  readonly node: HTMLElement;
  text(): string;
  clear(): void;
  focus(): void;
}

const MAX_LENGTH = 2000;
/** From here on the visitor is told how much is left. */
const WARN_FROM = 1800;

/** Where the visitor writes. Enter sends, Shift+Enter begins a new line. */
export function createComposer(texts: PanelTexts, onSend: () => void): Composer {
  const input = element("textarea", {
    class: "input",
    attributes: {
      rows: "1",
      maxlength: String(MAX_LENGTH),
      placeholder: texts.placeholder,
      "aria-label": texts.composer,
      enterkeyhint: "send",
      autocomplete: "off",
    },
  });
  // A copy of the text under the field gives it its height, since a strict page allows no inline styles.
  const mirror = element("div", { class: "mirror", attributes: { "aria-hidden": "true" } });
  const remaining = element("span", { class: "remaining", attributes: { "aria-live": "polite" } });
  const button = element(
    "button",
    { class: "send", attributes: { type: "submit", "aria-label": texts.send, title: texts.send } },
    [icon("up", "M12 19.2V5.4", "M5.8 11.4L12 5.2l6.2 6.2")],
  );
  const form = element("form", { class: "composer", attributes: { novalidate: "" } }, [
    element("div", { class: "field" }, [mirror, input, remaining]),
    button,
  ]);

  const update = (): void => {
    mirror.textContent = `${input.value}\u200b`;
    form.classList.toggle("filled", input.value.trim() !== "");
    button.setAttribute("aria-disabled", String(input.value.trim() === ""));
    remaining.textContent =
      input.value.length >= WARN_FROM ? texts.left(MAX_LENGTH - input.value.length) : "";
  };
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    // While a word is being composed, Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim() !== "") onSend();
  });
  // The keyboard of a phone stays open when the button is pressed.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  update();

  return {
    node: form,
    text: () => input.value.trim(),
    clear() {
      input.value = "";
      update();
    },
    focus: () => input.focus({ preventScroll: true }),
  };
}
