import type { Category } from "../domain/category.ts";
import type { SlotName, SlotValue, Slots } from "../domain/slot.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";
import type { Signals } from "./read-signals.ts";
import { chooseCar } from "./slots/choose-car.ts";
import { chooseCompany } from "./slots/choose-company.ts";
import { chooseDocument } from "./slots/choose-document.ts";
import { chooseMaster } from "./slots/choose-master.ts";
import { chooseProduct } from "./slots/choose-product.ts";
import { choosePosition } from "./slots/choose-position.ts";
import { isAdjective } from "./phrases/phrase-words.ts";
import { dateInContext, whoWorked } from "./choose-in-context.ts";
import type { FoundDate } from "./slots/find-dates.ts";
import { chooseTime } from "./slots/find-times.ts";
import { chooseService } from "./slots/choose-service.ts";
import { coveredBy, placesOfWords } from "./slots/word-places.ts";

const PERSON: readonly SlotName[] = ["name", "phone", "email"];
const FIRM: readonly SlotName[] = ["company", "inn", ...PERSON];

/** Which facts matter for which kind of request; others in the text are left alone. */
const KEPT: Readonly<Record<Category, readonly SlotName[]>> = {
  lead_b2b: ["product", "service", "quantity", "budget", "date", "city", "branch", ...FIRM],
  lead_b2c: ["service", "product", "date", "time", "car", "master", "budget", "branch", "city", ...PERSON],
  price_info: ["service", "product", "car", "branch", "city", "phone", "email"],
  partnership: ["city", "budget", ...FIRM],
  complaint: ["service", "product", "order_id", "master", "car", "branch", ...FIRM],
  tech_support: ["product", "error_code", "problem", ...FIRM],
  document_request: ["doc_type", "order_id", "deadline", "car", "master", ...FIRM],
  tender: ["product", "service", "tender_no", "deadline", "budget", "quantity", "city", ...FIRM],
  job_applicant: ["position", ...PERSON],
  supplier_offer: [],
  order_status: ["order_id", "car", "service", "city", ...FIRM],
  cancel_reschedule: ["service", "date", "time", "master", "order_id", "car", ...PERSON],
  smalltalk: [],
  investor_media: ["budget", "deadline", ...PERSON],
  system_notification: [],
};

/** What matters besides once the request is in progress: when the visit was, where the engineer should go. */
const KEPT_ON: Readonly<Partial<Record<Category, readonly SlotName[]>>> = {
  complaint: ["date"],
  document_request: ["date"],
  order_status: ["date"],
  tech_support: ["city"],
};

/** Whether a request of this kind has a use for the slot. */
export function keepsSlot(category: Category, slot: SlotName): boolean {
  return KEPT[category].includes(slot);
}

const LONGEST_PROBLEM = 200;
const DEADLINE_BEFORE =
  /(?:^|[^\p{L}])(?:до|к|ко|срок\p{L}*|не позднее|не позже|крайний срок|дедлайн|по|by|due|until|deadline|before)(?:\s+(?:конца дня|конца))?[\s:—–-]*$/u;

function deadlineOf(signals: Signals, category: Category): string | undefined {
  const { dates } = signals.slots;
  const due = dates.filter((date) => !date.isLeft && !date.isWeak && isDue(signals.text.sentence, date));
  const firm = due.find(
    (date) => date.from > signals.slots.today.day || /срок|дедлайн|due|deadline/u.test(signals.text.sentence),
  );
  if (firm) return firm.to ?? firm.from;
  if (category !== "tender") return undefined;
  const later = dates.find((date) => !date.isLeft && !date.isWeak && daysAhead(date, signals) > 1);
  return later && (later.to ?? later.from);
}

const isDue = (sentence: string, date: FoundDate): boolean =>
  DEADLINE_BEFORE.test(sentence.slice(Math.max(0, date.start - 30), date.start));
const daysAhead = (date: FoundDate, signals: Signals): number =>
  (Date.parse(date.from) - Date.parse(signals.slots.today.day)) / 86_400_000;

/** A firm that buys names goods or a service: goods where equipment is sold, or where no service is named. */
function speaksOfGoods(signals: Signals): boolean {
  if (!signals.hasProduct) return false;
  return signals.vertical === "industrial" ? !isWorkOnGoods(signals) : !signals.hasService;
}

