import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../src/domain/business.ts";
import type { Category } from "../../../src/domain/category.ts";
import type { SlotName, Slots } from "../../../src/domain/slot.ts";
import { understand } from "../../support/builders/understanding.ts";

interface InProgress {
  readonly vertical?: Vertical;
  readonly category: Category;
  readonly pendingSlot?: SlotName;
  readonly slots?: Slots;
}

const after = (text: string, { vertical = "beauty", slots = {}, ...context }: InProgress) =>
  understand(text, { vertical, context: { slots, ...context } });

describe("talk in the middle of a request", () => {
  it.each(["👍", "🙏🙏", "ок, жду", "ок спс", "хорошо, жду звонка", "ахах понял"])(
    "is talk, whatever was asked last: «%s»",
    async (text) => {
      const read = await after(text, { category: "lead_b2c", pendingSlot: "name" });
      expect(read.category).toBe("smalltalk");
      expect(read.slots).toEqual({});
    },
  );

  it.each(["дороговато у вас", "не, записывать никуда не надо", "дороговато. нет, спасибо"])(
    "after a price asks for nothing: «%s»",
    async (text) => {
      const read = await after(text, { category: "price_info", slots: { service: "Маникюр" } });
      expect(read.category).toBe("smalltalk");
    },
  );

  it("is none where something more is wanted", async () => {
    const read = await after("ой еще и губы", { category: "lead_b2c", slots: { service: "Брови" } });
    expect(read.category).toBe("lead_b2c");
  });

  it("is none where somebody more is to come", async () => {
    const read = await after("и мне тоже", { category: "lead_b2c", slots: { service: "стрижка" } });
    expect(read.category).toBe("lead_b2c");
  });

  it("a bare «да» answers what was asked", async () => {
    expect((await after("да", { category: "lead_b2c", pendingSlot: "date" })).category).toBe("lead_b2c");
  });
});

describe("a question beside a request", () => {
  it.each([
    ["а шампанское своё можно принести?", "lead_b2c", "beauty"],
    ["а парковка бесплатная ещё?", "cancel_reschedule", "fitness"],
    ["а картой при получении можно?", "order_status", "auto"],
    ["сроки поставки какие?", "lead_b2b", "industrial"],
    ["а больно? я первый раз", "price_info", "beauty"],
    ["а для ребенка 7 лет?", "price_info", "fitness"],
    ["а снилс нужен?", "lead_b2c", "medical"],
    ["коврик свой брать?", "lead_b2c", "fitness"],
    ["а свои инструменты можно?", "lead_b2c", "beauty"],
    ["а больничный откроете?", "lead_b2c", "medical"],
  ] as const)("asks of terms and tells nothing: «%s» beside %s", async (text, category, vertical) => {
    expect((await after(text, { category, vertical })).category).toBe("price_info");
  });

  it("asks whether another service is included and orders none", async () => {
    const read = await after("а балансировка входит?", {
      category: "lead_b2c",
      vertical: "auto",
      slots: { service: "Шиномонтаж" },
    });
    expect(read.category).toBe("price_info");
  });

  it.each(["а завтра никак?", "а можно на 5?", "когда перезвоните?"])(
    "is none where the request itself is meant: «%s»",
    async (text) => {
      const read = await after(text, {
        category: "lead_b2c",
        pendingSlot: "name",
        slots: { service: "Маникюр" },
      });
      expect(read.category).toBe("lead_b2c");
    },
  );

  it("is none where the contact asks for a time", async () => {
    const read = await after("а в 18 можно?", { category: "lead_b2c", slots: { service: "Маникюр" } });
    expect(read).toMatchObject({ category: "lead_b2c", slots: { time: "18:00" } });
  });
});

describe("an address of the contact's own", () => {
  it("asks nothing about ours", async () => {
    const read = await understand("по заказу 998 измените адрес доставки", { vertical: "industrial" });
    expect(read.questions).not.toContain("address");
  });
});

