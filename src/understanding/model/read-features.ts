import { stemOf } from "../../domain/word-stem.ts";
import type { CategoryReading } from "../find-category.ts";
import { firstNameOf } from "../gazetteer/names.ts";
import type { Signals } from "../read-signals.ts";
import { finishHash, hashOnto, mixIn } from "./hash-text.ts";
import { claimsOf, shapesOf } from "./read-claims.ts";
import { classesOf } from "./word-classes-of.ts";

/** What a linear model reads of a turn: hashes of its features and how much each counts. */
export interface Features {
  readonly keys: readonly number[];
  readonly values: readonly number[];
}

/** Claims count alike whatever their number; words and letters share one vote among them. */
const CLAIM_VALUE = 0.3;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;
/** Letters beyond these say nothing new. */
const LONGEST_FLAT = 600;
const LONGEST_ENDING = 3;

const seedOf = (group: string): number => hashOnto(0x811c9dc5, `${group}:`);
const SEEDS = {
  word: seedOf("word"),
  pair: seedOf("pair"),
  gram: seedOf("gram"),
  ending: seedOf("ending"),
  phrase: seedOf("phrase"),
  claim: seedOf("claim"),
};

const withoutDigits = (text: string): string => text.replaceAll(/\d/g, "0");

function gramsOf(flat: string): ReadonlySet<number> {
  const grams = new Set<number>();
  const text = withoutDigits(flat.slice(0, LONGEST_FLAT));
  for (let start = 0; start < text.length; start += 1) {
    let hash = SEEDS.gram;
    const end = Math.min(text.length, start + LONGEST_GRAM);
    for (let at = start; at < end; at += 1) {
      hash = mixIn(hash, text.charCodeAt(at));
      if (at - start + 1 >= SHORTEST_GRAM) grams.add(finishHash(hash));
    }
  }
  return grams;
}

/** Hashes of all runs of `from` to `to` neighbours, the ends of the text included. */
function runsOf(seed: number, items: readonly string[], from: number, to: number): ReadonlySet<number> {
  const ended = ["^", ...items, "$"];
  const runs = new Set<number>();
  for (let start = 0; start < ended.length; start += 1) {
    let hash = seed;
    for (let at = start; at < Math.min(ended.length, start + to); at += 1) {
      hash = mixIn(hashOnto(hash, ended[at] ?? ""), 1);
      if (at - start + 1 >= from) runs.add(finishHash(hash));
    }
  }
  return runs;
}

const DAY =
  /^(?:понедельник|вторник|сред[ауы]$|четверг|пятниц|суббот|воскресень|завтра|послезавтра|сегодня|выходн|(?:пн|вт|ср|чт|пт|сб|вс)$|tomorrow|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)/u;
const MONTH = /^(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)$/u;

/** The kind of thing a word names, so that «маникюр на пятницу» and «узи на среду» are one phrase. */
function kindOf(word: string): string | undefined {
  if (DAY.test(word) || MONTH.test(word) || /^\d+[:.]\d\d$/.test(word)) return "<when>";
  if (/^\d/.test(word)) return "<number>";
  return firstNameOf(word) === undefined ? undefined : "<name>";
}

function phraseOf(words: readonly string[], stems: readonly string[], { slots }: Signals): readonly string[] {
  const spans = [
    ...slots.services.map((span) => ({ ...span, kind: "<service>" })),
    ...slots.documents.map((span) => ({ ...span, kind: "<paper>" })),
    ...slots.positions.map((span) => ({ ...span, kind: "<trade>" })),
    ...slots.cities.map((span) => ({ ...span, kind: "<city>" })),
  ];
  const phrase: string[] = [];
  let offset = 0;
  for (const [at, word] of words.entries()) {
    const start = offset;
    offset += word.length + 1;
    const kind = spans.find((span) => start >= span.start && start < span.end)?.kind ?? kindOf(word);
    if (kind === undefined) phrase.push(stems[at] ?? word);
    else if (phrase.at(-1) !== kind) phrase.push(kind);
  }
  return phrase;
}

/** Reads the features of a turn. The rules' own reading is among them, so the model learns where to trust it. */
export function readFeatures(signals: Signals, ruled: CategoryReading): Features {
  const { flat } = signals.text;
  const words = flat.split(" ").filter(Boolean);
  const plain = words.map(withoutDigits);
  const stems = plain.map(stemOf);
  const endings = plain.map((word) => (/0/.test(word) ? "#" : word.slice(-LONGEST_ENDING)));
  const claims = new Set([...claimsOf(signals, ruled), ...shapesOf(signals)]);
  for (const word of plain) for (const name of classesOf(word)) claims.add(`class ${name}`);

  const keys: number[] = [];
  const values: number[] = [];
  const vote = (group: ReadonlySet<number>): void => {
    const value = 1 / Math.sqrt(Math.max(1, group.size));
    for (const key of group) {
      keys.push(key);
      values.push(value);
    }
  };
  vote(new Set(stems.map((stem) => finishHash(hashOnto(SEEDS.word, stem)))));
  vote(runsOf(SEEDS.pair, stems, 2, 2));
  vote(gramsOf(flat));
  vote(runsOf(SEEDS.ending, endings, 1, 2));
  vote(runsOf(SEEDS.phrase, phraseOf(words, stems, signals), 1, 3));
  for (const claim of claims) {
    keys.push(finishHash(hashOnto(SEEDS.claim, claim)));
    values.push(CLAIM_VALUE);
  }
  return { keys, values };
}
