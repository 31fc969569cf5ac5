import type { Language } from "./category.ts";

/**
 * Facts that we collect. `date` and `deadline` are ISO days (`A/B` for a span), `time` is `HH:MM`, `HH:MM-HH:MM`,
 * `HH:MM-`, `-HH:MM` or a part of the day, `phone` is E.164, `budget` is whole rubles.
 */
export const SLOT_NAMES = [
  "service",
  "product",
  "date",
  "time",
  "name",
  "phone",
  "email",
  "city",
  "branch",
  "master",
  "car",
  "budget",
  "quantity",
  "company",
  "inn",
  "order_id",
  "tender_no",
  "doc_type",
  "deadline",
  "position",
  "problem",
  "error_code",
  "address",
] as const;
export type SlotName = (typeof SLOT_NAMES)[number];

export type SlotValue = string | number;
export type Slots = { readonly [Name in SlotName]?: SlotValue };

const NAMES: Record<Language, Record<SlotName, string>> = {
  ru: {
    service: "Услуга",
    product: "Товар",
    date: "Дата",
    time: "Время",
    name: "Имя",
    phone: "Телефон",
    email: "Почта",
    city: "Город",
    branch: "Филиал",
    master: "Мастер",
    car: "Автомобиль",
    budget: "Бюджет",
    quantity: "Количество",
    company: "Компания",
    inn: "ИНН",
    order_id: "Номер заказа",
    tender_no: "Номер закупки",
    doc_type: "Документ",
    deadline: "Срок",
    position: "Должность",
    problem: "Что случилось",
    error_code: "Код ошибки",
    address: "Адрес",
  },
  en: {
    service: "Service",
    product: "Product",
    date: "Date",
    time: "Time",
    name: "Name",
    phone: "Phone",
    email: "E-mail",
    city: "City",
    branch: "Branch",
    master: "Specialist",
    car: "Car",
    budget: "Budget",
    quantity: "Quantity",
    company: "Company",
    inn: "Tax number",
    order_id: "Order number",
    tender_no: "Tender number",
    doc_type: "Document",
    deadline: "Deadline",
    position: "Position",
    problem: "Problem",
    error_code: "Error code",
    address: "Address",
  },
};

export function slotName(name: SlotName, language: Language): string {
  return NAMES[language][name];
}
