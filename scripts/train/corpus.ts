import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { CATEGORIES, type Category } from "../../src/domain/category.ts";
import { TAGGED_SLOTS } from "../../src/understanding/tagger/slot-tags.ts";
import type { Mark } from "./tagger-samples.ts";
import { VERTICALS, type Vertical } from "../../src/domain/business.ts";

const FOLDER = new URL("../../src/understanding/corpus/", import.meta.url);

/** One hand-written utterance: `text` holds newlines between glued messages. */
export interface Utterance {
  /** File and line, for finding it again. */
  readonly id: string;
  readonly category: Category;
  readonly vertical: Vertical;
  readonly lang: string;
  readonly text: string;
  /** The words that are values of slots; absent where nobody has marked them. */
  readonly marks?: readonly Mark[] | undefined;
}

function oneOf<Name extends string>(names: readonly Name[], name: string | undefined, at: string): Name {
  const found = names.find((known) => known === name);
  if (found === undefined) throw new Error(`${at}: unknown "${name}"`);
  return found;
}

const toLines = (text: string): string => text.replaceAll(" ⏎ ", "\n");

/** `slot=words|slot=words`, the words as they stand in the text; `-` where there are none. */
function marksOf(column: string, text: string, id: string): readonly Mark[] {
  if (column === "-") return [];
  return column.split("|").map((mark) => {
    const at = mark.indexOf("=");
    const words = toLines(mark.slice(at + 1));
    if (words === "" || !text.includes(words)) throw new Error(`${id}: "${words}" is not in the text`);
    return { slot: oneOf(TAGGED_SLOTS, mark.slice(0, at), id), words };
  });
}

/** All utterances of the corpus, file by file. @throws Error naming file and line of a bad row. */
export function readCorpus(): readonly Utterance[] {
  return corpusFiles().flatMap((file) =>
    readFileSync(new URL(file, FOLDER), "utf8")
      .trimEnd()
      .split("\n")
      .map((row, index) => {
        const id = `${file}:${index + 1}`;
        const [category, vertical, lang, text, marks, ...rest] = row.split("\t");
        if (text === undefined || lang === undefined || rest.length > 0)
          throw new Error(`${id}: four columns wanted, or five with the slots`);
        return {
          id,
          category: oneOf(CATEGORIES, category, id),
          vertical: oneOf(VERTICALS, vertical, id),
          lang,
          text: toLines(text),
          marks: marks === undefined ? undefined : marksOf(marks, toLines(text), id),
        };
      }),
  );
}

const corpusFiles = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".tsv"))
    .toSorted();

/** Tells one state of the corpus from another. */
export function corpusHash(): string {
  const hash = createHash("sha256");
  for (const file of corpusFiles()) hash.update(readFileSync(new URL(file, FOLDER)));
  return hash.digest("hex").slice(0, 16);
}
