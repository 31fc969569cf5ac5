import type { z } from "zod";

import type { Business, CategoryFlow, CrmSettings, Question } from "../../domain/business.ts";
import type { Category } from "../../domain/category.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import type { SlotName } from "../../domain/slot.ts";
import { SLOT_NAMES } from "../../domain/slot.ts";
import { CRM_DEFAULTS, FLOW_DEFAULTS, MAX_QUESTIONS } from "./defaults.ts";
import { mapOf, listOf, oneOf, someOf, template, text, whole } from "./shapes.ts";

const slot = oneOf("slot", SLOT_NAMES);

function categoryFlow(category: Category): z.ZodType<CategoryFlow> {
  return mapOf({
    ask: listOf(slot).optional(),
    enough: listOf(someOf(slot)).optional(),
    max_questions: whole(0).default(MAX_QUESTIONS),
    action: oneOf("action", ["auto_reply", "assign_manager", "escalate"]).optional(),
    say: template(["sla", "name", "service"]).optional(),
  }).transform((entry): CategoryFlow => {
    // Written questions replace the defaults whole: half of a default would surprise the owner.
    const isWritten = entry.ask !== undefined || entry.enough !== undefined || entry.action !== undefined;
    const defaults = isWritten ? { ask: [], enough: [] } : FLOW_DEFAULTS[category];
    const everything = entry.ask && entry.ask.length > 0 ? [entry.ask] : defaults.enough;
    return {
      ask: entry.ask ?? defaults.ask,
      enough: entry.enough ?? everything,
      maxQuestions: entry.max_questions,
      action: entry.action,
      say: entry.say,
    };
  });
}

const question: z.ZodType<Question> = mapOf({ say: text, choices: listOf(text).default([]) });

const questions: z.ZodType<Partial<Record<SlotName, Question>>> = mapOf(
  Object.fromEntries(SLOT_NAMES.map((name) => [name, question.exactOptional()])),
);

const flow = (category: Category) => categoryFlow(category).exactOptional();

/** flow.yaml: a flow per category, and the questions. */
export const flowShape: z.ZodType<Pick<Business, "flows" | "questions">> = mapOf({
  lead_b2b: flow("lead_b2b"),
  lead_b2c: flow("lead_b2c"),
  price_info: flow("price_info"),
  partnership: flow("partnership"),
  complaint: flow("complaint"),
  tech_support: flow("tech_support"),
  document_request: flow("document_request"),
  tender: flow("tender"),
  job_applicant: flow("job_applicant"),
  supplier_offer: flow("supplier_offer"),
  order_status: flow("order_status"),
  cancel_reschedule: flow("cancel_reschedule"),
  smalltalk: flow("smalltalk"),
  investor_media: flow("investor_media"),
  system_notification: flow("system_notification"),
  questions: questions.default({}),
}).transform(({ questions, ...flows }) => ({ flows, questions }));

const TITLE_WORDS = ["category", "priority", "service", "name", "source", "phone", "branch"] as const;
const sourceCode = text.exactOptional();
const source = mapOf(Object.fromEntries(CHANNEL_NAMES.map((name) => [name, sourceCode])));

/** crm.yaml. */
export const crmShape: z.ZodType<CrmSettings> = mapOf({
  bitrix24: mapOf({
    title: template(TITLE_WORDS).optional(),
    tags: listOf(template(TITLE_WORDS)).optional(),
    source: source.optional(),
    observers: listOf(whole(1)).optional(),
  }).optional(),
}).transform(({ bitrix24 }): CrmSettings => ({
  title: bitrix24?.title ?? CRM_DEFAULTS.title,
  tags: bitrix24?.tags ?? CRM_DEFAULTS.tags,
  source: { ...CRM_DEFAULTS.source, ...bitrix24?.source },
  observers: bitrix24?.observers ?? CRM_DEFAULTS.observers,
}));
