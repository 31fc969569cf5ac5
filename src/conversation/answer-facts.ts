import type { Business, Service } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { QuestionKind } from "../domain/understanding.ts";
import { addressLines, hoursLines, phoneLines } from "./branch-facts.ts";
import { clausesOf, findKnowledge } from "./find-knowledge.ts";
import { findServices, type FoundServices } from "./find-services.ts";
import { isKnown } from "./known-slots.ts";
import type { Wording } from "./wording.ts";

export interface FactQuestion {
  readonly kinds: readonly QuestionKind[];
  readonly category: Category;
  readonly text: string;
  /** Whether this turn asks something itself, besides what waits for an answer from before. */
  readonly asksNow: boolean;
  /** Service named in this turn. */
  readonly saidService: string | undefined;
  /** Whether this turn told us anything for the request. */
  readonly bringsSlots: boolean;
  readonly slots: Slots;
  readonly at: Date;
}

/** What must be known before a question of the contact can be answered. */
export interface NeededSlot {
  readonly slot: SlotName;
  readonly wordings: readonly [string, string];
  readonly choices: readonly string[];
  readonly kind: QuestionKind;
}

export interface FactAnswer {
  readonly lines: readonly string[];
  readonly needs?: NeededSlot | undefined;
  /** True when something was asked that the facts don't hold: a person must answer. */
  readonly isUnknown: boolean;
  /** What exactly is unknown, when it can be named. */
  readonly unknownAbout?: string | undefined;
  readonly namedPrice: boolean;
}

const NOTHING: FactAnswer = { lines: [], isUnknown: false, namedPrice: false };
const UNKNOWN: FactAnswer = { lines: [], isUnknown: true, namedPrice: false };
const MAX_CHOICES = 8;
const MAX_LISTED = 12;
/** A longer question asks more than whether a service is offered. */
const MAX_OFFER_LENGTH = 45;
/** So many variants of a service are named with their prices; of more the contact is asked which. */
const MAX_TOLD = 5;

/** Questions that the service's own facts answer. */
const ABOUT_SERVICE: ReadonlySet<QuestionKind> = new Set(["price", "duration", "availability"]);

/** Requests that people answer anyway: an open question beside them is theirs too. */
const HUMAN_ANSWERED: ReadonlySet<Category> = new Set([
  "lead_b2b",
  "partnership",
  "complaint",
  "tech_support",
  "document_request",
  "tender",
  "job_applicant",
  "order_status",
  "cancel_reschedule",
  "investor_media",
]);

function saying(line: string): FactAnswer {
  return { ...NOTHING, lines: [line] };
}

function listed(business: Business, wording: Wording): FactAnswer {
  const names = business.services.map(({ name }) => name);
  if (names.length === 0) return UNKNOWN;
  return { ...NOTHING, lines: [wording.services(names.slice(0, MAX_LISTED), names.length > MAX_LISTED)] };
}

function askWhich(services: readonly Service[], kind: QuestionKind, wording: Wording): FactAnswer {
  const choices = services.slice(0, MAX_CHOICES).map(({ name }) => name);
  return { ...NOTHING, needs: { slot: "service", wordings: wording.whichService, choices, kind } };
}

/** The question for what a price depends on, in the owner's words where there are some. */
function neededForPrice(slot: SlotName, business: Business, wording: Wording): NeededSlot {
  const ours = wording.priceNeeds(slot);
  const owners = business.language === wording.language ? business.questions[slot] : undefined;
  if (!owners || owners.say === "") return { slot, wordings: ours, choices: [], kind: "price" };
  const first = `${wording.priceDepends(slot)} ${owners.say}`;
  return { slot, wordings: [first, ours[1]], choices: owners.choices, kind: "price" };
}

function priceOf(service: Service, business: Business, question: FactQuestion, wording: Wording): FactAnswer {
  const missing = service.priceNeeds.find((slot) => !isKnown(slot, question.slots));
  if (missing) return { ...NOTHING, needs: neededForPrice(missing, business, wording) };
  if (!service.price) return { ...UNKNOWN, unknownAbout: service.name };
  const { format } = wording;
  const duration = question.kinds.includes("duration") ? service.durationMs : undefined;
  const price = format.price(service.price, service.isFixedPrice);
  const line = wording.price(
    service.name,
    price,
    duration === undefined ? undefined : format.duration(duration),
  );
  return { ...NOTHING, lines: [line], namedPrice: true };
}

