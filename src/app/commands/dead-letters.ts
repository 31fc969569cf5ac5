import type { z } from "zod";
import { askGateway, type GatewayAnswer } from "./ask-gateway.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { lettersShape, oneLetterShape, type FullLetter, type LetterRow } from "./dead-letter-shape.ts";
import { DEAD_LETTER_WORDS } from "./dead-letter-words.ts";

/** What a person may do with what we stopped retrying. */
export type DeadLetterWish =
  | { readonly kind: "list" }
  | { readonly kind: "show" | "retry" | "discard"; readonly id: string };

const MOST = 200;
const ROUTE = "dead-letters";

/**
 * Shows, retries or discards undelivered effects through the running gateway.
 *
 * @returns Exit code: 0 when it is done, 1 when the gateway says no or nothing, 2 when a setting is wrong.
 */
export async function deadLettersCommand(
  wish: DeadLetterWish,
  options: TalkOptions,
  world: CommandWorld,
): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const words = DEAD_LETTER_WORDS[language];
  const answer = await ask(wish, world);
  const text = answer.kind === "ok" ? sayOf(wish, answer.body, words, language) : undefined;
  if (answer.kind !== "ok" || text === undefined) {
    const failure =
      answer.kind === "ok" ? { kind: "refused" as const, status: 200, reason: "unknown form" } : answer;
    const message = words.noAnswer(failure);
    if (options.json) world.print(`${JSON.stringify({ ok: false, ...failure, message: message.trim() })}\n`);
    else world.mutter(message);
    return failure.kind === "wrong_settings" ? 2 : 1;
  }
  world.print(options.json && answer.body instanceof Object ? toJsonLine(answer.body) : text);
  return 0;
}

function ask(wish: DeadLetterWish, world: CommandWorld): Promise<GatewayAnswer> {
  switch (wish.kind) {
    case "list":
      return askGateway(world, "GET", `${ROUTE}?limit=${MOST}`);
    case "show":
      return askGateway(world, "GET", `${ROUTE}/${encodeURIComponent(wish.id)}`);
    case "retry":
    case "discard":
      return askGateway(world, "POST", `${ROUTE}/${encodeURIComponent(wish.id)}/${wish.kind}`);
  }
}

type Words = (typeof DEAD_LETTER_WORDS)["ru"];

/** @returns Undefined when the answer is not what a gateway of this version says. */
function sayOf(wish: DeadLetterWish, body: unknown, words: Words, language: string): string | undefined {
  switch (wish.kind) {
    case "list":
      return read(lettersShape, body, ({ items }) => listText(items, words, language));
    case "show":
      return read(oneLetterShape, body, ({ item }) => letterText(item, words, language));
    case "retry":
      return words.retried(wish.id);
    case "discard":
      return words.discarded(wish.id);
  }
}

function read<Shape extends z.ZodType>(
  shape: Shape,
  body: unknown,
  say: (value: z.output<Shape>) => string,
): string | undefined {
  const parsed = shape.safeParse(body);
  return parsed.success ? say(parsed.data) : undefined;
}

function listText(letters: readonly LetterRow[], words: Words, language: string): string {
  if (letters.length === 0) return words.none;
  const rows = letters.map((letter) => [
    letter.id,
    effectName(letter.kind, words),
    moment(letter.createdAt, language),
    words.attempts(letter.attempts),
    letter.lastError ?? "",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const more = letters.length === MOST ? [words.more(MOST)] : [];
  return `${[words.heading(letters.length), ...lines, ...more, words.hint].join("\n")}\n`;
}

function letterText(letter: FullLetter, words: Words, language: string): string {
  const { effect, fields } = { effect: letter.effect, fields: words.fields };
  const rows: readonly (readonly [string, string | undefined])[] = [
    [fields.what, effectName(letter.kind, words)],
    [fields.to, letter.thread],
    [fields.manager, effect.managerId],
    [fields.lead, letter.leadId],
    [fields.attempts, String(letter.attempts)],
    [fields.created, moment(letter.createdAt, language)],
    [fields.died, moment(letter.diedAt, language)],
    [fields.error, letter.lastError],
    [fields.text, effect.message?.text ?? effect.text ?? effect.title],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${`${name}:`.padEnd(width)}${value.replaceAll("\n", `\n${" ".repeat(width)}`)}`],
  );
  return `${letter.id}\n${lines.join("\n")}\n${words.actions(letter.id)}\n`;
}

/** A newer gateway may know kinds that this command has no words for. */
function effectName(kind: string, words: Words): string {
  const names: Readonly<Record<string, string>> = words.effects;
  return names[kind] ?? kind;
}

function moment(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" }).format(at);
}

function toJsonLine(body: object): string {
  return `${JSON.stringify({ ok: true, ...body })}\n`;
}
