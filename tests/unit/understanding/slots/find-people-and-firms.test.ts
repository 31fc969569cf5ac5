import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAmounts } from "../../../../src/understanding/slots/find-amounts.ts";
import { findCar } from "../../../../src/understanding/slots/find-car.ts";
import { findCompany, isValidInn } from "../../../../src/understanding/slots/find-company.ts";
import { findContacts } from "../../../../src/understanding/slots/find-contacts.ts";
import { findIdentifiers } from "../../../../src/understanding/slots/find-numbers.ts";
import { understand } from "../../../support/builders/understanding.ts";

describe("phones and e-mails", () => {
  it.each([
    ["89131234567", "+79131234567"],
    ["8 913 123-45-67", "+79131234567"],
    ["+7 (913) 123 45 67", "+79131234567"],
    ["9131234567 Яна", "+79131234567"],
    ["тел. 8-902-555-44-33", "+79025554433"],
  ])("reads «%s» as %s", (text, phone) => {
    expect(findContacts(text).phone).toBe(phone);
  });

  it.each(["паспорт 4509 123456", "заказ 5512", "ИНН 12", "в 18:30 на 25 марта"])(
    "sees no phone in «%s»",
    (text) => {
      expect(findContacts(text).phone).toBeUndefined();
    },
  );

  it("reads an e-mail in lower case and leaves its digits to nobody else", () => {
    expect(findContacts("пишите на Zakup89131234567@Zavod.ru")).toMatchObject({
      email: "zakup89131234567@zavod.ru",
      phone: undefined,
    });
  });

  it("reads every Russian mobile in every usual spelling", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.constantFrom("+7", "8", "8 ", "+7 "),
        (rest, prefix) => {
          const digits = `9${String(rest).padStart(9, "0")}`;
          const found = findContacts(`позвоните ${prefix}${digits}`).phone;
          expect(found === undefined || found === `+7${digits}`).toBe(true);
        },
      ),
    );
  });
});

describe("firms", () => {
  it.each([
    ["ООО «Климат»", "ООО «Климат»"],
    ["ООО Климат 5407001122", "ООО «Климат»"],
    ["ООО Тёплый Дом ИНН 5407001122", "ООО «Тёплый Дом»"],
    ["АО Сибирь КПП 540701001", "АО «Сибирь»"],
    ["работаем по предоплате, ооо вектор", "ООО «Вектор»"],
    ["счет на ИП Громова", "ИП Громова"],
    ["компания СтройРесурс предлагает", "СтройРесурс"],
    ["мы логистическая компания", "логистическая компания"],
  ])("names the firm of «%s»", (text, company) => {
    expect(findCompany(text, false).company).toBe(company);
  });

  it("takes no sentence after a bare form for a name", () => {
    expect(findCompany("оплата от ООО. Сколько и какие условия?", false).company).toBeUndefined();
  });

  it("takes the digits after the word ИНН even when mistyped, for that is what was given", () => {
    expect(isValidInn("5504123456")).toBe(false);
    expect(findCompany("ИНН 5504123456", false).inn).toBe("5504123456");
    expect(findCompany("инн: 7707 083 893", false).inn).toBe("7707083893");
  });

  it("takes bare digits with right check digits, beside a firm, or when asked for", () => {
    expect(findCompany("7707083893", false).inn).toBe("7707083893");
    expect(findCompany("7707083894", false).inn).toBeUndefined();
    expect(findCompany("7707083894", true).inn).toBe("7707083894");
    expect(findCompany("ООО Терминал, 7721112233, 2025 год", false).inn).toBe("7721112233");
  });

  it("takes no bare mobile for an INN", () => {
    expect(findCompany("школа танцев «Па», Яна 9139990000", true).inn).toBeUndefined();
  });

  it("rejects every INN with one digit changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = "7707083893";
        const changed = (Number(digits[at]) + by) % 10;
        const other = digits.slice(0, at) + String(changed) + digits.slice(at + 1);
        // The check is modulo 11 and then 10, so a few changes go unseen; the last digit never does.
        expect(at < 9 || !isValidInn(other)).toBe(true);
      }),
    );
  });
});