/** «Пусконаладка компрессора»: the goods are what the work is done on. */
function isWorkOnGoods({ slots, text }: Signals): boolean {
  const [goods = ""] = wordsOf(slots.product ?? "");
  return slots.services.some(({ end }) => {
    const [next = ""] = wordsOf(text.flat.slice(end));
    return isSameStem(stemOf(next), stemOf(goods));
  });
}

function serviceOf(signals: Signals, category: Category): string | undefined {
  if (category === "order_status" && signals.vertical !== "medical" && signals.vertical !== "fitness")
    return undefined;
  if (productOf(signals, category) !== undefined) return undefined;
  if (signals.vertical === "industrial" && speaksOfGoods(signals)) return undefined;
  const service = chooseService(signals, category);
  return isFleetCare(service, signals, category) ? FLEET_CARE[languageOfTurn(signals)] : service;
}

/** What firms with many cars ask for, however they put it. */
const FLEET_CARE = { ru: "обслуживание автопарка", en: "fleet maintenance" } as const;
const GENERAL_CARE =
  /^(?:то|сервис|ремонт|обслуживание|техобслуживание|то и \S+|ремонт и \S+|сервис и \S+|диагностика и ремонт|maintenance|service|repair|fleet|fleet service)$/iu;

const languageOfTurn = ({ text }: Signals): keyof typeof FLEET_CARE =>
  text.script === "latin" && text.repaired === "none" ? "en" : "ru";

function isFleetCare(service: string | undefined, signals: Signals, category: Category): boolean {
  const isOfCars = signals.vertical === "auto" && category === "lead_b2b";
  const hasMany = (signals.slots.amounts.quantity ?? 0) > 1 || /(?:парк|fleet)/u.test(signals.text.flat);
  return isOfCars && hasMany && service !== undefined && GENERAL_CARE.test(service);
}

/** Words that name no goods by themselves. */
const VAGUE_GOODS =
  /^(?:оборудование|оборудования|станок|станки|машин[аыу]|лини[яиюи]|установк[аиу]|идентификатор\p{L}*|опросный лист|агрегат\p{L}*|запчаст\p{L}*|комплектующи\p{L}*|equipment|machine|spare parts)$/iu;

function productOf(signals: Signals, category: Category): string | undefined {
  const { product, company } = signals.slots;
  // «АО Элеватор Юг» sells none.
  const isOfFirm =
    product !== undefined && wordsOf(company.company ?? "").includes(wordsOf(product)[0] ?? "");
  if (isOfFirm) return undefined;
  const isGoods = speaksOfGoods(signals) || (!signals.hasProduct && !signals.hasService);
  const named = isGoods || category === "tech_support" ? chooseProduct(signals, category) : undefined;
  // «3 шт пластинчатых» says of what kind, not what.
  if (named !== undefined)
    return isAdjective(wordsOf(named).at(-1) ?? "") && !named.includes(" ") ? undefined : named;
  if (product === undefined || VAGUE_GOODS.test(product)) return undefined;
  const isTrade =
    signals.vertical === "industrial" ||
    category === "lead_b2b" ||
    category === "tender" ||
    signals.isPrivate;
  return isTrade && speaksOfGoods(signals) ? product : undefined;
}

/** «Центр» is a branch, «бизнес-центр» is not. */
function branchOf({ slots, text }: Signals): string | undefined {
  const isOther =
    / (?:бизнес|торгов\S*|медицинск\S*|сервисн\S*|колл|call|фитнес|учебн\S*|развлекательн\S*|культурн\S*)$/u;
  return slots.branches.find(({ start }) => !isOther.test(text.flat.slice(0, start)))?.name;
}

/** A city; in an English turn as it is called there. «Волжский КПД» is a firm's. */
function cityOf({ slots, text }: Signals): string | undefined {
  const places = placesOfWords(text).flat;
  const firm = new Set(slots.company.used.flatMap((part) => coveredBy(text.words, part)));
  const city = slots.cities.find((mention) => !coveredBy(places, mention).every((at) => firm.has(at)));
  if (city === undefined || text.script !== "latin" || text.repaired !== "none") return city?.name;
  return coveredBy(places, city)
    .map((at) => text.words[at]?.raw ?? "")
    .join(" ");
}

