import type { Branch, Business, Service } from "../domain/business.ts";
import type { Slots } from "../domain/slot.ts";
import { isSamePlace, isSameWord, placeWords } from "./same-place.ts";

/** Words of addresses that tell no street from another. */
const STREET_KINDS = new Set(
  "ул улица улице пр проспект проспекте пркт пер переулок переулке бульвар бульваре шоссе площадь площади наб д дом корпус к стр строение оф офис г город филиал филиале салон клиника street st ave avenue".split(
    " ",
  ),
);

const NAME = 16;
const STREET = 8;
const CITY = 4;
const HOUSE = 1;

function tellingWords(text: string): readonly string[] {
  return placeWords(text).filter((word) => !STREET_KINDS.has(word));
}

function mentions(said: readonly string[], word: string): boolean {
  return said.some((one) => isSameWord(one, word));
}

function isWholeMentioned(said: readonly string[], name: string): boolean {
  const words = tellingWords(name);
  return words.length > 0 && words.every((word) => mentions(said, word));
}

/** How surely the customer's words mean this branch; 0 when they do not. A house number counts with its street only. */
function scoreOf(branch: Branch, said: readonly string[]): number {
  let score = 0;
  if (isWholeMentioned(said, branch.name)) score += NAME;
  if (isWholeMentioned(said, branch.city)) score += CITY;
  const city = tellingWords(branch.city);
  const street = tellingWords(branch.address).filter((word) => !city.some((part) => isSameWord(part, word)));
  const names = street.filter((word) => !/^\d/u.test(word));
  if (names.some((word) => word.length > 2 && mentions(said, word))) {
    score += STREET;
    if (street.some((word) => /^\d/u.test(word) && said.includes(word))) score += HOUSE;
  }
  return score;
}

function offers(branch: Branch, service: Service | undefined): boolean {
  return service === undefined || service.branches.length === 0 || service.branches.includes(branch.id);
}

/** The only one of a list, or nothing. */
function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/**
 * The branch that a request is about: named in the customer's words (id, name, street, city), or the only one that
 * offers the service, or the only one there is. `undefined` when several fit equally or the city is not ours.
 */
export function findBranch(
  business: Business,
  slots: Slots,
  service: Service | undefined,
): Branch | undefined {
  const offering = business.branches.filter((branch) => offers(branch, service));
  const named = business.branches.find((branch) => branch.id === slots.branch);
  if (named) return named;

  const words = [slots.branch, slots.address, slots.city].filter((value) => value !== undefined);
  const said = tellingWords(words.join(" "));
  const scored = business.branches
    .map((branch) => ({ branch, score: scoreOf(branch, said) }))
    .filter(({ score }) => score > 0);
  if (scored.length > 0) {
    const best = Math.max(...scored.map(({ score }) => score));
    const equals = scored.filter(({ score }) => score === best).map(({ branch }) => branch);
    return only(equals) ?? only(equals.filter((branch) => offers(branch, service)));
  }
  const { city } = slots;
  const isElsewhere =
    city !== undefined && !business.branches.some((branch) => isSamePlace(branch.city, String(city)));
  return isElsewhere ? undefined : only(offering);
}
