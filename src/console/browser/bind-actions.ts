import { ACTIONS, type Action, type ActionHost } from "./actions.ts";
import { ApiError } from "./api-client.ts";
import { toast } from "./dialog.ts";
import { searchConversations } from "./views/conversations.ts";
import { nameOf, words } from "./words.ts";

/** Binds all presses, forms and choices of the page once: views are redrawn, this stays. */
export function bindActions(host: ActionHost): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    closeMenus(target);
    const element = target?.closest<HTMLElement>("[data-action]");
    if (element) void run(element, host, ACTIONS[element.dataset["action"] ?? ""]);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["submit"] === undefined) return;
    event.preventDefault();
    void run(form, host, ACTIONS[form.dataset["submit"]]);
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.dataset["input"] !== "search") return;
    searchConversations(field.value);
    host.redraw();
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset["change"] === "me") host.setMe(field.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(undefined);
    const field = event.target;
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSend && field instanceof HTMLTextAreaElement) field.form?.requestSubmit();
  });
}

/** A second press while the first is on its way does nothing. */
async function run(element: HTMLElement, host: ActionHost, action: Action | undefined): Promise<void> {
  const context = host.context();
  if (!action || !context || element.hasAttribute("data-busy")) return;
  element.setAttribute("data-busy", "");
  try {
    await action(element, host, context);
    host.refresh();
  } catch (error) {
    const code = error instanceof ApiError ? error.code : "unexpected_answer";
    toast(`${words.failed}: ${nameOf(words.errors, code)}`, "bad");
  } finally {
    element.removeAttribute("data-busy");
  }
}

/** Menus close by a press outside of them, by a choice and by Escape, which gives the focus back. */
function closeMenus(target: Element | undefined): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    const isInside = target !== undefined && menu.contains(target) && !target.closest(".menu-item");
    if (isInside) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (target === undefined && hadFocus) menu.querySelector("summary")?.focus();
  }
}
