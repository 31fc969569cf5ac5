import type { Branch, Business, Service } from "../domain/business.ts";
import type { Slots } from "../domain/slot.ts";
import { nextOpeningThere } from "./opening.ts";
import { wordingIn } from "./wording.ts";

/** Emergency services: the one figure that the bot may name without the owner. */
const EMERGENCY = ["103", "112"];

/**
 * Everything that a text to a contact may rest on: what the owner wrote, figures computed from it, and what is known of
 * the request. For `findUngrounded`.
 */
export function groundsOf(business: Business, slots: Slots, at: Date): readonly string[] {
  return [
    ...EMERGENCY,
    business.name,
    business.night.say,
    business.followUp.say,
    `${business.consent.text}: ${business.consent.url ?? ""}`,
    ...business.branches.flatMap(branchGrounds),
    ...business.services.flatMap(serviceGrounds),
    ...business.knowledge.map(({ answer }) => answer),
    ...Object.values(business.flows).flatMap((flow) => flowGrounds(flow.say ?? "", business)),
    ...Object.values(business.questions).map(({ say, choices }) => [say, ...choices].join("\n")),
    ...Object.values(business.sla.targetsMs).flatMap((ms) => FORMATS.map((format) => format.within(ms))),
    ...openingDays(business, at),
    // A span's ends, a "from" and a "to" are said apart.
    ...Object.values(slots).map((value) => String(value).replaceAll(/[/\s]|-(?=\d{2}:)/g, " ")),
    ...Object.values(slots).map(String),
  ];
}

const FORMATS = [wordingIn("ru").format, wordingIn("en").format];

/** The owner's sentence as written, and with each of the promised times in its place. */
function flowGrounds(say: string, { sla }: Business): readonly string[] {
  if (!say.includes("{sla}")) return [say];
  const times = Object.values(sla.targetsMs).flatMap((ms) => FORMATS.map((format) => format.within(ms)));
  return [say, ...times.map((time) => say.replaceAll("{sla}", () => time))];
}

function branchGrounds({ name, city, address, phone, hours }: Branch): readonly string[] {
  return [name, city, address, phone ?? "", ...FORMATS.map((format) => format.week(hours))];
}

function serviceGrounds({ name, price, durationMs }: Service): readonly string[] {
  const figures = price ? [String(price.from), String(price.to ?? "")] : [];
  const durations = durationMs === undefined ? [] : FORMATS.map((format) => format.duration(durationMs));
  return [name, ...figures, ...durations];
}

/** Days that "when people are back" may name: the next opening now, and after the longest SLA. */
function openingDays(business: Business, at: Date): readonly string[] {
  const waits = [0, ...Object.values(business.sla.targetsMs)];
  return waits
    .map((ms) => nextOpeningThere(business, new Date(at.getTime() + ms))?.day)
    .filter((day) => day !== undefined);
}
