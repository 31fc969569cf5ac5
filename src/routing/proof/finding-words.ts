import type { Language } from "../../domain/category.ts";
import { plural } from "../../domain/format.ts";

export interface FindingText {
  readonly message: string;
  readonly hint: string;
}

export interface HoleWords {
  readonly when: string;
  readonly request: string;
  readonly why: string;
  readonly times: string;
  readonly rules: readonly string[];
  readonly classes: number;
  /** Set when the lead comes in at this closed hour and waits for opening. */
  readonly heldFrom: string | undefined;
  readonly isSourceless: boolean;
  readonly command: string;
}

export interface FindingWords {
  readonly hole: (hole: HoleWords) => FindingText;
  readonly neverReached: (rule: string, by: readonly string[]) => FindingText;
  readonly contradicts: (rule: string, keys: readonly string[]) => FindingText;
  readonly service: (service: string, branches: readonly string[], missing: readonly string[]) => FindingText;
  readonly endsInNobody: (ladder: string, offer: string) => FindingText;
  readonly endsOffShift: (ladder: string, offer: string, times: string) => FindingText;
  readonly single: (person: string, times: string, when: string, request: string) => FindingText;
  readonly weak: (places: number, peak: number, when: string, request: string, times: string) => FindingText;
  readonly relaxed: (
    rule: string,
    when: string,
    request: string,
    missing: readonly string[],
    times: string,
  ) => FindingText;
  readonly defaultRule: string;
}

