import { SERVED_BY } from "../gazetteer/positions.ts";
import type { Signals } from "../read-signals.ts";
import { rulesOf, type CategoryRule } from "./rule.ts";

const partner = rulesOf("partnership");
const supplier = rulesOf("supplier_offer");
const job = rulesOf("job_applicant");
const investor = rulesOf("investor_media");
const machine = rulesOf("system_notification");

const isPersonLooking = (s: Signals): boolean => s.slots.positions.some(({ name }) => SERVED_BY.has(name));

export const TRADE_RULES: readonly CategoryRule[] = [
  partner("together", 4, (s) => s.has("partner_word") && !s.has("our_dealer_question")),
  partner(
    "partnership",
    3.6,
    (s) => s.has("partner_generic") && !s.has("our_dealer_question") && !s.has("partner_word"),
  ),
  partner("partnership named", 0.8, (s) => s.has("partner_generic") && s.has("partner_word")),
  partner(
    "supplier's phrase",
    -2,
    (s) =>
      s.has("partner_generic") &&
      !s.has("partner_word") &&
      s.has("offering") &&
      s.has("supplier_thing", "ad_style"),
  ),
  partner("together in detail", 1, (s) => s.hits.count("partner_word") > 1),
  partner("offers", 0.6, (s) => s.has("partner_word") && s.has("offering")),
  partner("mutual", 1, (s) => s.has("together")),
  partner("media", -1, (s) => s.has("media_word") && !s.has("offering")),

  supplier("spam", 3.4, (s) => s.has("spam")),
  supplier("more spam", 1.2, (s) => s.hits.count("spam") > 1),
  supplier("offers", 2.4, (s) => s.has("offering")),
  supplier("offers more", 0.8, (s) => s.hits.count("offering") > 1),
  supplier("offers what we buy", 2, (s) => s.has("offering") && s.has("supplier_thing")),
  supplier("things we buy", 1.2, (s) => s.has("supplier_thing")),
  supplier("sells", 1.5, (s) => s.has("sell_to_you")),
  supplier("sells what we buy", 1, (s) => s.has("sell_to_you") && s.has("supplier_thing")),
  supplier("advertises", 1.4, (s) => s.has("ad_style")),
  supplier("advertises more", 1.2, (s) => s.hits.count("ad_style") > 1),
  supplier("advertises what we buy", 1.4, (s) => s.has("ad_style") && s.has("supplier_thing")),
  supplier("tells what they do", 1.6, (s) => s.tellsWhatTheyDo && !s.isPrivate),
  supplier("opens with goods", 2.4, opensWithTrade),
  supplier(
    "asks us",
    -1,
    (s) => s.text.hasQuestion && s.has("price", "terms", "hours") && !s.has("offering", "spam"),
  ),
  supplier("together", -2, (s) => s.has("partner_word") && !s.has("spam")),
  supplier(
    "needs",
    -2.2,
    (s) => s.has("need", "want") && !s.has("sell_to_you", "spam") && s.hits.count("offering") < 2,
  ),
  supplier("customer", -1.5, (s) => s.has("book", "free_time", "has_booking", "past_visit")),
  supplier("software fails", -3, (s) => s.has("not_working") && !s.has("offering")),

  job("work and role", 4.5, (s) => s.has("job_word") && s.hasPosition),
  job("work", 2.6, (s) => s.has("job_word") && !s.hasPosition),
  job("more work", 1.5, (s) => s.hits.count("job_word") > 1),
  job("I am a", 3.5, (s) => s.has("job_role_self")),
  job(
    "introduces himself",
    2.4,
    (s) =>
      opensWithRole(s) &&
      s.wordCount > 2 &&
      !s.hasFuture &&
      !s.has(
        "thanks",
        "free_time",
        "price",
        "terms",
        "complaint_neglect",
        "status",
        "need",
        "offering",
        "media_word",
        "spam",
      ),
  ),
  job(
    "role wanted",
    3,
    (s) =>
      s.hasPosition &&
      !isPersonLooking(s) &&
      s.has("need", "may_i") &&
      s.wordCount <= 8 &&
      s.slots.amounts.quantity === undefined &&
      !s.has("org_we", "b2b_word", "wants_human"),
  ),
  job(
    "customer",
    -2.5,
    (s) =>
      s.has("book", "free_time", "price", "has_booking") &&
      s.hits.count("job_word") < 2 &&
      !s.has("job_role_self") &&
      !/ (?:на работу|ваканси\S*|резюме|устроиться|зарплат\S*|стаж\S*|подработ\S*) /u.test(s.text.flat),
  ),
  job(
    "buys",
    -2.5,
    (s) =>
      (s.isOrganisation || s.has("b2b_word", "tender_word", "offering")) &&
      s.hits.count("job_word") < 2 &&
      !s.text.hasQuestion,
  ),

  investor("money", 4, (s) => s.has("investor_word")),
  investor("money in detail", 1, (s) => s.hits.count("investor_word") > 1),
  investor("press", 4, (s) => s.has("media_word")),
  investor("press in detail", 1, (s) => s.hits.count("media_word") > 1),
  investor("spam", -2.5, (s) => s.has("spam")),
  investor("papers", -2.5, (s) => s.has("doc_finance") && s.has("send_me")),
  investor(
    "barter",
    -2,
    (s) => s.has("partner_word") && !s.has("investor_word") && s.hits.count("media_word") < 2,
  ),

  machine("machine", 2.2, (s) => s.has("machine")),
  machine("machine in detail", 2.4, (s) => s.hits.count("machine") > 1),
  machine("machine in full", 1, (s) => s.hits.count("machine") > 2),
  machine(
    "sounds automatic",
    2.4,
    (s) => s.soundsAutomatic && !s.has("tender_word", "complaint_word", "status"),
  ),
  machine(
    "passive",
    1.8,
    (s) =>
      s.isPassive &&
      !s.soundsAutomatic &&
      s.wordCount <= 14 &&
      !s.has("complaint_word", "complaint_fault", "tender_word", "greeting", "status", "offering", "thanks"),
  ),
  machine(
    "names a system",
    1.2,
    (s) =>
      s.has("machine_source") &&
      (s.soundsAutomatic || s.has("machine_error", "machine")) &&
      !s.has("offering", "not_working"),
  ),
  machine("heading alone", 2.2, (s) => hasLabel(s) && isImpersonal(s)),
  machine(
    "test",
    2.6,
    (s) =>
      s.wordCount <= 3 && / (?:test|тест|тестовая|тестовое|тестовый) /u.test(s.text.flat) && !s.hasService,
  ),
  machine("heading", 1.6, (s) => s.has("machine") && hasHeading(s)),
  machine(
    "person",
    -2.4,
    (s) =>
      s.has(
        "want",
        "need",
        "send_me",
        "book",
        "price",
        "greeting",
        "thanks",
        "not_working",
        "complaint_word",
      ) &&
      s.hits.count("machine") < 3 &&
      !hasHeading(s),
  ),
  machine("person asks", -1.5, (s) => s.text.hasQuestion && s.hits.count("machine") < 3),
];