function problemOf(signals: Signals): string | undefined {
  const text = signals.text.clean
    .replace(/^(?:здравствуйте|добрый (?:день|вечер)|привет\p{L}*|hello|hi)[\s,.!)]*/iu, "")
    .trim();
  return signals.has("not_working", "help_how", "it_thing", "line_down")
    ? text.slice(0, LONGEST_PROBLEM)
    : undefined;
}

/** «Стрижка бороды мастером» aside, a car is nobody's when a whole fleet is meant. */
const isFleet = (signals: Signals): boolean =>
  (signals.slots.amounts.quantity ?? 0) > 1 && signals.isOrganisation;

/** «Лада Веста» is a car, whoever else is called so. */
function nameOf({ slots }: Signals, others: readonly (string | undefined)[]): string | undefined {
  const { name } = slots.names;
  const isOfCar = name !== undefined && wordsOf(slots.car ?? "").includes(wordsOf(name)[0] ?? name);
  const said = others.flatMap((other) => wordsOf(other ?? ""));
  const isSaid = (word: string): boolean =>
    said.some(
      (other) => (other.length > 3 && word.startsWith(other)) || isSameStem(stemOf(other), stemOf(word)),
    );
  // Whom the turn writes to or of, and whose firm it is, is not who writes.
  const isOther = name !== undefined && wordsOf(name).every(isSaid);
  return isOfCar || isOther ? undefined : name;
}

/** «Опоздаю минут на 15» names no hour. */
function isDelay({ text }: Signals): boolean {
  return /(?:опозд|опазд|задерж)/u.test(text.flat) && !/\d[:.]\d\d/u.test(text.clean);
}

type SlotReader = (signals: Signals, category: Category) => SlotValue | undefined;

const isMove = (signals: Signals): boolean => signals.has("move", "cant_come");

const masterOf = (signals: Signals, category: Category): string | undefined =>
  KEPT[category].includes("master") ? chooseMaster(signals, category) : undefined;

/** How each slot is read: only those that a category keeps are. */
const READERS: Readonly<Partial<Record<SlotName, SlotReader>>> = {
  service: serviceOf,
  product: productOf,
  date: (signals, category) => dateInContext(signals, category, isMove(signals)),
  time: (signals) => (isDelay(signals) ? undefined : chooseTime(signals.slots.times, isMove(signals))),
  name: (signals, category) =>
    nameOf(signals, [masterOf(signals, category), chooseCompany(signals, category)]),
  phone: ({ slots }) => slots.contacts.phone,
  email: ({ slots }) => slots.contacts.email,
  city: cityOf,
  branch: branchOf,
  master: (signals, category) =>
    masterOf(signals, category) ?? (category === "complaint" ? whoWorked(signals) : undefined),
  car: (signals) => (isFleet(signals) ? undefined : chooseCar(signals)),
  budget: ({ slots }) => slots.amounts.budget,
  quantity: ({ slots }) => slots.amounts.quantity,
  company: chooseCompany,
  inn: ({ slots }) => slots.company.inn,
  order_id: ({ slots }) => slots.identifiers.orderId,
  tender_no: ({ slots }) => slots.identifiers.tenderNo,
  doc_type: chooseDocument,
  deadline: deadlineOf,
  position: choosePosition,
  problem: problemOf,
  error_code: ({ slots }) => slots.identifiers.errorCode,
};

/** The facts of the turn that matter for its category, in the formats of the taxonomy. */
export function chooseSlots(signals: Signals, category: Category): Slots {
  const chosen: Partial<Record<SlotName, SlotValue>> = {};
  const { pendingSlot, category: current } = signals.context;
  const asked = pendingSlot === undefined || KEPT[category].includes(pendingSlot) ? [] : [pendingSlot];
  const kept = [...KEPT[category], ...(current === category ? (KEPT_ON[category] ?? []) : []), ...asked];
  for (const slot of kept) {
    const value = READERS[slot]?.(signals, category);
    if (value !== undefined) chosen[slot] = value;
  }
  // One day is one fact: when the paper is due, not when something was.
  const { date, ...rest } = chosen;
  return date !== undefined && date === chosen.deadline ? rest : chosen;
}
