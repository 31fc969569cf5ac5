import type { z } from "zod";
import { askGateway } from "./ask-gateway.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { noAnswerText } from "./no-answer-text.ts";

export interface SpanOptions extends TalkOptions {
  /** Days of the business, `2026-03-11`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Wrong use: the days are the wrong way round. */
export function spanFault({ from, to }: SpanOptions, isRussian: boolean): string | undefined {
  if (from === undefined || to === undefined || from <= to) return undefined;
  return isRussian ? `--from ${from} позже, чем --to ${to}` : `--from ${from} is after --to ${to}`;
}

/** `from=…&to=…` of what was given. */
export function spanQuery({ from, to }: SpanOptions): string {
  const days = Object.entries({ from, to }).flatMap(([name, day]) => (day ? [`${name}=${day}`] : []));
  return days.join("&");
}

/**
 * Asks the running gateway for a report over days and says it.
 *
 * @returns Exit code: 0, 1 when there is no answer, 2 for days the wrong way round.
 */
export async function askReport<Shape extends z.ZodType>(
  report: {
    readonly route: string;
    readonly shape: Shape;
    readonly say: (answer: z.output<Shape>, isRussian: boolean) => string;
  },
  options: SpanOptions,
  world: CommandWorld,
): Promise<number> {
  const isRussian = chooseLanguage(options.lang, world.settings) === "ru";
  const fail = (reason: string, code: number): number => {
    if (options.json) world.print(`${JSON.stringify({ ok: false, reason })}\n`);
    else world.mutter(`${reason}\n`);
    return code;
  };
  const fault = spanFault(options, isRussian);
  if (fault !== undefined) return fail(fault, 2);
  const query = spanQuery(options);
  const answer = await askGateway(world, "GET", query === "" ? report.route : `${report.route}?${query}`);
  if (answer.kind !== "ok") {
    const notFound = isRussian ? "Шлюз старой версии: обновите его" : "The gateway is older: update it";
    return fail(noAnswerText(answer, isRussian, notFound), answer.kind === "wrong_settings" ? 2 : 1);
  }
  const parsed = report.shape.safeParse(answer.body);
  if (!parsed.success)
    return fail(isRussian ? "Шлюз ответил неожиданно" : "The gateway's answer is unexpected", 1);
  if (options.json) world.print(`${JSON.stringify({ ok: true, ...Object(answer.body) })}\n`);
  else world.print(report.say(parsed.data, isRussian));
  return 0;
}
