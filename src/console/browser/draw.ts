import { ApiError } from "./api-client.ts";
import { tick } from "./countdown.ts";
import { el } from "./element.ts";
import { morph } from "./morph.ts";
import { nameOf, words } from "./words.ts";

/** Shows the drawn page. A transcript stays at its end unless the reader has scrolled up. */
export function draw(wanted: HTMLElement, nowMs: number): void {
  const root = document.querySelector("#app");
  if (!root) return;
  const before = document.querySelector<HTMLElement>("[data-stick]");
  const shown = before?.dataset["stick"];
  const wasAtEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < 60;
  morph(root, wanted);
  tick(root, nowMs);
  const after = document.querySelector<HTMLElement>("[data-stick]");
  if (after && (wasAtEnd || shown !== after.dataset["stick"])) after.scrollTop = after.scrollHeight;
}

/** Instead of the first view, when it could not be read. */
export function showFailure(error: unknown): void {
  const code = error instanceof ApiError ? error.code : "unexpected_answer";
  const text = el(
    "div.empty",
    {},
    el("p.empty-title", {}, words.loadFailed),
    el("p", {}, nameOf(words.errors, code)),
    el("a.button", { href: location.href, target: "_self" }, words.tryAgain),
  );
  document.querySelector("#app")?.replaceChildren(el("main.sign-in-page", {}, text));
}
