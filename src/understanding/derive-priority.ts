import { DEFAULT_PRIORITIES, type Category, type Priority, type Sentiment } from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import type { Cue } from "../domain/understanding.ts";
import type { Signals } from "./read-signals.ts";

export interface Urgency {
  readonly priority: Priority;
  /** Whether somebody must react today. */
  readonly urgent: boolean;
}

const BURNING =
  / (?:горит|жжет|жжение|ожог\S*|опух\S*|отек\S*|кровь|кровит|гно\S*|температура|лезут|волдыр\S*) /u;
const WAITS_TODAY = / (?:жду|ждем|ответ\S*|свяж\S*|перезвон\S*|до конца дня|до вечера) /u;
const HURRY =
  / (?:через (?:час|полчаса|пару часов|два часа|три часа|\d+ (?:час\S*|минут\S*))|мне (?:уже )?выезжать|сегодня нужно|нужно сегодня) /u;

/** A promise of theirs and how long ago: «обещали пять дней, прошло одиннадцать», «говорили к пятнице, и где». */
const PROMISED =
  / (?:обещ\S*|клял\S*|уверял\S*|заверял\S*|говорил\S*|сказал\S*|срок\S*|должн\S*|promised|said) .{0,40}(?:вчера|позавчера|прош\S*|дн\S*|недел\S*|месяц\S*|к? ?(?:понедельник|вторник|сред[еу]|четверг|пятниц[еу]|суббот[еу])\S*|days?|weeks?|yesterday) /u;
const STILL_WAITING =
  / (?:(?:вчера|позавчера|еще в \S+) .{0,20}(?:должн\S*|обещ\S*)|(?:втор|трет|четверт)\S+ недел\S+|прош(?:ло|ла|ли|ел) (?:уже )?\S+ (?:дн\S*|недел\S*|месяц\S*)|ну и когда|и где он[аио]?) /u;
/** What a machine says when somebody has to go and look. */
const MACHINE_FAILS =
  / (?:прерван\S*|не (?:отвечает|выгруж\S*|отправлен\S*|выполнен\S*|назначен\S*|работает|закрыт\S*|загружен\S*|пробит\S*|доступ\S*|получен\S*)|нет (?:связи|сигнала|ответа|соединения)|потер\S* (?:связи|связь|сигнал)|обрыв\S*|авари\S*|отключ\S*|исчерпан\S*|недостаточно средств|истек(?:ла|ло|ли)?|выше (?:нормы|порога)|ниже (?:нормы|порога)|ручн\S* режим|проверьте|требуется проверка|unreachable|disconnected|offline|expired) /u;
/** Who may demand papers from the company itself. */
const AUTHORITY =
  / (?:следовател\S*|следственн\S*|прокурату\S*|прокурор\S*|полици\S*|мвд|фсб|судебн\S*|роспотребнадзор\S*|росздравнадзор\S*|трудовая инспекция|налогов\S* (?:инспекци\S*|служб\S*)|ифнс|фнс|счетная палата) /u;
/** Papers that only a buyer or an investor asks for before a deal. */
const DEAL_PAPERS =
  / (?:баланс\S*|офр|дебиторк\S*|кредиторк\S*|оборотно сальдов\S*|осв|отчет о прибыл\S*|управленческ\S* отчет\S*|финансов\S* отчет\S*|аудиторск\S*|p&l|balance sheet) /u;
const DEAL =
  / (?:фонд\S*|инвест\S*|сделк\S*|дью дилидженс|due diligence|комплексн\S* проверк\S*|покупк\S* дол\S*|акционер\S*|миноритар\S*) /u;
const DEMANDS =
  / (?:направля\S*|запрос\S*|запрашива\S*|требу\S*|предостав(?:ьте|ить)|предписыва\S*|истребу\S*|срок исполнения) /u;
/** «Попасть внутрь не могу», «стою, не пускает»: the visit cannot begin. */
const SHUT_OUT =
  / (?:внутрь|войти в (?:зал|клуб|клинику|салон)|зайти в (?:зал|клуб|клинику|салон)|пройти (?:в|через)|стою (?:у|под|перед|возле|на|в)|на входе|не (?:пускает|пропускает|впускает)) /u;

function isToday(slots: Slots, signals: Signals): boolean {
  const today = signals.slots.today.day;
  return (
    slots.date === today || slots.deadline === today || (slots.date === undefined && signals.has("today"))
  );
}

/** «Желательно побыстрее» is a wish for an early day, not for this one. */
function isPressing(signals: Signals): boolean {
  const hurries = signals.hits.all.get("urgent") ?? [];
  return hurries.some(
    ({ words, isNegated }) => !isNegated && !/^(?:побыстрее|поскорее)$/u.test(words.trim()),
  );
}

function isUrgent(category: Category, slots: Slots, signals: Signals): boolean {
  const { flat } = signals.text;
  switch (category) {
    case "lead_b2c":
      return isPressing(signals) || signals.has("acute") || isToday(slots, signals);
    case "cancel_reschedule":
      return slots.date === undefined ? signals.has("today") || isLate(signals) : isToday(slots, signals);
    case "complaint":
      return (
        signals.has("urgent") ||
        (BURNING.test(flat) && signals.blamesUs) ||
        (signals.has("today") && WAITS_TODAY.test(flat)) ||
        signals.has("line_down")
      );
    case "tech_support":
      return signals.has("urgent", "line_down", "at_the_door") || isShutOut(signals);
    case "document_request":
    case "tender":
    case "investor_media":
      return signals.has("urgent", "today");
    case "order_status":
      return signals.has("urgent") || HURRY.test(flat);
    case "lead_b2b":
      return signals.has("urgent");
    case "partnership":
    case "price_info":
    case "job_applicant":
    case "supplier_offer":
    case "smalltalk":
    case "system_notification":
      return false;
  }
}

