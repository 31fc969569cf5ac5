import type { Cue } from "../domain/understanding.ts";
import type { Category } from "../domain/category.ts";
import { isAttack } from "./find-attack.ts";
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
  if (signals.has("injection") || isAttack(signals.text.flat)) cues.push("injection");
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

/** «Не приду, сломал ногу»: why somebody stays away, and over by now. */
const WHY_NOT = /^(?:перелом|сломал\S* (?:ногу|руку)|сотрясени\S*|отрав\S*|температура \d\d.*)$/u;

const TAKES_OFF = / (?:снимите|снять|уберите|убрать|вычеркните|удалите|освободите) /u;

function isHealthDanger(signals: Signals): boolean {
  if (!signals.has("health_danger")) return false;
  const told = (signals.hits.all.get("health_danger") ?? []).filter(({ isNegated }) => !isNegated);
  const isReason = told.every(({ words }) => WHY_NOT.test(words.trim()));
  const isOff = signals.has("cancel", "cant_come", "move") || TAKES_OFF.test(signals.text.flat);
  if (isReason && isOff && !signals.has("acute", "urgent")) return false;
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

/** A psychiatrist, a doctor asked for in so many words. */
const ASKS_FOR_HELP =
  / (?:психиатр\S*|психолог\S*|психотерапевт\S*|врач\S*|доктор\S*|специалист\S*|запиши\S*|записаться|приняли|примите|помогите|psychiatrist|psychologist|therapist|doctor|appointment) /u;
/** Danger told of as somebody's fault: a lawyer, a claim, the staff that did nothing. */
const ACCUSES =
  / (?:адвокат\S*|юрист\S*|претензи\S*|компенсаци\S*|возмещени\S*|возместите|по вашей вине|из за вас|ваша вина|вы виноваты|халатност\S*|ответите|lawyer|attorney|compensation|your fault|negligence) /u;
const GRIEVANCES = [
  "complaint_word",
  "complaint_money",
  "complaint_fault",
  "complaint_demand",
  "complaint_review",
  "complaint_legal",
] as const;
/** From this chance on a reading by meaning stands beside danger. */
const SURE_OF_MEANING = 0.8;
const STANDS_IN_DANGER: ReadonlySet<Category> = new Set(["complaint", "tech_support", "cancel_reschedule"]);

function isGrievance({ category, confidence }: CategoryReading, signals: Signals): boolean {
  if (signals.has("legal_risk") || ACCUSES.test(signals.text.flat)) return true;
  return category === "complaint" && (confidence >= SURE_OF_MEANING || signals.has(...GRIEVANCES));
}

/** The category of a turn that tells of danger: what is asked for decides, not the danger (that is for the priority). */
function categoryInDanger(reading: CategoryReading, signals: Signals, cues: readonly Cue[]): Category {
  if (isGrievance(reading, signals)) return "complaint";
  const isSure = reading.confidence >= SURE_OF_MEANING;
  if (cues.includes("self_harm")) {
    if (reading.category === "cancel_reschedule" && isSure) return reading.category;
    return ASKS_FOR_HELP.test(signals.text.flat) ? "lead_b2c" : "smalltalk";
  }
  // «Сломал ногу»: nothing of ours is broken.
  const isOfThings =
    reading.category === "tech_support" && signals.vertical !== "industrial" && !signals.has("it_thing");
  if (isSure && STANDS_IN_DANGER.has(reading.category) && !isOfThings) return reading.category;
  return signals.vertical === "industrial" ? "tech_support" : "lead_b2c";
}

/** Whether something is asked for that a business does, beside an attempt to turn the bot. */
function asksForBusiness(signals: Signals): boolean {
  return (
    (signals.hasService && (signals.hasWhen || signals.has("price", "want"))) ||
    signals.has("book", "has_booking", "cancel", "job_word", "legal_risk", ...GRIEVANCES)
  );
}

/**
 * Lets danger decide where words of business could mislead: a person in danger is a patient of a clinic and a guest elsewhere,
 * unless the turn accuses or asks for something else, and a threat beside a grievance is a complaint. An attack without a
 * request is talk.
 */
export function applySafety(
  reading: CategoryReading,
  signals: Signals,
  cues: readonly Cue[],
): CategoryReading {
  const decide = (category: Category, confidence: number): CategoryReading => ({
    ...reading,
    category,
    also: reading.also.filter((other) => other !== category),
    confidence,
    reasons: [...reading.reasons, "safety"],
  });
  if (cues.includes("self_harm") || cues.includes("health_danger"))
    return decide(categoryInDanger(reading, signals, cues), 0.97);
  if (cues.includes("threat") && reading.category !== "complaint") return decide("complaint", 0.97);
  // «Подаю на вас в суд» without a word of what for.
  if (cues.includes("legal_risk") && MISTAKEN_FOR_TALK.has(reading.category) && SUES.test(signals.text.flat))
    return decide("complaint", 0.97);
  if (reading.category !== "smalltalk" && isAttack(signals.text.flat) && !asksForBusiness(signals))
    return decide("smalltalk", 0.9);
  return reading;
}
