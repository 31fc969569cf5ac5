import { z } from "zod";
import { askGateway, type GatewayAnswer } from "./ask-gateway.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";

const answerShape = z.object({
  manager: z.object({ id: z.string(), name: z.string() }),
  sentence: z.string(),
  trace: z.object({ sentences: z.array(z.string()) }),
});

/** "Why not Ivan?" for a lead of the running gateway. @returns Exit code: 0, or 1 when there is no answer. */
export async function whyCommand(
  lead: string,
  manager: string,
  options: TalkOptions,
  world: CommandWorld,
): Promise<number> {
  const isRussian = chooseLanguage(options.lang, world.settings) === "ru";
  const path = `leads/${encodeURIComponent(lead)}/why/${encodeURIComponent(manager)}`;
  const answer = await askGateway(world, "GET", path);
  const parsed = answer.kind === "ok" ? answerShape.safeParse(answer.body) : undefined;
  if (!parsed?.success) {
    const reason = answer.kind === "ok" ? "unexpected answer" : reasonOf(answer, isRussian);
    if (options.json) world.print(`${JSON.stringify({ ok: false, reason })}\n`);
    else world.mutter(`${reason}\n`);
    return 1;
  }
  const { sentence, trace } = parsed.data;
  if (options.json) world.print(`${JSON.stringify({ ok: true, ...parsed.data })}\n`);
  else world.print(`${[sentence, "", ...trace.sentences].join("\n")}\n`);
  return 0;
}

function reasonOf(answer: Exclude<GatewayAnswer, { kind: "ok" }>, isRussian: boolean): string {
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
      return isRussian ? "Нет такой заявки или такого сотрудника" : "There is no such lead or manager";
    case "refused":
      return `${isRussian ? "Шлюз отказал" : "The gateway refused"}: ${answer.status} ${answer.reason}`;
  }
}
