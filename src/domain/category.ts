/** What a customer's turn is about. Codes are stored and shown in the API: never rename one. */
export const CATEGORIES = [
  "lead_b2b",
  "lead_b2c",
  "price_info",
  "partnership",
  "complaint",
  "tech_support",
  "document_request",
  "tender",
  "job_applicant",
  "supplier_offer",
  "order_status",
  "cancel_reschedule",
  "smalltalk",
  "investor_media",
  "system_notification",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const PRIORITIES = ["critical", "high", "normal", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const SENTIMENTS = ["negative", "neutral", "positive"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** What should happen with a turn: closed by the bot, asked on, given to a person, or raised to the head. */
export const ACTIONS = ["auto_reply", "ask", "assign_manager", "escalate"] as const;
export type Action = (typeof ACTIONS)[number];

export type Language = "ru" | "en";

/** Priority of a request whose words say nothing of their own about it. */
export const DEFAULT_PRIORITIES: Readonly<Record<Category, Priority>> = {
  lead_b2b: "high",
  lead_b2c: "normal",
  price_info: "low",
  partnership: "high",
  complaint: "critical",
  tech_support: "normal",
  document_request: "normal",
  tender: "high",
  job_applicant: "low",
  supplier_offer: "low",
  order_status: "normal",
  cancel_reschedule: "normal",
  smalltalk: "low",
  investor_media: "high",
  system_notification: "low",
};

const CATEGORY_NAMES: Record<Language, Record<Category, string>> = {
  ru: {
    lead_b2b: "Заявка от компании",
    lead_b2c: "Запись",
    price_info: "Вопрос о цене и условиях",
    partnership: "Партнёрство",
    complaint: "Жалоба",
    tech_support: "Техподдержка",
    document_request: "Запрос документов",
    tender: "Тендер",
    job_applicant: "Соискатель",
    supplier_offer: "Предложение поставщика",
    order_status: "Статус заказа",
    cancel_reschedule: "Отмена или перенос",
    smalltalk: "Общение",
    investor_media: "Инвестор или СМИ",
    system_notification: "Системное уведомление",
  },
  en: {
    lead_b2b: "Business request",
    lead_b2c: "Booking",
    price_info: "Price and terms",
    partnership: "Partnership",
    complaint: "Complaint",
    tech_support: "Technical support",
    document_request: "Documents",
    tender: "Tender",
    job_applicant: "Job applicant",
    supplier_offer: "Supplier's offer",
    order_status: "Order status",
    cancel_reschedule: "Cancel or reschedule",
    smalltalk: "Small talk",
    investor_media: "Investor or media",
    system_notification: "System notice",
  },
};

const PRIORITY_NAMES: Record<Language, Record<Priority, string>> = {
  ru: { critical: "критический", high: "высокий", normal: "обычный", low: "низкий" },
  en: { critical: "critical", high: "high", normal: "normal", low: "low" },
};

export function categoryName(category: Category, language: Language): string {
  return CATEGORY_NAMES[language][category];
}

export function priorityName(priority: Priority, language: Language): string {
  return PRIORITY_NAMES[language][priority];
}

/** Sort key: 0 for critical … 3 for low. */
export function priorityRank(priority: Priority): number {
  return PRIORITIES.indexOf(priority);
}
