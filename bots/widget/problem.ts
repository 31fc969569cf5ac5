import type { Context } from "hono";
import type { Language } from "../../src/domain/category.ts";

interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 413 | 429 | 500 | 503;
  readonly title: string;
  readonly detail: Readonly<Record<Language, string>>;
}

/** Every refusal of the widget's routes by its stable code. Details are written for the visitor who sees them. */
const PROBLEMS = {
  invalid_json: {
    status: 400,
    title: "Bad Request",
    detail: { ru: "Тело запроса не читается как JSON.", en: "The body is not readable as JSON." },
  },
  invalid_request: {
    status: 400,
    title: "Bad Request",
    detail: { ru: "Сообщение заполнено неверно.", en: "The message is not filled in correctly." },
  },
  invalid_cursor: {
    status: 400,
    title: "Bad Request",
    detail: { ru: "Такой отметки в переписке нет.", en: "The conversation has no such cursor." },
  },
  text_too_long: {
    status: 400,
    title: "Bad Request",
    detail: {
      ru: "Сообщение длиннее 20 000 знаков. Разделите его на несколько.",
      en: "The message is longer than 20,000 characters. Please split it.",
    },
  },
  invalid_token: {
    status: 401,
    title: "Unauthorized",
    detail: {
      ru: "Сеанс истёк. Обновите страницу, чтобы продолжить.",
      en: "The session has expired. Reload the page to go on.",
    },
  },
  origin_not_allowed: {
    status: 403,
    title: "Forbidden",
    detail: { ru: "Виджет не подключён к этому сайту.", en: "The widget is not enabled on this site." },
  },
  asset_missing: {
    status: 404,
    title: "Not Found",
    detail: {
      ru: "Файлы виджета не собраны: выполните npm run build.",
      en: "The widget's files are not built: run npm run build.",
    },
  },
  payload_too_large: {
    status: 413,
    title: "Content Too Large",
    detail: { ru: "Запрос больше 1 МиБ.", en: "The request is over 1 MiB." },
  },
  rate_limited: {
    status: 429,
    title: "Too Many Requests",
    detail: {
      ru: "Слишком много запросов. Подождите немного, и всё отправится.",
      en: "Too many requests. Wait a little and it will go through.",
    },
  },
  too_many_streams: {
    status: 429,
    title: "Too Many Requests",
    detail: {
      ru: "Переписка открыта в слишком многих вкладках.",
      en: "The conversation is open in too many tabs.",
    },
  },
  internal: {
    status: 500,
    title: "Internal Server Error",
    detail: {
      ru: "Что-то сломалось у нас. Попробуйте ещё раз.",
      en: "Something broke on our side. Try again.",
    },
  },
  not_stored: {
    status: 503,
    title: "Service Unavailable",
    detail: {
      ru: "Не получилось сохранить сообщение. Оно отправится ещё раз.",
      en: "The message could not be saved. It will be sent again.",
    },
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** An RFC 9457 answer. `retryAfterMs` is rounded up to the whole seconds of `Retry-After`. */
export function answerProblem(
  context: Context,
  code: ProblemCode,
  language: Language,
  options: { readonly retryAfterMs?: number | undefined } = {},
): Response {
  const { status, title, detail } = PROBLEMS[code];
  context.header("Content-Type", "application/problem+json");
  context.header("Cache-Control", "no-store");
  if (status === 401) context.header("WWW-Authenticate", 'Bearer realm="dozor-widget"');
  if (options.retryAfterMs !== undefined) {
    context.header("Retry-After", String(Math.max(1, Math.ceil(options.retryAfterMs / 1000))));
  }
  return context.body(
    JSON.stringify({ type: "about:blank", title, status, code, detail: detail[language] }),
    status,
  );
}
