import { asId, type ManagerId } from "../../../src/domain/ids.ts";
import type { DeadLetters } from "../../../src/ports/console-reads.ts";
import type { ManagerAction, ManagerDesk } from "../../../src/ports/manager-desk.ts";
import type { FakeStore } from "./fake-reads.ts";

export interface FakeDesk extends ManagerDesk {
  readonly acted: { readonly key: string; readonly action: ManagerAction }[];
  readonly paused: Set<ManagerId>;
}

/** Stores every action once per key; `apply` lets a demonstration show what would come of it. */
export function createFakeDesk(
  store: FakeStore,
  apply: (action: ManagerAction) => void = () => undefined,
): FakeDesk {
  const acted: { key: string; action: ManagerAction }[] = [];
  const paused = new Set<ManagerId>();
  const knows = (action: ManagerAction) =>
    "leadId" in action
      ? store.leads.some((lead) => lead.id === action.leadId)
      : store.conversations.some(({ conversation }) => conversation.id === action.conversationId);
  return {
    acted,
    paused,
    async act(key, action) {
      if (acted.some((earlier) => earlier.key === key)) return "repeated";
      if (!knows(action)) return "unknown";
      acted.push({ key, action });
      apply(action);
      return "stored";
    },
    leadOfOffer: async (offerId) =>
      store.leads.find((lead) => lead.offers.some((offer) => offer.id === offerId))?.id,
    conversationOfLead: async (leadId) => store.leads.find((lead) => lead.id === leadId)?.conversationId,
    managerByTelegram: async () => undefined,
    linkTelegram: async () => undefined,
    telegramOf: async (managerId) => (managerId === asId("anna") ? 100000011 : undefined),
    async setPaused(managerId, isPaused) {
      if (isPaused) paused.add(managerId);
      else paused.delete(managerId);
    },
  };
}

export function createFakeDeadLetters(store: FakeStore): DeadLetters {
  const move = (id: string, status: "pending" | "done") => {
    const index = store.outbox.findIndex((item) => item.id === id && item.status === "dead");
    const item = store.outbox[index];
    if (!item) return false;
    store.outbox[index] = { ...item, status };
    return true;
  };
  return { retry: async (id) => move(id, "pending"), discard: async (id) => move(id, "done") };
}
