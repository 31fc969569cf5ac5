import { z } from "zod";
import { VERTICALS } from "../../domain/business.ts";
import { ACTIONS, CATEGORIES } from "../../domain/category.ts";
import { playDialogue } from "../play-dialogue.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import { userShape } from "./converse.ts";
import { dialogueReport, type PlayedDialogue } from "./dialogue-report.ts";
import { formatDialogues } from "./dialogue-words.ts";
import { openByVertical } from "./open-by-vertical.ts";
import {
  brokenLineMessage,
  createUnderstandingOpener,
  type Failure,
  type UnderstandingOptions,
} from "./open-understanding.ts";
import { createProgressBar } from "./progress-bar.ts";
import { idShape, momentShape, readJsonLines, slotsShape } from "./read-json-lines.ts";

const labelledShape = z.object({
  id: idShape.transform(String),
  vertical: z.enum(VERTICALS).optional(),
  now: momentShape,
  turns: z
    .array(
      z.object({
        user: userShape,
        expect: z.object({
          action: z.enum(ACTIONS),
          category: z.enum(CATEGORIES).optional(),
          may_ask: z.array(z.string()).optional(),
          must_not_ask: z.array(z.string()).default([]),
          new_slots: slotsShape.default({}),
        }),
      }),
    )
    .min(1),
  final_slots: slotsShape,
  first_handoff_turn: z.int().positive().nullable(),
});
type Labelled = z.infer<typeof labelledShape>;

/** Whether a file of labelled lines holds dialogues rather than messages: its first line has turns. */
export function areDialogues(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== "");
  return first !== undefined && /^\uFEFF?\s*\{.*"turns"\s*:\s*\[/u.test(first);
}

/**
 * Plays labelled dialogues through the real conversation and measures what became of them.
 *
 * @returns Exit code: 0, 1 for a faulty business folder, 2 for wrong settings or a broken line.
 */
export async function evalDialogues(
  options: UnderstandingOptions,
  lines: readonly string[],
  world: CommandWorld,
): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const fail = ({ message, code }: Failure): number => {
    world.mutter(message);
    return code;
  };
  const dialogues: Labelled[] = [];
  for await (const read of readJsonLines(lines, labelledShape)) {
    if (read.kind === "broken")
      return fail({ code: 2, message: brokenLineMessage(read.line, read.reason, language) });
    dialogues.push(read.value);
  }
  const opener = await createUnderstandingOpener(options, world);
  if ("code" in opener) return fail(opener);
  const opened = await openByVertical(dialogues, options.business, opener);
  if ("code" in opened) return fail(opened);
  const bar = createProgressBar(world, "");
  const played: PlayedDialogue[] = [];
  for (const gold of dialogues) {
    const users = gold.turns.map(({ user }) => user);
    played.push({ gold, turns: await playDialogue(gold.id, gold.now, users, opened.of(gold.vertical)) });
    bar.update(played.length, dialogues.length);
  }
  bar.clear();
  const report = dialogueReport(played);
  world.print(options.json ? `${JSON.stringify(report)}\n` : formatDialogues(report, language));
  return 0;
}
