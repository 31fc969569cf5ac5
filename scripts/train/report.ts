import { CATEGORIES, type Category } from "../../src/domain/category.ts";
import { answerOf, confidenceOf, type Guess } from "./cross-validate.ts";
import type { Suspect, Twins } from "./review.ts";
import type { SlotFigures } from "./train-tagger.ts";

const SHOWN = 25;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7);
const isRight = (guess: Guess): boolean => answerOf(guess) === guess.gold;
const shareOf = <Item>(items: readonly Item[], test: (item: Item) => boolean): number =>
  items.length === 0 ? 0 : items.filter(test).length / items.length;

function f1Of(category: Category, guesses: readonly Guess[]): number {
  const gold = guesses.filter((guess) => guess.gold === category).length;
  const answered = guesses.filter((guess) => answerOf(guess) === category).length;
  const right = guesses.filter((guess) => guess.gold === category && isRight(guess)).length;
  return gold + answered === 0 ? 0 : (2 * right) / (gold + answered);
}

export function accuracyOf(guesses: readonly Guess[]): number {
  return shareOf(guesses, isRight);
}

export function macroF1Of(guesses: readonly Guess[]): number {
  return CATEGORIES.reduce((sum, category) => sum + f1Of(category, guesses), 0) / CATEGORIES.length;
}

/** Accuracy and macro-F1 in one line. */
export function printLine(name: string, guesses: readonly Guess[], temperature: number): void {
  const sure = guesses
    .toSorted((a, b) => confidenceOf(b, temperature) - confidenceOf(a, temperature))
    .slice(0, Math.round(guesses.length * 0.7));
  process.stdout.write(
    `  ${name.padEnd(28)} ${percent(accuracyOf(guesses))}   macro-F1 ${percent(macroF1Of(guesses))}   surest 70 % ${percent(accuracyOf(sure))}   (${guesses.length})\n`,
  );
}

/** F1 by category, and where each is taken for another most often. */
export function printCategories(guesses: readonly Guess[]): void {
  for (const category of CATEGORIES) {
    const wrong = new Map<Category, number>();
    for (const guess of guesses) {
      if (guess.gold === category && !isRight(guess))
        wrong.set(answerOf(guess), (wrong.get(answerOf(guess)) ?? 0) + 1);
    }
    const worst = [...wrong].toSorted((a, b) => b[1] - a[1]).slice(0, 3);
    const taken = worst.map(([other, count]) => `${other} ${count}`).join(", ");
    process.stdout.write(
      `  ${category.padEnd(20)} F1 ${percent(f1Of(category, guesses))}   taken for: ${taken}\n`,
    );
  }
}

/** Stated against measured confidence by tenths, and the mean distance of the two. */
export function printCalibration(guesses: readonly Guess[], temperature: number): void {
  let distance = 0;
  for (let low = 0; low < 1; low += 0.1) {
    const part = guesses.filter((guess) => {
      const stated = confidenceOf(guess, temperature);
      return stated > low && stated <= low + 0.1 + 1e-12;
    });
    if (part.length === 0) continue;
    const stated = part.reduce((sum, guess) => sum + confidenceOf(guess, temperature), 0) / part.length;
    const measured = accuracyOf(part);
    distance += (Math.abs(stated - measured) * part.length) / guesses.length;
    process.stdout.write(
      `  ${low.toFixed(1)}–${(low + 0.1).toFixed(1)}   stated ${percent(stated)}   measured ${percent(measured)}   (${part.length})\n`,
    );
  }
  process.stdout.write(`  mean distance ${percent(distance)}\n`);
}

const inOneLine = (text: string): string => text.replaceAll("\n", " ⏎ ");

/** Labels to look at again, the surest disagreement first. */
export function printSuspects(suspects: readonly Suspect[]): void {
  process.stdout.write(`Labels that a model taught without them is sure are wrong: ${suspects.length}\n`);
  for (const { utterance, answer, confidence } of suspects.slice(0, SHOWN)) {
    const { id, category, text } = utterance;
    process.stdout.write(
      `  ${percent(confidence)}  ${id.padEnd(20)} ${category} → ${answer}: ${inOneLine(text)}\n`,
    );
  }
}

/** Pairs that teach the same twice, those with different labels first. */
export function printTwins(twins: readonly Twins[]): void {
  const torn = twins.filter(({ one, other }) => one.category !== other.category);
  process.stdout.write(`Near-duplicates: ${twins.length}, with different labels: ${torn.length}\n`);
  for (const { one, other, alike } of twins.slice(0, SHOWN)) {
    process.stdout.write(`  ${percent(alike)}  ${one.category} ${one.id}: ${inOneLine(one.text)}\n`);
    process.stdout.write(`${" ".repeat(11)}${other.category} ${other.id}: ${inOneLine(other.text)}\n`);
  }
}

/** How well the values of a slot were found. */
export function printSlot(slot: string, { precision, recall, f1, support }: SlotFigures): void {
  process.stdout.write(
    `  ${slot.padEnd(28)} P ${percent(precision)}   R ${percent(recall)}   F1 ${percent(f1)}   (${support})\n`,
  );
}
