import { VERTICALS, type Business, type Vertical } from "../domain/business.ts";
import { stemOf, wordsOf } from "../domain/word-stem.ts";
import { CITIES } from "./gazetteer/cities.ts";
import { COMMON_SERVICES } from "./gazetteer/common-services.ts";
import { MORE_CITIES } from "./gazetteer/more-cities.ts";
import { DOCUMENT_TYPES } from "./gazetteer/document-types.ts";
import { firstNameOf } from "./gazetteer/names.ts";
import { POSITIONS } from "./gazetteer/positions.ts";
import { createTermList, type Mention, type TermList } from "./gazetteer/term-list.ts";
import { withoutOverlaps } from "./phrase-index.ts";

/** The names of things that a business and its customers speak of. */
export interface Gazetteer {
  services(flat: string): readonly Mention[];
  /** Names in services.yaml that are goods: what a supplier sells, as against the work it does. */
  readonly goods: ReadonlySet<string>;
  readonly sellsGoods: boolean;
  readonly positions: TermList;
  readonly documents: TermList;
  readonly cities: TermList;
  readonly branches: TermList;
  /** First names of the team, lower case, nominative. */
  readonly masters: ReadonlySet<string>;
  readonly phraseBlocks: readonly string[];
}

const POSITION_LIST = createTermList(POSITIONS);
const DOCUMENT_LIST = createTermList(DOCUMENT_TYPES);
// Not among the words that slips are mended to: «соколовой» is nobody from Stary Oskol.
const MORE_CITY_LIST = createTermList(MORE_CITIES);
const CITY_LIST = createTermList(CITIES);

/** Each word of a name by its stem, so that it is found in any case, and in nothing but its cases. */
function asPhrase(name: string): string {
  return wordsOf(name)
    .map((word) => (word.length > 3 && /^\p{L}+$/u.test(word) ? `${stemOf(word)}^` : word))
    .join(" ");
}

const INFINITIVE = /(?:ть|ться|чь|чься)$/u;

/** «Покрасить бампер» is said in either order and with words between: «бампер поцарапал, покрасить». */
function spokenOrders(alias: string): readonly string[] {
  const phrase = asPhrase(alias);
  const [first, second, ...others] = phrase.split(" ");
  const isTakenApart =
    second !== undefined && others.length === 0 && wordsOf(alias).some((word) => INFINITIVE.test(word));
  return isTakenApart ? [phrase, `${first} _ ${second}`, `${second} _ ${first}`] : [phrase];
}

/** A part in brackets or after a comma is a remark, not what customers say. */
const withoutRemark = (name: string): string => name.replaceAll(/\(.*?\)/g, " ").split(",")[0] ?? name;

function ownServices(business: Business): TermList {
  const lines = business.services.map((service) => {
    const phrases = [service.name, ...service.synonyms].flatMap((alias) =>
      spokenOrders(withoutRemark(alias)),
    );
    return `${service.name.replaceAll(":", " ")}: ${phrases.filter(Boolean).join(", ")}`;
  });
  return createTermList(lines.join("\n"));
}

function placesOf(
  business: Business,
  read: (branch: Business["branches"][number]) => readonly string[],
): TermList {
  const lines = business.branches.flatMap((branch) => {
    const [name = "", ...phrases] = read(branch);
    return phrases.some(Boolean)
      ? [`${name.replaceAll(":", " ")}: ${phrases.filter(Boolean).join(", ")}`]
      : [];
  });
  return createTermList(lines.join("\n"));
}

/** The house name of a street without "street" and the number: enough to tell a branch by. */
const streetOf = (address: string): string =>
  asPhrase(
    address
      .replaceAll(/(?:^|\s)(?:ул|улица|пр|проспект|пр-т|д|дом|пер|наб|ш|б-р|г)\.?(?=\s|$)/giu, " ")
      .split(/,|\d/u)[0] ?? "",
  );

/** Work that a supplier of equipment does; everything else on its list is goods. */
const WORK =
  /(?<!\p{L})(?:\p{L}*ремонт|\p{L}*монтаж|пуско\p{L}*|\p{L}*наладк|обслуживани|сервис|поверк|калибровк|диагностик|обучени|консультаци|выезд|аудит|проектировани|изготовлени|доставк|аренд|установка оборудования|замен|чистк|промывк|восстановлени|модернизаци|commission|install|repair|service|training)/iu;

function goodsOf(business: Business): ReadonlySet<string> {
  if (business.vertical !== "industrial") return new Set();
  const names = business.services.map(({ name }) => name.replaceAll(":", " ").trim());
  return new Set(names.filter((name) => !WORK.test(name)));
}

/** Builds the gazetteer of a business: its own names before the common ones, its own kind of business before others. */
export function createGazetteer(business: Business): Gazetteer {
  const own = ownServices(business);
  // «Прокол» of ears is no flat tyre: what is done to cars and machines is spoken of where that is done.
  const isOfThings = (vertical: Vertical): boolean => vertical === "auto" || vertical === "industrial";
  const others = VERTICALS.filter((vertical) => vertical !== business.vertical);
  const kinds = [
    business.vertical,
    ...others.filter((vertical) => isOfThings(business.vertical) || vertical !== "auto"),
  ];
  const common = kinds.map((vertical) => createTermList(COMMON_SERVICES[vertical] ?? ""));
  const branches = placesOf(business, (branch) => [
    branch.name,
    asPhrase(branch.name),
    streetOf(branch.address),
  ]);
  const ownCities = placesOf(business, (branch) => [branch.city, asPhrase(branch.city)]);
  const cities: TermList = {
    find: (flat) =>
      withoutOverlaps([...CITY_LIST.find(flat), ...MORE_CITY_LIST.find(flat), ...ownCities.find(flat)]),
    phraseBlocks: [...CITY_LIST.phraseBlocks, ...ownCities.phraseBlocks],
  };
  const masters = business.team
    .flatMap((manager) => wordsOf(manager.name))
    .map((word) => (firstNameOf(word) ?? word).toLowerCase().replaceAll("ё", "е"));
  return {
    services: (flat) => withoutOverlaps([...own.find(flat), ...common.flatMap((list) => list.find(flat))]),
    goods: goodsOf(business),
    sellsGoods: business.vertical === "industrial",
    positions: POSITION_LIST,
    documents: DOCUMENT_LIST,
    cities,
    branches,
    masters: new Set(masters),
    phraseBlocks: [
      ...own.phraseBlocks,
      ...common.flatMap((list) => list.phraseBlocks),
      ...POSITION_LIST.phraseBlocks,
      ...DOCUMENT_LIST.phraseBlocks,
      ...cities.phraseBlocks,
      ...branches.phraseBlocks,
    ],
  };
}
