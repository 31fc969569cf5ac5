import { language } from "./words.ts";

const RU = {
  tab: "Неделя",
  title: "Неделя: есть ли кому взять",
  allCovered: "Каждый час под присмотром: любую заявку есть кому взять.",
  holes: {
    one: "дыра: есть часы, когда заявку некому взять",
    few: "дыры: есть часы, когда заявку некому взять",
    many: "дыр: есть часы, когда заявку некому взять",
  },
  faults: { one: "ошибка в правилах", few: "ошибки в правилах", many: "ошибок в правилах" },
  thin: { one: "тонкое место", few: "тонких места", many: "тонких мест" },
  noHoles: "Дыр нет.",
  proof: (classes: string, stretches: string, from: string, to: string) =>
    `С ${from} по ${to} проверены все сочетания, без выборки: ${classes} и ${stretches}.`,
  classes: { one: "вид заявок", few: "вида заявок", many: "видов заявок" },
  stretches: { one: "промежуток времени", few: "промежутка времени", many: "промежутков времени" },
  picture: "Сколько человек могут взять заявку",
  people: { one: "человек", few: "человека", many: "человек" },
  nobodyTakes: "никто не возьмёт",
  closed: "закрыто",
  dayHoles: (spans: string) => `Некому взять: ${spans}`,
  dayThin: (spans: string) => `Один человек: ${spans}`,
  legend: {
    few: "мало",
    lots: "много",
    hole: "некому взять",
    empty: "в смене никого",
    night: "закрыто, есть дежурный",
    closed: "закрыто",
  },
  shifts: "Кто когда в смене",
  dayOff: "нет смены",
  groups: { error: "Нужно исправить", warning: "Тонкие места", note: "К сведению" },
  groupHints: {
    error: "Здесь заявки останутся без человека или правило не работает.",
    warning: "Сейчас держится, но однажды подведёт.",
    note: "Всё в порядке, но знать полезно.",
  },
  cure: "Как исправить",
  rule: { one: "Правило", many: "Правила" },
  defaultRule: "по умолчанию",
  moreExact: "Файл и строку назовёт команда npx dozor check.",
  whyNot: (name: string) => `Почему не ${name}?`,
  whyChosen: (name: string) => `Почему ${name}?`,
  understood: "Понятно",
  beforeChange: "До того, как обращение изменилось",
  afterPromise: "срок ответа прошёл, может взять вместо того, кто молчит",
  share: (share: string, fair: string) => `Доля предложений ${share}, по весу и сменам положено ${fair}`,
};

const EN: typeof RU = {
  tab: "Week",
  title: "The week: is there somebody to take",
  allCovered: "Every hour is covered: there is somebody to take any lead.",
  holes: {
    one: "hole: at some hours nobody can take a lead",
    few: "holes: at some hours nobody can take a lead",
    many: "holes: at some hours nobody can take a lead",
  },
  faults: { one: "fault in the rules", few: "faults in the rules", many: "faults in the rules" },
  thin: { one: "thin spot", few: "thin spots", many: "thin spots" },
  noHoles: "No holes.",
  proof: (classes, stretches, from, to) =>
    `All combinations were looked at, no sampling: ${classes} and ${stretches}, ${from} to ${to}.`,
  classes: { one: "kind of leads", few: "kinds of leads", many: "kinds of leads" },
  stretches: { one: "stretch of time", few: "stretches of time", many: "stretches of time" },
  picture: "How many people can take a lead",
  people: { one: "person", few: "people", many: "people" },
  nobodyTakes: "nobody takes",
  closed: "closed",
  dayHoles: (spans) => `Nobody to take: ${spans}`,
  dayThin: (spans) => `One person: ${spans}`,
  legend: {
    few: "few",
    lots: "many",
    hole: "nobody to take",
    empty: "nobody on shift",
    night: "closed, somebody on duty",
    closed: "closed",
  },
  shifts: "Who is on shift when",
  dayOff: "no shift",
  groups: { error: "To be mended", warning: "Thin spots", note: "Worth knowing" },
  groupHints: {
    error: "Here leads are left without a person, or a rule does not work.",
    warning: "It holds now and will hurt one day.",
    note: "All is well, but it is good to know.",
  },
  cure: "How to mend it",
  rule: { one: "Rule", many: "Rules" },
  defaultRule: "the default",
  moreExact: "The command npx dozor check names file and line.",
  whyNot: (name) => `Why not ${name}?`,
  whyChosen: (name) => `Why ${name}?`,
  understood: "I see",
  beforeChange: "Before the request changed",
  afterPromise: "the promised time has passed: may take it from whoever is silent",
  share: (share, fair) => `Share of offers ${share}; weight and shifts would give ${fair}`,
};

/** What the week's page and the explanations of routing say. */
export const weekWords = language === "en" ? EN : RU;

interface Forms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}

const rules = new Intl.PluralRules(language);

/** `1 дыра`, `3 дыры`, `5 дыр`. */
export function counted(count: number, forms: Forms): string {
  const form = rules.select(count);
  return `${count} ${form === "one" || form === "few" ? forms[form] : forms.many}`;
}