describe("sums and numbers of things", () => {
  it.each([
    ["бюджет 1,5 млн", 1_500_000],
    ["нмцк 7,8 млн", 7_800_000],
    ["до 20 млн руб в год", 20_000_000],
    ["бюджет до 300 тысяч", 300_000],
    ["полмиллиона максимум", 500_000],
  ])("reads the sum of «%s» as %d", (text, budget) => {
    expect(findAmounts(text).budget).toBe(budget);
  });

  it.each([
    ["нужно 2 шт", 2],
    ["на 70 водителей", 70],
    ["человек на 25", 25],
    ["нужно 10 насосов", 10],
    ["120 метров", 120],
    ["нас семь человек", 7],
    ["в количестве 40", 40],
    ["1 500 штук", 1500],
  ])("counts «%s» as %d", (text, quantity) => {
    expect(findAmounts(text).quantity).toBe(quantity);
  });

  it("takes followers for no money, and the size of a tank for no number", () => {
    expect(findAmounts("30 тысяч подписчиков").budget).toBeUndefined();
    expect(findAmounts("емкость на 200 литров").quantity).toBeUndefined();
  });
});

describe("numbers of orders, tenders and errors", () => {
  it.each([
    ["по заказу 2045", "2045"],
    ["Заказ 78-Б обещали", "78-Б"],
    ["К-12 глина дошла?", "К-12"],
    ["заказ косметики №5512", "5512"],
    ["по договору 14/26", "14/26"],
    ["order 1120", "1120"],
  ])("reads the order of «%s»", (text, orderId) => {
    expect(findIdentifiers(text).orderId).toBe(orderId);
  });

  it.each([
    ["закупка №32615470099", "32615470099"],
    ["процедуры РН-2026/118", "РН-2026/118"],
    ["RFP 26-04", "26-04"],
    ["извещение 0352300021526000014", "0352300021526000014"],
  ])("reads the tender of «%s»", (text, tenderNo) => {
    expect(findIdentifiers(text).tenderNo).toBe(tenderNo);
  });

  it("reads an error code", () => {
    expect(findIdentifiers("встал с кодом E07").errorCode).toBe("E07");
  });

  it("takes no date for a number", () => {
    expect(findIdentifiers("заказ 14.03").orderId).toBeUndefined();
  });
});

describe("cars", () => {
  it.each([
    [" киа рио 2017 замена масла ", "Киа Рио 2017"],
    [" мазда 6 r17 ", "Мазда 6"],
    [" форд фокус синий ", "Форд Фокус"],
    [" логан 555 ", "Логан 555"],
    [" is my camry ready ", "Toyota Camry"],
    [" тигуан синий ", "Тигуан"],
  ])("names the car of «%s»", (flat, car) => {
    expect(findCar(flat)).toBe(car);
  });
});

describe("people", () => {
  it.each([
    ["Нелли, 89620000001", "Нелли"],
    ["Меня зовут Пётр, хочу записаться на стрижку", "Пётр"],
    ["Запишите на стрижку сына, Паша зовут", "Паша"],
  ])("reads the contact's name of «%s»", async (text, name) => {
    const { slots } = await understand(text, { context: { category: "lead_b2c" } });
    expect(slots.name).toBe(name);
  });

  it.each([
    ["можно в субботу к Кристине на окрашивание", "Кристина"],
    ["запишите на маникюр к мастеру Рите завтра", "Рита"],
    ["отмените запись к Соколовой", "Соколова"],
  ])("reads the specialist of «%s»", async (text, master) => {
    const { slots } = await understand(text);
    expect(slots.master).toBe(master);
  });

  it("puts a name in an oblique case into the nominative", async () => {
    const { slots } = await understand("Пришлите справку для налоговой на Семёнову Ольгу Игоревну", {
      vertical: "medical",
    });
    expect(slots.name).toBe("Ольга Семёнова");
  });
});
