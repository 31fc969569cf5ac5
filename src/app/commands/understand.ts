import { z } from "zod";
import type { Understanding } from "../../domain/understanding.ts";
import { chooseLanguage, type CommandWorld } from "./command-world.ts";
import {
  brokenLineMessage,
  createUnderstandingOpener,
  isFailure,
  type UnderstandingOptions,
} from "./open-understanding.ts";
import { idShape, momentIn, readJsonLines } from "./read-json-lines.ts";

const messageShape = (timezone: string) =>
  z.object({ id: idShape, text: z.string(), received_at: momentIn(timezone).nullish() });

/**
 * Understands one message a line, in order, each without a past. A broken line is told and passed over.
 *
 * @returns Exit code: 0, 1 for a faulty business folder, 2 for wrong settings or a broken line.
 */
export async function understandCommand(
  options: UnderstandingOptions,
  lines: AsyncIterable<string> | Iterable<string>,
  world: CommandWorld,
): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const opener = await createUnderstandingOpener(options, world);
  if ("code" in opener) return fail(opener.message, opener.code, world);
  const opened = await opener.open(options.business);
  if (isFailure(opened)) return fail(opened.message, opened.code, world);
  let code = 0;
  for await (const read of readJsonLines(lines, messageShape(opened.business.timezone))) {
    if (read.kind === "broken") {
      code = fail(brokenLineMessage(read.line, read.reason, language), 2, world);
      continue;
    }
    const { id, text, received_at } = read.value;
    const turn = { text, receivedAt: received_at ?? world.clock.now() };
    const context = { slots: {}, conversationKey: String(id) };
    const understanding = await opened.understander.understand(turn, context, new AbortController().signal);
    world.print(`${JSON.stringify(lineOf(id, understanding))}\n`);
  }
  return code;
}

function fail(message: string, code: number, world: CommandWorld): number {
  world.mutter(message);
  return code;
}

const rounded = (value: number): number => Number(value.toFixed(3));

/** The line of CONTRACT section 5. */
function lineOf(id: string | number, understanding: Understanding) {
  const { category, also, priority, urgent, sentiment, language, slots, action } = understanding;
  const { pBooking, expectedValue, confidence, by, promptVariant } = understanding;
  return {
    id,
    category,
    also,
    priority,
    urgent,
    sentiment,
    language,
    slots,
    action,
    p_booking: rounded(pBooking),
    expected_value: Math.round(expectedValue),
    confidence: rounded(confidence),
    by,
    ...(promptVariant === undefined ? {} : { prompt: promptVariant }),
  };
}
