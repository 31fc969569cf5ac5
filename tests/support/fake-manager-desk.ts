import {
  asId,
  type ConversationId,
  type LeadId,
  type ManagerId,
  type OfferId,
} from "../../src/domain/ids.ts";
import type { ManagerAction, ManagerDesk } from "../../src/ports/manager-desk.ts";

export interface FakeManagerDesk extends ManagerDesk {
  /** Actions in the order they were stored, each with its key. */
  readonly actions: readonly { readonly key: string; readonly action: ManagerAction }[];
  readonly paused: ReadonlySet<ManagerId>;
  /** A manager of the team; without an account until a code links one. */
  addManager(managerId: string, telegramId?: number): ManagerId;
  addCode(code: string, managerId: ManagerId): void;
  addOffer(offerId: string): { offerId: OfferId; leadId: LeadId; conversationId: ConversationId };
  /** The lead is gone: actions on it answer `unknown`. */
  forgetLead(leadId: LeadId): void;
  /** The next calls of `act` reject as with an unreachable database. */
  failNext(times: number): void;
  /** Told of every stored action. */
  onAction(listener: (action: ManagerAction) => void): void;
}

/** The managers' desk in memory, with the port's promises: a known key acts once, a code links once. */
export function createFakeManagerDesk(): FakeManagerDesk {
  const actions: { key: string; action: ManagerAction }[] = [];
  const telegramIds = new Map<ManagerId, number>();
  const codes = new Map<string, ManagerId>();
  const offers = new Map<OfferId, LeadId>();
  const leads = new Map<LeadId, ConversationId>();
  const paused = new Set<ManagerId>();
  let failures = 0;
  let listener: (action: ManagerAction) => void = () => {};

  const isKnown = (action: ManagerAction) =>
    "leadId" in action
      ? leads.has(action.leadId)
      : [...leads.values()].some((conversationId) => conversationId === action.conversationId);

  return {
    actions,
    paused,
    addManager(id, telegramId) {
      const managerId = asId<"manager">(id);
      if (telegramId !== undefined) telegramIds.set(managerId, telegramId);
      return managerId;
    },
    addCode: (code, managerId) => void codes.set(code, managerId),
    addOffer(id) {
      const offerId = asId<"offer">(id);
      const leadId = asId<"lead">(id.replace(/^ofr_/, "lead_"));
      const conversationId = asId<"conversation">(id.replace(/^ofr_/, "conv_"));
      offers.set(offerId, leadId);
      leads.set(leadId, conversationId);
      return { offerId, leadId, conversationId };
    },
    forgetLead: (leadId) => void leads.delete(leadId),
    failNext(times) {
      failures = times;
    },
    onAction(next) {
      listener = next;
    },
    act(key, action) {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error("the database is away"));
      }
      if (actions.some((known) => known.key === key)) return Promise.resolve("repeated");
      if (!isKnown(action)) return Promise.resolve("unknown");
      actions.push({ key, action });
      listener(action);
      return Promise.resolve("stored");
    },
    leadOfOffer: (offerId) => Promise.resolve(offers.get(offerId)),
    conversationOfLead: (leadId) => Promise.resolve(leads.get(leadId)),
    managerByTelegram: (telegramId) =>
      Promise.resolve([...telegramIds].find(([, known]) => known === telegramId)?.[0]),
    linkTelegram(code, telegramId) {
      const managerId = codes.get(code);
      if (managerId) {
        codes.delete(code);
        telegramIds.set(managerId, telegramId);
      }
      return Promise.resolve(managerId);
    },
    telegramOf: (managerId) => Promise.resolve(telegramIds.get(managerId)),
    setPaused(managerId, isPaused) {
      if (isPaused) paused.add(managerId);
      else paused.delete(managerId);
      return Promise.resolve();
    },
  };
}
