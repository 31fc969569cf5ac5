import type { Business } from "../domain/business.ts";
import type { TurnText, UnderstandingContext } from "../domain/understanding.ts";
import { createGazetteer, type Gazetteer } from "./gazetteer.ts";
import { PRODUCT_HEADS } from "./gazetteer/products.ts";
import { russianNameForms } from "./gazetteer/names.ts";
import { LEXICON, readLexicon } from "./lexicon.ts";
import { normaliseText } from "./normalise-text.ts";
import { readSignals, type Signals } from "./read-signals.ts";
import { extractSlots } from "./slots/extract-slots.ts";
import { CAR_PHRASES } from "./slots/find-car.ts";
import { createVocabulary, type Vocabulary } from "./spelling/vocabulary.ts";

/** Months, days and parts of the day: mended like the lexicon, since a date lost to a slip is a question too many. */
const CALENDAR_WORDS =
  "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье выходные выходных неделе неделя утром вечером вечера днем обеда послезавтра завтра сегодня января февраля марта апреля мая июня июля августа сентября октября ноября декабря";

/** The names that a business and its customers use, made ready for reading. */
export interface Knowledge {
  readonly business: Business;
  readonly gazetteer: Gazetteer;
  readonly vocabulary: Vocabulary;
}

/** Takes some tens of milliseconds: once per business. */
export function createKnowledge(business: Business): Knowledge {
  const gazetteer = createGazetteer(business);
  const vocabulary = createVocabulary(
    [...Object.values(LEXICON), ...gazetteer.phraseBlocks, ...CAR_PHRASES, PRODUCT_HEADS],
    CALENDAR_WORDS.split(" "),
    russianNameForms(),
  );
  return { business, gazetteer, vocabulary };
}

/** Everything that a turn says, before it is decided what it means. */
export function readTurn(
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
