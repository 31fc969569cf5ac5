import type { Business } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import { formatDateTime } from "../../domain/format.ts";
import { genderOfName } from "../../domain/name-gender.ts";
import type { ManagerId } from "../../domain/ids.ts";
import type { ChooseForOffer } from "../../domain/ladder.ts";
import type { Lead } from "../../domain/lead.ts";
import { offeredTo, openOffers, reachedRung } from "./offers.ts";

interface StepWords {
  readonly next: string;
  readonly duty: string;
  readonly head: string;
  readonly all: string;
  readonly or: string;
  readonly held: (when: string, who: string) => string;
  readonly offering: (name: string, when: string, who: string) => string;
  readonly task: (title: string, who: string) => string;
  readonly taken: (name: string) => string;
  readonly ended: (title: string, name: string) => string;
  readonly closed: string;
}

const WORDS: Record<Language, StepWords> = {
  ru: {
    next: "следующий менеджер",
    duty: "дежурный",
    head: "руководитель",
    all: "каждый, кто в смене",
    or: " или ",
    held: (when, who) => `Ждёт открытия: ${when}. Затем заявку получит ${who}.`,
    offering: (name, when, who) => `Если ${name} не возьмёт до ${when}, заявку получит ${who}.`,
    task: (title, who) => `${who} с задачей «${title}»`,
    taken: (name) => {
      const verb = { feminine: "взяла", masculine: "взял", unknown: "взяли:" }[genderOfName(name)];
      return `Заявку ${verb} ${name}.`;
    },
    ended: (title, name) => `Никто не взял вовремя. Задача «${title}» поставлена: ${name}.`,
    closed: "Заявка закрыта.",
  },
  en: {
    next: "the next manager",
    duty: "whoever is on duty",
    head: "the head",
    all: "everybody on shift",
    or: " or ",
    held: (when, who) => `Waits for opening: ${when}. Then it goes to ${who}.`,
    offering: (name, when, who) => `Unless ${name} takes it before ${when}, it goes to ${who}.`,
    task: (title, who) => `${who} with the task "${title}"`,
    taken: (name) => `Taken: ${name}.`,
    ended: (title, name) => `Nobody took it in time. The task "${title}" is with: ${name}.`,
    closed: "The lead is closed.",
  },
};

/** Whom rung `index` would reach, by name where `chooseFor` can tell, else by what the rung says. */
function describeRung(
  lead: Lead,
  index: number,
  business: Business,
  chooseFor: ChooseForOffer | undefined,
): string {
  const words = WORDS[business.language];
  for (const rung of lead.rungs.slice(index)) {
    const isGroup = rung.offer === "all";
    const found = chooseFor?.(rung.offer, isGroup ? [] : offeredTo(lead)).managerIds;
    // The ladder itself would skip an empty rung, save for one that ends in a task.
    if (found?.length === 0 && rung.task === undefined) continue;
    const name = isGroup || found?.[0] === undefined ? undefined : nameOf(found[0], business);
    const who = name ?? describeOffer(rung.offer, business);
    return rung.task === undefined ? who : words.task(rung.task, who);
  }
  return words.head;
}

function describeOffer(offer: string, business: Business): string {
  const words = WORDS[business.language];
  switch (offer) {
    case "next":
    case "duty":
    case "head":
    case "all":
      return words[offer];
    default:
      return business.team.find((manager) => manager.id === offer)?.name ?? offer;
  }
}

function nameOf(managerId: ManagerId, business: Business): string {
  return business.team.find((manager) => manager.id === managerId)?.name ?? String(managerId);
}

/**
 * What happens to the lead if nobody does anything, in a sentence for the console. With `chooseFor` the next person is
 * named as things stand now; without it the rung is described.
 */
export function describeNextStep(
  lead: Lead,
  business: Business,
  at: Date,
  chooseFor?: ChooseForOffer,
): string {
  const { ladder } = lead;
  const words = WORDS[business.language];
  const moment = (when: Date): string => formatDateTime(when, business.timezone, business.language, at);
  switch (ladder.status) {
    case "held": {
      // Whoever works now says nothing about who will at the opening.
      const next = describeRung(lead, reachedRung(lead) + 1, business, undefined);
      return words.held(moment(ladder.until), next);
    }
    case "offering": {
      const names = openOffers(lead).map((offer) => nameOf(offer.managerId, business));
      const next = describeRung(lead, ladder.rung + 1, business, chooseFor);
      return words.offering(names.join(words.or), moment(ladder.expiresAt), next);
    }
    case "taken":
      return words.taken(nameOf(ladder.by, business));
    case "ended":
      return words.ended(ladder.task, nameOf(ladder.taskFor, business));
    case "closed":
      return words.closed;
  }
}
