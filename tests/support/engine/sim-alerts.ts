import type { LeadId, ManagerId } from "../../../src/domain/ids.ts";
import type { SendResult } from "../../../src/ports/channel.ts";
import type { AlertCard, ManagerAlerts } from "../../../src/ports/manager-alerts.ts";
import type { Weather } from "./sim-telegram.ts";

export interface SimAlerts {
  readonly alerts: ManagerAlerts;
  /** Cards by their id on the managers' platform, as they look now. */
  readonly cards: ReadonlyMap<string, AlertCard>;
  readonly notes: readonly {
    readonly managerId: ManagerId;
    readonly text: string;
    readonly leadId: LeadId | undefined;
  }[];
  /** Managers who have no address, and those who blocked the bot. */
  readonly unknown: Set<ManagerId>;
  readonly blocked: Set<ManagerId>;
  weather: () => Weather;
  onCard: (card: AlertCard) => void;
}

/** The managers' bot without a network. */
export function createSimAlerts(): SimAlerts {
  const cards = new Map<string, AlertCard>();
  const notes: { managerId: ManagerId; text: string; leadId: LeadId | undefined }[] = [];
  const toManager = (managerId: ManagerId, deliver: () => string): SendResult => {
    if (sim.unknown.has(managerId)) return { outcome: "never", code: "no_address" };
    const weather = sim.weather();
    if (weather === "down") return { outcome: "later", code: "telegram_unavailable" };
    if (weather === "silent") return { outcome: "unknown", code: "telegram_no_answer" };
    if (sim.blocked.has(managerId)) return { outcome: "never", code: "blocked", isBlocked: true };
    const externalId = deliver();
    if (weather === "cut") return { outcome: "unknown", code: "telegram_no_answer" };
    return { outcome: "sent", externalIds: [externalId] };
  };
  const sim: SimAlerts = {
    cards,
    notes,
    unknown: new Set(),
    blocked: new Set(),
    weather: () => "fine",
    onCard: () => undefined,
    alerts: {
      send: async (card) =>
        toManager(card.managerId, () => {
          const externalId = `${card.managerId}:${cards.size + 1}`;
          cards.set(externalId, card);
          sim.onCard(card);
          return externalId;
        }),
      edit: async (externalId, card) =>
        toManager(card.managerId, () => {
          cards.set(externalId, card);
          return externalId;
        }),
      notify: async (managerId, text, leadId) =>
        toManager(managerId, () => {
          notes.push({ managerId, text, leadId });
          return `${managerId}:note${notes.length}`;
        }),
    },
  };
  return sim;
}
