import type { Category } from "../domain/category.ts";
import type { CategoryReading } from "./find-category.ts";
import type { Signals } from "./read-signals.ts";

/** What words of grievance and of selling are mistaken for when the turn is put as a question or names a service. */
const MISTAKEN: ReadonlySet<Category> = new Set<Category>([
  "price_info",
  "lead_b2c",
  "smalltalk",
  "job_applicant",
]);
const TWICE = String.raw`(?:дважды|два раза|2 раза|двойн\S*|повторно|лишн\S*)`;
const TAKEN = String.raw`(?:спис\S*|сняли|снято|сняла|снял|взяли|оплачено)`;
/** «За одно УЗИ списано два раза». */
const CHARGED_TWICE = new RegExp(
  String.raw` (?:${TAKEN} (?:\S+ ){0,3}${TWICE}|${TWICE} (?:\S+ ){0,2}${TAKEN}) `,
  "u",
);
/** «Волдыри после депиляции у вас»: done by us, and followed by harm. */
const AFTER_US =
  / (?:после (?:\S+ ){1,3}(?:у вас|в вашем|в вашей|вашего|вашей|ваших)|после (?:вашего|вашей|ваших|посещения вас)|(?:у вас|вы|вами) (?:\S+ )?(?:делал\S*|сделал\S*|стриг\S*|красил\S*|лечил\S*|ставил\S*|поставил\S*)) /u;
/** «Куда прислать прайс?», «кому отправить КП?»: they have something to sell. */
const SENDS_OFFER =
  / (?:кому|куда|на какую почту|на какой адрес) (?:\S+ ){0,2}(?:отправ|присл|направ|выслат|выслаз|скину)\S* (?:\S+ ){0,2}(?:прайс\S*|каталог\S*|предложени\S*|кп|коммерческ\S*) /u;
/** «Просто проверяю, работает ли чат». */
const TRIES =
  / (?:провер\S* (?:\S+ )?(?:связ\S*|чат\S*|бот\S*|работа\S*|отвеча\S*|кто)|проверка связи|просто провер\S*) /u;

/** What a machine reports of a test is longer. */
const SHORT_TEST_WORDS = 6;

/**
 * The few matters that whole expressions decide where the model, which weighs single words, is known to take them for a
 * question: harm done by us, money taken twice, a price list offered, somebody who tries whether anyone answers.
 */
export function applyPlainMatters(reading: CategoryReading, signals: Signals): CategoryReading {
  const { has, text } = signals;
  const isTest = reading.category === "system_notification" && signals.wordCount <= SHORT_TEST_WORDS;
  if (!MISTAKEN.has(reading.category) && !isTest) return reading;
  const decide = (category: Category): CategoryReading => ({
    ...reading,
    category,
    also: reading.also.filter((other) => other !== category),
    confidence: 0.8,
    reasons: [...reading.reasons, `plain:${category}`],
    scores: { ...reading.scores, [category]: Math.max(3, reading.scores[category]) },
  });
  const isTrial = TRIES.test(text.flat) && !signals.hasService && !has("price", "it_thing", "not_working");
  if (isTrial) return decide("smalltalk");
  if (isTest) return reading;
  if (CHARGED_TWICE.test(text.flat)) return decide("complaint");
  const isHarm = has("complaint_body", "complaint_machine", "complaint_trouble") && AFTER_US.test(text.flat);
  if (isHarm && !has("book", "free_time", "price")) return decide("complaint");
  const isSelling = (has("sell_to_you") || SENDS_OFFER.test(text.flat)) && !has("need", "want", "book");
  return isSelling && reading.category !== "job_applicant" ? decide("supplier_offer") : reading;
}
