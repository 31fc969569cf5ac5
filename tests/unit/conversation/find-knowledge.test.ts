import { describe, expect, it } from "vitest";
import { findKnowledge } from "../../../src/conversation/find-knowledge.ts";
import { findServices } from "../../../src/conversation/find-services.ts";
import { aBusiness, aService } from "../../support/builders/business.ts";

const item = (id: string, question: string, also: readonly string[] = []) => ({
  id,
  question,
  also,
  answer: id,
});

const business = aBusiness({
  knowledge: [
    item("parking", "Есть ли парковка?", ["где припарковаться", "куда поставить машину"]),
    item("payment", "Как можно оплатить?", ["принимаете карты", "наличные"]),
    item("children", "Можно ли прийти с ребёнком?", ["детский уголок"]),
    item("certificates", "Есть ли подарочные сертификаты?"),
    item("sterile", "Как вы стерилизуете инструменты?"),
    item("late", "Что если я опоздаю?"),
    item("wifi", "Есть ли Wi-Fi?"),
    item("installments", "Есть ли рассрочка?", ["оплата частями"]),
    item("pets", "Можно с собакой?", ["с животными"]),
    item("preparation", "Как подготовиться к маникюру?"),
  ],
});

describe("findKnowledge", () => {
  it.each([
    ["паркова есть?", "parking"],
    ["а где машину можно поставить", "parking"],
    ["картой можна?", "payment"],
    ["принимаете наличку", "payment"],
    ["с малышом пустят?", "children"],
    ["подарочный сертификат есть", "certificates"],
    ["инструменты стерильные?", "sterile"],
    ["опаздываю что делать", "late"],
    ["вай фай есть", "wifi"],
    ["Расрочка есть?", "installments"],
    ["можно с псом", "pets"],
  ])("answers «%s»", (text, id) => {
    expect(findKnowledge(business, text).map((found) => found.id)[0]).toBe(id);
  });

  it.each([
    "есть ли у вас лицензия",
    "кто директор",
    "делаете татуаж",
    "можно ли курить",
    "есть ли душ",
    "работаете по омс",
    "сколько лет вашему салону",
    "",
    "???",
  ])("has no answer to «%s»", (text) => {
    expect(findKnowledge(business, text)).toEqual([]);
  });

  it("is not led astray by the name of the service whose price is asked", () => {
    const options = { beside: "маникюр", isDealtWith: true };
    expect(findKnowledge(business, "сколько стоит маникюр", options)).toEqual([]);
    expect(findKnowledge(business, "как подготовиться к маникюру", options)).toMatchObject([
      { id: "preparation" },
    ]);
  });

  it("reads a long turn only so far", () => {
    const long = "расскажите, пожалуйста, обо всём. ".repeat(200);
    expect(findKnowledge(business, `${long} Есть ли парковка?`)).toEqual(findKnowledge(business, long));
  });
});

describe("findServices", () => {
  const names = (wanted: string | undefined, text = "") =>
    findServices(business, wanted, text).services.map(({ name }) => name);

  it("knows synonyms, clippings and typing errors", () => {
    expect(names("маник")).toEqual(["Маникюр"]);
    expect(names("окрашиванее")).toEqual(["Окрашивание"]);
    expect(names(undefined, "скока покраска у вас")).toEqual(["Окрашивание"]);
  });

  it("prefers the reading that takes more of the words", () => {
    const services = [aService(), aService({ id: "gel", name: "Маникюр с покрытием", synonyms: [] })];
    const found = findServices(aBusiness({ services }), "маникюр с покрытием", "");
    expect(found).toMatchObject({ services: [{ id: "gel" }], isAmbiguous: false });
  });

  it("tells several wanted services from several readings of one", () => {
    expect(findServices(business, "маникюр и окрашивание", "")).toMatchObject({
      isAmbiguous: false,
      services: { length: 2 },
    });
    expect(findServices(business, "стрижка", "")).toMatchObject({
      isAmbiguous: true,
      services: { length: 2 },
    });
    expect(findServices(business, "мужская стрижка", "")).toMatchObject({
      isAmbiguous: false,
      services: { length: 1 },
    });
  });

  it("finds nothing in words that name no service", () => {
    expect(names(undefined, "когда вы открываетесь завтра")).toEqual([]);
    expect(names("татуаж")).toEqual([]);
  });
});