const TRADE_HEAD =
  /^ (?:здравствуйте |добрый день |добрый )?(?:поставк[аи]|производство|изготовление|услуги|обслуживание|аренда|продажа|оптов\S+|оптом|опт|аутсорсинг|разработка|создание|продвижение|раскрутка|настройка|вывоз|клининг|уборка|реклама|обучение|автозапчасти|запчасти|программа для|сервис для|компания|производитель|поставщик|дистрибьютор|интернет магазин|оптовый|типография|агентство) /u;

/** «Поставка реактивов…», «Оптовые цены на…»: an advertisement opens with what it sells. */
function opensWithTrade(s: Signals): boolean {
  return (
    TRADE_HEAD.test(s.text.flat) &&
    !opensWithOurService(s) &&
    !s.text.hasQuestion &&
    s.wordCount > 3 &&
    !s.hasFuture &&
    !s.has(
      "need",
      "want",
      "send_me",
      "book",
      "partner_word",
      "tender_word",
      "complaint_word",
      "complaint_fault",
      "not_working",
      "status",
      "cancel",
      "move",
    )
  );
}

/** «Аренда зала под танцы»: what the turn opens with is what we sell. */
function opensWithOurService(s: Signals): boolean {
  const head = TRADE_HEAD.exec(s.text.flat)?.[0] ?? "";
  return s.slots.services.some(({ start, end }) => start < head.length - 1 && end > head.length);
}

/** «Массажист с медобразованием…», «Я сварщик…»: the turn opens with a trade. */
function opensWithRole(s: Signals): boolean {
  const first = s.slots.positions[0];
  return (
    first !== undefined &&
    /^ ?(?:здравствуйте|добрый день|добрый вечер|доброе утро|привет|я|hello|hi)? ?$/u.test(
      s.text.flat.slice(0, first.start),
    ) &&
    s.text.flat.slice(0, first.start).trim().split(" ").length <= 3
  );
}

/** «SMS.RU: …», "[noreply] …", "ALERT: …". */
function hasHeading(s: Signals): boolean {
  return /^(?:\[[^\]]+\]|[\p{L}][\p{L}\d .-]{1,28}:|[A-Z][A-Z0-9_.-]{2,}\b)/u.test(s.text.clean);
}

/** «Касса: нет бумаги», "[Jira] Issue moved": a name, a mark, and a statement that nobody makes. */
function hasLabel(s: Signals): boolean {
  return /^(?:\[[^\]\n]{2,24}\]|[\p{Lu}\d][\p{L}\d.*№ -]{1,24}:\s)/u.test(s.text.clean);
}

function isImpersonal(s: Signals): boolean {
  return (
    !s.text.hasQuestion &&
    !/ (?:я|мы|мне|нам|нас|вас|вам|ваш\S*|наш\S*|просим|прошу|i|we|our|you|your) /u.test(s.text.flat) &&
    !s.has(
      "need",
      "want",
      "send_me",
      "offering",
      "ad_style",
      "supplier_thing",
      "tender_word",
      "media_word",
      "investor_word",
      "partner_word",
      "job_word",
      "b2b_word",
      "complaint_word",
      "complaint_fault",
      "book",
      "price",
      "greeting",
    )
  );
}
