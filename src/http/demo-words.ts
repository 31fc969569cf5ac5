import type { Vertical } from "../domain/business.ts";
import type { Language } from "../domain/category.ts";

/** Texts of the demo page. They promise nothing that the business folder does not say. */
export interface DemoWords {
  readonly services: string;
  readonly branches: string;
  readonly questions: string;
  readonly book: string;
  readonly from: string;
  readonly to: string;
  readonly priceOnRequest: string;
  readonly hours: string;
  readonly minutes: string;
  readonly rubles: string;
  readonly dayOff: string;
  readonly openNow: string;
  readonly closedNow: string;
  readonly address: string;
  readonly consent: string;
  readonly noteTitle: string;
  readonly note: string;
  readonly noteTry: readonly string[];
  readonly console: string;
  readonly days: readonly string[];
  readonly heroes: Readonly<Record<Vertical, { readonly title: string; readonly lead: string }>>;
}

const RU: DemoWords = {
  services: "Услуги и цены",
  branches: "Где мы",
  questions: "Часто спрашивают",
  book: "Напишите нам в чат",
  from: "от",
  to: "до",
  priceOnRequest: "цену подскажем",
  hours: "ч",
  minutes: "мин",
  rubles: "₽",
  dayOff: "выходной",
  openNow: "Сейчас открыто",
  closedNow: "Сейчас закрыто, чат работает",
  address: "Адрес",
  consent: "Политика обработки персональных данных",
  noteTitle: "Это демо-страница Дозора",
  note: "Так виджет выглядит на сайте компании. Тексты, цены и часы взяты из папки бизнеса. Напишите в чат внизу справа, а потом посмотрите, что увидел менеджер:",
  noteTry: [
    "Сколько стоит и когда можно?",
    "Хочу записаться на завтра вечером",
    "Позовите человека, у меня жалоба",
  ],
  console: "открыть консоль",
  days: ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
  heroes: {
    beauty: {
      title: "Время побыть красивой",
      lead: "Выберите услугу и напишите нам: подскажем цену, время и мастера. Ответим и вечером, и ночью.",
    },
    medical: {
      title: "Забота начинается с ответа",
      lead: "Напишите, что беспокоит и когда удобно: поможем выбрать врача и время приёма.",
    },
    fitness: {
      title: "Начните с первой тренировки",
      lead: "Спросите об абонементах, расписании и тренерах: ответим сразу и запишем на удобное время.",
    },
    barbershop: {
      title: "Стрижка без очереди",
      lead: "Напишите, когда удобно: подскажем цену и свободное время, запишем к вашему мастеру.",
    },
    auto: {
      title: "Вашу машину ждут",
      lead: "Назовите марку и что нужно сделать: подскажем цену и запишем на удобный день.",
    },
    industrial: {
      title: "Отвечаем быстро и по делу",
      lead: "Напишите, что нужно и сколько: подготовим предложение и назовём срок.",
    },
    other: {
      title: "Мы на связи",
      lead: "Напишите, что вам нужно: ответим сразу, а если понадобится, позовём специалиста.",
    },
  },
};

const EN: DemoWords = {
  services: "Services and prices",
  branches: "Where we are",
  questions: "People often ask",
  book: "Write to us in the chat",
  from: "from",
  to: "to",
  priceOnRequest: "ask us for the price",
  hours: "h",
  minutes: "min",
  rubles: "₽",
  dayOff: "closed",
  openNow: "Open now",
  closedNow: "Closed now, the chat is on",
  address: "Address",
  consent: "Privacy policy",
  noteTitle: "This is Dozor's demo page",
  note: "This is how the widget looks on a company's site. Texts, prices and hours come from the business folder. Write in the chat at the bottom right, then see what the manager saw:",
  noteTry: [
    "How much is it and when are you free?",
    "I'd like to book for tomorrow evening",
    "I want to talk to a person",
  ],
  console: "open the console",
  days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  heroes: {
    beauty: {
      title: "Time to feel beautiful",
      lead: "Pick a service and write to us: we'll tell you the price, the time and the specialist, day or night.",
    },
    medical: {
      title: "Care begins with an answer",
      lead: "Tell us what troubles you and when it suits you: we'll help to choose a doctor and a time.",
    },
    fitness: {
      title: "Start with the first workout",
      lead: "Ask about passes, the timetable and coaches: we answer at once and book a time that suits you.",
    },
    barbershop: {
      title: "A haircut without the queue",
      lead: "Tell us when it suits you: we'll name the price and a free time, and book you with your barber.",
    },
    auto: {
      title: "Your car is welcome",
      lead: "Name the make and the job: we'll tell you the price and book a day that suits you.",
    },
    industrial: {
      title: "Quick answers, to the point",
      lead: "Tell us what you need and how much: we'll prepare an offer and name the date.",
    },
    other: {
      title: "We are here",
      lead: "Tell us what you need: we answer at once and call a specialist when one is needed.",
    },
  },
};

export function demoWords(language: Language): DemoWords {
  return language === "en" ? EN : RU;
}
