import type { DeskStore } from "../adapters/postgres/desk-store.ts";
import type { Thread } from "../domain/message.ts";
import type { Backlog } from "../ports/backlog.ts";
import type { Clock } from "../ports/clock.ts";
import type { Inbox } from "../ports/inbox.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { ManagerAction, ManagerDesk } from "../ports/manager-desk.ts";

/** The managers' way in: an action is stored in the inbox and passes through the conversation's lane like anything else. */
export function createManagerDesk(options: {
  readonly store: DeskStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly live: LiveEvents;
  /** Leads that nobody has taken, to be put before whoever becomes available. */
  readonly backlog: Backlog;
}): ManagerDesk {
  const { store, backlog, clock } = options;
  return {
    act: async (key, action) => {
      const thread = await threadOf(action, store);
      if (!thread) return "unknown";
      const outcome = await options.inbox.accept({
        source: "desk",
        externalId: key,
        thread,
        kind: "desk",
        body: action,
        receivedAt: options.clock.now(),
      });
      return outcome === "new" ? "stored" : "repeated";
    },
    leadOfOffer: (offerId) => store.leadOfOffer(offerId),
    conversationOfLead: (leadId) => store.conversationOfLead(leadId),
    managerByTelegram: (telegramId) => store.managerByTelegram(telegramId),
    linkTelegram: (code, telegramId) => store.linkTelegram(code, telegramId),
    telegramOf: (managerId) => store.telegramOf(managerId),
    setPaused: async (managerId, isPaused) => {
      await store.setPaused(managerId, isPaused);
      if (!isPaused) await backlog.wake(clock.now());
      options.live.publish({ topic: "console", kind: "changed" });
    },
  };
}

async function threadOf(action: ManagerAction, store: DeskStore): Promise<Thread | undefined> {
  return "leadId" in action
    ? store.threadOfLead(action.leadId)
    : store.threadOfConversation(action.conversationId);
}
