import type { Business } from "../../domain/business.ts";
import { CATEGORIES, PRIORITIES, SENTIMENTS, type Language } from "../../domain/category.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import { restsWhenClosed } from "../../domain/night-rest.ts";
import type { SlotName, Slots } from "../../domain/slot.ts";
import { VIP_VALUE_FACTOR } from "../describe-request.ts";
import { servesSource } from "../fit-target.ts";
import type { Key } from "./acceptance.ts";
import { FLAGS, type Option } from "./dimension-value.ts";

/** Categories as customers write them, the usual ones first: counterexamples take the first that fits. */
const USUAL_FIRST = ["lead_b2c", "price_info", "cancel_reschedule"] as const;

/** The dimensions beside place and service: which keys of a rule each is about, and all its values. */
export function dimensionOptions(
  business: Business,
): readonly { readonly keys: readonly Key[]; readonly options: readonly Option[] }[] {
  const categories = [...new Set([...USUAL_FIRST, ...CATEGORIES])];
  return [
    { keys: ["vip", "value_from", "value_to"], options: worthOptions(business) },
    ...slotOptions(business).map((options) => ({ keys: ["has"] as const, options })),
    { keys: ["category"], options: categories.map((category) => ({ request: { category } })) },
    { keys: ["sentiment"], options: SENTIMENT_ORDER.map((sentiment) => ({ request: { sentiment } })) },
    { keys: ["returning"], options: [false, true].map((isReturning) => ({ request: { isReturning } })) },
    { keys: ["language"], options: languageOptions(business) },
    { keys: ["source"], options: sourceOptions(business) },
    { keys: ["priority", "urgent"], options: urgencyOptions(business) },
  ];
}

const SENTIMENT_ORDER = ["neutral", ...SENTIMENTS.filter((one) => one !== "neutral")] as const;

/** Expected values on both sides of every bound; from some value on everybody is a VIP. */
function worthOptions(business: Business): readonly Option[] {
  const vipFrom = VIP_VALUE_FACTOR * business.averageValue;
  const bounds = business.rules.flatMap(({ when }) => [
    ...(when.value_from === undefined ? [] : [when.value_from]),
    ...(when.value_to === undefined ? [] : [when.value_to, when.value_to + 0.01]),
  ]);
  const usual = Math.round(business.averageValue / 2);
  const worth = [...new Set([usual, 0, ...bounds, vipFrom])];
  return [false, true].flatMap((isVip) =>
    worth
      .filter((expectedValue) => isVip || expectedValue < vipFrom)
      .map((expectedValue) => ({
        request: { isVip, expectedValue },
        ...(isVip ? {} : { refuses: FLAGS.mustBeVip }),
      })),
  );
}

const SAMPLES: Slots = { phone: "+79990000000", date: "2026-03-12", time: "15:00", name: "Мария" };

/** A dimension for each slot that some rule asks for: known or not. Service and product go together. */
function slotOptions(business: Business): readonly (readonly Option[])[] {
  const asked = [...new Set(business.rules.flatMap(({ when }) => when.has ?? []))];
  const isPaired = asked.includes("service") && asked.includes("product");
  const alone = asked.filter((slot) => !isPaired || (slot !== "service" && slot !== "product"));
  const known = (...slots: readonly SlotName[]): Slots =>
    Object.fromEntries(slots.map((slot) => [slot, SAMPLES[slot] ?? "1"]));
  const dimensions = alone.map((slot): readonly Option[] => [
    { about: [slot], slots: known(slot), refuses: slot === "city" ? FLAGS.knowsNoCity : 0 },
    { about: [slot], refuses: slot === "city" ? FLAGS.knowsCity : 0 },
  ]);
  if (!isPaired) return dimensions;
  const about = ["service", "product"] as const;
  const pair: readonly Option[] = [
    { about, slots: known("service") },
    { about, slots: known("product") },
    { about, slots: known("service", "product") },
    { about, refuses: FLAGS.knowsService },
  ];
  return [...dimensions, pair];
}

export function languagesOf({ language }: Business): readonly Language[] {
  return language === "ru" ? ["ru", "en"] : ["en", "ru"];
}

function languageOptions(business: Business): readonly Option[] {
  const languages = languagesOf(business);
  const people = languages.map((one) =>
    business.team.map(({ languages: spoken }) => spoken.length === 0 || spoken.includes(one)).join(),
  );
  return languages.map((language, index) => ({
    request: { language },
    tail: { language: people.indexOf(people[index] ?? "") },
  }));
}

function sourceOptions({ team }: Business): readonly Option[] {
  const people = CHANNEL_NAMES.map((source) => team.map((manager) => servesSource(manager, source)).join());
  return CHANNEL_NAMES.map((source, index) => ({
    request: { source },
    tail: { source: people.indexOf(people[index] ?? "") },
  }));
}

function urgencyOptions(business: Business): readonly Option[] {
  const usualFirst = ["normal", ...PRIORITIES.filter((priority) => priority !== "normal")] as const;
  return [false, true].flatMap((urgent) =>
    usualFirst.map((priority) => ({
      request: { priority, urgent },
      tail: { rests: restsWhenClosed({ priority, urgent }, business) },
    })),
  );
}