describe("another matter", () => {
  it("is a grievance where words and meaning agree, although neither is certain", async () => {
    const read = await after("всё, расторгаем договор, возвращайте аванс", {
      category: "order_status",
      vertical: "industrial",
    });
    expect(read).toMatchObject({ category: "complaint", action: "escalate" });
  });

  it("is a new visit for something else after a cancellation", async () => {
    const read = await after("запишите меня вместо неё на узи молочных желёз, в следующую среду", {
      category: "cancel_reschedule",
      vertical: "medical",
      slots: { service: "маммография", date: "2026-03-12" },
    });
    expect(read).toMatchObject({ category: "lead_b2c", slots: { date: "2026-03-18" } });
  });

  it("is an order when it is placed after a price, whatever word it uses", async () => {
    const read = await after("ну оформите нам два", {
      category: "price_info",
      vertical: "fitness",
      slots: { service: "Абонемент на месяц" },
    });
    expect(read.category).toBe("lead_b2c");
  });
});

describe("a correction by both values", () => {
  const booked: Slots = { service: "стрижка", date: "2026-03-12", time: "14:00", master: "Жанна" };

  it.each([
    ["не к Жанне, а к Вере", "Вера"],
    ["лучше пятница и не к Жанне, а к Вере", "Вера"],
    ["а нет не к Жанне, лучше к Свете", "Света"],
  ])("replaces the specialist: «%s»", async (text, master) => {
    const read = await after(text, { category: "lead_b2c", slots: booked });
    expect(read.slots.master).toBe(master);
  });

  it.each([
    ["хотя не 40 а 55", 40, 55],
    ["нет, 80", 50, 80],
    ["ой, точнее 12 человек", 10, 12],
    ["вместо 10 сделайте 8", 10, 8],
    ["8 вместо 10", 10, 8],
  ])("replaces the number: «%s»", async (text, was, is) => {
    const read = await after(text, {
      category: "lead_b2b",
      vertical: "industrial",
      slots: { product: "насосы", quantity: was },
    });
    expect(read.slots.quantity).toBe(is);
  });

  it("counts what is left of an order whose number was not known", async () => {
    const read = await understand("по заказу 330\nвместо 10 задвижек отгрузите 8", {
      vertical: "industrial",
    });
    expect(read).toMatchObject({
      category: "cancel_reschedule",
      slots: { order_id: "330", product: "задвижки", quantity: 8 },
    });
  });

  it("takes of two services the one that is not denied", async () => {
    const read = await after("перепутала, не на маникюр, а на окрашивание", {
      category: "lead_b2c",
      slots: { service: "Маникюр", date: "2026-03-13" },
    });
    expect(read.slots).toEqual({ service: "Окрашивание" });
  });

  it("replaces the contact's own name, not the specialist's", async () => {
    const read = await after("ой не Игорь а Егор)", {
      category: "lead_b2c",
      vertical: "fitness",
      slots: { service: "Пробная тренировка", name: "Игорь" },
    });
    expect(read.slots).toEqual({ name: "Егор" });
  });

  it.each<[string, Slots, Slots]>([
    ["ой 18", { service: "Маникюр", date: "2026-03-17" }, { date: "2026-03-18" }],
    ["ой 18", { service: "Маникюр", date: "2026-03-17", time: "17:00" }, { time: "18:00" }],
    ["ой 5", { service: "Маникюр", date: "2026-03-30" }, {}],
  ])("by a bare number replaces what it can stand for: «%s» after %j", async (text, slots, corrected) => {
    expect((await after(text, { category: "lead_b2c", slots })).slots).toEqual(corrected);
  });

  it("replaces the hour that is denied", async () => {
    const read = await after("не 12 а 13", { category: "lead_b2c", slots: { ...booked, time: "12:00" } });
    expect(read.slots.time).toBe("13:00");
  });

  it("leaves an hour alone that is asked for", async () => {
    const read = await after("нет, в 16", { category: "lead_b2c", slots: { ...booked, quantity: 2 } });
    expect(read.slots).toMatchObject({ time: "16:00" });
    expect(read.slots.quantity).toBeUndefined();
  });
});

