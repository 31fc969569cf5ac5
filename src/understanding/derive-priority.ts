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
      return signals.has("urgent", "line_down", "at_the_door");
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
  return (
    signals.has("overdue") &&
    / (?:обещ\S*|должн\S*|просроч\S*|прош\S*|до сих пор|все еще|так и н\S*|опазд\S*|задерж\S*|жд\S* (?:уже|неделю|месяц)|overdue|late|promised|supposed) /u.test(
      signals.text.flat,
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
      return signals.has("machine_error") && !isUndelivered(signals) ? "normal" : "low";
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

/** A bounced letter is an error that nobody here can mend. */
const isUndelivered = (signals: Signals): boolean =>
  /(?:не доставлен|недоставлен|mailbox|undeliver|mail delivery|автоответ|out of office|тикет|отпуск)/u.test(
    signals.text.flat,
  );

function isCriticalPaper(signals: Signals): boolean {
  return (
    signals.has("doc_finance") ||
    (signals.hasDocument && signals.has("investor_word")) ||
    (signals.has("doc_authority") && !/ у нас .{0,20}(?:проверк|налогов)/u.test(signals.text.flat))
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
