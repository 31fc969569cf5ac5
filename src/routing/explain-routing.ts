import type { RoutingRule } from "../domain/business.ts";
import type { Language } from "../domain/category.ts";
import type { ManagerId } from "../domain/ids.ts";
import { CONVERSION_DAYS, exclusionName, type CandidateTrace, type RoutingTrace } from "../domain/routing.ts";
import { describeCondition } from "./describe-condition.ts";
import type { RoutingSubject } from "./routing-subject.ts";

/** More names than this become "and 12 more". */
const MAX_NAMES = 5;

const RELAXED: Record<Language, Readonly<Record<string, string>>> = {
  ru: { skill: "навык", branch: "филиал", team: "команда", language: "язык" },
  en: { skill: "skill", branch: "branch", team: "team", language: "language" },
};

/** A condition of a target that was given up, in words. */
export function relaxationName(name: string, language: Language): string {
  return RELAXED[language][name] ?? name;
}

function listNames(names: readonly string[], language: Language): string {
  const and = language === "ru" ? "и" : "and";
  if (names.length > MAX_NAMES) {
    const rest = names.length - MAX_NAMES;
    const more = language === "ru" ? `ещё ${rest}` : `${rest} more`;
    return `${names.slice(0, MAX_NAMES).join(", ")} ${and} ${more}`;
  }
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} ${and} ${last}` : last;
}

function ruleSentence(trace: RoutingTrace, subject: RoutingSubject, rule: RoutingRule | undefined): string {
  const isRussian = trace.language === "ru";
  if (!rule) {
    if (trace.rules.length === 0) return isRussian ? "Правило по умолчанию." : "The default rule.";
    return isRussian
      ? "Ни одно правило не подошло, сработало правило по умолчанию."
      : "No rule matched, so the default one applied.";
  }
  const conditions = describeCondition(rule.when, subject);
  const name = isRussian ? `Правило «${rule.name}»` : `Rule "${rule.name}"`;
  return conditions.length > 0 ? `${name}: ${conditions.join(", ")}.` : `${name}.`;
}

function relaxedSentence(trace: RoutingTrace): string | undefined {
  if (trace.relaxed.length === 0) return undefined;
  const words = trace.relaxed.map((name) => relaxationName(name, trace.language)).join(", ");
  return trace.language === "ru"
    ? `Подходящих по всем условиям сейчас нет, поэтому не учитывалось: ${words}.`
    : `Nobody fits every condition now, so this was set aside: ${words}.`;
}

function decidedWords(
  trace: RoutingTrace,
  chosen: CandidateTrace,
  others: readonly CandidateTrace[],
): string {
  const isRussian = trace.language === "ru";
  const places = isRussian ? `${chosen.open} из ${chosen.capacity}` : `${chosen.open} of ${chosen.capacity}`;
  switch (trace.decidedBy) {
    case "sticky":
      return isRussian ? "клиент уже знаком" : "knows this customer";
    case "least_loaded":
      if (others.every((other) => other.open > chosen.open)) {
        return isRussian ? `меньше открытых заявок (${places})` : `fewer open leads (${places})`;
      }
      return isRussian ? `меньше загрузка (${places})` : `lower load (${places})`;
    case "round_robin":
      return isRussian ? "подошла очередь" : "next in turn";
    case "weighted":
      return isRussian ? "заявок меньше, чем положено по доле" : "furthest below the agreed share";
    case "best_converting":
      return conversionWords(chosen, others, trace.language);
    case "only_candidate":
      return isRussian ? "подходит лучше всех" : "the best fit";
    case "id":
    case undefined:
      return isRussian ? "при прочих равных первым по списку" : "first on the list, all else being equal";
  }
}

/** `others` come in the order of ids: the figures are told against the best of them. */
function conversionWords(
  chosen: CandidateTrace,
  others: readonly CandidateTrace[],
  language: Language,
): string {
  const isRussian = language === "ru";
  const words = isRussian ? "чаще доводит заявки до записи" : "wins leads more often";
  const best = others
    .filter(({ conversion }) => conversion !== undefined)
    .toSorted((a, b) => (b.conversion?.percent ?? 0) - (a.conversion?.percent ?? 0))[0];
  if (!chosen.conversion || !best?.conversion) return words;
  const { percent, won, decided } = chosen.conversion;
  return isRussian
    ? `${words}: ${percent} % против ${best.conversion.percent} % (${best.name}); за ${CONVERSION_DAYS} дней ${won} из ${decided}, с поправкой на число заявок`
    : `${words}: ${percent} % against ${best.conversion.percent} % (${best.name}); ${won} of ${decided} in ${CONVERSION_DAYS} days, allowing for how few`;
}

function choiceSentence(trace: RoutingTrace): string {
  const isRussian = trace.language === "ru";
  const fitting = trace.candidates.filter((candidate) => candidate.excluded === undefined);
  const chosen = fitting.find((candidate) => candidate.managerId === trace.chosen);
  if (!chosen) {
    return isRussian ? "Сейчас предложить заявку некому." : "There is nobody to offer the lead to now.";
  }
  const others = fitting.filter((candidate) => candidate !== chosen);
  if (others.length === 0) return isRussian ? `Подходит только ${chosen.name}.` : `Only ${chosen.name} fits.`;
  const names = listNames(
    [chosen, ...others].map((candidate) => candidate.name),
    trace.language,
  );
  const why = decidedWords(trace, chosen, others);
  return isRussian
    ? `Подходят ${names}. Выбор: ${chosen.name}, ${why}.`
    : `${names} fit. Choice: ${chosen.name}, ${why}.`;
}

function skippedSentence(trace: RoutingTrace): string | undefined {
  if (!trace.skippedChoosers?.includes("best_converting")) return undefined;
  return trace.language === "ru"
    ? "Сравнение по конверсии пропущено: истории пока мало."
    : "Conversion was not compared: there is too little history.";
}

function excludedSentence(trace: RoutingTrace): string | undefined {
  const byReason = new Map<string, string[]>();
  for (const { excluded, name } of trace.candidates) {
    if (excluded === undefined || excluded === "not_in_target") continue;
    const reason = exclusionName(excluded, trace.language);
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  if (byReason.size === 0) return undefined;
  const groups = [...byReason].map(([reason, names]) => `${listNames(names, trace.language)} (${reason})`);
  return trace.language === "ru" ? `Не подошли: ${groups.join("; ")}.` : `Ruled out: ${groups.join("; ")}.`;
}

/** Why the lead goes to whom it goes, in sentences for the alert, the console and the portal's timeline. */
export function explainRouting(
  trace: RoutingTrace,
  subject: RoutingSubject,
  rule: RoutingRule | undefined,
): readonly string[] {
  return [
    ruleSentence(trace, subject, rule),
    relaxedSentence(trace),
    choiceSentence(trace),
    skippedSentence(trace),
    excludedSentence(trace),
  ].filter((sentence) => sentence !== undefined);
}

/** The answer to "why not Ivan?" (or why him) for one manager, from a stored trace. */
export function explainManager(trace: RoutingTrace, managerId: ManagerId): string {
  const isRussian = trace.language === "ru";
  const candidate = trace.candidates.find((one) => one.managerId === managerId);
  if (!candidate) {
    return isRussian
      ? "Этого человека не было в команде, когда решали."
      : "This person was not in the team at that time.";
  }
  const { name, excluded } = candidate;
  if (excluded === "not_in_target" && trace.rule !== "default") {
    return isRussian
      ? `${name}: не из тех, кому правило «${trace.rule}» отдаёт заявки.`
      : `${name}: not among those to whom the rule "${trace.rule}" gives leads.`;
  }
  if (excluded !== undefined) return `${name}: ${exclusionName(excluded, trace.language)}.`;
  const others = trace.candidates.filter((one) => one.excluded === undefined && one !== candidate);
  if (trace.chosen === managerId) {
    if (others.length === 0) return isRussian ? `Подходит только ${name}.` : `Only ${name} fits.`;
    return isRussian
      ? `Выбор: ${name}, ${decidedWords(trace, candidate, others)}.`
      : `Choice: ${name}, ${decidedWords(trace, candidate, others)}.`;
  }
  const chosen = others.find((one) => one.managerId === trace.chosen);
  if (!chosen) return `${name}.`;
  const why = decidedWords(trace, chosen, [candidate]);
  return isRussian
    ? `${name}: подходит, но выбор — ${chosen.name}: ${why}.`
    : `${name} fits, but the choice was ${chosen.name}: ${why}.`;
}
