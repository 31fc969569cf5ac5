import type { Language } from "../../src/domain/category.ts";

/** Everything the managers' bot says by itself. */
export interface ManagersTexts {
  readonly replyHint: string;
  readonly openConversation: string;
  readonly unknownAccount: string;
  readonly linked: string;
  readonly wrongCode: string;
  readonly help: string;
  readonly paused: string;
  readonly resumed: string;
  readonly takeStored: string;
  readonly declineStored: string;
  readonly offerGone: string;
  readonly notStoredYet: string;
  readonly replyToWhat: string;
  readonly replyTextOnly: string;
  readonly conversationGone: string;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
}

const RUSSIAN: ManagersTexts = {
  replyHint: "Ответьте на это сообщение, и ответ уйдёт клиенту",
  openConversation: "Открыть переписку",
  unknownAccount:
    "Этот бот только для сотрудников. Возьмите в консоли личную ссылку или код и пришлите сюда: /start код",
  linked: "Готово, аккаунт привязан: заявки будут приходить сюда.",
  wrongCode: "Код не подошёл: он действует один раз. Возьмите в консоли новый и пришлите: /start код",
  help: [
    "Как со мной работать:",
    "• пришла заявка: нажмите «Взять» или «Отказаться»;",
    "• чтобы написать клиенту, ответьте на сообщение с заявкой; реакция 👌 значит, что ответ принят;",
    "• /pause: новые заявки не приходят, пока вы заняты;",
    "• /resume: снова получать заявки.",
  ].join("\n"),
  paused: "Пауза: новые заявки не приходят. Вернуться к работе: /resume",
  resumed: "С возвращением: новые заявки снова приходят.",
  takeStored: "Беру в работу…",
  declineStored: "Отказ принят",
  offerGone: "Этой заявки уже нет",
  notStoredYet: "Нажатие не потеряно: сохраню, как только будет связь с базой",
  replyToWhat:
    "Чтобы написать клиенту, ответьте на сообщение с его заявкой: нажмите на него и выберите «Ответить».",
  replyTextOnly: "Клиенту могу передать только текст. Файл или фото отправьте из консоли или словами.",
  conversationGone: "Переписки по этой заявке больше нет, ответ не отправлен.",
  commands: [
    { command: "pause", description: "Не присылать новые заявки" },
    { command: "resume", description: "Снова присылать заявки" },
    { command: "help", description: "Как работать с ботом" },
  ],
};

const ENGLISH: ManagersTexts = {
  replyHint: "Reply to this message to answer the customer",
  openConversation: "Open the conversation",
  unknownAccount:
    "This bot is for staff only. Take your personal link or code from the console and send: /start code",
  linked: "Done, your account is linked: leads will arrive here.",
  wrongCode: "The code does not fit: it works once. Take a new one from the console and send: /start code",
  help: [
    "How to work with me:",
    "• a lead arrives: press Take or Decline;",
    "• to write to the customer, reply to the lead's message; the reaction 👌 means it was accepted;",
    "• /pause: no new leads while you are busy;",
    "• /resume: get leads again.",
  ].join("\n"),
  paused: "Paused: no new leads. Back to work: /resume",
  resumed: "Welcome back: new leads arrive again.",
  takeStored: "Taking it…",
  declineStored: "Declined",
  offerGone: "This lead is gone",
  notStoredYet: "The press is not lost: it will be stored as soon as the database answers",
  replyToWhat: "To write to the customer, reply to the lead's message: tap it and choose Reply.",
  replyTextOnly: "Only text can be passed on to the customer. Send files from the console or describe them.",
  conversationGone: "The conversation of this lead is gone, the answer was not sent.",
  commands: [
    { command: "pause", description: "Stop sending me new leads" },
    { command: "resume", description: "Send me leads again" },
    { command: "help", description: "How to work with the bot" },
  ],
};

export function textsOf(language: Language): ManagersTexts {
  return language === "ru" ? RUSSIAN : ENGLISH;
}