function durationOf(service: Service, wording: Wording): FactAnswer {
  if (service.durationMs === undefined) return { ...UNKNOWN, unknownAbout: service.name };
  return { ...NOTHING, lines: [wording.duration(service.name, wording.format.duration(service.durationMs))] };
}

function joined(answers: readonly FactAnswer[]): FactAnswer {
  return {
    lines: [...new Set(answers.flatMap(({ lines }) => lines))],
    needs: answers.find(({ needs }) => needs)?.needs,
    isUnknown: answers.some(({ isUnknown }) => isUnknown),
    unknownAbout: answers.find(({ unknownAbout }) => unknownAbout !== undefined)?.unknownAbout,
    namedPrice: answers.some(({ namedPrice }) => namedPrice),
  };
}

/** The service that is meant: named in this turn, else the one talked about before. */
function meantServices(business: Business, question: FactQuestion): FoundServices {
  const said = findServices(business, question.saidService, question.text);
  if (said.services.length > 0 || question.saidService !== undefined) return said;
  const before = question.slots.service ?? question.slots.product;
  return before === undefined ? said : findServices(business, String(before), "");
}

/** «А скидку дадите?» asks for terms, not for the price again. */
const CHEAPER = /скид|акци|дешевле|подешевле|уступ|торг|discount|cheaper/iu;
/** What the owner's answer about discounts is found by, however the contact puts it. */
const CHEAPER_WORD = "скидка";
const ASKS_PRICE = /сколько|скока|стоит|стоимост|цен[аыуе]|почем|почём|прайс|how much|price|cost/iu;

function aboutService(
  business: Business,
  kind: "price" | "duration" | "availability",
  question: FactQuestion,
  wording: Wording,
): FactAnswer {
  const { services, isAmbiguous } = meantServices(business, question);
  const isTerms = kind === "price" && CHEAPER.test(question.text) && !ASKS_PRICE.test(question.text);
  if (isTerms) {
    const told = fromKnowledge(business, question);
    return told.isUnknown ? fromKnowledge(business, { ...question, text: CHEAPER_WORD }) : told;
  }
  if (services.length === 0) {
    const known = findKnowledge(business, question.text);
    if (known.length > 0) return { ...NOTHING, lines: known.map(({ answer }) => answer) };
    if (question.saidService !== undefined || isKnown("service", question.slots)) return UNKNOWN;
    if (kind === "availability") return UNKNOWN;
    if (business.services.length === 0) return UNKNOWN;
    return askWhich(business.services, kind, wording);
  }
  if (kind === "availability") {
    return joined(
      services.slice(0, MAX_CHOICES).map((service) => {
        const price = priceOf(service, business, question, wording);
        return price.namedPrice ? price : saying(wording.hasService(service.name));
      }),
    );
  }
  const answers = services.map((service) =>
    kind === "price" ? priceOf(service, business, question, wording) : durationOf(service, wording),
  );
  // A few variants are told at once: the contact chooses knowing what each costs.
  const isTold = services.length <= MAX_TOLD && answers.every(({ lines }) => lines.length > 0);
  return isAmbiguous && !isTold ? askWhich(services, kind, wording) : joined(answers);
}

function orUnknown(lines: readonly string[]): FactAnswer {
  return lines.length > 0 ? { ...NOTHING, lines } : UNKNOWN;
}

function servicesInWords(business: Business, question: FactQuestion): string {
  const { services } = meantServices(business, question);
  const words = services.map(({ name, synonyms }) => `${name} ${synonyms.join(" ")}`);
  return [question.saidService ?? "", ...words].join(" ");
}

/** Words of the turn that say where or of which car: an answer holds for any of them. */
function placesIn({ slots }: FactQuestion): string {
  return [slots.city, slots.branch, slots.car].filter((value) => value !== undefined).join(" ");
}

function fromKnowledge(business: Business, question: FactQuestion): FactAnswer {
  const beside = servicesInWords(business, question);
  const isBooking = question.category === "lead_b2c";
  const isDealtWith = isBooking || question.kinds.some((kind) => ABOUT_SERVICE.has(kind));
  const places = placesIn(question);
  return orUnknown(
    findKnowledge(business, question.text, { beside, places, isDealtWith }).map(({ answer }) => answer),
  );
}

