import type { Language } from "../domain/category.ts";
import { genderOfName } from "../domain/name-gender.ts";
import type { OfferOutcome } from "../domain/lead.ts";

/** Fixed texts of alerts, CRM comments and to-dos. Verbs follow a name where it tells the gender. */
interface LeadWords {
  readonly urgent: string;
  readonly when: string;
  readonly value: string;
  readonly source: string;
  readonly openQuestion: string;
  readonly saying: (text: string) => string;
  readonly why: string;
  readonly answerBy: (when: string) => string;
  readonly task: (title: string) => string;
  readonly buttons: { readonly take: string; readonly decline: string };
  readonly yours: string;
  readonly takenBy: (name: string) => string;
  readonly closed: string;
  readonly withdrawn: string;
  /** The request has become another, which goes to others. */
  readonly movedOn: string;
  readonly expired: string;
  readonly declined: string;
  readonly before: (people: string) => string;
  readonly outcomes: Record<OfferOutcome, string>;
  readonly late: string;
  readonly byRung: Readonly<Record<"next" | "duty" | "head" | "all" | "named", string>>;
  readonly known: string;
  readonly transcript: string;
  readonly customer: string;
  readonly bot: string;
  readonly manager: string;
  readonly choices: string;
  readonly attachment: string;
  readonly priority: string;
  readonly earlier: (count: number) => string;
  readonly todo: string;
  readonly conversation: string;
}

function tookLead(name: string): string {
  const verb = { feminine: "взяла", masculine: "взял", unknown: "взяли:" }[genderOfName(name)];
  return `Заявку ${verb} ${name}`;
}

export const LEAD_WORDS: Record<Language, LeadWords> = {
  ru: {
    urgent: "срочно",
    when: "Когда",
    value: "Ожидаемая сумма",
    source: "Источник",
    openQuestion: "Вопрос без ответа",
    saying: (text) => `Клиент пишет: «${text}»`,
    why: "Почему вы",
    answerBy: (when) => `Ответить до: ${when}`,
    task: (title) => `Задача: ${title}`,
    buttons: { take: "Взять", decline: "Отказаться" },
    yours: "✅ Заявка ваша",
    takenBy: (name) => `🔒 ${tookLead(name)}`,
    closed: "🔒 Заявка закрыта",
    withdrawn: "🔒 Заявка снята",
    movedOn: "🔀 Обращение изменилось, эта карточка устарела",
    expired: "⌛ Время вышло, заявка ушла дальше",
    declined: "↪️ Отклонено, заявка ушла дальше",
    before: (people) => `До вас предлагали: ${people}.`,
    outcomes: {
      taken: "заявка взята",
      declined: "отказ",
      expired: "время вышло",
      withdrawn: "не удалось известить",
    },
    late: "Обещанный срок ответа прошёл, а клиенту так никто и не ответил.",
    byRung: {
      next: "Теперь очередь ваша.",
      duty: "Вы на дежурстве.",
      head: "Заявка дошла до руководителя.",
      all: "Заявка у всех, кто в смене: достанется первому, кто возьмёт.",
      named: "Вы указаны на этой ступени.",
    },
    known: "Известно",
    transcript: "Переписка",
    customer: "Клиент",
    bot: "Бот",
    manager: "Менеджер",
    choices: "кнопки",
    attachment: "вложение",
    priority: "приоритет",
    earlier: (count) => `… пропущено более ранних сообщений: ${count}`,
    todo: "Ответить клиенту",
    conversation: "Переписка",
  },
  en: {
    urgent: "urgent",
    when: "When",
    value: "Expected value",
    source: "Source",
    openQuestion: "Unanswered question",
    saying: (text) => `The customer writes: "${text}"`,
    why: "Why you",
    answerBy: (when) => `Answer before: ${when}`,
    task: (title) => `Task: ${title}`,
    buttons: { take: "Take", decline: "Decline" },
    yours: "✅ The lead is yours",
    takenBy: (name) => `🔒 Taken: ${name}`,
    closed: "🔒 The lead is closed",
    withdrawn: "🔒 The lead was withdrawn",
    movedOn: "🔀 The request has changed, this card is out of date",
    expired: "⌛ Time is up, the lead has moved on",
    declined: "↪️ Declined, the lead has moved on",
    before: (people) => `Offered before: ${people}.`,
    outcomes: {
      taken: "taken",
      declined: "declined",
      expired: "time ran out",
      withdrawn: "could not be reached",
    },
    late: "The promised time has passed and nobody has answered the customer.",
    byRung: {
      next: "It is your turn now.",
      duty: "You are on duty.",
      head: "The lead has come to the head.",
      all: "Everybody on shift has it: the first to take it wins.",
      named: "You are named on this step.",
    },
    known: "Known",
    transcript: "Transcript",
    customer: "Customer",
    bot: "Bot",
    manager: "Manager",
    choices: "buttons",
    attachment: "attachment",
    priority: "priority",
    earlier: (count) => `… earlier messages left out: ${count}`,
    todo: "Answer the customer",
    conversation: "Conversation",
  },
};
