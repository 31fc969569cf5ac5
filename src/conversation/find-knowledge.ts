import MiniSearch from "minisearch";
import type { Business, KnowledgeItem } from "../domain/business.ts";
import { contentStems, isSameStem, meaningOf, trigramsOf } from "./text-tokens.ts";

/** One way to put a question, with what it is compared by. */
interface Phrasing {
  readonly id: number;
  readonly item: KnowledgeItem;
  readonly meanings: readonly string[];
  /** Length of its trigram vector. */
  readonly norm: number;
}

interface KnowledgeIndex {
  readonly phrasings: readonly Phrasing[];
  readonly postings: ReadonlyMap<string, readonly { readonly id: number; readonly count: number }[]>;
  readonly words: MiniSearch<{ id: number; text: string }>;
  /** Rarity of a word and of a trigram among the phrasings. */
  readonly rarity: (meaning: string) => number;
  readonly isKnown: (meaning: string) => boolean;
  readonly weight: (trigram: string) => number;
}

/** Rank constant of the fusion: the usual 60 would drown the order of a list this short. */
const FUSION = 10;
const CANDIDATES = 8;
/** A longer text is read only so far: nobody puts a question in its tenth sentence. */
const MAX_CLAUSES = 8;
const MAX_LENGTH = 400;
/** A match must cover this share of the asked words, weighted by rarity, or be this alike letter by letter. */
const MIN_COVERAGE = 0.6;
const MIN_ALIKE = 0.5;
/** In shorter words a single letter makes another word («найти», «зайти»): their likeness alone proves nothing. */
const TELLING_LETTERS = 6;

const indexes = new WeakMap<Business, KnowledgeIndex>();

function meaningsOf(text: string): string[] {
  return contentStems(text).map(meaningOf);
}

function countDocuments(documents: readonly Iterable<string>[]): (key: string) => number {
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const key of new Set(document)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (key) => Math.log(1 + documents.length / (1 + Math.max(1, counts.get(key) ?? 0)));
}

function normOf(trigrams: ReadonlyMap<string, number>, weight: (trigram: string) => number): number {
  let sum = 0;
  for (const [piece, count] of trigrams) sum += (count * weight(piece)) ** 2;
  return Math.sqrt(sum);
}

function buildIndex(business: Business): KnowledgeIndex {
  const texts = business.knowledge.flatMap((item) =>
    [item.question, ...item.also].map((text) => ({
      item,
      text,
      meanings: meaningsOf(text),
      trigrams: trigramsOf(text),
    })),
  );
  const weight = countDocuments(texts.map(({ trigrams }) => trigrams.keys()));
  const phrasings = texts.map(({ item, meanings, trigrams }, id) => ({
    id,
    item,
    meanings,
    norm: normOf(trigrams, weight),
  }));
  const postings = new Map<string, { id: number; count: number }[]>();
  for (const [id, { trigrams }] of texts.entries()) {
    for (const [piece, count] of trigrams) {
      const known = postings.get(piece);
      if (known) known.push({ id, count });
      else postings.set(piece, [{ id, count }]);
    }
  }
  const words = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    tokenize: (text) => meaningsOf(text),
    processTerm: (term) => term,
    searchOptions: { prefix: (term) => term.length >= 4, fuzzy: (term) => (term.length >= 5 ? 0.2 : false) },
  });
  words.addAll(texts.map(({ text }, id) => ({ id, text })));
  const meanings = new Set(texts.flatMap((text) => text.meanings));
  const isKnown = (meaning: string) => meanings.has(meaning);
  return {
    phrasings,
    postings,
    words,
    isKnown,
    rarity: countDocuments(texts.map(({ meanings }) => meanings)),
    weight,
  };
}

function indexOf(business: Business): KnowledgeIndex {
  const known = indexes.get(business);
  if (known) return known;
  const built = buildIndex(business);
  indexes.set(business, built);
  return built;
}

/** 0–1 for each phrasing that shares a trigram with the text: how alike the two are letter by letter. */
function likenesses(text: string, index: KnowledgeIndex): ReadonlyMap<number, number> {
  const query = trigramsOf(text);
  const norm = normOf(query, index.weight);
  const sums = new Map<number, number>();
  for (const [piece, count] of query) {
    const weight = count * index.weight(piece) ** 2;
    for (const posting of index.postings.get(piece) ?? []) {
      sums.set(posting.id, (sums.get(posting.id) ?? 0) + weight * posting.count);
    }
  }
  return new Map([...sums].map(([id, sum]) => [id, sum / (norm * (index.phrasings[id]?.norm ?? 1))]));
}

/** A word that no answer of the owner knows is more often filler than the subject: it weighs half. */
const UNKNOWN_WEIGHT = 0.75;

/** 0–1: the share of the asked words that the phrasing has. Words of the place, where the phrasing lacks them, don't count. */
function coverage(
  query: readonly string[],
  phrasing: Phrasing,
  index: KnowledgeIndex,
  places: readonly string[],
): number {
  let covered = 0;
  let all = 0;
  for (const word of query) {
    const rarity = index.rarity(word);
    if (phrasing.meanings.some((meaning) => isSameStem(meaning, word))) {
      covered += rarity;
      all += rarity;
    } else if (!places.some((place) => isSameStem(place, word))) {
      all += index.isKnown(word) ? rarity : rarity * UNKNOWN_WEIGHT;
    }
  }
  return all === 0 ? 0 : covered / all;
}

