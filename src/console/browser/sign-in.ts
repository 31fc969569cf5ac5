import { ApiError, createApiClient } from "./api-client.ts";
import { el } from "./element.ts";
import { logo } from "./icons.ts";
import { keepToken } from "./session.ts";
import { words } from "./words.ts";
import { wire } from "./wire.ts";

/** The first screen: asks for the token, tries it, and only then keeps it. */
export function showSignIn(root: Element, onSignedIn: (token: string) => void, problem = ""): void {
  const token = el("input", {
    id: "token",
    type: "password",
    name: "token",
    required: true,
    autocomplete: "current-password",
    spellcheck: "false",
    autofocus: true,
    "aria-describedby": "token-error",
  });
  const remember = el("input", { type: "checkbox", name: "remember" });
  const error = el("p.form-error", { id: "token-error", role: "alert" }, problem);
  const button = el("button.primary", { type: "submit" }, words.signIn);
  const form = el(
    "form.sign-in",
    {},
    el("div.brand", {}, logo(), words.appName),
    el("h1", {}, words.signInTitle),
    el("label", { for: "token" }, words.token),
    token,
    error,
    el("label.check", {}, remember, words.remember),
    button,
    el("p.quiet-text", {}, words.signInLead),
  );
  root.replaceChildren(el("main.sign-in-page", {}, form));
  token.focus();

  const signIn = async (value: string, isRemembered: boolean) => {
    button.setAttribute("data-busy", "");
    const fault = await tryToken(value);
    button.removeAttribute("data-busy");
    error.textContent = fault;
    if (fault !== "") return token.focus();
    keepToken(value, isRemembered);
    onSignedIn(value);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!(token instanceof HTMLInputElement) || !(remember instanceof HTMLInputElement)) return;
    void signIn(token.value.trim(), remember.checked);
  });
}

/** @returns What is wrong with the token, in words; empty when it fits. */
async function tryToken(token: string): Promise<string> {
  try {
    await createApiClient(token, () => undefined).read("setup", wire.setup);
    return "";
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return words.signInWrong;
    if (error instanceof ApiError && error.status === 429) return words.signInLimited;
    // Anything but latin letters in a header is refused by the browser before it leaves.
    if (/[^\x21-\x7e]/.test(token)) return words.signInWrong;
    return words.signInOffline;
  }
}
