import type { CategoryFlow, CrmSettings, Sla, Vertical } from "../../domain/business.ts";
import type { Category, Language } from "../../domain/category.ts";

/** Texts of business.yaml that an owner may leave out. */
export const BUSINESS_DEFAULTS: Readonly<
  Record<Language, { readonly night: string; readonly consent: string; readonly followUp: string }>
> = {
  ru: {
    night: "Сейчас мы закрыты, но я уже помогаю.",
    consent: "Отправляя сообщение, вы соглашаетесь на обработку персональных данных.",
    followUp: "Остались вопросы? Я на связи.",
  },
  en: {
    night: "We are closed right now, but I am already helping.",
    consent: "By sending a message you agree to the processing of your personal data.",
    followUp: "Any questions left? I am here.",
  },
};

/** Rubles: a usual bill of the trade, for estimates where no price is known. */
export function averageValueOf(vertical: Vertical): number {
  switch (vertical) {
    case "beauty":
      return 2_500;
    case "medical":
      return 3_000;
    case "fitness":
      return 4_000;
    case "barbershop":
      return 1_500;
    case "auto":
      return 6_000;
    case "industrial":
      return 150_000;
    case "other":
      return 3_000;
  }
}

type FlowDefaults = Pick<CategoryFlow, "ask" | "enough">;

const AT_ONCE: FlowDefaults = { ask: [], enough: [] };

/** Any of these is enough to look a person's papers or order up. */
const SIGNS = ["order_id", "name", "phone", "email", "car", "company", "inn", "product"] as const;

/** What a category asks when flow.yaml names the category (to give it a text) but not its questions. */
export const FLOW_DEFAULTS: Readonly<Record<Category, FlowDefaults>> = {
  lead_b2b: {
    ask: ["product", "quantity", "company", "phone"],
    enough: (["quantity", "company", "inn", "phone", "email", "budget"] as const).flatMap((slot) => [
      ["product", slot],
      ["service", slot],
    ]),
  },
  lead_b2c: {
    ask: ["service", "date", "time", "name", "phone"],
    enough: [
      ["service", "date"],
      ["service", "time"],
      ["service", "phone"],
    ],
  },
  price_info: AT_ONCE,
  partnership: { ask: ["company", "phone"], enough: [["company"], ["phone"], ["email"], ["product"]] },
  complaint: { ask: ["name"], enough: [] },
  tech_support: { ask: ["problem"], enough: [["problem"], ["error_code"], ["product"]] },
  document_request: { ask: ["doc_type", "name"], enough: SIGNS.map((slot) => ["doc_type", slot]) },
  tender: { ask: ["tender_no", "deadline"], enough: [] },
  job_applicant: { ask: ["position"], enough: [] },
  supplier_offer: AT_ONCE,
  order_status: { ask: ["name", "order_id"], enough: SIGNS.map((slot) => [slot]) },
  cancel_reschedule: { ask: ["date", "time"], enough: [["date", "time"]] },
  smalltalk: AT_ONCE,
  investor_media: { ask: ["deadline"], enough: [["deadline"], ["company"], ["phone"]] },
  system_notification: AT_ONCE,
};

export const MAX_QUESTIONS = 3;

const MINUTE_MS = 60_000;

export const SLA_DEFAULTS: Sla = {
  targetsMs: {
    critical: 5 * MINUTE_MS,
    high: 10 * MINUTE_MS,
    normal: 30 * MINUTE_MS,
    low: 240 * MINUTE_MS,
  },
  clock: "business",
};

export const CRM_DEFAULTS: CrmSettings = {
  title: "{category}: {name} ({source})",
  tags: ["{category}", "{priority}", "{service}"],
  source: {
    telegram: "TELEGRAM",
    whatsapp: "WHATSAPP",
    widget: "SITE_WIDGET",
    form: "WEBFORM",
    call: "CALL",
  },
  observers: [],
};
