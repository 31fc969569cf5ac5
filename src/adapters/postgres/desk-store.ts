import type { Kysely } from "kysely";
import type { Manager } from "../../domain/business.ts";
import { asId, type ConversationId, type LeadId, type ManagerId, type OfferId } from "../../domain/ids.ts";
import type { Thread } from "../../domain/message.ts";
import type { Tables } from "./tables.ts";

/** Look-ups and presence that the managers' desk needs; `team` is what the business folder says now. */
export interface DeskStore {
  threadOfLead(leadId: LeadId): Promise<Thread | undefined>;
  threadOfConversation(id: ConversationId): Promise<Thread | undefined>;
  leadOfOffer(offerId: OfferId): Promise<LeadId | undefined>;
  conversationOfLead(leadId: LeadId): Promise<ConversationId | undefined>;
  alertOfOffer(offerId: OfferId): Promise<string | undefined>;
  managerByTelegram(telegramId: number): Promise<ManagerId | undefined>;
  telegramOf(managerId: ManagerId): Promise<number | undefined>;
  linkTelegram(code: string, telegramId: number): Promise<ManagerId | undefined>;
  makeLinkCode(managerId: ManagerId, code: string): Promise<void>;
  setPaused(managerId: ManagerId, isPaused: boolean): Promise<void>;
}

export function createDeskStore(db: Kysely<Tables>, team: () => readonly Manager[]): DeskStore {
  return {
    threadOfLead: async (leadId) => {
      const row = await db.selectFrom("lead").select("thread").where("id", "=", leadId).executeTakeFirst();
      return row?.thread as Thread | undefined;
    },
    threadOfConversation: async (id) => {
      const row = await db
        .selectFrom("conversation")
        .select("thread")
        .where("id", "=", id)
        .executeTakeFirst();
      return row?.thread as Thread | undefined;
    },
    leadOfOffer: async (offerId) => {
      const row = await db.selectFrom("offer").select("lead_id").where("id", "=", offerId).executeTakeFirst();
      return row ? asId(row.lead_id) : undefined;
    },
    conversationOfLead: async (leadId) => {
      const row = await db
        .selectFrom("lead")
        .select("conversation_id")
        .where("id", "=", leadId)
        .executeTakeFirst();
      return row ? asId(row.conversation_id) : undefined;
    },
    alertOfOffer: async (offerId) => {
      const row = await db
        .selectFrom("offer")
        .select("alert_external_id")
        .where("id", "=", offerId)
        .executeTakeFirst();
      return row?.alert_external_id ?? undefined;
    },
    ...telegramLinks(db, team),
    setPaused: async (managerId, isPaused) => {
      await db
        .insertInto("manager")
        .values({ id: managerId, is_paused: isPaused, offered_total: 0 })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ is_paused: isPaused }))
        .execute();
    },
  };
}

/** A link made with a code wins over the id in team.yaml: the manager has shown that the account is theirs. */
function telegramLinks(db: Kysely<Tables>, team: () => readonly Manager[]) {
  const isInTeam = (id: string) => team().some((manager) => manager.id === id);
  return {
    managerByTelegram: async (telegramId: number): Promise<ManagerId | undefined> => {
      const row = await db
        .selectFrom("manager")
        .select("id")
        .where("telegram_id", "=", telegramId)
        .executeTakeFirst();
      if (row && isInTeam(row.id)) return asId(row.id);
      return team().find((manager) => manager.telegram === telegramId)?.id;
    },
    telegramOf: async (managerId: ManagerId): Promise<number | undefined> => {
      const row = await db
        .selectFrom("manager")
        .select("telegram_id")
        .where("id", "=", managerId)
        .executeTakeFirst();
      return row?.telegram_id ?? team().find((manager) => manager.id === managerId)?.telegram;
    },
    linkTelegram: async (code: string, telegramId: number): Promise<ManagerId | undefined> =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom("manager")
          .select("id")
          .where("link_code", "=", code)
          .forUpdate()
          .executeTakeFirst();
        if (!row || !isInTeam(row.id)) return undefined;
        await tx
          .updateTable("manager")
          .set({ telegram_id: null })
          .where("telegram_id", "=", telegramId)
          .where("id", "<>", row.id)
          .execute();
        await tx
          .updateTable("manager")
          .set({ telegram_id: telegramId, link_code: null })
          .where("id", "=", row.id)
          .execute();
        return asId<"manager">(row.id);
      }),
    makeLinkCode: async (managerId: ManagerId, code: string): Promise<void> => {
      await db
        .insertInto("manager")
        .values({ id: managerId, is_paused: false, offered_total: 0, link_code: code })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ link_code: code }))
        .execute();
    },
  };
}
