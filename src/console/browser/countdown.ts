import { el } from "./element.ts";
import { countdownText } from "./format.ts";
import { words } from "./words.ts";

type CountdownKind = "sla" | "step";

/** A clock running to `due`. `from` is when it was wound: the last quarter of the way is marked. */
export function countdown(kind: CountdownKind, due: string, from: string): HTMLElement {
  return el("span.countdown", { "data-kind": kind, "data-due": due, "data-from": from });
}

/** A fuse burning down from `from` to `due`. */
export function fuse(due: string, from: string): HTMLElement {
  return el("progress.fuse", { max: 1, value: 1, "data-due": due, "data-from": from, "aria-hidden": "true" });
}

/** Sets every clock under `root` to the gateway's time. Called each second and right after each redraw. */
export function tick(root: ParentNode, nowMs: number): void {
  for (const clock of root.querySelectorAll<HTMLElement>("[data-due]")) {
    const due = Date.parse(clock.dataset["due"] ?? "");
    const from = Date.parse(clock.dataset["from"] ?? "");
    const share = Math.min(1, Math.max(0, (due - nowMs) / Math.max(1, due - from)));
    if (clock instanceof HTMLProgressElement) {
      clock.value = share;
      clock.dataset["tone"] = share < 0.25 ? "warn" : "calm";
      continue;
    }
    const { text, tone } =
      clock.dataset["kind"] === "sla" ? slaText(due - nowMs, share) : stepText(due - nowMs);
    if (clock.textContent !== text) clock.textContent = text;
    clock.dataset["tone"] = tone;
  }
}

function slaText(leftMs: number, share: number): { readonly text: string; readonly tone: string } {
  if (leftMs <= 0) return { text: `${words.answerLate} ${countdownText(-leftMs)}`, tone: "late" };
  return { text: `${words.answerDue} ${countdownText(leftMs)}`, tone: share < 0.25 ? "warn" : "calm" };
}

function stepText(leftMs: number): { readonly text: string; readonly tone: string } {
  if (leftMs <= 0) return { text: words.stepNow, tone: "warn" };
  return { text: countdownText(leftMs), tone: "calm" };
}