function ranked(scores: readonly { readonly id: number; readonly score: number }[]): Map<number, number> {
  const best = scores.toSorted((a, b) => b.score - a.score || a.id - b.id).slice(0, CANDIDATES);
  return new Map(best.map(({ id }, rank) => [id, rank]));
}

/** Words of a turn that name a service, and whether they alone may be the question. */
interface Beside {
  readonly stems: readonly string[];
  readonly isEnough: boolean;
  /** Stems of the city, the branch, the car that the turn names: an answer holds for any of them. */
  readonly places: readonly string[];
}

/** A single word asks about a phrasing only when it is a fair part of it: «первый» is not «скидка на первое посещение». */
const MIN_PART = 0.3;

/** How much of the phrasing the question takes up, 0–1. */
function partOf(query: readonly string[], { meanings }: Phrasing): number {
  const met = meanings.filter((meaning) => query.some((word) => isSameStem(meaning, word)));
  return meanings.length === 0 ? 0 : met.length / meanings.length;
}

function bestFor(
  text: string,
  index: KnowledgeIndex,
  beside: Beside,
): { item: KnowledgeItem; sure: number } | undefined {
  const query = meaningsOf(text);
  if (query.length === 0) return undefined;
  const telling = query.filter((word) => !beside.stems.some((other) => isSameStem(other, word)));
  if (telling.length === 0 && !beside.isEnough) return undefined;
  const alike = likenesses(text, index);
  const byWords = ranked(index.words.search(text).map((hit) => ({ id: Number(hit.id), score: hit.score })));
  const byLetters = ranked([...alike].map(([id, score]) => ({ id, score })));
  const score = (id: number) =>
    [byWords.get(id), byLetters.get(id)].reduce<number>(
      (sum, rank) => (rank === undefined ? sum : sum + 1 / (FUSION + rank)),
      0,
    );
  const fused = [...new Set([...byWords.keys(), ...byLetters.keys()])].toSorted(
    (a, b) => score(b) - score(a) || a - b,
  );
  const fits: { item: KnowledgeItem; sure: number }[] = [];
  for (const id of fused.slice(0, 5)) {
    const phrasing = index.phrasings[id];
    const isAside =
      phrasing && telling.length > 0 && coverage(telling, phrasing, index, beside.places) < MIN_COVERAGE;
    const isSpoiled = isAside && telling.length < query.length;
    if (!phrasing || isSpoiled) continue;
    if (query.length === 1 && partOf(query, phrasing) > 0 && partOf(query, phrasing) < MIN_PART) continue;
    const sure = coverage(query, phrasing, index, beside.places);
    const similar = alike.get(id) ?? 0;
    const isTelling = sure > 0 || query.some((word) => word.length >= TELLING_LETTERS);
    if (sure >= MIN_COVERAGE || (similar >= MIN_ALIKE && isTelling)) {
      fits.push({ item: phrasing.item, sure: Math.max(sure, similar) });
    }
  }
  return fits.find(({ item }) => isAbout(item, beside.stems)) ?? fits[0];
}

/** «А готовиться как?» after УЗИ asks how to prepare for that. */
function isAbout(item: KnowledgeItem, stems: readonly string[]): boolean {
  return meaningsOf([item.question, ...item.also].join(" ")).some((word) => stems.includes(word));
}

/** Pieces of a turn that may each be a question of their own. */
export function clausesOf(whole: string): string[] {
  const text = whole.slice(0, MAX_LENGTH);
  const pieces = text.split(/[?!.,;\n]+|\s+(?:и|а|and)\s+/iu).map((piece) => piece.trim());
  return [...new Set([text, ...pieces])].filter((piece) => piece !== "").slice(0, MAX_CLAUSES);
}

/**
 * Answers of the owner that fit the questions in a text, best first, at most two. Empty when none fits well enough:
 * a wrong answer costs more than a question to a colleague.
 *
 * @param options.beside Words that name the service talked about: they don't make a match with an answer that is about
 *   something else of it.
 * @param options.places Words that say where, or of which car: they needn't stand in the answer's question.
 * @param options.isDealtWith True when the service's own question (its price) has been answered already, so that its
 *   name alone asks nothing more.
 */
export function findKnowledge(
  business: Business,
  text: string,
  options: { readonly beside?: string; readonly places?: string; readonly isDealtWith?: boolean } = {},
): readonly KnowledgeItem[] {
  if (business.knowledge.length === 0) return [];
  const index = indexOf(business);
  const beside: Beside = {
    stems: meaningsOf(options.beside ?? ""),
    isEnough: options.isDealtWith !== true,
    places: meaningsOf(options.places ?? ""),
  };
  const sure = new Map<KnowledgeItem, number>();
  for (const clause of clausesOf(text)) {
    const best = bestFor(clause, index, beside);
    if (best) sure.set(best.item, Math.max(best.sure, sure.get(best.item) ?? 0));
  }
  return [...sure]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([item]) => item);
}
