import type { Category } from "../../domain/category.ts";
import type { Slots } from "../../domain/slot.ts";
import { stemOf, wordsOf } from "../../domain/word-stem.ts";
import { firstNameOf } from "../gazetteer/names.ts";
import { finishHash, hashOnto, mixIn } from "../model/hash-text.ts";
import { classesOf } from "../model/word-classes-of.ts";
import { isAdjective, isBreak, isNever, isVerb } from "../phrases/phrase-words.ts";
import { isServiceHead, isSpecialist } from "../phrases/service-heads.ts";
import type { Signals } from "../read-signals.ts";
import { carMentions } from "../slots/find-car.ts";
import { findProductHeads } from "../slots/find-product.ts";
import { coveredBy, placesOfWords } from "../slots/word-places.ts";

/** Longer turns are marked in their first words only. */
const MOST_WORDS = 160;
const SEED = hashOnto(0x811c9dc5, "tag:");

/** What the lists and the finders say of each word. */
function marksOf({ text, slots }: Signals, ruled: Slots): readonly (readonly string[])[] {
  const places = placesOfWords(text);
  const marks: string[][] = text.words.map(() => []);
  const mark = (kind: string, covered: readonly number[]): void => {
    for (const [place, at] of covered.entries()) marks[at]?.push(place === 0 ? kind : `${kind}+`);
  };
  for (const mention of slots.services) mark("service", coveredBy(places.flat, mention));
  for (const mention of slots.documents) mark("paper", coveredBy(places.flat, mention));
  for (const mention of slots.positions) mark("trade", coveredBy(places.flat, mention));
  for (const mention of slots.cities) mark("city", coveredBy(places.flat, mention));
  for (const mention of slots.branches) mark("branch", coveredBy(places.flat, mention));
  for (const mention of carMentions(text.flat)) mark("car", coveredBy(places.flat, mention));
  for (const date of slots.dates) mark(date.isLeft ? "left" : "date", coveredBy(places.sentence, date));
  for (const time of slots.times) mark("time", coveredBy(places.sentence, time));
  for (const part of slots.amounts.used) mark("amount", coveredBy(places.sentence, part));
  for (const part of slots.names.used) mark("name", coveredBy(text.words, part));
  for (const part of slots.company.used) mark("company", coveredBy(text.words, part));
  for (const part of slots.contacts.used) mark("contact", coveredBy(text.words, part));
  for (const part of slots.identifiers.used) mark("number", coveredBy(text.words, part));
  for (const { from, to } of findProductHeads(text.words, text.flat))
    mark(
      "goods",
      Array.from({ length: to - from + 1 }, (_, step) => from + step),
    );
  markRuled(marks, text.words, ruled);
  return marks;
}

/** Marks the words that the rules would take for a slot. */
function markRuled(marks: readonly string[][], words: Signals["text"]["words"], ruled: Slots): void {
  for (const [slot, value] of Object.entries(ruled)) {
    const stems = new Set(wordsOf(String(value)).map(stemOf));
    for (const [at, { norm }] of words.entries()) if (stems.has(stemOf(norm))) marks[at]?.push(`=${slot}`);
  }
}

function shapeOf(raw: string): string {
  if (/^\p{Lu}+$/u.test(raw)) return raw.length === 1 ? "A" : "AA";
  if (/^\p{Lu}\p{Ll}+$/u.test(raw)) return "Aa";
  if (/^\p{Ll}+$/u.test(raw)) return "a";
  if (/^\d+$/.test(raw)) return `0${Math.min(raw.length, 7)}`;
  if (/^[\d.,:/]+$/.test(raw)) return "0.0";
  return /\d/.test(raw) ? "a0" : "mixed";
}

function kindsOf(norm: string): readonly string[] {
  const kinds: string[] = [];
  if (isServiceHead(norm)) kinds.push("head");
  if (isSpecialist(norm)) kinds.push("specialist");
  if (isAdjective(norm)) kinds.push("adjective");
  if (isVerb(norm)) kinds.push("verb");
  if (isNever(norm)) kinds.push("never");
  if (firstNameOf(norm) !== undefined) kinds.push("first-name");
  if (/^[a-z]/.test(norm)) kinds.push("latin");
  return kinds;
}

/** What stands between two words. */
function gapOf({ text }: Signals, left: number): string {
  if (left < 0 || left >= text.words.length - 1) return "end";
  if (isBreak(text, left)) {
    const between = text.clean.slice(text.words[left]?.end ?? 0, text.words[left + 1]?.start ?? 0);
    return /\n/.test(between) ? "line" : (/[^\s]/u.exec(between)?.[0] ?? "mark");
  }
  return "space";
}

