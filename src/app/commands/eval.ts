import { z } from "zod";
import { ACTIONS, CATEGORIES, PRIORITIES } from "../../domain/category.ts";
import { VERTICALS } from "../../domain/business.ts";
import { makeNoise, seededRandom } from "../../understanding/make-noise.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import { evalReport, type EvaluatedMessage } from "./eval-report.ts";
import { areDialogues, evalDialogues } from "./eval-dialogues.ts";
import { formatEval } from "./eval-words.ts";
import { openByVertical, type OpenedFolders } from "./open-by-vertical.ts";
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
  text: z.string(),
  lang: z.string().optional(),
  vertical: z.enum(VERTICALS).optional(),
  received_at: momentShape.optional(),
  category: z.enum(CATEGORIES),
  priority: z.enum(PRIORITIES),
  action: z.enum(ACTIONS),
  urgent: z.boolean().optional(),
  slots: slotsShape.default({}),
  adversarial: z.boolean().optional(),
});
type Labelled = z.infer<typeof labelledShape>;

const SEED = 1;
/** The first messages run code that has not run before; they are read once more before time is taken. */
const WARM_UP = 50;

/**
 * Measures the understanding on labelled messages: as written, in lower case without punctuation, and with a typo per 12
 * letters besides; or, where the first line has turns, the conversation on labelled dialogues. Without `business`, a line is
 * read by `flows/<vertical>` of its own vertical.
 *
 * @returns Exit code: 0, 1 for a faulty business folder, 2 for wrong settings or a broken line.
 */
export async function evalCommand(
  options: UnderstandingOptions,
  lines: AsyncIterable<string> | Iterable<string>,
  world: CommandWorld,
): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const fail = ({ message, code }: Failure): number => {
    world.mutter(message);
    return code;
  };
  const given: string[] = [];
  for await (const line of lines) given.push(line);
  if (areDialogues(given)) return evalDialogues(options, given, world);
  const messages: Labelled[] = [];
  for await (const read of readJsonLines(given, labelledShape)) {
    if (read.kind === "broken")
      return fail({ code: 2, message: brokenLineMessage(read.line, read.reason, language) });
    messages.push(read.value);
  }
  if (messages.length === 0)
    return fail({ code: 2, message: language === "ru" ? "Нет сообщений\n" : "No messages\n" });
  const opener = await createUnderstandingOpener(options, world);
  if ("code" in opener) return fail(opener);
  const opened = await openByVertical(messages, options.business, opener);
  if ("code" in opened) return fail(opened);
  const evaluated = await evaluate(messages, opened.of, world);
  const report = evalReport(evaluated);
  world.print(options.json ? `${JSON.stringify(report)}\n` : formatEval(report, language));
  return 0;
}

async function evaluate(
  messages: readonly Labelled[],
  of: OpenedFolders["of"],
  world: CommandWorld,
): Promise<readonly EvaluatedMessage[]> {
  const random = seededRandom(SEED);
  const forms = [
    { noise: "none" as const, write: (text: string) => text },
    { noise: "plain" as const, write: (text: string) => makeNoise(text, "plain", random) },
    { noise: "typos" as const, write: (text: string) => makeNoise(text, "typos", random) },
  ];
  const bar = createProgressBar(world, "");
  const evaluated: EvaluatedMessage[] = [];
  const read = async (message: Labelled, text: string) => {
    const turn = { text, receivedAt: message.received_at ?? world.clock.now() };
    const context = { slots: {}, conversationKey: message.id };
    const startedAt = performance.now();
    const answer = await of(message.vertical).understander.understand(
      turn,
      context,
      new AbortController().signal,
    );
    return { id: message.id, gold: message, answer, latencyMs: performance.now() - startedAt };
  };
  for (const message of messages.slice(0, WARM_UP)) await read(message, message.text);
  for (const { noise, write } of forms) {
    for (const message of messages) {
      const scored = await read(message, write(message.text));
      const { lang = "unknown", vertical = "unknown", adversarial = false } = message;
      evaluated.push({ ...scored, noise, lang, vertical, isAdversarial: adversarial });
      bar.update(evaluated.length, messages.length * forms.length);
    }
  }
  bar.clear();
  return evaluated;
}
