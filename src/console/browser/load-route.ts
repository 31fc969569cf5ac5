import { ApiError, type ApiClient } from "./api-client.ts";
import { el } from "./element.ts";
import { setTimezone } from "./format.ts";
import { ADDRESSES, conversationAddress, leadAddress, type Route } from "./route.ts";
import { readMe } from "./session.ts";
import type { LoadView, ViewContext } from "./view.ts";
import { loadBoard } from "./views/board.ts";
import { conversationsView } from "./views/conversations.ts";
import { loadDelivery } from "./views/delivery.ts";
import { loadTeam } from "./views/team.ts";
import { loadWeek } from "./views/week.ts";
import { words } from "./words.ts";
import { wire, type Lead } from "./wire.ts";

/** Reads what every view needs. */
export async function readContext(api: ApiClient): Promise<ViewContext> {
  const [setup, team, leads] = await Promise.all([
    api.read("setup", wire.setup),
    api.read("team", wire.team),
    api.read("leads?status=held,offering,ended,taken&limit=200", wire.leads),
  ]);
  setTimezone(setup.business.timezone);
  return {
    api,
    setup,
    team: team.items,
    openLeads: leads.items,
    // Looked up at each redraw: it changes without a word from the gateway.
    get me() {
      return team.items.find((member) => member.id === readMe());
    },
  };
}

/** Reads what the address asks for; the answer draws it. */
export async function loadRoute(route: Route, context: ViewContext): Promise<() => HTMLElement> {
  switch (route.view) {
    case "board":
      return loadBoard(context);
    case "conversations":
      return conversationsView(route.id)(context);
    case "lead":
      return loadLead(route.id)(context);
    case "team":
      return loadTeam(context);
    case "week":
      return loadWeek(context);
    case "delivery":
      return loadDelivery(context);
    case "not_found":
      return () => notFound(words.notFound);
  }
}

function notFound(text: string): HTMLElement {
  return el("div.empty", {}, el("p", {}, text), el("a.button", { href: ADDRESSES.board }, words.goHome));
}

/** A lead lives in its conversation: its address gives way to that one's. */
function loadLead(id: string): LoadView {
  return async (context) => {
    const found = await findLead(id, context);
    if (!found) return () => notFound(words.errors.not_found);
    const draw = await conversationsView(found.conversationId)(context);
    if (location.pathname === leadAddress(id)) {
      history.replaceState(null, "", conversationAddress(found.conversationId));
    }
    return draw;
  };
}

async function findLead(id: string, { api }: ViewContext): Promise<Lead | undefined> {
  try {
    return await api.read(`leads/${encodeURIComponent(id)}`, wire.lead);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
