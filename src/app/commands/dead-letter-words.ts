import type { Language } from "../../domain/category.ts";
import type { EffectKind } from "../../domain/effect.ts";
import type { GatewayAnswer } from "./ask-gateway.ts";

type NoAnswer = Exclude<GatewayAnswer, { kind: "ok" }>;

interface DeadLetterWords {
  readonly none: string;
  readonly heading: (count: number) => string;
  /** Shown when the list was cut at this many. */
  readonly more: (shown: number) => string;
  readonly hint: string;
  readonly effects: Readonly<Record<EffectKind, string>>;
  readonly fields: Readonly<
    Record<"what" | "to" | "manager" | "lead" | "attempts" | "created" | "died" | "error" | "text", string>
  >;
  readonly attempts: (count: number) => string;
  readonly actions: (id: string) => string;
  readonly retried: (id: string) => string;
  readonly discarded: (id: string) => string;
  readonly noAnswer: (answer: NoAnswer) => string;
}

export const DEAD_LETTER_WORDS: Readonly<Record<Language, DeadLetterWords>> = {
  ru: {
    none: "Недоставленного нет.\n",
    heading: (count) => `Не доставлено: ${count}`,
    more: (shown) => `Показаны последние ${shown}: когда разберёте их, появятся остальные.`,
    hint: "Подробнее: dozor dead-letters show <id>",
    effects: {
      send_message: "сообщение клиенту",
      send_alert: "оповещение менеджеру",
      close_alert: "правка оповещения",
      notify_manager: "заметка менеджеру",
      crm_create_lead: "новый лид в CRM",
      crm_update_lead: "обновление лида в CRM",
      crm_add_comment: "комментарий в CRM",
      crm_add_task: "дело в CRM",
    },
    fields: {
      what: "Что",
      to: "Кому",
      manager: "Менеджер",
      lead: "Заявка",
      attempts: "Попыток",
      created: "Создано",
      died: "Оставлено",
      error: "Причина",
      text: "Текст",
    },
    attempts: (count) => `попыток: ${count}`,
    actions: (id) =>
      `Повторить: dozor dead-letters retry ${id}\nОтказаться: dozor dead-letters discard ${id}`,
    retried: (id) => `${id}: отправлено в очередь ещё раз.\n`,
    discarded: (id) => `${id}: больше не отправляем. Запись об этом сохранена.\n`,
    noAnswer: noAnswerRu,
  },
  en: {
    none: "Nothing is undelivered.\n",
    heading: (count) => `Not delivered: ${count}`,
    more: (shown) => `These are the latest ${shown}: deal with them and the rest will show.`,
    hint: "More: dozor dead-letters show <id>",
    effects: {
      send_message: "message to a customer",
      send_alert: "alert to a manager",
      close_alert: "change of an alert",
      notify_manager: "note to a manager",
      crm_create_lead: "new lead in the CRM",
      crm_update_lead: "update of a lead in the CRM",
      crm_add_comment: "comment in the CRM",
      crm_add_task: "to-do in the CRM",
    },
    fields: {
      what: "What",
      to: "To",
      manager: "Manager",
      lead: "Lead",
      attempts: "Attempts",
      created: "Made",
      died: "Given up",
      error: "Reason",
      text: "Text",
    },
    attempts: (count) => `attempts: ${count}`,
    actions: (id) => `Try again: dozor dead-letters retry ${id}\nGive up: dozor dead-letters discard ${id}`,
    retried: (id) => `${id}: queued once more.\n`,
    discarded: (id) => `${id}: will not be sent. The record of it is kept.\n`,
    noAnswer: noAnswerEn,
  },
};

function noAnswerRu(answer: NoAnswer): string {
  switch (answer.kind) {
    case "wrong_settings":
      return `Неверные настройки: ${answer.faults.join("; ")}\n`;
    case "no_token":
      return `Нет токена: задайте ADMIN_TOKEN или запустите команду там, где лежит ${answer.file}.\n`;
    case "unreachable":
      return `Шлюз не отвечает по адресу ${answer.url} (${answer.reason}).\nЗапустите его (dozor start) или поправьте PUBLIC_URL и PORT.\n`;
    case "unauthorized":
      return `Шлюз по адресу ${answer.url} не принял токен: проверьте ADMIN_TOKEN.\n`;
    case "not_found":
      return "Среди недоставленного такой записи нет: dozor dead-letters list покажет все.\n";
    case "refused":
      return `Шлюз отказал (${answer.status}, ${answer.reason}).\n`;
  }
}

function noAnswerEn(answer: NoAnswer): string {
  switch (answer.kind) {
    case "wrong_settings":
      return `Wrong settings: ${answer.faults.join("; ")}\n`;
    case "no_token":
      return `There is no token: set ADMIN_TOKEN, or run this where ${answer.file} is.\n`;
    case "unreachable":
      return `The gateway does not answer at ${answer.url} (${answer.reason}).\nStart it (dozor start), or mend PUBLIC_URL and PORT.\n`;
    case "unauthorized":
      return `The gateway at ${answer.url} refused the token: check ADMIN_TOKEN.\n`;
    case "not_found":
      return "There is no such dead letter: dozor dead-letters list shows all.\n";
    case "refused":
      return `The gateway refused (${answer.status}, ${answer.reason}).\n`;
  }
}
