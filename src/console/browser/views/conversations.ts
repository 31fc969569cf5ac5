import { el } from "../element.ts";
import { momentText } from "../format.ts";
import { icon } from "../icons.ts";
import { conversationAddress } from "../route.ts";
import { words } from "../words.ts";
import { ApiError } from "../api-client.ts";
import { wire, type Summary } from "../wire.ts";
import type { LoadView, ViewContext } from "../view.ts";
import { loadConversation } from "./conversation.ts";
import { badge, demoLink, emptyState, ownershipBadge, setupNotes } from "./parts.ts";

const PAGE = 50;
const MAX_SHOWN = 200;

/** How the list is looked at: kept between redraws and changes of view. */
const listState = { search: "", shown: PAGE };

export function searchConversations(text: string): void {
  listState.search = text.trim().toLocaleLowerCase();
}

export function showMoreConversations(): void {
  listState.shown = Math.min(MAX_SHOWN, listState.shown + PAGE);
}

/** The list of conversations and, beside it, the chosen one. */
export function conversationsView(id: string | undefined): LoadView {
  return async (context) => {
    const [list, renderChosen] = await Promise.all([
      context.api.read(`conversations?limit=${listState.shown}`, wire.conversations),
      id === undefined ? undefined : loadChosen(id, context),
    ]);
    return () =>
      el(
        "div.split",
        { "data-chosen": id !== undefined },
        renderList(list.items, list.nextBefore !== undefined, id, context),
        renderChosen
          ? renderChosen()
          : el("div.chosen.is-empty", {}, el("p.quiet-text", {}, words.chooseConversation)),
      );
  };
}

async function loadChosen(id: string, context: ViewContext): Promise<() => HTMLElement> {
  try {
    return await loadConversation(id, context);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    return () => el("div.chosen.is-empty", {}, el("p", {}, words.errors.not_found));
  }
}

function renderList(
  items: readonly Summary[],
  hasMore: boolean,
  chosenId: string | undefined,
  context: ViewContext,
): HTMLElement {
  const found = items.filter((item) =>
    `${item.displayName ?? ""} ${item.lastText}`.toLocaleLowerCase().includes(listState.search),
  );
  return el(
    "section.list",
    { "aria-label": words.conversations },
    el("h1.list-title", {}, words.conversations),
    items.length === 0
      ? emptyState(
          words.emptyTitle,
          words.emptyConversations,
          demoLink(),
          setupNotes(context.setup, ["telegram", "whatsapp", "widget"]),
        )
      : el("input.search", {
          type: "search",
          placeholder: words.search,
          "aria-label": words.search,
          "data-input": "search",
        }),
    items.length > 0 && found.length === 0 ? el("p.quiet-text.pad", {}, words.nothingFound) : null,
    el(
      "ul.rows",
      {},
      found.map((item) => renderRow(item, item.id === chosenId, context)),
    ),
    hasMore && listState.shown < MAX_SHOWN
      ? el("button.quiet.wide", { type: "button", "data-action": "more-conversations" }, words.showMore)
      : null,
  );
}

function renderRow(item: Summary, isChosen: boolean, { api }: ViewContext): HTMLElement {
  const author =
    item.lastAuthor === "contact"
      ? ""
      : `${item.lastAuthor === "bot" ? words.authors.bot : words.authors.manager}: `;
  return el(
    "li",
    { "data-key": item.id },
    el(
      "a.row",
      {
        href: conversationAddress(item.id),
        "aria-current": isChosen ? "true" : undefined,
        "data-priority": item.priority,
      },
      el("span.source", {}, icon(item.channel)),
      el("span.row-name", {}, item.displayName ?? words.unknownCustomer),
      el("time.row-time", { datetime: item.lastMessageAt }, momentText(item.lastMessageAt, api.serverNow())),
      el("span.row-text", {}, `${author}${item.lastText}`),
      el(
        "span.row-tags",
        {},
        ownershipBadge(item.ownership),
        item.categoryName === undefined ? null : badge(item.categoryName, "category"),
      ),
    ),
  );
}
