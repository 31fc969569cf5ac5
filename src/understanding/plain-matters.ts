import type { Category } from "../domain/category.ts";
import type { CategoryReading } from "./find-category.ts";
import type { Signals } from "./read-signals.ts";

/** What the model takes such words for when the turn is put as a question or names a service. */
const QUESTION: readonly Category[] = ["price_info", "lead_b2c", "smalltalk"];
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
/** «Тренер постоянно опаздывает»: what our people do wrong. */
const STAFF_FAILS =
  / (?:мастер|врач|доктор|тренер|барбер|администратор|инструктор|менеджер|механик|инженер|стилист|косметолог|медсестр|приемщик|консультант)\S* (?:\S+ ){0,3}(?:опаздыва\S*|опоздал\S*|хам\S*|нахам\S*|груб\S*|кричит|орет|орал\S*|игнорир\S*|не приш\S*|не приех\S*|отказал\S*|обман\S*|накрич\S*) /u;
/** «Хотим вернуть партию»: what we sold is sent back. */
const RETURNS =
  / (?:хотим|хочу|нужно|надо|будем|прошу|просим|требую|требуем|давайте) (?:\S+ ){0,2}(?:вернуть|возврат\S*|обменять) (?:\S+ ){0,2}(?:парти\S*|товар\S*|деньг\S*|аванс\S*|предоплат\S*|заказ\S*|издели\S*) /u;
/** «Автобусы обслуживаете? мы турфирма»: a firm asks whether we serve it. */
const WE_ARE =
  / мы (?:\S+ )?(?:турфирм|фирм|компани|агентств|студи|отел|гостиниц|завод|такси|магазин|школ|садик|детсад|ресторан|кафе|клиник|офис|перевозчик|логист|стройк|стройфирм|автошкол|больниц|университет|колледж|секци|команд)\S* /u;
const DO_YOU =
  / (?:берете|беретесь|возьмете|возьметесь|делаете|обслужива\S*|работаете|выезжаете|принимаете|можете|можно|оказываете) /u;
/** «Предлагаю сотрудничество»: business done together, whatever trade it is. */
const TOGETHER = / (?:предлага\S*|предложени\S*) (?:\S+ ){0,2}(?:сотруднич\S*|партнерств\S*) /u;
/** «Не могу прийти сегодня»: somebody who was to come. */
const CANNOT_COME =
  / не (?:могу|смогу|можем|сможем|получится|получается|успеваю|успею|успеем) (?:\S+ ){0,2}(?:прийти|приехать|подойти|подъехать|попасть|быть|добраться) /u;
/** «Долго делаете мою ауди?» asks after one's own thing. */
const OWN_THING = / (?:долго|когда|скоро|сколько) (?:\S+ ){0,3}(?:мою|моя|моей|мой|моего|наш|наша|нашу) /u;
/** «Мне как в прошлый раз»: a regular wants the same again. */
const AS_BEFORE = / (?:как обычно|как всегда|как в прошлый раз|как в тот раз|как прошлый раз) /u;
const OF_CAR =
  / (?:двигател|мотор|коробк|тормоз|подвеск|рул[ьея]|аккумулятор|стартер|генератор|сцеплени|приборк|приборн|машин|радиатор|печк|кондиционер|кондей|колес|фар[аы]|турбин|глушител)\S* /u;
const SHORT_VISIT_WORDS = 4;
/** «Просто проверяю, работает ли чат». */
const TRIES =
  / (?:провер\S* (?:\S+ )?(?:связ\S*|чат\S*|бот\S*|работа\S*|отвеча\S*|кто)|проверка связи|просто провер\S*) /u;

/** What a machine reports of a test is longer. */
const SHORT_TEST_WORDS = 6;

/** «Коврик свой брать?»: what to come with. */
const BRING = / (?:сво[йеюия]|с собой) (?:\S+ ){0,2}(?:брать|взять|нуж\S*|прино\S*|привоз\S*|привез\S*) /u;
/** «Забыл у вас шапку»: something of the contact's is with us. */
const LEFT_WITH_US =
  / (?:оставил|забыл|потерял|обронил)[аи]? (?:\S+ ){0,2}(?:у вас|в салоне|в зале|в раздевалке|в клубе|в клинике|в кабинете|на ресепшене) /u;

interface PlainMatter {
  readonly category: Category;
  /** Readings that it corrects; others stand. */
  readonly instead: readonly Category[];
  readonly when: (signals: Signals) => boolean;
}