/** What is known of the words of a turn, list by list in their order. */
interface Words {
  readonly norms: readonly string[];
  readonly stems: readonly string[];
  readonly shapes: readonly string[];
  /** What stands after each word. */
  readonly gaps: readonly string[];
  readonly marks: readonly (readonly string[])[];
  readonly kinds: readonly (readonly string[])[];
  readonly classes: readonly (readonly string[])[];
  readonly category: string;
  readonly vertical: string;
}

/** Notes a feature: the name of its group, and what it is made of. */
type Note = (group: string, ...parts: readonly string[]) => void;

const near = (list: readonly string[], at: number): string => list[at] ?? "^";
const SHORTEST_ENDING = 2;
const LONGEST_ENDING = 5;

function noteWord(note: Note, words: Words, at: number): void {
  const { norms, stems, shapes, gaps, category, vertical } = words;
  const [norm, stem, shape] = [near(norms, at), near(stems, at), near(shapes, at)];
  const [before, after] = [gaps[at - 1] ?? "end", near(gaps, at)];
  note("0");
  note("c", category);
  note("v", vertical);
  note("w", norm);
  note("s", stem);
  note("cs", category, stem);
  note("vs", vertical, stem);
  for (let length = SHORTEST_ENDING; length <= LONGEST_ENDING; length += 1) {
    if (norm.length > length) note(`e${length}`, norm.slice(-length));
    if (length > SHORTEST_ENDING) note(`p${length}`, norm.slice(0, length));
  }
  note("x", shape);
  note("cx", category, shape);
  note("g<", before);
  note("g>", after);
  note("gx", before, shape, after);
}

function noteNeighbours(note: Note, { norms, stems, gaps, category }: Words, at: number): void {
  const ending = near(norms, at).slice(-3);
  for (const step of [-3, -2, -1, 1, 2]) note(`s${step}`, near(stems, at + step));
  for (const step of [-1, 1]) note(`w${step}`, near(norms, at + step));
  note("s-10", near(stems, at - 1), near(stems, at));
  note("s01", near(stems, at), near(stems, at + 1));
  note("s-2-1", near(stems, at - 2), near(stems, at - 1));
  note("s12", near(stems, at + 1), near(stems, at + 2));
  note("g-1", gaps[at - 1] ?? "end", near(stems, at - 1));
  note("g1", near(gaps, at), near(stems, at + 1));
  note("cs-1", category, near(stems, at - 1));
  note("cs1", category, near(stems, at + 1));
  note("e-1", near(norms, at - 1).slice(-3), ending);
  note("e1", ending, near(norms, at + 1).slice(-3));
}

function noteKnowledge(
  note: Note,
  { norms, gaps, marks, kinds, classes, category }: Words,
  at: number,
): void {
  for (const step of [-2, -1, 0, 1, 2]) {
    for (const mark of marks[at + step] ?? []) note(`m${step}`, mark);
    for (const kind of kinds[at + step] ?? []) note(`k${step}`, kind);
    for (const name of classes[at + step] ?? []) note(`l${step}`, name);
  }
  for (const mark of marks[at] ?? []) {
    note("cm", category, mark);
    note("gm", gaps[at - 1] ?? "end", mark);
  }
  for (const kind of kinds[at] ?? []) note("ck", category, kind);
  for (const name of classes[at] ?? []) note("cl", category, name);
  for (const name of classes[at - 1] ?? []) {
    note("cl-1", category, name);
    note("l-1e", name, near(norms, at).slice(-2));
  }
}

/**
 * Features of each word for the tagger: the word and its neighbours, their endings, classes and marks of the finders, what
 * kind of turn it is.
 * @param ruled What the rules read in the turn, for the same category.
 */
export function readWordFeatures(signals: Signals, category: Category, ruled: Slots): readonly Uint32Array[] {
  const spoken = signals.text.words.slice(0, MOST_WORDS);
  const norms = spoken.map(({ norm }) => norm.replaceAll(/\d/g, "0"));
  const words: Words = {
    norms,
    stems: norms.map(stemOf),
    shapes: spoken.map(({ raw }) => shapeOf(raw)),
    gaps: spoken.map((_, at) => gapOf(signals, at)),
    marks: marksOf(signals, ruled),
    kinds: norms.map(kindsOf),
    classes: norms.map(classesOf),
    category,
    vertical: signals.vertical,
  };
  return spoken.map((_, at) => {
    const keys: number[] = [];
    const note: Note = (group, ...parts) => {
      let hash = hashOnto(SEED, group);
      for (const part of parts) hash = hashOnto(mixIn(hash, 1), part);
      keys.push(finishHash(hash));
    };
    noteWord(note, words, at);
    noteNeighbours(note, words, at);
    noteKnowledge(note, words, at);
    return Uint32Array.from(keys);
  });
}
