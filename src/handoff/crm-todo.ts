import type { Business } from "../domain/business.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import { conversationUrl } from "./conversation-url.ts";
import { clipText } from "./clip-text.ts";
import { summarizeLead } from "./crm-comment.ts";
import { leadFacts } from "./lead-facts.ts";
import { LEAD_WORDS } from "./lead-words.ts";

const MAX_FACT_LENGTH = 200;

export interface CrmTodoOptions {
  readonly lead: Lead;
  readonly business: Business;
  readonly managerId: ManagerId;
  /** The task's words from the ladder; without them the to-do asks to answer the customer. */
  readonly title?: string | undefined;
  readonly publicUrl: string;
  readonly at: Date;
}

/** A to-do for a manager with the SLA as its deadline; one that is over already is due at once. */
export function toCrmTodo({ lead, business, managerId, title, publicUrl, at }: CrmTodoOptions): {
  readonly title: string;
  readonly text: string;
  readonly deadline: Date;
  readonly responsible?: number | undefined;
} {
  const words = LEAD_WORDS[business.language];
  const facts = leadFacts(lead, business, at).map(
    ({ label, value }) => `${label}: ${clipText(value, MAX_FACT_LENGTH)}`,
  );
  return {
    title: title ?? words.todo,
    text: [
      summarizeLead(lead, business, at),
      facts.join("\n"),
      `${words.conversation}: ${conversationUrl(publicUrl, lead.conversationId)}`,
    ].join("\n\n"),
    deadline: lead.slaDueAt > at ? lead.slaDueAt : at,
    responsible: business.team.find((manager) => manager.id === managerId)?.bitrix24,
  };
}
