import type { Category } from "../../domain/category.ts";
import type { Signals } from "../read-signals.ts";

const QUOTED = String.raw`[«"“„](?<name>[^«»"“”„\n]{2,60})[»"”“]`;
/** Houses that are called by their kind and name together: «отель «Маяк»». */
const HOUSES = String.raw`(?:мини-)?(?:отел|гостиниц|санатори|пансионат|турбаз|баз|хостел|ресторан|кафе|больниц|поликлиник|лице|гимнази|пекарн|ферм|лагер|клиник|завод|фабрик|комбинат|аптек|институт|университет|колледж|театр|музе)`;
/** Kinds that nobody counts to the name: «фирма «Агротех»» is «Агротех». */
const KINDS = String.raw`(?:фирм|компани|организаци|предприяти|холдинг|агентств|студи|фотостуди|магазин|бутик|сет|бренд|школ|салон|ателье|типографи|издательств|клуб|центр|банк|фонд|групп|корпораци|журнал|газет|телеканал|стройфирм|автошкол|сервис|автосервис|такси|бюро|мастерск|кофейн|барбершоп|питомник|интернет-магазин|торгов\p{L}+ дом|концерн)`;
const HOUSE = new RegExp(String.raw`(?<![\p{L}-])(?<kind>${HOUSES}\p{L}{0,3}) ${QUOTED}`, "iu");
const FIRM = new RegExp(String.raw`(?<![\p{L}])${KINDS}\p{L}{0,4}(?: \p{L}+){0,3} ${QUOTED}`, "iu");
/** «Кадры завода ЖБИ». */
const PLANT = /(?<!\p{L})(?<kind>завод|комбинат|фабрик)\p{L}{0,2} (?<name>[А-ЯЁ]{2,8})(?!\p{L})/u;
const SLOGAN =
  /(?:слов\p{L}+|пакет\p{L}*|акци\p{L}*|формат\p{L}*|пиде\p{L}*|тем\p{L}|фраз\p{L}+|сказал\p{L}*|ответ\p{L}*|вопрос\p{L}*|тариф\p{L}*|программ\p{L}*|рубрик\p{L}*|проект\p{L}*|кнопк\p{L}+|пункт\p{L}*|в|за|про) ?$/iu;
const ALONE = new RegExp(QUOTED, "u");

/** A kind of house as it stands before its name. */
const houseOf = (kind: string): string =>
  kind
    .replace(/^(.*отел)(?:я|ю|ем|е)$/iu, "$1ь")
    .replace(
      /(санатори|пансионат|ресторан|завод|комбинат|хостел|институт|университет|колледж|театр)(?:я|ю|ем|а|у|ом|е)$/iu,
      "$1",
    )
    .replace(/санатори$/iu, (found) => `${found}й`)
    .replace(/(гостиниц|турбаз|баз|больниц|поликлиник|клиник|фабрик|аптек|ферм)(?:ы|у|ей|ой|е|и)$/iu, "$1а");

/** The firm a turn speaks for: with its form, with the kind of house it is, or by its name alone. */
export function chooseCompany({ slots, text }: Signals, category: Category): string | undefined {
  const { company } = slots.company;
  const { clean } = text;
  const plant = PLANT.exec(clean)?.groups;
  if (plant?.["name"] !== undefined && (company === undefined || company === plant["name"])) {
    const kind = plant["kind"] === "фабрик" ? "фабрика" : plant["kind"];
    return `${kind} ${plant["name"]}`;
  }
  const house = HOUSE.exec(clean)?.groups;
  const isFormed =
    company !== undefined &&
    /^(?:ООО|ОАО|ЗАО|ПАО|АО|НАО|ИП|МУП|ГУП|ФГУП|ГБУ|ГБУЗ|МБУ|АНО|ТСЖ|LLC)/u.test(company);
  if (isFormed) return company;
  if (house?.["name"] !== undefined && house["kind"] !== undefined && SPEAKS_FOR.has(category))
    return `${houseOf(house["kind"])} «${house["name"].trim()}»`;
  if (company !== undefined)
    return category === "lead_b2b" || !/^\p{Ll}/u.test(company) ? company : undefined;
  const firm = FIRM.exec(clean)?.groups?.["name"];
  if (firm !== undefined && SPEAKS_FOR.has(category) && /^[\p{Lu}\d]/u.test(firm.trim())) return firm.trim();
  if (category !== "partnership") return undefined;
  const alone = ALONE.exec(clean);
  const name = alone?.groups?.["name"]?.trim();
  const isSlogan = alone !== null && SLOGAN.test(clean.slice(0, alone.index));
  return name !== undefined && !isSlogan && /^[\p{Lu}\d]/u.test(name) && !name.includes("+")
    ? name
    : undefined;
}

const SPEAKS_FOR: ReadonlySet<Category> = new Set([
  "lead_b2b",
  "tender",
  "partnership",
  "order_status",
  "document_request",
  "investor_media",
]);
