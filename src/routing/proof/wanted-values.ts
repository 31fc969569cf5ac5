import type { Business, Service } from "../../domain/business.ts";
import { isSamePlace } from "../same-place.ts";
import type { Accepts, Key } from "./acceptance.ts";
import { FLAGS, mergeAlike, type DimensionValue, type Option } from "./dimension-value.ts";

/** Branch, city and service belong together: a branch has a city, a service has branches and skills. */
export interface WantedValue extends DimensionValue {
  readonly sets: number;
  /** Index among the branches; the one after the last is "not known". */
  readonly place: number;
  readonly service: Service | undefined;
}

const WANTED_KEYS: readonly Key[] = ["branch", "city", "service", "skill"];
const ELSEWHERE = "Другой город";

/** Places and services together, cut into the classes that rules and people can tell apart. */
export function wantedValues(business: Business, accepts: Accepts): readonly WantedValue[] {
  const places = placeOptions(business);
  const values: WantedValue[] = [];
  for (const place of places) {
    for (const service of [undefined, ...business.services]) {
      if (!canMeet(business, place, service)) continue;
      const option: Option = {
        request: {
          ...(place.branchId === undefined ? {} : { branchId: place.branchId }),
          ...(service === undefined ? {} : { serviceId: service.id }),
        },
        slots: place.city === undefined ? {} : { city: place.city },
      };
      values.push({
        request: option.request ?? {},
        slots: option.slots ?? {},
        accepts: accepts(WANTED_KEYS, option),
        tail: {},
        refusesFlags: 0,
        sets: place.flags | (service ? FLAGS.knowsService : 0) | (service?.isVip ? FLAGS.mustBeVip : 0),
        place: place.index,
        service,
      });
    }
  }
  return mergeAlike(values, ({ place, service, sets }) =>
    [place, sets, service === undefined ? "-" : service.skills.toSorted().join("+")].join("/"),
  );
}

interface PlaceOption {
  readonly index: number;
  readonly branchId?: string | undefined;
  readonly city?: string | undefined;
  readonly flags: number;
}

/** Known branches, then requests without one: no city said, or a city that does not settle the branch. */
function placeOptions(business: Business): readonly PlaceOption[] {
  const { branches } = business;
  const unknown = branches.length;
  const said = [
    ...branches.map(({ city }) => city),
    ...business.rules.flatMap(({ when }) => when.city ?? []),
  ];
  const cities = said.filter((city, index) => said.findIndex((one) => isSamePlace(one, city)) === index);
  const unsettled = [...cities, ELSEWHERE].filter(
    (city) => branches.filter((branch) => isSamePlace(branch.city, city)).length !== 1,
  );
  return [
    ...branches.map(({ id }, index) => ({ index, branchId: id, flags: 0 })),
    ...(branches.length === 1 ? [] : [{ index: unknown, flags: FLAGS.knowsNoCity }]),
    ...unsettled.map((city) => ({ index: unknown, city, flags: FLAGS.knowsCity })),
  ];
}

/** Without a word about the place, a service of a single branch settles the branch. */
function canMeet(business: Business, place: PlaceOption, service: Service | undefined): boolean {
  if (place.branchId !== undefined || place.city !== undefined || !service) return true;
  const offering = business.branches.filter(
    ({ id }) => service.branches.length === 0 || service.branches.includes(id),
  );
  return offering.length !== 1;
}
