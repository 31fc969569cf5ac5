import { z } from "zod";
import { askGateway } from "./ask-gateway.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { noAnswerText } from "./no-answer-text.ts";

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
    const reason =
      answer.kind === "ok"
        ? "unexpected answer"
        : noAnswerText(
            answer,
            isRussian,
            isRussian ? "Нет такой заявки или такого сотрудника" : "There is no such lead or manager",
          );
    if (options.json) world.print(`${JSON.stringify({ ok: false, reason })}\n`);
    else world.mutter(`${reason}\n`);
    return 1;
  }
  const { sentence, trace } = parsed.data;
  if (options.json) world.print(`${JSON.stringify({ ok: true, ...parsed.data })}\n`);
  else world.print(`${[sentence, "", ...trace.sentences].join("\n")}\n`);
  return 0;
}
