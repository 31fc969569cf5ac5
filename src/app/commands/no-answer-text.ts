import type { GatewayAnswer } from "./ask-gateway.ts";

/** Why the running gateway gave no answer, and what to do about it. `notFound` is what a 404 means to the command. */
export function noAnswerText(
  answer: Exclude<GatewayAnswer, { kind: "ok" }>,
  isRussian: boolean,
  notFound: string,
): string {
  switch (answer.kind) {
    case "wrong_settings":
      return `${isRussian ? "Неверные настройки" : "Wrong settings"}: ${answer.faults.join("; ")}`;
    case "no_token":
      return isRussian
        ? `Нет токена: задайте ADMIN_TOKEN или запускайте рядом с ${answer.file}`
        : `No token: set ADMIN_TOKEN or run beside ${answer.file}`;
    case "unreachable":
      return isRussian
        ? `Шлюз ${answer.url} не отвечает (${answer.reason}): запустите его или поправьте PUBLIC_URL и PORT`
        : `The gateway ${answer.url} does not answer (${answer.reason}): start it, or mend PUBLIC_URL and PORT`;
    case "unauthorized":
      return isRussian
        ? `Шлюз ${answer.url} не принял ADMIN_TOKEN`
        : `The gateway ${answer.url} refused ADMIN_TOKEN`;
    case "not_found":
      return notFound;
    case "refused":
      return `${isRussian ? "Шлюз отказал" : "The gateway refused"}: ${answer.status} ${answer.reason}`;
  }
}
