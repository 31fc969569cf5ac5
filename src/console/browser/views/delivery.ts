import { el, type Child } from "../element.ts";
import { momentText } from "../format.ts";
import { leadAddress } from "../route.ts";
import { nameOf, words } from "../words.ts";
import { wire, type OutboxItem } from "../wire.ts";
import type { LoadView, ViewContext } from "../view.ts";
import { partLine } from "./parts.ts";

/** What could not be delivered, what is on its way, and whether the lines are up. */
export const loadDelivery: LoadView = async (context) => {
  const [dead, outbox] = await Promise.all([
    context.api.read("dead-letters?limit=100", wire.outbox),
    context.api.read("outbox?limit=200", wire.outbox),
  ]);
  const waiting = outbox.items.filter((item) => item.status === "pending");
  return () =>
    el(
      "div.page",
      {},
      el("header.page-head", {}, el("h1", {}, words.delivery)),
      renderSection(words.deadLetters, words.deadLettersHint, words.deadLettersEmpty, dead.items, (item) =>
        renderDead(item, context),
      ),
      renderSection(words.outbox, words.outboxHint, words.outboxEmpty, waiting, (item) =>
        renderWaiting(item, context),
      ),
      el(
        "section.block",
        {},
        el("h2", {}, words.parts),
        el("ul.setup-notes", {}, context.setup.parts.map(partLine)),
      ),
    );
};

function renderSection(
  title: string,
  hint: string,
  empty: string,
  items: readonly OutboxItem[],
  render: (item: OutboxItem) => HTMLElement,
): HTMLElement {
  return el(
    "section.block",
    {},
    el("h2", {}, title, " ", el("span.count", {}, items.length)),
    items.length === 0
      ? el("p.good-news", {}, empty)
      : [el("p.quiet-text", {}, hint), el("ul.letters", {}, items.map(render))],
  );
}

function renderLetter(item: OutboxItem, context: ViewContext, ...more: readonly Child[]): HTMLElement {
  return el(
    "li.letter",
    { "data-key": item.id },
    el(
      "p.letter-what",
      {},
      el("strong", {}, nameOf(words.effects, item.kind)),
      item.leadId === undefined ? null : [" ", el("a", { href: leadAddress(item.leadId) }, words.openLead)],
    ),
    el(
      "p.quiet-text",
      {},
      `${momentText(item.createdAt, context.api.serverNow())} · ${words.attempts}: ${item.attempts}`,
      item.nextAttemptAt === undefined
        ? null
        : ` · ${words.nextAttempt}: ${momentText(item.nextAttemptAt, context.api.serverNow())}`,
    ),
    item.lastError === undefined ? null : el("p.letter-error", {}, el("code", {}, item.lastError)),
    ...more,
  );
}

function renderDead(item: OutboxItem, context: ViewContext): HTMLElement {
  const button = (action: string, text: string, kind: string) =>
    el(`button.${kind}`, { type: "button", "data-action": action, "data-letter": item.id }, text);
  return renderLetter(
    item,
    context,
    el("div.buttons", {}, button("discard", words.discard, "quiet"), button("retry", words.retry, "primary")),
  );
}

const renderWaiting = (item: OutboxItem, context: ViewContext) => renderLetter(item, context);
