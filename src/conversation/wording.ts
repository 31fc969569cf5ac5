import type { Business, Price } from "../domain/business.ts";
import type { LocalTime, WeekHours } from "../domain/calendar.ts";
import type { Category, Language } from "../domain/category.ts";
import type { SlotName, Slots } from "../domain/slot.ts";
import type { Attachment } from "../domain/message.ts";
import { ENGLISH } from "./wording-en.ts";
import { RUSSIAN } from "./wording-ru.ts";

/** Figures, days and hours put into words. Nothing here needs to be declined by its caller. */
export interface Formats {
  price(price: Price, isFixed: boolean): string;
  duration(ms: number): string;
  /** After "within": "30 минут", "4 часов". */
  within(ms: number): string;
  /** `2026-03-13` or a span `A/B` in words. */
  day(iso: string): string;
  /** "в субботу" for a weekday, 0 Monday. */
  onWeekday(weekday: number): string;
  time(value: string): string;
  /** "завтра в 10:00" or, with `isAfter`, "завтра после 10:00". */
  moment(at: LocalTime, today: string, isAfter?: boolean): string;
  week(hours: WeekHours): string;
  phone(e164: string): string;
}

export interface HandOverWords {
  readonly category: Category;
  readonly vertical: Business["vertical"];
  /** "маникюр, пятница 13 марта, 18:00", or empty. */
  readonly recap: string;
  /** "в ближайшие минуты", "завтра после 10:00". */
  readonly promise: string;
  readonly hasMoment: boolean;
}

/** Everything that the bot says by itself, in one language. */
export interface Wording {
  readonly language: Language;
  readonly format: Formats;

  readonly hello: string;
  introduce(businessName: string): string;
  readonly howToHelp: string;
  readonly listening: string;
  readonly thanks: string;
  readonly farewell: string;
  readonly fine: string;
  isBot(businessName: string): string;
  readonly offTopic: string;
  readonly calmDown: string;
  readonly notUnderstood: string;
  readonly offerPerson: string;
  alreadyWithPeople(category: Category): string;

  readonly healthDanger: string;
  readonly selfHarm: string;
  callPerson(words: Pick<HandOverWords, "vertical" | "promise">): string;
  readonly threatened: string;
  readonly consentWithdrawn: string;
  readonly dropped: string;
  readonly droppedWithPeople: string;
  readonly leftAlone: string;
  /** To who wants to think about it, or will write later. */
  readonly takeYourTime: string;
  readonly supplier: readonly [string, string];
  readonly applicant: string;

  readonly closed: string;
  backAt(moment: string): string;

  gotMedia(kind: Attachment["kind"]): string | undefined;
  passMedia(promise: string): string;
  readonly whatIsIt: string;

  handOver(words: HandOverWords): string;
  /** The recap when the owner's own sentence follows it; undefined when this category is never repeated back. */
  noted(category: Category, recap: string): string | undefined;
  added(recap: string): string;
  corrected(recap: string): string;
  /** Several ways to say it: no sentence should come twice in a row. */
  readonly passedOn: readonly string[];
  /** The same of a complaint. */
  readonly passedToHead: readonly string[];
  readonly alsoPassedOn: string;
  /** The request in a row of words: what a person would repeat to be sure. */
  recap(slots: Slots, business: Business): string;

  price(name: string, price: string, duration: string | undefined): string;
  duration(name: string, duration: string): string;
  hasService(name: string): string;
  services(names: readonly string[], hasMore: boolean): string;
  hours(branch: string | undefined, week: string): string;
  hoursOnDay(branch: string | undefined, day: string, spans: string | undefined): string;
  readonly today: string;
  readonly tomorrow: string;
  address(branch: string | undefined, city: string, address: string): string;
  phone(branch: string | undefined, phone: string): string;
  inviteToBook(vertical: Business["vertical"]): string;
  /** Two ways to say that a colleague will answer. */
  willAsk(about: string | undefined): readonly string[];
  /** A question that goes to people together with the request, once that is whole. */
  readonly willPassQuestion: string;
  readonly whichService: readonly [string, string];
  priceNeeds(slot: SlotName): readonly [string, string];
  /** The sentence before the owner's own question for what a price depends on. */
  priceDepends(slot: SlotName): string;
  /** A service that the named branch does not offer. */
  onlyAt(name: string, branches: readonly string[]): string;

  /** Two ways to ask for a slot. */
  ask(slot: SlotName): readonly [string, string];
  /** The same where the kind of request makes the general question, and the owner's, sound wrong. */
  askIn(category: Category, slot: SlotName): readonly [string, string] | undefined;
  /** The optional question about the name that leaves room for a phone number. */
  readonly askNameOrPhone: string;
  readonly dateChoices: { readonly today: string; readonly tomorrow: string };
  readonly followUp: string;
  promise: {
    readonly soon: string;
    readonly nearest: string;
    within(ms: number): string;
  };
}

export function wordingIn(language: Language): Wording {
  return language === "ru" ? RUSSIAN : ENGLISH;
}

/** The owner's words where they are in the contact's language, ours otherwise. */
export function ownersOr(
  text: string | undefined,
  ours: string,
  business: Business,
  language: Language,
): string {
  return text !== undefined && text !== "" && business.language === language ? text : ours;
}
