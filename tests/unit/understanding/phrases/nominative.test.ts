import { describe, expect, it } from "vitest";
import { nominativePhrase, type Case } from "../../../../src/understanding/phrases/nominative.ts";

const said = (words: string, place: Case = "unknown"): string => {
  const all = words.split(" ");
  return nominativePhrase(all.slice(0, -1), all.at(-1) ?? "", place).join(" ");
};

describe("the nominative of a phrase", () => {
  it.each([
    ["взрослому ортопеду", "взрослый ортопед"],
    ["лазерную шлифовку", "лазерная шлифовка"],
    ["лазерной эпиляции", "лазерная эпиляция"],
    ["послерейсовые осмотры", "послерейсовые осмотры"],
    ["парикмахерских услуг", "парикмахерские услуги"],
    ["физкультурные занятия", "физкультурные занятия"],
    ["подарочного сертификата", "подарочный сертификат"],
    ["вечернюю причёску", "вечерняя причёска"],
    ["гирудотерапию", "гирудотерапия"],
    ["обесцвечивания", "обесцвечивание"],
    ["бритья", "бритьё"],
    ["шугаринга", "шугаринг"],
    ["шеф-монтажа", "шеф-монтаж"],
    ["диагностику", "диагностика"],
    ["задвижек", "задвижки"],
    ["дизельных электростанций", "дизельная электростанция"],
    ["жестянщика", "жестянщик"],
    ["гардеробщиком", "гардеробщик"],
  ])("of «%s» is «%s»", (words, nominative) => {
    expect(said(words)).toBe(nominative);
  });

  it("is told from the words before it where the form is of two cases", () => {
    expect(said("йогу", "accusative")).toBe("йога");
    expect(said("дантисту", "dative")).toBe("дантист");
    expect(said("замены", "genitive")).toBe("замена");
  });

  it("is left alone when the word stands in it already", () => {
    for (const word of ["маникюр", "стретчинг", "йога", "брови", "узи", "бритьё", "сплит-тренировка"]) {
      expect(said(word)).toBe(word);
    }
  });
});
