import { createHash } from "node:crypto";
import type { Business, Vertical } from "../../src/domain/business.ts";
import { chooseCategory, scoreCategories } from "../../src/understanding/find-category.ts";
import { makeNoise, seededRandom, type NoiseKind } from "../../src/understanding/make-noise.ts";
import { readFeatures, type Features } from "../../src/understanding/model/read-features.ts";
import { createKnowledge, readTurn, type Knowledge } from "../../src/understanding/read-turn.ts";
import type { Signals } from "../../src/understanding/read-signals.ts";
import type { Utterance } from "./corpus.ts";

/** A Wednesday: the moment at which all utterances are read. */
const READ_AT = new Date("2026-03-11T11:00:00+03:00");
const SEED = 7;
/** Every so many utterances stand for all when features are compared. */
const PROBE_STEP = 12;

/** A company of a kind with no names of its own, so that the model leans on none. */
function bareBusiness(vertical: Vertical): Business {
  return {
    name: "",
    vertical,
    timezone: "Europe/Moscow",
    language: "ru",
    averageValue: 0,
    branches: [],
    holidays: [],
    night: { say: "", handoff: "next_opening" },
    consent: { version: "", text: "" },
    followUp: { afterMs: [], say: "" },
    services: [],
    knowledge: [],
    flows: {},
    questions: {},
    team: [],
    rules: [],
    fallback: { to: {}, choose: [], ladder: "" },
    ladders: {},
    sla: { targetsMs: { critical: 0, high: 0, normal: 0, low: 0 }, clock: "business" },
    crm: { title: "", tags: [], source: {}, observers: [] },
  };
}

const KNOWLEDGE = new Map<Vertical, Knowledge>();
function knowledgeOf(vertical: Vertical): Knowledge {
  const known = KNOWLEDGE.get(vertical) ?? createKnowledge(bareBusiness(vertical));
  KNOWLEDGE.set(vertical, known);
  return known;
}

/** What a text says, as the first turn of a talk with a bare company of that kind. */
export function signalsOf(text: string, vertical: Vertical): Signals {
  return readTurn({ text, receivedAt: READ_AT }, { slots: {} }, knowledgeOf(vertical));
}

/** Features of a text as the understander of a bare company of that kind reads them. */
export function featuresOf(text: string, vertical: Vertical): Features {
  const signals = signalsOf(text, vertical);
  const { scores, reasons } = scoreCategories(signals);
  return readFeatures(signals, chooseCategory(scores, reasons));
}

/** One utterance as written, and as it is written in a hurry or in disguise. */
export interface Sample {
  readonly utterance: Utterance;
  readonly clean: Features;
  readonly typos: Features;
  /** In Latin letters or on the wrong layout; none where the utterance has no Russian. */
  readonly disguised?: Features | undefined;
}

const DISGUISES: readonly NoiseKind[] = ["transliteration", "layout"];

/** Reads all utterances in all their forms; the same noise in every run. */
export function readSamples(
  corpus: readonly Utterance[],
  onProgress: (done: number) => void,
): readonly Sample[] {
  const random = seededRandom(SEED);
  return corpus.map((utterance, index) => {
    const { text, vertical } = utterance;
    const disguise = DISGUISES[index % DISGUISES.length] ?? "layout";
    const isRussian = /[а-я]/iu.test(text);
    if (index % 100 === 0) onProgress(index);
    return {
      utterance,
      clean: featuresOf(text, vertical),
      typos: featuresOf(makeNoise(text, "typos", random), vertical),
      disguised: isRussian ? featuresOf(makeNoise(text, disguise, random), vertical) : undefined,
    };
  });
}

/**
 * Tells one state of the code that reads features from another: by what it reads from every twelfth utterance, so that
 * a change of the lexicon or of a rule shows and a change of a comment does not.
 */
export function featuresHash(corpus: readonly Utterance[]): string {
  const hash = createHash("sha256");
  for (const { text, vertical } of corpus.filter((_, index) => index % PROBE_STEP === 0)) {
    const { keys, values } = featuresOf(text, vertical);
    hash.update(Float64Array.from([...keys, ...values]));
  }
  return hash.digest("hex").slice(0, 16);
}
