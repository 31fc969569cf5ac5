import { z } from "zod";
import { playDialogue } from "../play-dialogue.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import {
  brokenLineMessage,
  createUnderstandingOpener,
  isFailure,
  type UnderstandingOptions,
} from "./open-understanding.ts";
import { idShape, momentIn, readJsonLines } from "./read-json-lines.ts";

/** What a customer writes in a turn: a list when several messages arrive at once. */
export const userShape = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]);

const dialogueShape = (timezone: string) =>
  z.object({
    id: idShape,
    now: momentIn(timezone).nullish(),
    turns: z.array(z.object({ user: userShape })),
  });

/**
 * Plays one dialogue a line through the real conversation, in order. A broken line is told and passed over.
 *
 * @returns Exit code: 0, 1 for a faulty business folder, 2 for wrong settings or a broken line.
 */
export async function converseCommand(
  options: UnderstandingOptions,
  lines: AsyncIterable<string> | Iterable<string>,
  world: CommandWorld,
): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const fail = (message: string, exit: 1 | 2): number => {
    world.mutter(message);
    return exit;
  };
  const opener = await createUnderstandingOpener(options, world);
  if ("code" in opener) return fail(opener.message, opener.code);
  const opened = await opener.open(options.business);
  if (isFailure(opened)) return fail(opened.message, opened.code);
  let code = 0;
  for await (const read of readJsonLines(lines, dialogueShape(opened.business.timezone))) {
    if (read.kind === "broken") {
      code = fail(brokenLineMessage(read.line, read.reason, language), 2);
      continue;
    }
    const { id, now, turns } = read.value;
    const played = await playDialogue(
      String(id),
      now ?? world.clock.now(),
      turns.map(({ user }) => user),
      opened,
    );
    world.print(`${JSON.stringify({ id, turns: played })}\n`);
  }
  return code;
}
