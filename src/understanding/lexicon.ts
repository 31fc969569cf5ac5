import { BOOKING } from "./lexicon/booking.ts";
import { BUSINESS_TO_BUSINESS } from "./lexicon/business.ts";
import { COMMON } from "./lexicon/common.ts";
import { COMPLAINT } from "./lexicon/complaint.ts";
import { SAFETY } from "./lexicon/safety.ts";
import { SERVICE } from "./lexicon/service.ts";
import { TALK } from "./lexicon/talk.ts";
import { TRADE } from "./lexicon/trade.ts";
import { createPhraseIndex, withoutOverlaps, type PhraseHit } from "./phrase-index.ts";

/** All groups of phrases by name. A group says what kind of words they are, not yet what the turn is about. */
export const LEXICON = {
  ...COMMON,
  ...COMPLAINT,
  ...BOOKING,
  ...BUSINESS_TO_BUSINESS,
  ...TRADE,
  ...SERVICE,
  ...TALK,
  ...SAFETY,
} as const;
export type GroupName = keyof typeof LEXICON;

export interface LexiconHit {
  /** The words that matched. */
  readonly words: string;
  /** Offsets in the flat text, of the space before the first word and of the end of the last. */
  readonly start: number;
  readonly end: number;
  /** «не записываюсь», «никаких броней», "don't need". */
  readonly isNegated: boolean;
}

/** What the lexicon found in a turn: the features of the category, for rules and for a trained model alike. */
export interface LexiconHits {
  readonly all: ReadonlyMap<GroupName, readonly LexiconHit[]>;
  /** Whether the group occurs and is not negated. */
  has(group: GroupName): boolean;
  isNegated(group: GroupName): boolean;
  /** Different phrases of the group, negated ones left out. */
  count(group: GroupName): number;
}

const NEGATORS = new Set([
  "не",
  "ни",
  "без",
  "никаких",
  "никакого",
  "никакой",
  "нет",
  "not",
  "no",
  "dont",
  "without",
  "never",
]);
/** Words that may stand between a negator and what it denies. */
const BETWEEN = new Set(
  "надо нужно нужна нужен нужны хочу хотим хотел хотела буду будем будет собираюсь планирую прошу стоит меня нас вас пока больше мне нам никуда ничего никого вам to want need wanna have a an any the".split(
    " ",
  ),
);

const INDEX = createPhraseIndex(
  groupNames().map((name): readonly [GroupName, string] => [name, LEXICON[name]]),
);

function isGroupName(name: string): name is GroupName {
  return Object.hasOwn(LEXICON, name);
}

function groupNames(): readonly GroupName[] {
  return Object.keys(LEXICON).filter(isGroupName);
}

/** Whether what stands at `start` of a flat text is denied by the words before it. */
export function isDenied(flat: string, start: number): boolean {
  const before = flat
    .slice(Math.max(0, start - 40), start)
    .split(" ")
    .filter(Boolean);
  for (let back = 1; back <= 3; back += 1) {
    const word = before.at(-back);
    if (word === undefined) return false;
    if (NEGATORS.has(word)) return true;
    if (!BETWEEN.has(word)) return false;
  }
  return false;
}

/** «Нужно ли натощак?» asks about a need and has none. */
function isAsked(group: GroupName, flat: string, end: number): boolean {
  return group === "need" && flat.startsWith(" ли ", end);
}

/** Finds every group of the lexicon in a flat text (words between single spaces, a space at both ends). */
export function readLexicon(flat: string): LexiconHits {
  const found = new Map<GroupName, PhraseHit<GroupName>[]>();
  for (const hit of INDEX.find(flat)) {
    const ofGroup = found.get(hit.key);
    if (ofGroup) ofGroup.push(hit);
    else found.set(hit.key, [hit]);
  }
  const all = new Map<GroupName, readonly LexiconHit[]>();
  for (const [group, hits] of found) {
    all.set(
      group,
      withoutOverlaps(hits).map(({ words, start, end }) => ({
        words,
        start,
        end,
        isNegated: isDenied(flat, start) || isAsked(group, flat, end),
      })),
    );
  }
  const asserted = (group: GroupName) => (all.get(group) ?? []).filter((hit) => !hit.isNegated);
  return {
    all,
    has: (group) => asserted(group).length > 0,
    isNegated: (group) => (all.get(group) ?? []).some((hit) => hit.isNegated),
    count: (group) => new Set(asserted(group).map((hit) => hit.words)).size,
  };
}
