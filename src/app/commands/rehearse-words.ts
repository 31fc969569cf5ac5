import type { Business, LadderRung } from "../../domain/business.ts";
import { categoryName, type Language } from "../../domain/category.ts";
import { formatClock, formatDay, formatDuration } from "../../domain/format.ts";
import { toLocalTime } from "../../domain/calendar.ts";
import type { ManagerId } from "../../domain/ids.ts";
import { EXCLUSIONS, exclusionName, type Exclusion } from "../../domain/routing.ts";
import { sourceName } from "../../domain/source-name.ts";
import type { Rehearsal, RehearsedEvent } from "../rehearse-lead.ts";

const OFFERS: Record<Language, Readonly<Record<string, string>>> = {
  ru: { next: "следующий", duty: "дежурный", head: "руководитель", all: "все сразу" },
  en: { next: "next", duty: "duty", head: "head", all: "everybody" },
};

const WORDS = {
  ru: {
    lead: "Заявка",
    ladder: "Лестница",
    nobody: "Если никто не отреагирует:",
    held: "Ждёт открытия",
    offered: "Предложена",
    until: "до",
    noEnd: "без срока",
    skipped: "Ступень пуста",
    nobodyInTarget: "таких людей нет",
    expired: "Время вышло",
    task: "Задача",
    promised: "Обещанный ответ",
    told: "Узнают",
  },
  en: {
    lead: "Lead",
    ladder: "Ladder",
    nobody: "If nobody reacts:",
    held: "Waits for opening",
    offered: "Offered to",
    until: "until",
    noEnd: "without an end",
    skipped: "Empty step",
    nobodyInTarget: "there are no such people",
    expired: "Time is up",
    task: "Task",
    promised: "Promised answer",
    told: "Told",
  },
} as const;

/** The rehearsal as an owner reads it: the request, why it goes where it goes, and what happens when. */
export function formatRehearsal({ lead, events }: Rehearsal, business: Business): string {
  const { language, timezone } = business;
  const words = WORDS[language];
  const { request, createdAt } = lead;
  const service = business.services.find(({ id }) => id === request.serviceId)?.name;
  const branch = business.branches.find(({ id }) => id === request.branchId)?.name;
  const facts = [
    categoryName(request.category, language),
    sourceName(request.source, language),
    service,
    branch,
  ];
  const clock = createClock(createdAt, business);
  return [
    `${business.name} · ${formatDay(toLocalTime(createdAt, timezone).day, language)}, ${formatClock(createdAt, timezone)} (${timezone})`,
    `${words.lead}: ${facts.filter((fact) => fact !== undefined).join(" · ")}${request.isVip ? " · VIP" : ""}`,
    "",
    ...lead.trace.sentences.map((sentence) => `  ${sentence}`),
    `  ${words.ladder} «${lead.ladderName}»: ${lead.rungs.map((rung) => describeRung(rung, business)).join(" → ")}`,
    `  ${words.promised}: ${words.until} ${clock(lead.slaDueAt)}`,
    "",
    words.nobody,
    ...events.map((event) => `  ${clock(event.at).padEnd(9)} ${describeEvent(event, business, clock)}`),
    "",
  ].join("\n");
}

/** `14:05:30`; on another day than the first also the day. */
function createClock(start: Date, { timezone, language }: Business): (at: Date) => string {
  const first = toLocalTime(start, timezone).day;
  return (at) => {
    const { day } = toLocalTime(at, timezone);
    const seconds = String(Math.floor(at.getTime() / 1000) % 60).padStart(2, "0");
    const time = `${formatClock(at, timezone)}:${seconds}`;
    return day === first ? time : `${formatDay(day, language)}, ${time}`;
  };
}

function describeRung({ offer, waitMs, task }: LadderRung, business: Business): string {
  const { language } = business;
  const who = OFFERS[language][offer] ?? nameOf(offer, business);
  const wait = waitMs === undefined ? "" : `, ${formatDuration(waitMs, language)}`;
  return `${who}${wait}${task === undefined ? "" : `, ${WORDS[language].task.toLowerCase()} «${task}»`}`;
}

function describeEvent(event: RehearsedEvent, business: Business, clock: (at: Date) => string): string {
  const { language } = business;
  const words = WORDS[language];
  const names = (ids: readonly ManagerId[]) => ids.map((id) => nameOf(id, business)).join(", ");
  switch (event.kind) {
    case "held":
      return `${words.held}: ${clock(event.until)}`;
    case "offered": {
      const until = event.until ? `${words.until} ${clock(event.until)}` : words.noEnd;
      return `${words.offered}: ${names(event.managerIds)} (${OFFERS[language][event.offer] ?? event.offer}), ${until}`;
    }
    case "skipped": {
      const people = event.people.map(({ managerId, reason }) => {
        if (managerId === undefined) return words.nobodyInTarget;
        return `${nameOf(managerId, business)} ${isExclusion(reason) ? exclusionName(reason, language) : reason}`;
      });
      return `${words.skipped} «${OFFERS[language][event.offer] ?? event.offer}»: ${people.join(", ")}`;
    }
    case "expired":
      return `${words.expired}: ${names(event.managerIds)}`;
    case "task":
      return `${words.task} «${event.title}»: ${nameOf(event.managerId, business)}`;
    case "sla":
      return event.told.length === 0 ? event.text : `${event.text} ${words.told}: ${names(event.told)}.`;
  }
}

function isExclusion(reason: string): reason is Exclusion {
  return EXCLUSIONS.some((one) => one === reason);
}

function nameOf(id: string, { team }: Business): string {
  return team.find((manager) => manager.id === id)?.name ?? id;
}
