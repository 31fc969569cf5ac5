import type { Business } from "../domain/business.ts";
import type { Action, Category, Priority } from "../domain/category.ts";
import { findService } from "../domain/find-service.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { Cue } from "../domain/understanding.ts";
import type { Signals } from "./read-signals.ts";

export interface ActionInput {
  readonly category: Category;
  readonly priority: Priority;
  /** Slots of the turn over those known before. */
  readonly slots: Slots;
  readonly signals: Signals;
  readonly cues: readonly Cue[];
  readonly business: Business;
}

const ESCALATING: ReadonlySet<Cue> = new Set(["health_danger", "self_harm", "threat"]);
/** So few words say that something is wanted, not what. */
const VAGUE_WORDS = 5;

const knows = (slots: Slots, ...anyOf: readonly SlotName[]): boolean =>
  anyOf.some((slot) => slots[slot] !== undefined);

/** Papers that can be given without knowing whose they are. */
const IMPERSONAL = new Set([
  "договор",
  "реквизиты",
  "сертификат соответствия",
  "декларация соответствия",
  "паспорт изделия",
  "лицензия",
  "устав",
  "доверенность",
  "чек",
  "заказ-наряд",
  "закрывающие документы",
  "финансовая отчётность",
  "гарантийный талон",
  "спецификация",
  "накладная",
]);

function forPapers({ slots, signals, priority }: ActionInput): Action {
  if (priority === "critical") return "escalate";
  if (knows(slots, "order_id", "inn", "company", "name", "car", "email") || priority === "high")
    return "assign_manager";
  const isEnough =
    typeof slots.doc_type === "string" && IMPERSONAL.has(slots.doc_type) && signals.wordCount > 2;
  return isEnough || signals.slots.documents.length > 1 ? "assign_manager" : "ask";
}

function forBooking({ slots }: ActionInput): Action {
  return knows(slots, "service") && knows(slots, "date", "time", "phone") ? "assign_manager" : "ask";
}

function forCompany({ slots, signals, cues }: ActionInput): Action {
  if (cues.includes("wants_human") || knows(slots, "company", "inn", "phone", "email", "quantity", "budget"))
    return "assign_manager";
  return knows(slots, "product", "service") && signals.wordCount > VAGUE_WORDS + 1 ? "assign_manager" : "ask";
}

/** What is changed is the order or the master, not the time: nothing is left to ask. */
const CHANGES_WHAT =
  / (?:добав\S*|исключ\S*|состав|количество|убер\S* (?:из|перв\S*|втор\S*|трет\S*|четверт\S*|последн\S*|позици\S*)|позици\S*|увелич\S*|уменьш\S*|(?:день и )?время (?:то же|пусть|остав\S*|прежнее)|(?:к|на) друг\S+ (?:мастер\S*|врач\S*|тренер\S*|барбер\S*)) /u;
const FIRM_NO =
  / (?:не приду|не придем|не придет|не приеду|не приедем|не буду|опазд\S*|опозда\S*|задерж\S*|застря\S*|не ждите|заморо\S*|принимает|снимите|уберите|вычеркните|удалите|аннулируйте) /u;

function forCancel({ slots, signals }: ActionInput): Action {
  if (signals.has("cancel") || FIRM_NO.test(signals.text.flat)) return "assign_manager";
  if (CHANGES_WHAT.test(signals.text.flat)) return "assign_manager";
  const isMove =
    signals.has("move") ||
    (signals.context.category === "cancel_reschedule" && knows(signals.context.slots, "date"));
  const named =
    signals.slots.dates.filter((date) => !date.isLeft && !date.isWeak).length +
    signals.slots.times.filter((time) => !time.isLeft).length;
  if (isMove) return knows(slots, "date", "time") && named > 0 ? "assign_manager" : "ask";
  return named > 1 || / (?:давайте|лучше|подходит|могу|можно) /u.test(signals.text.flat)
    ? "assign_manager"
    : "ask";
}

function forStatus({ slots, signals, priority }: ActionInput): Action {
  const isKnown = knows(slots, "order_id", "name", "car", "company", "inn", "phone");
  return isKnown || priority === "high" || signals.slots.documents.length > 1 ? "assign_manager" : "ask";
}

