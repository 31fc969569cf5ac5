import { describe, expect, it } from "vitest";
import { findService } from "../../../src/domain/find-service.ts";
import { isSameStem, stemOf } from "../../../src/domain/word-stem.ts";
import { aService } from "../../support/builders/business.ts";

const services = [
  aService({ id: "haircut", name: "Стрижка", synonyms: ["подстричься"] }),
  aService({ id: "beard", name: "Стрижка бороды", synonyms: [] }),
  aService({ id: "face", name: "Чистка лица", synonyms: [] }),
  aService({ id: "coloring", name: "Окрашивание", synonyms: ["покраска"] }),
];
const idOf = (text: string): string | undefined => findService({ services }, text)?.id;

describe("finding a service by the words of a slot", () => {
  it.each([
    ["СТРИЖКУ", "haircut"],
    ["стрижка горячими ножницами", "haircut"],
    ["стрижкой бороды", "beard"],
    ["чистку лица", "face"],
    ["чистка", "face"],
    ["покраску", "coloring"],
  ])("«%s» is %s", (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  it("finds none for what is not offered", () => {
    expect(idOf("педикюр")).toBeUndefined();
    expect(idOf("")).toBeUndefined();
  });

  it("tells forms of one word from other words", () => {
    expect(isSameStem(stemOf("стрижкой"), stemOf("стрижку"))).toBe(true);
    expect(isSameStem(stemOf("лицо"), stemOf("лицензия"))).toBe(false);
  });
});
