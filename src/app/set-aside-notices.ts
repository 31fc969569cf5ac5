import type { Business } from "../domain/business.ts";
import type { OutboxItem } from "../domain/effect.ts";
import type { MakeId } from "../domain/ids.ts";
import type { InboxRow } from "../ports/inbox.ts";

/** Tells the heads that a conversation got stuck, so that the contact is answered by a person. */
export function setAsideNotices(
  rows: readonly InboxRow[],
  business: Business,
  makeId: MakeId,
): readonly OutboxItem[] {
  const text =
    business.language === "ru"
      ? "⚠️ Дозор не смог обработать сообщение клиента и отложил его. Откройте консоль, «Диалоги»: ответьте клиенту сами и сообщите тому, кто обслуживает Дозор."
      : "⚠️ Dozor could not deal with a customer's message and set it aside. Open the console, Conversations: answer the customer yourself and tell whoever looks after Dozor.";
  if (rows.length === 0) return [];
  return business.team
    .filter((manager) => manager.role === "head")
    .map((manager) => {
      const id = makeId("effect");
      const effect = { kind: "notify_manager" as const, managerId: manager.id, text };
      return { id, orderKey: `manager:${manager.id}`, key: id, effect };
    });
}
