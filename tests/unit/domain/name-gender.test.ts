import { describe, expect, it } from "vitest";
import { genderOfName } from "../../../src/domain/name-gender.ts";

describe("the gender that a name tells", () => {
  it.each([
    "Анна",
    "Мария Петровна",
    "Любовь",
    "Юлия Крылова",
    "Саша Иванова",
    "Ольга С.",
    "Айгуль",
    "Е. Н. Белова",
  ])("is a woman's for %s", (name) => expect(genderOfName(name)).toBe("feminine"));

  it.each([
    "Иван",
    "Никита",
    "Илья Лапшин",
    "Игорь",
    "Андрей Павлович Вересов",
    "Саша Петров",
    "Лёша",
    "Фома Кузьмич",
  ])("is a man's for %s", (name) => expect(genderOfName(name)).toBe("masculine"));

  it.each(["Саша", "Женя", "Регистратура №1", "Ann", "", "Бюро", "Олеся & Co"])(
    "is not to be guessed for %s",
    (name) => expect(genderOfName(name)).toBe("unknown"),
  );
});
