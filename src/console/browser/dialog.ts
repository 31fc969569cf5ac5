import { el, type Child } from "./element.ts";
import { words } from "./words.ts";
import type { TeamMember } from "./wire.ts";

/** Opens a modal dialog whose buttons answer with their value; `undefined` when it is dismissed. */
function ask(title: string, ...content: readonly Child[]): Promise<string | undefined> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.append(el("form", { method: "dialog" }, el("h2", { id: "dialog-title" }, title), ...content));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "" ? undefined : dialog.returnValue);
    });
    dialog.showModal();
  });
}

const cancelButton = () => el("button.quiet", { value: "" }, words.cancel);

export async function confirmWith(title: string, lead: string, yes: string): Promise<boolean> {
  const answer = await ask(
    title,
    el("p.quiet-text", {}, lead),
    el(
      "div.dialog-buttons",
      {},
      cancelButton(),
      el("button.primary", { value: "yes", autofocus: true }, yes),
    ),
  );
  return answer === "yes";
}

/** How a lead that is being closed went; `unknown` when the person does not say. */
export async function askOutcome(): Promise<"won" | "lost" | "unknown" | undefined> {
  const answer = await ask(
    words.closeTitle,
    el("p.quiet-text", {}, words.closeLead),
    el(
      "div.dialog-buttons",
      {},
      cancelButton(),
      el("button.quiet", { value: "unknown" }, words.closeUnknown),
      el("button.quiet", { value: "lost" }, words.closeLost),
      el("button.primary", { value: "won", autofocus: true }, words.closeWon),
    ),
  );
  return answer === "won" || answer === "lost" || answer === "unknown" ? answer : undefined;
}

/** @returns The chosen person's id. */
export function choosePerson(
  title: string,
  lead: string,
  team: readonly TeamMember[],
): Promise<string | undefined> {
  return ask(
    title,
    lead === "" ? null : el("p.quiet-text", {}, lead),
    el(
      "div.people",
      {},
      team.map((member) =>
        el(
          "button.person",
          { value: member.id },
          el("span.person-name", {}, member.name),
          el("span.quiet-text", {}, member.isOnShift ? words.onShift : words.offShift),
        ),
      ),
    ),
    el("div.dialog-buttons", {}, cancelButton()),
  );
}

export async function showText(title: string, text: string, done: string): Promise<void> {
  await ask(
    title,
    el("p.dialog-text", {}, text),
    el("div.dialog-buttons", {}, el("button.primary", { value: "", autofocus: true }, done)),
  );
}

/** Shows a command to send, with a button that copies it. */
export async function showCommand(title: string, lead: string, command: string): Promise<void> {
  await ask(
    title,
    el("p.quiet-text", {}, lead),
    el("p.command", {}, el("code", {}, command)),
    el(
      "div.dialog-buttons",
      {},
      el("button.quiet", { type: "button", "data-action": "copy", "data-text": command }, words.copy),
      el("button.primary", { value: "", autofocus: true }, words.done),
    ),
  );
}

/** A passing note at the edge of the screen; read out by screen readers. */
export function toast(text: string, tone: "good" | "bad" = "good"): void {
  const note = el("div.toast", { "data-tone": tone }, text);
  document.querySelector("#toasts")?.append(note);
  setTimeout(() => note.remove(), tone === "bad" ? 8_000 : 4_000);
}
