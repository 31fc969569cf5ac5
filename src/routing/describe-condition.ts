import type { RuleCondition } from "../domain/business.ts";
import { categoryName, priorityName, type Language, type Sentiment } from "../domain/category.ts";
import { formatMoney } from "../domain/format.ts";
import { slotName } from "../domain/slot.ts";
import { sourceName } from "../domain/source-name.ts";
import type { RoutingSubject } from "./routing-subject.ts";

const LANGUAGES: Record<Language, Record<Language, string>> = {
  ru: { ru: "русский", en: "английский" },
  en: { ru: "Russian", en: "English" },
};

const SENTIMENTS: Record<Language, Record<Sentiment, string>> = {
  ru: { negative: "недоволен", neutral: "спокоен", positive: "доволен" },
  en: { negative: "unhappy", neutral: "calm", positive: "happy" },
};

/** Words of the two languages for one condition: the Russian first. */
type Pair = readonly [ru: string, en: string];

function flagWords(value: boolean | undefined, whenTrue: Pair, whenFalse: Pair): Pair | undefined {
  if (value === undefined) return undefined;
  return value ? whenTrue : whenFalse;
}

function timeWords(time: RuleCondition["time"]): Pair | undefined {
  if (time === undefined) return undefined;
  if (time === "open") return ["рабочее время", "working hours"];
  if (time === "closed") return ["нерабочее время", "outside working hours"];
  return ["время суток", "time of day"];
}

function requestWords(when: RuleCondition, subject: RoutingSubject): readonly (Pair | undefined)[] {
  const { request } = subject;
  return [
    when.category && [
      `категория «${categoryName(request.category, "ru")}»`,
      `category "${categoryName(request.category, "en")}"`,
    ],
    when.priority && [
      `приоритет ${priorityName(request.priority, "ru")}`,
      `${priorityName(request.priority, "en")} priority`,
    ],
    flagWords(when.urgent, ["срочно", "urgent"], ["не срочно", "not urgent"]),
    when.sentiment && [
      `клиент ${SENTIMENTS.ru[request.sentiment]}`,
      `the customer is ${SENTIMENTS.en[request.sentiment]}`,
    ],
    when.source && [
      `источник: ${sourceName(request.source, "ru")}`,
      `source: ${sourceName(request.source, "en")}`,
    ],
    when.language && [
      `язык: ${LANGUAGES.ru[request.language]}`,
      `language: ${LANGUAGES.en[request.language]}`,
    ],
    flagWords(when.vip, ["VIP", "VIP"], ["не VIP", "not VIP"]),
    flagWords(
      when.returning,
      ["обращается не впервые", "a returning customer"],
      ["обращается впервые", "a new customer"],
    ),
  ];
}

function businessWords(when: RuleCondition, subject: RoutingSubject): readonly (Pair | undefined)[] {
  const { service, branch, city } = subject;
  const skills = when.skill?.filter((skill) => service?.skills.includes(skill)) ?? [];
  return [
    when.branch && branch && [`филиал «${branch.name}»`, `branch "${branch.name}"`],
    when.city && city !== undefined ? [`город: ${city}`, `city: ${city}`] : undefined,
    when.service && service && [`услуга «${service.name}»`, `service "${service.name}"`],
    skills.length > 0 ? [`навык: ${skills.join(", ")}`, `skill: ${skills.join(", ")}`] : undefined,
    when.value_from === undefined
      ? undefined
      : [`сумма от ${formatMoney(when.value_from)}`, `value from ${formatMoney(when.value_from)}`],
    when.value_to === undefined
      ? undefined
      : [`сумма до ${formatMoney(when.value_to)}`, `value up to ${formatMoney(when.value_to)}`],
    timeWords(when.time),
    when.has && [
      `известно: ${when.has.map((name) => slotName(name, "ru").toLowerCase()).join(", ")}`,
      `known: ${when.has.map((name) => slotName(name, "en").toLowerCase()).join(", ")}`,
    ],
  ];
}

/** The conditions of a rule that matched, in words of the business's language, with the values that made them hold. */
export function describeCondition(when: RuleCondition, subject: RoutingSubject): readonly string[] {
  const index = subject.business.language === "ru" ? 0 : 1;
  return [...requestWords(when, subject), ...businessWords(when, subject)]
    .filter((pair) => pair !== undefined)
    .map((pair) => pair[index]);
}
