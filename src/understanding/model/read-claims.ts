import type { CategoryReading } from "../find-category.ts";
import type { Signals } from "../read-signals.ts";

/** A reading of the rules above this is one they are sure of. */
const SURE = 0.85;
const MANY = 4;

const FLAGS = [
  "hasService",
  "hasProduct",
  "hasWhen",
  "hasFuture",
  "hasPosition",
  "hasDocument",
  "isOrganisation",
  "isPrivate",
  "isCarTrouble",
  "failsToDo",
  "tellsWhatTheyDo",
  "tellsWhatWeDid",
  "soundsAutomatic",
  "blamesUs",
] as const satisfies readonly (keyof Signals)[];

function lexiconClaims({ hits }: Signals): readonly string[] {
  const claims: string[] = [];
  for (const group of hits.all.keys()) {
    claims.push(hits.has(group) ? `says ${group}` : `denies ${group}`);
    if (hits.count(group) > 1) claims.push(`repeats ${group}`);
  }
  return claims;
}

function slotClaims({ slots }: Signals): readonly string[] {
  const { contacts, names, company, amounts, identifiers } = slots;
  const present: Readonly<Record<string, unknown>> = {
    phone: contacts.phone,
    email: contacts.email,
    name: names.name,
    master: names.master,
    company: company.company,
    inn: company.inn,
    car: slots.car,
    budget: amounts.budget,
    quantity: amounts.quantity,
    many: (amounts.quantity ?? 0) > MANY ? true : undefined,
    order: identifiers.orderId,
    tender: identifiers.tenderNo,
    error: identifiers.errorCode,
    city: slots.cities[0],
    time: slots.times[0],
    date: slots.dates[0],
    service: slots.services[0],
  };
  const named = Object.keys(present).filter((slot) => present[slot] !== undefined);
  return [...named.map((slot) => `names ${slot}`), ...slots.documents.map(({ name }) => `paper ${name}`)];
}

/** What lexicon, slots and rules claim of a turn. */
export function claimsOf(signals: Signals, ruled: CategoryReading): readonly string[] {
  return [
    ...lexiconClaims(signals),
    ...slotClaims(signals),
    ...FLAGS.filter((flag) => signals[flag]),
    ...ruled.reasons.map((reason) => `rule ${reason}`),
    `ruled ${ruled.category}`,
    `ruled ${ruled.category} ${ruled.confidence > SURE ? "surely" : "perhaps"}`,
  ];
}

/** How a turn looks: its length, its script, its marks. */
export function shapesOf({ text, vertical }: Signals): readonly string[] {
  const { clean, words } = text;
  const marks: readonly (readonly [string, boolean])[] = [
    ["question", text.hasQuestion],
    ["lines", clean.includes("\n")],
    ["link", /https?:|www\.|\.ru(?:\/|\s|$)/u.test(clean)],
    ["shout", clean.includes("!")],
    ["wordless", words.length === 0],
    ["numbered", /[№#[\]]/u.test(clean)],
    ["labelled", /^[^\s.!?]{1,20}:/u.test(clean)],
    ["emoji", /\p{Extended_Pictographic}/u.test(clean)],
  ];
  return [
    `length ${Math.min(6, Math.floor(Math.log2(1 + words.length)))}`,
    `script ${text.script}`,
    `repaired ${text.repaired}`,
    `vertical ${vertical}`,
    ...marks.filter(([, holds]) => holds).map(([mark]) => `looks ${mark}`),
  ];
}