describe("a vague value", () => {
  it.each<[string, InProgress, SlotName]>([
    ["в четверг у меня зубной", { category: "lead_b2c", slots: { service: "Маникюр" } }, "service"],
    ["ну вечером, да", { category: "lead_b2c", slots: { service: "Маникюр", time: "19:00" } }, "time"],
    ["это Лена", { category: "lead_b2c", slots: { service: "Маникюр", name: "Лена Воробьева" } }, "name"],
    [
      "когда машину вечером забрать смогу?",
      { category: "lead_b2c", vertical: "auto", slots: { service: "Развал-схождение", time: "morning" } },
      "time",
    ],
    [
      "октавия стоит у вас",
      { category: "order_status", vertical: "auto", slots: { car: "Шкода Октавия А777ВС" } },
      "car",
    ],
    [
      "срочно надо, линия стоит",
      { category: "lead_b2b", vertical: "industrial", slots: { product: "насосы К80" } },
      "product",
    ],
    [
      "из-за вашего компрессора стоим",
      { category: "tech_support", vertical: "industrial", slots: { product: "шкаф управления" } },
      "product",
    ],
  ])("takes no place of a telling one: «%s»", async (text, inProgress, slot) => {
    expect((await after(text, inProgress)).slots[slot]).toBeUndefined();
  });

  it.each<[string, InProgress, Slots]>([
    ["лучше утром", { category: "lead_b2c", slots: { time: "19:00" } }, { time: "morning" }],
    ["хочу педикюр", { category: "lead_b2c", slots: { service: "Маникюр" } }, { service: "педикюр" }],
    ["меня зовут Ольга", { category: "lead_b2c", slots: { name: "Лена Воробьева" } }, { name: "Ольга" }],
  ])("that changes what is known replaces it: «%s»", async (text, inProgress, slots) => {
    expect((await after(text, inProgress)).slots).toMatchObject(slots);
  });
});

describe("a name", () => {
  it.each([
    ["Ирина", "Попова", "Ирина Попова"],
    ["Попова", "Ирина", "Ирина Попова"],
  ])("«%s» after «%s» makes one person", async (text, known, name) => {
    const read = await after(text, { category: "lead_b2c", pendingSlot: "phone", slots: { name: known } });
    expect(read.slots.name).toBe(name);
  });

  it.each(["запишите на окрашивание на 20 марта", "приём до 20 марта"])("is no month: «%s»", async (text) => {
    expect((await after(text, { category: "lead_b2c" })).slots.name).toBeUndefined();
  });

  it("is a name when somebody called like a month gives it beside a date", async () => {
    const read = await after("Марта, на 20 марта", { category: "lead_b2c", pendingSlot: "name" });
    expect(read.slots.name).toBe("Марта");
  });

  const complaint = { category: "complaint", pendingSlot: "date" } as const;

  it.each<[string, InProgress, Slots]>([
    ["делала позавчера, Регина", complaint, { master: "Регина", date: "2026-03-09" }],
    ["мастер была Кристина", complaint, { master: "Кристина" }],
    ["Громова Нелли, 8 929 301-77-55. было 5 марта", complaint, { name: "Громова Нелли" }],
    ["Мельникова Ольга", complaint, { name: "Мельникова Ольга" }],
    ["вчера в 19:00, Одинцов", { ...complaint, vertical: "fitness" }, { name: "Одинцов", time: "19:00" }],
    ["вчера, Белякова", { ...complaint, vertical: "medical" }, { master: "Белякова" }],
    ["Ника", complaint, { name: "Ника" }],
    ["Олег", { ...complaint, slots: { master: "Тимур" } }, { name: "Олег" }],
    ["Юлия 89031112233", { ...complaint, slots: { master: "Кристина" } }, { name: "Юлия" }],
  ])("in a complaint is whose it is: «%s»", async (text, inProgress, slots) => {
    const read = await after(text, inProgress);
    expect(read.slots).toMatchObject(slots);
    expect(Object.keys(read.slots).filter((slot) => slot === "name" || slot === "master")).toEqual(
      Object.keys(slots).filter((slot) => slot === "name" || slot === "master"),
    );
  });
});

describe("an hour before a person", () => {
  it("is no sum of money", async () => {
    const read = await understand("стрижка в субботу в 12 к Тимуру", { vertical: "barbershop" });
    expect(read.slots).toMatchObject({ time: "12:00", master: "Тимур" });
    expect(read.slots.budget).toBeUndefined();
  });
});

