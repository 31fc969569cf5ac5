import type { Business } from "../domain/business.ts";
import type { Slots } from "../domain/slot.ts";
import type { TurnText, Understanding, UnderstandingContext } from "../domain/understanding.ts";
import type { Understander } from "../ports/understander.ts";
import { chooseSlots } from "./choose-slots.ts";
import { deriveAction } from "./derive-action.ts";
import { deriveSentiment, deriveUrgency } from "./derive-priority.ts";
import { languageOf } from "./detect-language.ts";
import { estimateValue } from "./estimate-value.ts";
import { chooseCategory, scoreCategories, type CategoryReading } from "./find-category.ts";
import { findCues, findQuestions, findRefused } from "./find-cues.ts";
import { createGazetteer, type Gazetteer } from "./gazetteer.ts";
import { LEXICON, readLexicon } from "./lexicon.ts";
import { normaliseText } from "./normalise-text.ts";
import { readInContext, withPendingAnswer } from "./read-answer.ts";
import { readSignals, type Signals } from "./read-signals.ts";
import { applySafety } from "./safety-rules.ts";
import { extractSlots } from "./slots/extract-slots.ts";
import { CAR_PHRASES } from "./slots/find-car.ts";
import { PRODUCT_HEADS } from "./gazetteer/products.ts";
import { createVocabulary, type Vocabulary } from "./spelling/vocabulary.ts";

/** Months, days and parts of the day: mended like the lexicon, since a date lost to a slip is a question too many. */
const CALENDAR_WORDS =
  "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье выходные выходных неделе неделя утром вечером вечера днем обеда послезавтра завтра сегодня января февраля марта апреля мая июня июля августа сентября октября ноября декабря";

/**
 * Understands turns by rules and lexicon alone: no key, no network, a few milliseconds. Built once per business;
 * build anew when the business folder changes. Never rejects, whatever the text.
 */
export function createLocalUnderstander(business: Business): Understander {
  const gazetteer = createGazetteer(business);
  const vocabulary = createVocabulary(
    [...Object.values(LEXICON), ...gazetteer.phraseBlocks, ...CAR_PHRASES, PRODUCT_HEADS],
    CALENDAR_WORDS.split(" "),
  );
  return {
    understand: (turn, context) =>
      Promise.resolve(understandTurn(turn, context, { business, gazetteer, vocabulary })),
  };
}

interface Knowledge {
  readonly business: Business;
  readonly gazetteer: Gazetteer;
  readonly vocabulary: Vocabulary;
}

function signalsOf(
  turn: TurnText,
  context: UnderstandingContext,
  { business, gazetteer, vocabulary }: Knowledge,
): Signals {
  const text = normaliseText(turn.text, vocabulary);
  const hits = readLexicon(text.flat);
  const raw = extractSlots(text, hits, {
    gazetteer,
    timezone: business.timezone,
    at: turn.receivedAt,
    context,
  });
  return readSignals(text, hits, raw, business.vertical, context);
}

function understandTurn(turn: TurnText, context: UnderstandingContext, knowledge: Knowledge): Understanding {
  const { business } = knowledge;
  const signals = signalsOf(turn, context, knowledge);
  const cues = findCues(signals);
  const { scores, reasons } = scoreCategories(signals);
  const reading: CategoryReading = applySafety(
    readInContext(chooseCategory(scores, reasons), signals, cues),
    signals,
    cues,
  );
  const { category } = reading;
  const refused = findRefused(signals);
  const slots: Slots = withPendingAnswer(chooseSlots(signals, category), signals, category, refused);
  const known: Slots = { ...context.slots, ...slots };
  const { priority, urgent } = deriveUrgency(category, slots, signals, cues);
  const estimate = estimateValue(category, known, signals, business);
  return {
    category,
    also: reading.also,
    priority,
    urgent,
    sentiment: deriveSentiment(category, signals, cues),
    language: languageOf(signals.text.script, signals.text.repaired !== "none", business.language),
    slots,
    action: deriveAction({ category, priority, slots: known, signals, cues, business }),
    ...estimate,
    confidence: reading.confidence,
    by: reading.reasons.includes("safety") ? "rules" : "local",
    cues,
    questions: findQuestions(signals),
    refused,
  };
}