const ruleName = (name: string): string => (name === "default" ? "по умолчанию" : `«${name}»`);
const quoteAll = (names: readonly string[]): string => names.map(ruleName).join(", ");
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Nothing more to say of the hours when the sentence names them all. */
function also(classes: number, rules: readonly string[], times: string): string {
  const others = classes - 1;
  const parts = [
    `Все такие часы: ${times}.`,
    rules.length > 1 ? `Правила: ${quoteAll(rules)}.` : `Правило ${quoteAll(rules)}.`,
    others > 0 ? `Так же ещё с ${others} ${plural(others, "видом", "видами", "видами")} заявок.` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

const RU: FindingWords = {
  hole: ({ when, request, why, times, rules, classes, heldFrom, isSourceless, command }) => ({
    message:
      heldFrom === undefined
        ? `${capital(when)} ${request} никто не возьмёт: ${why}. ${also(classes, rules, times)}`
        : `${capital(heldFrom)} мы закрыты, и ${request} ждёт открытия; но ${when} её лестница пуста: ${why}. ${also(classes, rules, times)}`,
    hint: `${
      isSourceless
        ? "Добавьте канал в sources кому-нибудь из этих людей."
        : "Продлите смену в team.yaml, дайте кому-нибудь role: duty на эти часы или добавьте на лестницу ступень с тем, кто тогда работает."
    } Посмотреть по шагам: ${command}`,
  }),
  neverReached: (rule, by) => ({
    message: `Правило «${rule}» никогда не сработает: его заявки раньше забирают ${quoteAll(by)}`,
    hint: "Поставьте его выше или сузьте условия у тех, что над ним.",
  }),
  contradicts: (rule, keys) => ({
    message: `Правило «${rule}» никогда не сработает: условия исключают друг друга (${keys.join(", ")})`,
    hint: "Уберите одно из этих условий или разделите правило на два.",
  }),
  service: (service, branches, missing) => ({
    message: `Услугу «${service}» никто не ведёт${branches.length > 0 ? ` в филиалах: ${branches.join(", ")}` : ""}${missing.length > 0 ? ` (ни у кого нет навыка ${missing.join(", ")})` : ""}`,
    hint: "Допишите навык в skills или филиал в branches тому, кто её ведёт, либо уберите филиал у услуги.",
  }),
  endsInNobody: (ladder, offer) => ({
    message: `Лестница «${ladder}» кончается никем: на ступени «${offer}» никто не бывает в смене`,
    hint: "Поставьте последней ступенью head, duty или id сотрудника, у которого есть смены.",
  }),
  endsOffShift: (ladder, offer, times) => ({
    message: `В эти часы лестница «${ladder}» кончается человеком не в смене (ступень «${offer}»): ${times}. Задача дождётся его там`,
    hint: "Если это слишком долго, добавьте перед последней ступенью дежурного или сделайте её all.",
  }),
  single: (person, times, when, request) => ({
    message: `${person} — единственный человек на лестнице: ${times}. Например, ${when} ${request} больше предложить некому`,
    hint: "Добавьте на лестницу ступень duty или head, либо вторую смену на эти часы.",
  }),
  weak: (places, peak, when, request, times) => ({
    message: `${capital(when)} у всех вместе ${places} ${plural(places, "место", "места", "мест")}, а пик — ${peak} ${plural(peak, "заявка", "заявки", "заявок")} разом: ${request} при полной загрузке сразу уйдёт в задачу. Все такие часы: ${times}`,
    hint: "Поднимите capacity, добавьте людей на эти часы; свой пик задайте так: dozor check --peak 3.",
  }),
  relaxed: (rule, when, request, missing, times) => ({
    message: `${capital(when)} в смене нет никого, кто подходит под правило ${ruleName(rule)} целиком: ${request} предложат без учёта условий: ${missing.join(", ")}. Все такие часы: ${times}`,
    hint: "Если так нельзя, поставьте на эти часы человека с нужным навыком, филиалом или языком.",
  }),
  defaultRule: "default",
};

const quoteEnglish = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

const EN: FindingWords = {
  hole: ({ when, request, why, times, rules, classes, heldFrom, isSourceless, command }) => ({
    message: `${capital(when)} nobody takes ${request}${heldFrom === undefined ? "" : `, which came in ${heldFrom} and waited for opening`}: ${why}. All such hours: ${times}. Rules: ${quoteEnglish(rules)}.${classes > 1 ? ` The same with ${classes - 1} more kinds of leads.` : ""}`,
    hint: `${
      isSourceless
        ? "Add the channel to sources of one of these people."
        : "Extend a shift in team.yaml, give somebody role: duty for these hours, or add a step with somebody who works then."
    } Play it: ${command}`,
  }),
  neverReached: (rule, by) => ({
    message: `Rule "${rule}" never applies: ${quoteEnglish(by)} take its leads first`,
    hint: "Move it up or narrow the rules above.",
  }),
  contradicts: (rule, keys) => ({
    message: `Rule "${rule}" never applies: its conditions exclude each other (${keys.join(", ")})`,
    hint: "Remove one of these conditions or split the rule.",
  }),
  service: (service, branches, missing) => ({
    message: `Nobody does the service "${service}"${branches.length > 0 ? ` in: ${branches.join(", ")}` : ""}${missing.length > 0 ? ` (nobody has ${missing.join(", ")})` : ""}`,
    hint: "Add the skill or the branch to whoever does it, or drop the branch from the service.",
  }),
  endsInNobody: (ladder, offer) => ({
    message: `Ladder "${ladder}" ends in nobody: nobody of step "${offer}" is ever on shift`,
    hint: "End it with head, duty or the id of somebody who has shifts.",
  }),
  endsOffShift: (ladder, offer, times) => ({
    message: `At these hours ladder "${ladder}" ends with somebody off shift (step "${offer}"): ${times}`,
    hint: "If that is too long, add duty before the last step or make it all.",
  }),
  single: (person, times, when, request) => ({
    message: `${person} is the only person on the ladder: ${times}. For example, ${when} ${request} has nobody else`,
    hint: "Add a duty or head step, or a second shift at these hours.",
  }),
  weak: (places, peak, when, request, times) => ({
    message: `${capital(when)} all together have ${places} places, and the peak is ${peak} leads at once: ${request}. All such hours: ${times}`,
    hint: "Raise capacity, add people at these hours, or name your own peak: dozor check --peak 3.",
  }),
  relaxed: (rule, when, request, missing, times) => ({
    message: `${capital(when)} nobody on shift fits rule "${rule}" as a whole: ${request} is offered regardless of ${missing.join(", ")}. All such hours: ${times}`,
    hint: "If that must not be, put somebody with the skill, branch or language on these hours.",
  }),
  defaultRule: "default",
};

export const FINDING_WORDS: Record<Language, FindingWords> = { ru: RU, en: EN };
