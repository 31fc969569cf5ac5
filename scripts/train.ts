/**
 * `npm run train`: fits the category model and the slot tagger on the corpus and writes their artefacts. Prints how well they do
 * on utterances they have not seen. `--quick` writes the artefacts alone, with the measurements of those before them.
 */
import { writeFileSync } from "node:fs";
import { z } from "zod";
import { CATEGORIES } from "../src/domain/category.ts";
import { corpusHash, readCorpus, type Utterance } from "./train/corpus.ts";
import { findTemperature, fit, foldsOf, guessAcross, MAX_ROWS } from "./train/cross-validate.ts";
import {
  accuracyOf,
  macroF1Of,
  printCalibration,
  printCategories,
  printLine,
  printSlot,
  printSuspects,
  printTwins,
} from "./train/report.ts";
import { findSuspects, findTwins } from "./train/review.ts";
import { featuresHash, readSamples, type Sample } from "./train/samples.ts";
import { encodeModel, readModelFile } from "../src/understanding/model/model-file.ts";
import { storeModel } from "./train/store-model.ts";
import { readTaggerSamples, type TaggerSample } from "./train/tagger-samples.ts";
import { encodeTagger, fitAndStoreTagger, measureTagger, wordFeaturesHash } from "./train/train-tagger.ts";

const MODELS = new URL("../src/understanding/model/", import.meta.url);
const FOLDS = 5;
const SEEDS = [1, 2, 3];

const MEASURED = z.object({
  /** The corpus it was measured on: an older one after `--quick`. */
  corpus: z.string(),
  temperature: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  accuracyWithTypos: z.number(),
});
type Measured = Readonly<z.infer<typeof MEASURED>>;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${what}`);
}

function measure(samples: readonly Sample[]): Measured {
  const folds = foldsOf(samples, FOLDS);
  const guesses = guessAcross(
    samples,
    (_, index) => folds[index] ?? "",
    (group) => progress(`cross-validation: ${group}`),
  );
  progress("");
  const clean = guesses.filter(({ variant }) => variant === "clean");
  const typos = guesses.filter(({ variant }) => variant === "typos");
  const temperature = findTemperature([...clean, ...typos]);
  say(`Cross-validation in ${FOLDS} folds, temperature ${temperature}`);
  printLine("as written", clean, temperature);
  printLine("a typo per 12 letters", typos, temperature);
  printLine(
    "Latin letters, wrong layout",
    guesses.filter(({ variant }) => variant === "disguised"),
    temperature,
  );
  const english = new Set(
    samples.filter(({ utterance }) => utterance.lang === "en").map((s) => s.utterance.id),
  );
  printLine(
    "English",
    clean.filter(({ id }) => english.has(id)),
    temperature,
  );
  printCategories(clean);
  say("Calibration, as written");
  printCalibration(clean, temperature);
  say("Calibration, with typos");
  printCalibration(typos, temperature);
  const corpus = samples.map(({ utterance }) => utterance);
  printSuspects(findSuspects(corpus, clean, temperature));
  printTwins(findTwins(corpus));
  return {
    corpus: corpusHash(),
    temperature,
    accuracy: Number(accuracyOf(clean).toFixed(4)),
    macroF1: Number(macroF1Of(clean).toFixed(4)),
    accuracyWithTypos: Number(accuracyOf(typos).toFixed(4)),
  };
}

function measureVerticals(samples: readonly Sample[], temperature: number): void {
  say("One kind of business left out of training, as written");
  const verticals = new Map(samples.map(({ utterance }) => [utterance.id, utterance.vertical]));
  const guesses = guessAcross(
    samples,
    ({ utterance }) => utterance.vertical,
    (group) => progress(`left out: ${group}`),
  ).filter(({ variant }) => variant === "clean");
  progress("");
  for (const vertical of [...new Set(verticals.values())].toSorted()) {
    printLine(
      vertical,
      guesses.filter(({ id }) => verticals.get(id) === vertical),
      temperature,
    );
  }
  printLine("all", guesses, temperature);
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(new URL(`${name}.bin`, MODELS), bytes);
  say(`${name}.bin written: ${(bytes.length / 1e6).toFixed(2)} MB`);
}

const TAGGER_MEASURED = z.object({ corpus: z.string(), f1: z.number() });

function trainTagger(corpus: readonly Utterance[], isQuick: boolean): void {
  progress("reading the words of the marked utterances");
  const samples = readTaggerSamples(corpus);
  const before = TAGGER_MEASURED.safeParse(readModelFile("slot-tagger").header["measured"]);
  const measured = isQuick && before.success ? before.data : measureSlots(samples);
  progress("fitting the tagger");
  const stored = fitAndStoreTagger(samples);
  progress("");
  const about = { version: 1, corpus: corpusHash(), features: wordFeaturesHash(corpus), measured };
  write("slot-tagger", encodeTagger(stored, about));
}

function measureSlots(samples: readonly TaggerSample[]): z.infer<typeof TAGGER_MEASURED> {
  const figures = measureTagger(samples, (fold) => progress(`slots, cross-validation: part ${fold + 1}`));
  progress("");
  say("Slots that the tagger found in utterances it had not seen");
  for (const [slot, found] of figures) printSlot(slot, found);
  return { corpus: corpusHash(), f1: Number((figures.get("all")?.f1 ?? 0).toFixed(4)) };
}

function main(isQuick: boolean): void {
  const startedAt = performance.now();
  const corpus = readCorpus();
  const samples = readSamples(corpus, (done) => progress(`reading ${done} of ${corpus.length}`));
  progress("");
  say(`${corpus.length} utterances read in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const measured = isQuick
    ? MEASURED.parse(readModelFile("category-model").header["measured"])
    : measure(samples);
  progress("fitting the artefact");
  const fitted = fit(samples, SEEDS);
  progress("");
  const stored = storeModel(fitted, CATEGORIES, { temperature: measured.temperature, maxRows: MAX_ROWS });
  const about = {
    version: 2,
    corpus: corpusHash(),
    features: featuresHash(corpus),
    utterances: corpus.length,
    measured,
  };
  write("category-model", encodeModel(stored, about));
  if (!isQuick) measureVerticals(samples, measured.temperature);
  trainTagger(corpus, isQuick);
  say(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

main(process.argv.includes("--quick"));
