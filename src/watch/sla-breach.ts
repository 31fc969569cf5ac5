import type { Business } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import { ownerOf, type Lead } from "../domain/lead.ts";
import { categoryName } from "../domain/category.ts";

/**
 * Who must hear that the promised time has passed without a human answer: the owner of the lead and the heads.
 * Nobody when a human has answered or the lead is closed.
 */
export function slaBreach(
  lead: Lead,
  business: Business,
): readonly { readonly managerId: ManagerId; readonly text: string }[] {
  if (lead.firstHumanReplyAt || lead.ladder.status === "closed") return [];
  const owner = ownerOf(lead);
  const heads = business.team.filter((manager) => manager.role === "head").map((manager) => manager.id);
  const told = new Set(owner ? [owner, ...heads] : heads);
  const ownerName = business.team.find((manager) => manager.id === owner)?.name;
  const what = categoryName(lead.request.category, business.language);
  const who = lead.displayName ?? String(lead.request.slots.name ?? "");
  const text =
    business.language === "ru"
      ? `⏰ Срок ответа прошёл: «${what}»${who ? `, ${who}` : ""}. ${ownerName ? `Заявка у: ${ownerName}.` : "Заявку никто не взял."} Клиент ждёт ответа человека.`
      : `⏰ The promised time has passed: "${what}"${who ? `, ${who}` : ""}. ${ownerName ? `The lead is with ${ownerName}.` : "Nobody has taken the lead."} The customer waits for a person.`;
  return [...told].map((managerId) => ({ managerId, text }));
}
