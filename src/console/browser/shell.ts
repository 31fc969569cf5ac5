import { el } from "./element.ts";
import { icon, logo } from "./icons.ts";
import { ADDRESSES, type Route } from "./route.ts";
import { readTheme } from "./session.ts";
import type { ViewContext } from "./view.ts";
import { weekWords } from "./week-words.ts";
import { words } from "./words.ts";

const TABS = ["board", "conversations", "team", "week", "delivery"] as const;
type Tab = (typeof TABS)[number];

const TAB_NAMES: Readonly<Record<Tab, string>> = {
  board: words.now,
  conversations: words.conversations,
  team: words.team,
  week: weekWords.tab,
  delivery: words.delivery,
};
const TAB_ICONS: Readonly<Record<Tab, string>> = {
  board: "now",
  conversations: "conversations",
  team: "team",
  week: "week",
  delivery: "delivery",
};

export interface ShellState {
  readonly route: Route;
  readonly isConnected: boolean;
  /** Leads that nobody has taken. */
  readonly waiting: number;
}

/** The frame around every view: navigation, who works here, the state of the line. */
export function renderShell(state: ShellState, context: ViewContext, content: HTMLElement): HTMLElement {
  return el(
    "div",
    { id: "app", class: "app" },
    el("a.skip", { href: "#main" }, words.skipToMain),
    el(
      "header.bar",
      {},
      el(
        "a.brand",
        { href: ADDRESSES.board },
        logo(),
        el("span.brand-name", {}, context.setup.business.name),
      ),
      el(
        "nav.tabs",
        { "aria-label": words.appName },
        TABS.map((tab) => renderTab(tab, state)),
      ),
      el(
        "span.line-state",
        { "data-connected": state.isConnected, role: "status" },
        state.isConnected ? words.online : words.offline,
      ),
      renderMe(context),
      el(
        "button.icon-button",
        {
          type: "button",
          "data-action": "theme",
          "aria-label": words.theme[readTheme()],
          title: words.theme[readTheme()],
        },
        icon("moon"),
      ),
      el(
        "button.icon-button",
        { type: "button", "data-action": "sign-out", "aria-label": words.signOut, title: words.signOut },
        icon("exit"),
      ),
    ),
    el("main.main", { id: "main", tabindex: -1, "data-view": state.route.view }, content),
  );
}

function renderTab(tab: Tab, { route, waiting }: ShellState): HTMLElement {
  const isCurrent = route.view === tab || (route.view === "lead" && tab === "conversations");
  return el(
    "a.tab",
    { href: ADDRESSES[tab], "aria-current": isCurrent ? "page" : undefined },
    icon(TAB_ICONS[tab]),
    el("span", {}, TAB_NAMES[tab]),
    tab === "board" && waiting > 0 ? el("span.count", {}, waiting) : null,
  );
}

function renderMe({ team, me }: ViewContext): HTMLElement {
  return el(
    "label.me",
    {},
    el("span", {}, words.iAm),
    el(
      "select",
      { "data-change": "me", "aria-label": words.whoAreYou },
      el("option", { value: "", selected: me === undefined }, words.notChosen),
      team.map((member) => el("option", { value: member.id, selected: member.id === me?.id }, member.name)),
    ),
  );
}
