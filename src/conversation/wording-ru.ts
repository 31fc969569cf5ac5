import type { Vertical } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import { slotName } from "../domain/slot.ts";
import { RUSSIAN_FORMATS as format } from "./format-ru.ts";
import { RUSSIAN_QUESTIONS, RUSSIAN_QUESTIONS_OF } from "./questions-ru.ts";
import { recapOf, type RecapWords } from "./recap.ts";
import type { HandOverWords, Wording } from "./wording.ts";

const RECAP: RecapWords = {
  service: "{}",
  product: "{}",
  quantity: "количество {}",
  people: "человек: {}",
  doc_type: "{}",
  position: "{}",
  order_id: "заказ {}",
  tender_no: "закупка {}",
  date: "{}",
  time: "{}",
  deadline: "срок — {}",
  branch: "филиал {}",
  address: "адрес: {}",
  master: "мастер {}",
  car: "{}",
  company: "{}",
  inn: "ИНН {}",
  name: "{}",
  phone: "{}",
  email: "{}",
};

/** Who answers a private customer. */
function person(vertical: Vertical): { readonly who: string; readonly toWhom: string } {
  return vertical === "industrial" || vertical === "other"
    ? { who: "Менеджер", toWhom: "менеджеру" }
    : { who: "Администратор", toWhom: "администратору" };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function noted(category: Category, recap: string): string | undefined {
  if (recap === "" || category === "complaint" || category === "job_applicant") return undefined;
  if (category === "lead_b2c") return `Записала заявку: ${recap}.`;
  // «Записала: четверг» after a cancellation would sound like a booking.
  if (category === "cancel_reschedule") return `Поняла вас: ${recap}.`;
  const isRequest = category === "lead_b2b" || category === "tender" || category === "document_request";
  return isRequest ? `Приняла запрос: ${recap}.` : `Записала: ${recap}.`;
}

function handOver(words: HandOverWords): string {
  const { category, promise } = words;
  const { who, toWhom } = person(words.vertical);
  const start = noted(category, words.recap);
  switch (category) {
    case "lead_b2c": {
      const next = words.hasMoment
        ? `${who} подтвердит время ${promise}.`
        : `${who} свяжется с вами ${promise}.`;
      return start ? `${start} ${next}` : `Передаю заявку ${toWhom}. ${next}`;
    }
    case "complaint":
      return `Мне очень жаль, что так вышло. Уже передаю руководителю: с вами свяжутся ${promise}.`;
    case "cancel_reschedule":
      return `${start ?? "Поняла вас."} Передаю ${toWhom}, изменения подтвердят ${promise}.`;
    case "tech_support":
      return `${start ?? "Поняла, спасибо за подробности."} Передаю специалисту, он ответит ${promise}.`;
    case "document_request":
      return `${start ?? "Приняла запрос."} Передаю коллегам, вам ответят ${promise}.`;
    case "order_status":
      return `${start ?? "Поняла вас."} Коллеги проверят и ответят вам ${promise}.`;
    case "job_applicant":
      return "Спасибо за интерес к нам! Передаю ваше сообщение тому, кто занимается подбором.";
    case "lead_b2b":
    case "tender":
    case "partnership":
    case "investor_media":
      return `${start ?? "Спасибо, что написали нам!"} Передаю менеджеру, он ответит вам ${promise}.`;
    case "price_info":
    case "supplier_offer":
    case "smalltalk":
    case "system_notification":
      return `Передаю ${toWhom}: вам ответят ${promise}.`;
  }
}

/** All that the bot says in Russian. */
export const RUSSIAN: Wording = {
  language: "ru",
  format,

  hello: "Здравствуйте!",
  introduce: (businessName) => `${businessName}, на связи бот-помощник.`,
  howToHelp: "Чем могу помочь?",
  listening: "Слушаю вас.",
  thanks: "Пожалуйста! Если что-то понадобится, пишите.",
  farewell: "Всего доброго!",
  fine: "Хорошо!",
  isBot: (businessName) =>
    `Да, я бот-помощник. ${businessName}: отвечаю на вопросы и передаю заявки людям. Если нужен человек, так и напишите.`,
  offTopic: "С этим не помогу. Зато расскажу об услугах и ценах или приму заявку.",
  calmDown: "Понимаю, что вы недовольны. Напишите, что случилось, и я передам это людям.",
  notUnderstood: "Не совсем поняла вас. Напишите, пожалуйста, что вас интересует: услуга, цена или запись.",
  offerPerson: "Если удобнее с человеком, напишите «позовите человека».",
  alreadyWithPeople: (category) =>
    category === "complaint"
      ? "Ваше обращение уже у руководителя, вам обязательно ответят."
      : "Ваша заявка уже у коллег, вам ответят.",

  healthDanger:
    "Если есть угроза жизни или здоровью, сразу звоните 103 или 112. Ваше сообщение уже передаю людям.",
  selfHarm:
    "Мне очень жаль, что вам так тяжело. Пожалуйста, не оставайтесь с этим в одиночку: позвоните 112 или 103, там помогут прямо сейчас. Ваше сообщение уже передаю людям.",
  callPerson: ({ vertical, promise }) => `Передаю ${person(vertical).toWhom}: вам ответят ${promise}.`,
  threatened: "Ваше сообщение передаю руководителю.",
  consentWithdrawn:
    "Поняла вас: личных данных больше не спрашиваю. Просьбу об удалении передаю коллегам, ответит человек.",
  dropped: "Хорошо, ничего не оформляю. Если передумаете, пишите.",
  droppedWithPeople: "Поняла. Передаю коллегам, что заявка больше не нужна.",
  takeYourTime: "Хорошо, пишите, когда будет удобно.",
  leftAlone: "Хорошо, больше не пишу. Если что-то понадобится, я здесь.",
  supplier: [
    "Спасибо за предложение! Если оно нас заинтересует, мы вам напишем.",
    "Контакты коллег дать не могу. Ваше предложение осталось в этой переписке.",
  ],
  applicant: "Спасибо за интерес к нам! Если ваш опыт подойдёт, с вами свяжутся.",

  closed: "Сейчас мы закрыты, но я на связи.",
  backAt: (moment) => `Откроемся ${moment}.`,

  gotMedia(kind) {
    switch (kind) {
      case "photo":
        return "Фото получила.";
      case "voice":
      case "audio":
        return "Голосовое получила.";
      case "video":
        return "Видео получила.";
      case "file":
        return "Файл получила.";
      case "location":
        return "Место на карте получила.";
      case "contact":
        return "Контакт получила.";
      case "sticker":
      case "other":
        return undefined;
    }
  },
  passMedia: (promise) => `Передаю коллегам, вам ответят ${promise}.`,
  whatIsIt: "Напишите, пожалуйста, чем помочь?",

  handOver,
  noted,
  added: (recap) => `Добавила к заявке: ${recap}.`,
  corrected: (recap) => `Исправила: ${recap}. Передаю коллегам.`,
  passedOn: ["Спасибо, передаю коллегам.", "Приняла, коллеги это увидят.", "Дополнила заявку, спасибо."],
  passedToHead: [
    "Передаю и это руководителю.",
    "Приняла, руководитель это увидит.",
    "Дополнила ваше обращение.",
  ],
  alsoPassedOn: "Этот вопрос тоже передам коллегам.",
  recap: (slots, business) => recapOf(slots, business, format, RECAP),

  price: (name, price, duration) =>
    duration ? `${name} — ${price}, занимает ${duration}.` : `${name} — ${price}.`,
  duration: (name, duration) => `${name} — по времени ${duration}.`,
  hasService: (name) => `Да, у нас есть: ${name}.`,
  services: (names, hasMore) => `Наши услуги: ${names.join(", ")}${hasMore ? " и другие" : ""}.`,
  hours: (branch, week) => (branch ? `${branch}: ${week}.` : `Работаем ${week}.`),
  hoursOnDay(branch, day, spans) {
    const text = spans ? `${day} работаем ${spans}.` : `${day} не работаем.`;
    return branch ? `${branch}: ${text}` : capital(text);
  },
  today: "сегодня",
  tomorrow: "завтра",
  address: (branch, city, address) =>
    branch ? `${branch}: ${city}, ${address}.` : `Наш адрес: ${city}, ${address}.`,
  phone: (branch, phone) => (branch ? `${branch}: ${phone}.` : `Наш телефон: ${phone}.`),
  inviteToBook: (vertical) =>
    vertical === "industrial"
      ? "Нужен точный расчёт — напишите количество и компанию."
      : "Захотите записаться — напишите удобный день.",
  willAsk: (about) =>
    about
      ? [
          `${about}: уточню у коллег, ответ придёт сюда.`,
          `${about}: передала вопрос коллегам, они ответят здесь.`,
        ]
      : ["Уточню у коллег, ответ придёт сюда.", "И этот вопрос передаю коллегам: они ответят здесь."],
  willPassQuestion: "Этого точно не знаю: передам ваш вопрос вместе с заявкой.",
  whichService: ["Уточните, пожалуйста, какая услуга?", "Какая из услуг вас интересует?"],
  priceNeeds: (slot) =>
    slot === "car"
      ? [
          "Цена зависит от автомобиля. Какая у вас марка и модель?",
          "Чтобы назвать цену, подскажите, пожалуйста, марку и модель машины?",
        ]
      : [
          `Цена зависит от деталей. ${RUSSIAN_QUESTIONS[slot][0]}`,
          `${slotName(slot, "ru")}: подскажете, чтобы назвать цену?`,
        ],

  priceDepends: (slot) => (slot === "car" ? "Цена зависит от автомобиля." : "Цена зависит от деталей."),
  onlyAt: (name, branches) =>
    branches.length === 1
      ? `${name} — только в филиале «${branches.join("")}».`
      : `${name} — только в филиалах ${branches.map((branch) => `«${branch}»`).join(", ")}.`,

  ask: (slot) => RUSSIAN_QUESTIONS[slot],
  askIn: (category, slot) => RUSSIAN_QUESTIONS_OF[category]?.[slot],
  askNameOrPhone: "Как к вам обращаться? Если удобнее по телефону, оставьте и номер.",
  dateChoices: { today: "Сегодня", tomorrow: "Завтра" },
  followUp: "Остались вопросы? Я на связи.",
  promise: {
    soon: "в ближайшие минуты",
    nearest: "как можно скорее",
    within: (ms) => `в течение ${format.within(ms)}`,
  },
};