/** «Что-то не работает у вас»: everything is said but what. */
const VAGUE_TROUBLE =
  /^ (?:(?:у вас|у меня|что то|чтото|чето|че то|все|ничего|опять|снова|тут|там|это|оно|не|работает|работают|грузит|открывается|получается|пускает|виснет|висит|зависло|глючит|сломалось|помогите|здравствуйте|добрый день|привет|пожалуйста) ){2,8}$/u;

function forTrouble({ slots, signals, priority }: ActionInput): Action {
  if (VAGUE_TROUBLE.test(signals.text.flat) && signals.context.category !== "tech_support") return "ask";
  const isTold = signals.has("it_thing", "line_down") || knows(slots, "error_code");
  if (isTold || priority === "high" || signals.context.category === "tech_support") return "assign_manager";
  if (signals.vertical !== "industrial" && signals.wordCount > 2) return "assign_manager";
  const isNamed =
    typeof slots.product === "string" &&
    !/^(?:станок|оборудование|машина|аппарат|прибор)$/iu.test(slots.product);
  return isNamed || (signals.has("help_how") && signals.wordCount > VAGUE_WORDS) ? "assign_manager" : "ask";
}

const DEPENDS_ON_CAR =
  /^(?:замена|ремонт|то$|техническое обслуживание|покраска|кузовной|прошивка|диагностика подвески|антикор|антикоррозий|полировка|бронирование|оклейка|тонировка|чип тюнинг)/iu;
const ASKS_PRICE =
  / (?:сколько (?:возьмете|берете|выйдет|стоит|будет|просите)|почем|скок стоит|ценник|цена|стоимость) /u;
/** A product named without a model: «сколько стоит мотор-редуктор». */
const LONGEST_BARE_PRICE = 5;

function isBareProduct({ product }: Slots, signals: Signals): boolean {
  return (
    signals.vertical === "industrial" &&
    typeof product === "string" &&
    !/\d/.test(product) &&
    signals.wordCount <= LONGEST_BARE_PRICE
  );
}

/** A price that depends on the car cannot be told before the car is known. */
function forPrice({ slots, signals, business }: ActionInput): Action {
  if (signals.has("injection") || !(signals.has("price") || ASKS_PRICE.test(signals.text.flat)))
    return "auto_reply";
  if (typeof slots.service !== "string") return isBareProduct(slots, signals) ? "ask" : "auto_reply";
  const needs = findService(business, slots.service)?.priceNeeds ?? [];
  if (needs.some((slot) => slots[slot] === undefined)) return "ask";
  const isOpen = DEPENDS_ON_CAR.test(slots.service) && slots.car === undefined && needs.length === 0;
  return isOpen && business.vertical === "auto" && !/бесплатн|скажи что/u.test(signals.text.flat)
    ? "ask"
    : "auto_reply";
}

/** What should happen next, by the taxonomy: from category, slots and cues alone. */
export function deriveAction(input: ActionInput): Action {
  const { category, cues, signals, slots, priority } = input;
  if (cues.some((cue) => ESCALATING.has(cue))) return "escalate";
  if (cues.includes("wants_human") && category !== "complaint") return "assign_manager";
  switch (category) {
    case "complaint":
      return "escalate";
    case "lead_b2c":
      return forBooking(input);
    case "lead_b2b":
      return forCompany(input);
    case "price_info":
      return forPrice(input);
    case "document_request":
      return forPapers(input);
    case "cancel_reschedule":
      return forCancel(input);
    case "order_status":
      return forStatus(input);
    case "tech_support":
      return forTrouble(input);
    case "partnership":
      return signals.wordCount <= VAGUE_WORDS &&
        !knows(slots, "company", "phone", "city", "email") &&
        !/франшиз/u.test(signals.text.flat)
        ? "ask"
        : "assign_manager";
    case "investor_media":
      return signals.wordCount < VAGUE_WORDS &&
        !knows(slots, "deadline", "phone", "budget") &&
        !signals.text.hasQuestion
        ? "ask"
        : "assign_manager";
    case "tender":
    case "job_applicant":
      return "assign_manager";
    case "system_notification":
      return priority === "low" ? "auto_reply" : "assign_manager";
    case "supplier_offer":
    case "smalltalk":
      return "auto_reply";
  }
}