describe("an answer that is none", () => {
  it.each<[string, InProgress, SlotName]>([
    ["красава", { category: "lead_b2c", pendingSlot: "name" }, "name"],
    ["тогда норм", { category: "lead_b2c", pendingSlot: "name" }, "name"],
    ["мы Уралстройсервис", { category: "lead_b2c", pendingSlot: "name", vertical: "industrial" }, "name"],
    ["я на Мира 17", { category: "lead_b2c", pendingSlot: "address", vertical: "auto" }, "name"],
    ["вы подвеску делали", { category: "complaint", pendingSlot: "car", vertical: "auto" }, "car"],
    [
      "ставим ваше оборудование, комиссия 5%",
      { category: "partnership", pendingSlot: "company", vertical: "industrial" },
      "company",
    ],
    ["мама Оля 89112223344", { category: "lead_b2c", vertical: "medical", slots: { name: "Миша" } }, "name"],
    ["и чтоб зал был пустой)))", { category: "lead_b2c", pendingSlot: "name", vertical: "fitness" }, "name"],
    ["на почту anna@ya.ru", { category: "document_request", pendingSlot: "name" }, "name"],
    [
      "а Макс точно будет?",
      { category: "lead_b2c", pendingSlot: "name", vertical: "barbershop", slots: { master: "Макс" } },
      "name",
    ],
    ["чё делать то", { category: "complaint", vertical: "auto" }, "service"],
  ])("is not taken for one: «%s»", async (text, inProgress, slot) => {
    expect((await after(text, inProgress)).slots[slot]).toBeUndefined();
  });

  it("leaves the street of an address whose words around it say where", async () => {
    const read = await after("я на Мира 17", {
      category: "lead_b2c",
      pendingSlot: "address",
      vertical: "auto",
    });
    expect(read.slots.address).toBe("Мира 17");
  });

  it("is a number of a purchase, which nobody could take for talk", async () => {
    const read = await after("№ 0351100012326000045", {
      category: "tender",
      pendingSlot: "deadline",
      vertical: "industrial",
    });
    expect(read).toMatchObject({ category: "tender", slots: { tender_no: "0351100012326000045" } });
  });
});

describe("what comes late", () => {
  it.each<[string, InProgress, Slots]>([
    ["«Пиксель Групп», счёт на pay@pixelgroup.ru", { category: "lead_b2b" }, { company: "Пиксель Групп" }],
    ["мы Сириус Логистик", { category: "lead_b2b", vertical: "auto" }, { company: "Сириус Логистик" }],
    [
      "Калуга, ул. Складская 4. Пётр Ильич 8-910-555-66-01",
      { category: "tech_support", vertical: "industrial" },
      { city: "Калуга", address: "ул. Складская 4", name: "Пётр Ильич" },
    ],
    [
      "пр-т Мира, д. 12, оф. 5",
      { category: "lead_b2b", vertical: "industrial", slots: { product: "насосы" } },
      { address: "пр-т Мира, д. 12, оф. 5" },
    ],
    ["студия Грация, 8-900-123-45-67", { category: "lead_b2b" }, { company: "Грация" }],
    ["отель Меридиан, спа-процедуры для гостей", { category: "lead_b2b" }, { company: "отель Меридиан" }],
    [
      "вы на той неделе делали",
      { category: "complaint", vertical: "auto" },
      { date: "2026-03-02/2026-03-08" },
    ],
    [
      "Екатеринбург, ул. Малышева 5",
      { category: "cancel_reschedule", vertical: "industrial", slots: { order_id: "998" } },
      { address: "ул. Малышева 5" },
    ],
    ["АльфаЗдоровье", { category: "lead_b2b", vertical: "medical" }, { company: "АльфаЗдоровье" }],
    [
      "ТВ-320",
      { category: "price_info", vertical: "industrial", slots: { product: "токарный станок" } },
      { product: "токарный станок ТВ-320" },
    ],
    [
      "и закажите вместо него 5 задвижек ду50",
      { category: "cancel_reschedule", vertical: "industrial", slots: { order_id: "5501" } },
      { quantity: 5 },
    ],
    ["нас двое", { category: "lead_b2c" }, { quantity: 2 }],
    ["нас будет 4", { category: "lead_b2c" }, { quantity: 4 }],
  ])("is kept: «%s»", async (text, inProgress, slots) => {
    expect((await after(text, inProgress)).slots).toMatchObject(slots);
  });

  it.each([
    ["сорок человек", "fitness"],
    ["почта fleet@sirius-log.ru", "auto"],
  ] as const)("is no service: «%s»", async (text, vertical) => {
    const read = await after(text, { category: "lead_b2b", pendingSlot: "service", vertical });
    expect(read.slots.service).toBeUndefined();
  });
});

describe("a name with a number", () => {
  it("goes on with the request and is nothing else besides", async () => {
    const read = await after("Рузанна 8 927 440 00 13", { category: "lead_b2c" });
    expect(read).toMatchObject({ category: "lead_b2c", also: [], slots: { name: "Рузанна" } });
  });
});