const OFFERS =
  /^(?:[^.?!]{0,40}(?<!\p{L}))?(?:есть|делаете|проводите|бывает|можно|do you|have you)(?!\p{L})/iu;

/** «Есть ли у вас йога?»: what is offered, with its price; nothing when it is not in the catalogue. */
function offered(business: Business, question: FactQuestion, wording: Wording): FactAnswer | undefined {
  if (question.saidService === undefined || question.text.length > MAX_OFFER_LENGTH) return undefined;
  const answer = aboutService(business, "availability", question, wording);
  return answer.isUnknown ? undefined : answer;
}

function answerOne(
  kind: QuestionKind,
  business: Business,
  question: FactQuestion,
  wording: Wording,
): FactAnswer {
  const { slots, text, at } = question;
  switch (kind) {
    case "price":
      return aboutService(business, kind, question, wording);
    case "duration":
      if (question.kinds.includes("price") && aboutService(business, "price", question, wording).namedPrice) {
        return NOTHING;
      }
      return aboutService(business, kind, question, wording);
    case "availability":
      return aboutService(business, kind, question, wording);
    case "hours":
      return orUnknown(hoursLines(business, slots, text, at, wording));
    case "address":
      return orUnknown(addressLines(business, slots, wording));
    case "contact":
      return orUnknown(phoneLines(business, slots, wording));
    case "services":
      return question.saidService === undefined
        ? listed(business, wording)
        : aboutService(business, "availability", question, wording);
    case "other": {
      const told = fromKnowledge(business, question);
      return told.isUnknown && OFFERS.test(question.text)
        ? (offered(business, question, wording) ?? told)
        : told;
    }
  }
}

/** Kinds worth answering here: free time is the flow's business while a booking is being made. */
function kindsToAnswer(question: FactQuestion): readonly QuestionKind[] {
  const kinds = [...new Set(question.kinds)];
  if (question.category === "lead_b2c" || HUMAN_ANSWERED.has(question.category)) {
    return kinds.filter((kind) => kind !== "availability");
  }
  if (kinds.length === 0 && question.category === "price_info") {
    return question.saidService === undefined ? ["other"] : ["price"];
  }
  return kinds;
}

/** Words of a clause that a service's own price or duration has answered already. */
const DEALT_WITH =
  /сколько|скока|стоит|стоимост|цен[аыуе]|ценник|почем|почём|прайс|расцен|по времени|длится|занимает|how much|how long|price|cost/iu;

/** Answers of the owner that the turn asks for besides ("адрес и где припарковаться"). */
function besideLines(business: Business, question: FactQuestion): readonly string[] {
  const beside = servicesInWords(business, question);
  const text = clausesOf(question.text)
    .filter((clause) => !DEALT_WITH.test(clause))
    .join("\n");
  return findKnowledge(business, text, { beside, places: placesIn(question), isDealtWith: true }).map(
    ({ answer }) => answer,
  );
}

/**
 * Answers the contact's questions from the owner's facts and from nothing else. A question that the facts don't cover
 * is reported as unknown, except beside a request that people answer in any case.
 */
export function answerFacts(business: Business, question: FactQuestion, wording: Wording): FactAnswer {
  const kinds = kindsToAnswer(question);
  if (kinds.length === 0) return NOTHING;
  const answers = kinds.map((kind) => answerOne(kind, business, question, wording));
  const isPlain = kinds.includes("other") || (!question.asksNow && question.kinds.length > 0);
  const beside = isPlain ? [] : besideLines(business, question);
  const answer = joined([...answers, { ...NOTHING, lines: beside }]);
  if (HUMAN_ANSWERED.has(question.category)) return { ...answer, isUnknown: false, needs: undefined };
  // A bare name, car or number asks nothing: there is nothing in it that colleagues could answer.
  if (question.kinds.length === 0 && question.bringsSlots && question.saidService === undefined)
    return { ...answer, isUnknown: false };
  // "Можно к вам на стрижку?" is a wish put as a question: nothing in it is unknown.
  const isWish =
    question.category === "lead_b2c" &&
    question.bringsSlots &&
    kinds.every((kind, index) => kind === "other" || answers[index]?.isUnknown === false);
  return isWish ? { ...answer, isUnknown: false } : answer;
}
