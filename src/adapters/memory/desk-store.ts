import type { Manager } from "../../domain/business.ts";
import type { ConversationId, LeadId, ManagerId, OfferId } from "../../domain/ids.ts";
import { managerRow } from "./manager-row.ts";
import type { MemoryTables } from "./memory-tables.ts";

/** Look-ups and presence that the managers' desk needs; `team` is what the business folder says now. */
export function createMemoryDeskStore(tables: MemoryTables, team: () => readonly Manager[]) {
  const isInTeam = (id: ManagerId) => team().some((manager) => manager.id === id);
  return {
    threadOfLead: async (id: LeadId) => tables.leads.get(id)?.thread,
    threadOfConversation: async (id: ConversationId) =>
      [...tables.conversations.values()].find((one) => one.id === id)?.thread,
    leadOfOffer: async (id: OfferId) => tables.offers.get(id)?.leadId,
    conversationOfLead: async (id: LeadId) => tables.leads.get(id)?.conversationId,
    alertOfOffer: async (id: OfferId) => tables.offers.get(id)?.alertExternalId,
    managerByTelegram: async (telegramId: number): Promise<ManagerId | undefined> => {
      const linked = [...tables.managers].find(([, row]) => row.telegramId === telegramId)?.[0];
      if (linked && isInTeam(linked)) return linked;
      return team().find((manager) => manager.telegram === telegramId)?.id;
    },
    telegramOf: async (id: ManagerId) =>
      tables.managers.get(id)?.telegramId ?? team().find((manager) => manager.id === id)?.telegram,
    linkTelegram: async (code: string, telegramId: number): Promise<ManagerId | undefined> => {
      const id = [...tables.managers].find(([, row]) => row.linkCode === code)?.[0];
      if (!id || !isInTeam(id)) return undefined;
      for (const row of tables.managers.values())
        if (row.telegramId === telegramId) row.telegramId = undefined;
      Object.assign(managerRow(tables, id), { telegramId, linkCode: undefined });
      return id;
    },
    makeLinkCode: async (id: ManagerId, code: string): Promise<void> => {
      managerRow(tables, id).linkCode = code;
    },
    setPaused: async (id: ManagerId, isPaused: boolean): Promise<void> => {
      managerRow(tables, id).isPaused = isPaused;
    },
  };
}