const isLate = (signals: Signals): boolean =>
  / (?:опазд\S*|опозда\S*|задержив\S*|задерж\S*|в пробке|пробк\S*|running late|be late|stuck in traffic) /u.test(
    signals.text.flat,
  );

/** Somebody stands before a door or a turnstile that does not open. */
function isShutOut(signals: Signals): boolean {
  const { flat } = signals.text;
  return (
    SHUT_OUT.test(flat) &&
    / (?:не могу|не пуска\S*|не пропуска\S*|не впуска\S*|не открыва\S*|не принима\S*|не срабатыва\S*|не читает\S*) /u.test(
      flat,
    ) &&
    !/ (?:кабинет\S*|приложени\S*|сайт\S*|аккаунт\S*|прошл\S*|вчера) /u.test(flat)
  );
}

/** A remark without loss, threat or insult: «чуть подровнять», «проветривайте хоть иногда». */
function isSoftComplaint(signals: Signals): boolean {
  const isSoft = signals.has("complaint_soft", "complaint_place");
  const isHard = signals.has(
    "complaint_word",
    "complaint_money",
    "complaint_legal",
    "complaint_review",
    "complaint_demand",
    "complaint_neglect",
    "complaint_sarcasm",
    "abuse",
    "threat",
    "urgent",
    "complaint_body",
    "health_danger",
  );
  return isSoft && !isHard && signals.hits.count("complaint_fault") <= 1;
}

function isOverdue(signals: Signals): boolean {
  const { flat } = signals.text;
  if (PROMISED.test(flat) || STILL_WAITING.test(flat)) return true;
  return (
    signals.has("overdue") &&
    / (?:обещ\S*|должн\S*|просроч\S*|прош\S*|до сих пор|все еще|так и н\S*|опазд\S*|задерж\S*|жд\S* (?:уже|неделю|месяц)|overdue|late|promised|supposed) /u.test(
      flat,
    )
  );
}

function priorityOf(category: Category, slots: Slots, signals: Signals, urgent: boolean): Priority {
  switch (category) {
    case "complaint":
      return isSoftComplaint(signals) && !urgent ? "high" : "critical";
    case "document_request":
      return isCriticalPaper(signals) ? "critical" : urgent ? "high" : "normal";
    case "lead_b2c":
    case "tech_support":
    case "cancel_reschedule":
      return urgent ? "high" : "normal";
    case "order_status":
      return urgent || isOverdue(signals) ? "high" : "normal";
    case "system_notification":
      return isMachineTrouble(signals) ? "normal" : "low";
    case "lead_b2b":
    case "price_info":
    case "partnership":
    case "tender":
    case "job_applicant":
    case "supplier_offer":
    case "smalltalk":
    case "investor_media":
      return DEFAULT_PRIORITIES[category];
  }
}

function isMachineTrouble(signals: Signals): boolean {
  return (signals.has("machine_error") || MACHINE_FAILS.test(signals.text.flat)) && !isUndelivered(signals);
}

/** A bounced letter is an error that nobody here can mend. */
const isUndelivered = (signals: Signals): boolean =>
  /(?:не доставлен|недоставлен|mailbox|undeliver|mail delivery|автоответ|out of office|тикет|отпуск)/u.test(
    signals.text.flat,
  );

function isCriticalPaper(signals: Signals): boolean {
  return (
    signals.has("doc_finance") ||
    (DEAL_PAPERS.test(signals.text.flat) && DEAL.test(signals.text.flat)) ||
    (signals.hasDocument && signals.has("investor_word")) ||
    ((signals.has("doc_authority") ||
      (AUTHORITY.test(signals.text.flat) && DEMANDS.test(signals.text.flat))) &&
      !/ у нас .{0,20}(?:проверк|налогов)/u.test(signals.text.flat))
  );
}

/** Priority and urgency by the taxonomy; danger to life is always urgent and at least high. */
export function deriveUrgency(
  category: Category,
  slots: Slots,
  signals: Signals,
  cues: readonly Cue[],
): Urgency {
  const isDanger = cues.includes("health_danger") || cues.includes("self_harm");
  const urgent = isDanger || isUrgent(category, slots, signals);
  const priority = priorityOf(category, slots, signals, urgent);
  if ((isDanger || cues.includes("threat")) && (priority === "low" || priority === "normal"))
    return { priority: "high", urgent };
  // Who asks for a person waits for one: no stock reply will do.
  if (priority === "low" && cues.includes("wants_human")) return { priority: "normal", urgent };
  return { priority, urgent };
}

/** The contact's attitude, not the subject. */
export function deriveSentiment(category: Category, signals: Signals, cues: readonly Cue[]): Sentiment {
  if (category === "complaint" || cues.includes("abuse") || cues.includes("threat")) return "negative";
  if (category === "system_notification" || category === "supplier_offer") return "neutral";
  const isUpset =
    signals.has("complaint_word", "complaint_neglect", "complaint_review", "line_down") ||
    (category === "order_status" && isOverdue(signals)) ||
    (category === "lead_b2c" && signals.has("acute")) ||
    (category === "tech_support" &&
      / (?:и ничего|вылета\S*|второй раз|опять|снова|постоянно|не работает|виснет|keeps) /u.test(
        signals.text.flat,
      )) ||
    /!{2,}/.test(signals.text.clean);
  if (isUpset) return "negative";
  return cues.includes("thanks") && category === "smalltalk" ? "positive" : "neutral";
}
