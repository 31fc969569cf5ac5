import type { Cue } from "../domain/understanding.ts";
import type { Category } from "../domain/category.ts";
import type { CategoryReading } from "./find-category.ts";
import type { Signals } from "./read-signals.ts";

/** Signs of danger and attack. They are read before anything else and no later step, a model included, may drop them. */
export function findSafetyCues(signals: Signals): readonly Cue[] {
  const cues: Cue[] = [];
  if (isHealthDanger(signals)) cues.push("health_danger");
  if (signals.has("self_harm") && !FIGURATIVE_DEATH.test(signals.text.flat)) cues.push("self_harm");
  if (isThreat(signals)) cues.push("threat");
  if (
    signals.has("legal_risk") &&
    signals.hits.count("offering") < 2 &&
    !signals.has("tender_word", "doc_authority")
  )
    cues.push("legal_risk");
  if (signals.has("injection")) cues.push("injection");
  if (signals.has("abuse")) cues.push("abuse");
  return cues;
}

const FIGURATIVE =
  /(?:умира\S* (?:от|как|хочу|со смеху|без)|горим (?:сроки|по)|сроки горят|пожар\S* (?:безопасн|сигнализ|извещ|насос|кран|рукав)|огнетушит|скорую помощь для (?:волос|ногтей|кожи)|приступ\S* (?:к|смеха)|отравил\S* (?:жизнь|настроение)|скорой (?:доставк|помощи на колесах))/u;

const FIGURATIVE_DEATH =
  /(?:умереть|сдохнуть|умру|убиться) (?:от|со|как|за) (?:смех|смеху|счасть|восторг|красот|хочу|так|эт)/u;
/** «Сожгу калории», «убью время», «как я найду вас». */
const FIGURATIVE_THREAT =
  /(?:(?:сожгу|спалю|сжечь) (?:\S+ ){0,2}(?:калор|жир|килограмм|лишн|вес)|убью (?:время|два|сразу|пару)|взорву (?:танцпол|интернет|инст)|разнесу (?:по|листовк|флаер|объявлен)|(?:где|как|легко|быстро|сам|сама) (?:я |мы )?(?:вас |тебя )?най(?:ду|дем)|най(?:ду|дем) (?:вас|тебя) (?:по|в|на|сам|через))/u;

function isHealthDanger(signals: Signals): boolean {
  if (!signals.has("health_danger")) return false;
  if (FIGURATIVE.test(signals.text.flat)) return false;
  const isPaper =
    signals.hasDocument || signals.has("tender_word", "media_word", "offering", "b2b_word", "price");
  return !isPaper || signals.has("acute", "urgent");
}

/** Words like «сожгу» count against somebody: «сожгу ваш сервис», not «сожгла волосы». */
function isThreat(signals: Signals): boolean {
  return (
    signals.has("threat") && !signals.has("offering", "idle") && !FIGURATIVE_THREAT.test(signals.text.flat)
  );
}

const MISTAKEN_FOR_TALK: ReadonlySet<Category> = new Set([
  "smalltalk",
  "supplier_offer",
  "price_info",
  "lead_b2c",
]);
const SUES =
  / (?:пода\S*|пойд\S*|обращ\S*|обращусь|иду|встретимся|увидимся|пиш\S*|напиш\S*|жалоб\S*|sue|see you) (?:\S+ ){0,3}(?:суд\S*|иск\S*|прокуратур\S*|роспотреб\S*|полици\S*|росздрав\S*|court|you) /u;

/**
 * Lets danger decide where words of business could mislead: a person in danger is a patient of a clinic and a guest elsewhere,
 * and a threat beside a grievance is a complaint. An attack on the bot without a request is talk.
 */
export function applySafety(
  reading: CategoryReading,
  signals: Signals,
  cues: readonly Cue[],
): CategoryReading {
  const decide = (category: Category): CategoryReading => ({
    ...reading,
    category,
    also: reading.also.filter((other) => other !== category),
    confidence: 0.97,
    reasons: [...reading.reasons, "safety"],
  });
  const isGrievance =
    reading.category === "complaint" &&
    signals.has(
      "complaint_word",
      "complaint_money",
      "complaint_fault",
      "complaint_demand",
      "complaint_review",
      "complaint_legal",
    );
  if (cues.includes("self_harm"))
    return decide(
      reading.category === "complaint" || reading.category === "lead_b2c" ? reading.category : "smalltalk",
    );
  if (cues.includes("health_danger")) {
    if (isGrievance) return decide("complaint");
    return decide(signals.vertical === "industrial" ? "tech_support" : "lead_b2c");
  }
  if (cues.includes("threat") && reading.category !== "complaint") return decide("complaint");
  // «Подаю на вас в суд» without a word of what for.
  if (cues.includes("legal_risk") && MISTAKEN_FOR_TALK.has(reading.category) && SUES.test(signals.text.flat))
    return decide("complaint");
  return reading;
}