const PLAIN_MATTERS: readonly PlainMatter[] = [
  {
    category: "price_info",
    instead: QUESTION,
    when: ({ text, has }) => text.hasQuestion && BRING.test(text.flat) && !has("book", "free_time"),
  },
  {
    category: "order_status",
    instead: QUESTION,
    when: ({ text, has }) => LEFT_WITH_US.test(text.flat) && !has("book", "free_time", "price"),
  },
  {
    category: "smalltalk",
    instead: [...QUESTION, "system_notification"],
    when: ({ text, has, hasService, wordCount }) =>
      TRIES.test(text.flat) &&
      !hasService &&
      !has("price", "it_thing", "not_working") &&
      (!has("machine") || wordCount <= SHORT_TEST_WORDS),
  },
  {
    category: "lead_b2b",
    instead: [...QUESTION, "job_applicant", "supplier_offer"],
    when: ({ text, has }) =>
      text.hasQuestion &&
      !has("offering", "partner_word", "sell_to_you") &&
      WE_ARE.test(text.flat) &&
      DO_YOU.test(text.flat),
  },
  {
    category: "complaint",
    instead: [...QUESTION, "job_applicant", "lead_b2b"],
    when: ({ text }) => CHARGED_TWICE.test(text.flat) || (RETURNS.test(text.flat) && !text.hasQuestion),
  },
  {
    category: "complaint",
    instead: [...QUESTION, "job_applicant"],
    when: ({ text, has }) =>
      has("complaint_body", "complaint_machine", "complaint_trouble") &&
      AFTER_US.test(text.flat) &&
      !has("book", "free_time", "price"),
  },
  {
    category: "complaint",
    instead: [...QUESTION, "job_applicant", "cancel_reschedule"],
    when: ({ text, has }) => STAFF_FAILS.test(text.flat) && !text.hasQuestion && !has("job_role_self"),
  },
  {
    category: "cancel_reschedule",
    instead: QUESTION,
    when: ({ text, has }) =>
      CANNOT_COME.test(text.flat) && !text.hasQuestion && !has("book", "free_time", "want", "terms"),
  },
  {
    category: "order_status",
    instead: QUESTION,
    when: ({ text, slots, has }) =>
      OWN_THING.test(text.flat) &&
      (slots.car !== undefined || has("status")) &&
      !has("price", "book", "free_time"),
  },
  {
    category: "lead_b2c",
    instead: QUESTION,
    when: ({ text, slots, wordCount, has, vertical }) =>
      vertical !== "industrial" &&
      !text.hasQuestion &&
      !has("thanks", "complaint_trouble", "complaint_fault", "complaint_neglect", "price") &&
      (AS_BEFORE.test(text.flat) || (slots.names.master !== undefined && wordCount <= SHORT_VISIT_WORDS)),
  },
  {
    // «Загорелась ошибка двигателя»: of a workshop's customer it is the car that fails.
    category: "lead_b2c",
    instead: ["tech_support"],
    when: ({ text, slots, vertical, has, blamesUs }) =>
      vertical === "auto" &&
      !blamesUs &&
      !has("it_thing", "help_how") &&
      (slots.car !== undefined || OF_CAR.test(text.flat)),
  },
  {
    // A bare «в пятницу 18:30» moves nothing where no visit is spoken of.
    category: "lead_b2c",
    instead: ["cancel_reschedule"],
    when: ({ slots, context, has, wordCount }) =>
      context.category === undefined &&
      wordCount <= SHORT_VISIT_WORDS &&
      (slots.dates.length > 0 || slots.times.length > 0) &&
      !has("move", "cancel", "cant_come", "has_booking", "overdue"),
  },
  {
    // «Позовите администратора» seeks a person, not a post.
    category: "smalltalk",
    instead: ["job_applicant"],
    when: ({ has }) => has("wants_human") && !has("job_word", "job_role_self"),
  },
  {
    category: "partnership",
    instead: [...QUESTION, "lead_b2b"],
    when: ({ text, has }) => TOGETHER.test(text.flat) && !has("need", "price", "sell_to_you"),
  },
  {
    category: "supplier_offer",
    instead: [...QUESTION, "tech_support", "document_request"],
    when: ({ text, has }) =>
      (has("sell_to_you") || SENDS_OFFER.test(text.flat)) && !has("need", "want", "book"),
  },
];

/** From here on it stands as an intent of its own, also in the middle of a request. */
const PLAIN_SCORE = 3;
const PLAIN_CONFIDENCE = 0.8;

/**
 * The few matters that whole expressions decide where the model, which weighs single words, is known to take them for a
 * question: harm done by us, money taken twice, goods sent back, a price list offered, a firm that asks whether we serve it,
 * somebody who tries whether anyone answers.
 */
export function applyPlainMatters(reading: CategoryReading, signals: Signals): CategoryReading {
  const matter = PLAIN_MATTERS.find(
    ({ instead, when }) => instead.includes(reading.category) && when(signals),
  );
  if (!matter) return reading;
  const { category } = matter;
  return {
    category,
    also: reading.also.filter((other) => other !== category),
    confidence: PLAIN_CONFIDENCE,
    reasons: [...reading.reasons, `plain:${category}`],
    scores: { ...reading.scores, [category]: Math.max(PLAIN_SCORE, reading.scores[category]) },
  };
}
