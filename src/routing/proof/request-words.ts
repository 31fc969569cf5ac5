import type { Business, Manager } from "../../domain/business.ts";
import { toLocalTime, WEEK_DAYS } from "../../domain/calendar.ts";
import { categoryName, priorityName, type Language } from "../../domain/category.ts";
import type { LeadRequest } from "../../domain/lead.ts";
import type { ChannelName } from "../../domain/message.ts";
import { exclusionName, type Exclusion } from "../../domain/routing.ts";
import { presenceAt } from "../../domain/shift.ts";
import { slotName } from "../../domain/slot.ts";
import { chooseAssignment } from "../choose-assignment.ts";
import { createChooseForOffer } from "../choose-for-offer.ts";
import { clockOf } from "./time-words.ts";

const FROM_SOURCE: Record<Language, Record<ChannelName, string>> = {
  ru: {
    telegram: "из Telegram",
    whatsapp: "из WhatsApp",
    widget: "с сайта",
    form: "из формы на сайте",
    call: "по звонку",
  },
  en: {
    telegram: "from Telegram",
    whatsapp: "from WhatsApp",
    widget: "from the website",
    form: "from the web form",
    call: "by phone call",
  },
};

const MAX_PEOPLE = 5;

/** The request of a counterexample in words, in the accusative: «срочную заявку „Запись“ из Telegram по услуге …». */
export function sayRequest(request: LeadRequest, business: Business): string {
  const { language } = business;
  const service = business.services.find(({ id }) => id === request.serviceId);
  const branch = business.branches.find(({ id }) => id === request.branchId);
  const slots = Object.keys(request.slots).filter((slot) => !["service", "city"].includes(slot));
  const known = slots.map((slot) => slotName(slot as keyof LeadRequest["slots"], language).toLowerCase());
  if (language === "en") return sayInEnglish(request, service?.name, branch?.name);
  const urgency = request.urgent ? "срочную " : request.priority === "critical" ? "критическую " : "";
  const priority =
    request.priority === "normal" || request.priority === "critical"
      ? undefined
      : `с приоритетом «${priorityName(request.priority, language)}»`;
  return [
    `${urgency}${request.isVip ? "VIP-заявку" : "заявку"} «${categoryName(request.category, language)}»`,
    FROM_SOURCE[language][request.source],
    priority,
    service && `по услуге «${service.name}»`,
    branch && business.branches.length > 1 ? `в филиале «${branch.name}»` : undefined,
    request.slots.city === undefined ? undefined : `из города «${request.slots.city}»`,
    request.language === "en" ? "на английском" : undefined,
    request.isReturning ? "от знакомого клиента" : undefined,
    known.length > 0 ? `(известно: ${known.join(", ")})` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

function sayInEnglish(request: LeadRequest, service: string | undefined, branch: string | undefined): string {
  const urgency = request.urgent ? "an urgent" : request.priority === "critical" ? "a critical" : "a";
  return [
    `${urgency} ${request.isVip ? "VIP " : ""}lead "${categoryName(request.category, "en")}"`,
    FROM_SOURCE.en[request.source],
    service && `for "${service}"`,
    branch && `in branch "${branch}"`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Why nobody can be offered the request at that moment, person by person, as real routing says. */
export function sayWhyNobody(request: LeadRequest, business: Business, at: Date): string {
  const { language } = business;
  const isRussian = language === "ru";
  const { rungs } = chooseAssignment(request, business, [], at);
  const chooseFor = createChooseForOffer(request, business, [], at);
  const reasons = new Map<string, Exclusion>();
  for (const { offer } of rungs) {
    for (const { managerId, reason } of chooseFor(offer, []).excluded) {
      if (reason !== "not_in_target") reasons.set(managerId, reason);
    }
  }
  if (reasons.size === 0) return isRussian ? "на лестнице никого нет" : "the ladder has nobody";
  const people = business.team.flatMap((manager) => {
    const reason = reasons.get(manager.id);
    return reason === undefined
      ? []
      : [sayAbsence(manager, realReason(manager, reason, business, at), business, at)];
  });
  const rest = people.length - MAX_PEOPLE;
  const more = isRussian ? `и ещё ${rest} не в смене` : `and ${rest} more off shift`;
  return rest > 0 ? `${people.slice(0, MAX_PEOPLE).join(", ")} ${more}` : people.join(", ");
}

/** Branch and language would have been relaxed for somebody on shift: then it is the shift that is missing. */
function realReason(manager: Manager, reason: Exclusion, business: Business, at: Date): Exclusion {
  if (reason !== "other_branch" && reason !== "other_language") return reason;
  const presence = presenceAt(manager, business, toLocalTime(at, business.timezone));
  return presence === "on_shift" ? reason : presence;
}

function sayAbsence(manager: Manager, reason: Exclusion, business: Business, at: Date): string {
  const { language } = business;
  const local = toLocalTime(at, business.timezone);
  const today = manager.shifts[WEEK_DAYS[local.weekday] ?? "mon"] ?? [];
  const next = today.find(({ from }) => from > local.minute);
  const isBreak = reason === "off_shift" && next && today.some(({ to }) => to <= local.minute);
  const returns = next && presenceAt(manager, business, { ...local, minute: next.from }) === "on_shift";
  if (returns && reason === "off_shift") {
    const when = clockOf(next.from);
    if (language === "en")
      return `${manager.name} ${isBreak ? `has a break until ${when}` : `starts at ${when}`}`;
    return `${manager.name} ${isBreak ? `на перерыве до ${when}` : `в смене с ${when}`}`;
  }
  return `${manager.name} ${exclusionName(reason, language)}`;
}

/** The command that plays the counterexample. */
export function rehearseCommand(request: LeadRequest, at: Date, timezone: string): string {
  const { day, minute } = toLocalTime(at, timezone);
  const words = [
    `--at ${day}T${clockOf(minute)}`,
    `--category ${request.category}`,
    `--source ${request.source}`,
    request.priority === "normal" ? "" : `--priority ${request.priority}`,
    request.serviceId === undefined ? "" : `--service ${request.serviceId}`,
    request.branchId === undefined ? "" : `--branch ${request.branchId}`,
    request.urgent ? "--urgent" : "",
    request.isVip ? "--vip" : "",
    request.isReturning ? "--returning" : "",
    request.language === "en" ? "--language en" : "",
  ];
  return `dozor rehearse ${words.filter((word) => word !== "").join(" ")}`;
}
