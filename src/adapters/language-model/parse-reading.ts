import { z } from "zod";
import { CATEGORIES, SENTIMENTS } from "../../domain/category.ts";
import { QUESTION_KINDS } from "../../domain/understanding.ts";
import { WORD_SLOTS, type ModelReading, type WordSlot } from "../../ports/understander.ts";
import { ModelFailure } from "./model-failure.ts";

const words = z.string().nullable();

/** What a model is asked to fill in. Every key is required, because strict modes want it so: absent is null. */
const asked = z.strictObject({
  category: z.enum(CATEGORIES).describe("What the message is about, the main intent"),
  also: z.array(z.enum(CATEGORIES)).describe("Other intents of the same message, usually none"),
  sentiment: z.enum(SENTIMENTS).describe("The customer's attitude, not the subject"),
  confidence: z.number().describe("From 0 to 1: how likely the category is right"),
  questions: z.array(z.enum(QUESTION_KINDS)).describe("What the customer asks to be told, usually none"),
  slots: z
    .strictObject({
      service: words,
      product: words,
      name: words,
      company: words,
      car: words,
      city: words,
      doc_type: words,
      position: words,
      problem: words,
    })
    .describe("Words copied from the message, or null"),
});

/** The same as JSON schema, for providers that take one; without the keys they choke on. */
export const READING_SCHEMA: Readonly<Record<string, unknown>> = schemaOf();

function schemaOf(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(asked);
  return { title: "understanding", description: "What a customer's message is about", ...schema };
}

const MOST = 4;
const LONGEST = 300;

/** Known members of a list, whatever else stands in it. */
const listOf = <Member extends string>(members: readonly Member[]) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((list) => members.filter((member) => list.includes(member)).slice(0, MOST));

/** What is read back: the category must be one of ours, the rest is taken as far as it makes sense. */
const answered = z.object({
  category: z.enum(CATEGORIES),
  also: listOf(CATEGORIES),
  sentiment: z.enum(SENTIMENTS).optional().catch(undefined),
  confidence: z.coerce
    .number()
    .catch(0.5)
    .transform((value) => Math.min(1, Math.max(0, value))),
  questions: listOf(QUESTION_KINDS),
  slots: z.record(z.string(), z.unknown()).catch({}),
});

/**
 * Reads what a model answered, parsed or as text, with the masks taken off.
 *
 * @throws ModelFailure `bad_answer` when there is no understanding in it.
 */
export function parseReading(
  candidate: unknown,
  restore: (text: string) => string | undefined,
): ModelReading {
  const parsed = answered.safeParse(typeof candidate === "string" ? jsonIn(candidate) : candidate);
  if (!parsed.success) throw new ModelFailure("bad_answer");
  const slots: Partial<Record<WordSlot, string>> = {};
  for (const slot of WORD_SLOTS) {
    const value = parsed.data.slots[slot];
    const restored = typeof value === "string" && value.length <= LONGEST ? restore(value) : undefined;
    if (restored) slots[slot] = restored;
  }
  return { ...parsed.data, slots };
}

/** The JSON object inside prose or a code fence; `undefined` when there is none. */
function jsonIn(text: string): unknown {
  const from = text.indexOf("{");
  const to = text.lastIndexOf("}");
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}
