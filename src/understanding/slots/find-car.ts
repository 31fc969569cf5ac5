import { CAR_MAKES, CAR_MODELS } from "../gazetteer/cars.ts";
import { createTermList, type Mention } from "../gazetteer/term-list.ts";
import { isAdjective, isNever, isVerb } from "../phrases/phrase-words.ts";
import { isServiceHead } from "../phrases/service-heads.ts";
import { isCommonWord } from "../spelling/vocabulary.ts";

const MAKES = createTermList(CAR_MAKES);
const MODELS = createTermList(CAR_MODELS);
export const CAR_PHRASES: readonly string[] = [...MAKES.phraseBlocks, ...MODELS.phraseBlocks];

const LATER = /^ (?:(?<model>\d{1,3}|[a-z]{1,3}\d{1,3}|х\d|x\d)(?= ))?(?: ?(?<year>(?:19|20)\d\d)(?= |г))?/u;
const PLATE = /^ (?<plate>\d{3}|[авекмнорстух]\d{3}[авекмнорстух]{2}\d{0,3})(?= )/u;
/** «Кашкай J11», «Октавия А7». */
const GENERATION = /^ (?<code>[a-zа-я]\d{1,3})(?= )/u;
const NEXT_MODEL = /^ (?<word>[a-zа-я][a-zа-я0-9]{1,11})(?= )/u;
const NOT_MODEL = new Set(
  "готов готова замена заменить завтра сегодня на в с и у не нужно надо нужна нужен можно есть хочу хотел когда сколько что как стучит троит год года г пробег синий синяя белый белая черный черная красный серый серая серебристый дизель бензин механика автомат масло ремонт после мой моя где привез записать запишите подвеска колодки колеса to for is my and ready".split(
    " ",
  ),
);

const title = (text: string): string => text.replaceAll(/(?:^| )\p{L}/gu, (letter) => letter.toUpperCase());

/** The words of a flat text that name makes and models. */
export function carMentions(flat: string): readonly Mention[] {
  return [...MAKES.find(flat), ...MODELS.find(flat)];
}

/** Make, model, year and last digits of the plate, as far as a flat text names them: «Киа Рио 2017», «Логан 555». */
export function findCar(flat: string): string | undefined {
  const makes = MAKES.find(flat);
  const models = MODELS.find(flat);
  const [make] = makes;
  const [model] = models;
  if (make)
    return describe(
      make,
      models.find((other) => other.start === make.end),
      flat,
    );
  return model ? model.name + tail(model, flat) : undefined;
}

function describe(make: Mention, model: Mention | undefined, flat: string): string {
  if (model) return `${make.name} ${model.name.replace(/^Toyota /u, "")}${tail(model, flat)}`;
  const rest = flat.slice(make.end);
  const number = LATER.exec(rest)?.groups?.["model"];
  if (number) return `${make.name} ${number.toUpperCase()}${yearAfter(rest)}`;
  const word = NEXT_MODEL.exec(rest)?.groups?.["word"];
  const isModel = word !== undefined && !NOT_MODEL.has(word) && (/^[a-z]/u.test(word) || isStrange(word));
  return isModel
    ? `${make.name} ${title(word)}${yearAfter(rest.slice(word.length + 1))}`
    : make.name + yearAfter(rest);
}

/** A word that means nothing else: «Хендай гетц». */
const isStrange = (word: string): boolean =>
  /^[а-я]{3,}$/u.test(word) &&
  !isCommonWord(word) &&
  !isVerb(word) &&
  !isAdjective(word) &&
  !isNever(word) &&
  !isServiceHead(word);

function yearAfter(rest: string): string {
  const year = /^(?: \S+)? (?<year>(?:19|20)\d\d)(?= |г)/u.exec(rest)?.groups?.["year"];
  return year ? ` ${year}` : "";
}

function tail(model: Mention, flat: string): string {
  const rest = flat.slice(model.end);
  const year = yearAfter(rest);
  if (year) return year;
  const generation = GENERATION.exec(rest)?.groups?.["code"];
  if (generation) return ` ${generation.toUpperCase()}`;
  const plate = PLATE.exec(rest)?.groups?.["plate"];
  return plate ? ` ${plate.toUpperCase()}` : "";
}
