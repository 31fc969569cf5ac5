import { describe, expect, it } from "vitest";
import { findKnowledge } from "../../../src/conversation/find-knowledge.ts";
import { aBranch, aBusiness, aService, hoursOn } from "../../support/builders/business.ts";
import { aSpokenPlay } from "../../support/builders/spoken-play.ts";

const workshop = aBusiness({
  vertical: "auto",
  services: [
    aService({
      id: "maintenance",
      name: "Плановое ТО",
      synonyms: ["пройти ТО"],
      price: { from: 4500, to: 14_000 },
      isFixedPrice: false,
      priceNeeds: ["car"],
    }),
    aService({ id: "oil", name: "Замена масла", synonyms: [], price: { from: 900 } }),
    aService({ id: "tow", name: "Эвакуатор", synonyms: [], price: { from: 3500 } }),
    aService({ id: "test", name: "Тест-драйв", synonyms: ["пройти тест"], price: { from: 100 } }),
  ],
  questions: { car: { say: "Какая у вас машина: марка, модель, год?", choices: ["Лада", "Киа"] } },
});
const supplier = aBusiness({
  vertical: "industrial",
  services: [
    aService({
      id: "bearing",
      name: "Подшипник",
      synonyms: ["подшипники"],
      price: { from: 180 },
      isFixedPrice: false,
      priceNeeds: ["quantity"],
    }),
    aService({ id: "commissioning", name: "Пусконаладка", synonyms: [], price: { from: 45_000 } }),
    aService({ id: "compressor", name: "Компрессор", synonyms: [], price: { from: 290_000 } }),
  ],
});
const club = aBusiness({
  vertical: "fitness",
  branches: [aBranch(), aBranch({ id: "ural", name: "Уралмаш", address: "пр. Космонавтов, 41" })],
  services: [
    aService({ id: "pool", name: "Бассейн", synonyms: [], price: { from: 650 }, branches: ["center"] }),
    aService({ id: "yoga", name: "Йога", synonyms: [], price: { from: 700 } }),
  ],
});

describe("a price", () => {
  it.each(["сколько стоит ТО на киа рио", "сколько стоит то на киа рио"])(
    "of a service called like a small word is told: «%s»",
    async (text) => {
      expect((await aSpokenPlay(workshop).say(text)).said).toContain("Плановое ТО — от 4 500 до 14 000 ₽");
    },
  );

  it("waits for the car in the owner's words and with the owner's choices", async () => {
    const asked = await aSpokenPlay(workshop).say("сколько стоит пройти ТО");
    expect(asked.said).toContain("Цена зависит от автомобиля. Какая у вас машина: марка, модель, год?");
    const say = asked.effects.find((effect) => effect.kind === "say");
    expect(say?.choices.map(({ label }) => label)).toEqual(["Лада", "Киа"]);
  });

  it("of goods waits for the quantity and is told once it is known", async () => {
    const { said, outcome } = await aSpokenPlay(supplier).sayAll("Почём подшипники?", "100 штук");
    expect(said).toContain("Подшипник — от 180 ₽");
    expect(outcome.isWithPeople).toBe(false);
  });

  it("of work on goods is the work's alone", async () => {
    const { said } = await aSpokenPlay(supplier).say("сколько стоит пусконаладка компрессора?");
    expect(said).toContain("Пусконаладка — 45 000 ₽");
    expect(said).not.toContain("290 000");
  });

  it.each([
    ["в субботу утром", "суббота 14 марта, утром"],
    ["давайте завтра", "четверг 12 марта"],
  ])("is followed by a booking: «%s»", async (text, recap) => {
    const booked = await aSpokenPlay(aBusiness()).sayAll("сколько стоит маникюр?", text);
    expect(booked.said).toContain(`Записала заявку: маникюр, ${recap}.`);
    expect(booked.kinds).toContain("hand_off");
  });

  it.each(["да", "давайте"])(
    "is followed by the question for the day when the invitation is met with «%s»",
    async (yes) => {
      const { outcome, said } = await aSpokenPlay(aBusiness()).sayAll("сколько стоит маникюр?", yes);
      expect(outcome).toMatchObject({ category: "lead_b2c", asked: ["date"] });
      expect(said).toContain("На какой день");
    },
  );

  it("is followed by no booking when the invitation is met with thanks", async () => {
    const { outcome } = await aSpokenPlay(aBusiness()).sayAll("сколько стоит маникюр?", "да, спасибо");
    expect(outcome).toMatchObject({ category: "smalltalk", asked: [] });
  });

  it("beside a question about parking is answered with parking, not with addresses", async () => {
    const { said } = await aSpokenPlay(aBusiness()).say("Есть ли у вас парковка? И сколько стоит маникюр?");
    expect(said).toContain("1 800 ₽");
    expect(said).toContain("10 бесплатных мест");
    expect(said).not.toContain("Ленина");
  });
});

describe("what stands in a book of answers", () => {
  const business = aBusiness({
    knowledge: [
      { id: "signs", question: "Какие приметы нужны мастеру?", also: ["примет"], answer: "Никаких." },
      { id: "coffee", question: "Угощаете ли вы кофе?", also: ["вы"], answer: "Да, кофе у нас бесплатно." },
      { id: "walk", question: "Можно зайти без записи?", also: ["просто зайти"], answer: "Можно." },
    ],
  });

  it.each(["где вы?", "вы где", "а у них есть?", "скажите, вы есть?", "как вас найти"])(
    "is not found by «%s»: small words are about anything",
    (text) => {
      expect(findKnowledge(business, text)).toEqual([]);
    },
  );

  it.each(["привет", "Приветик!", "доброго дня", "привет, спасибо"])(
    "is not found by the greeting «%s»",
    (text) => {
      expect(findKnowledge(business, text)).toEqual([]);
    },
  );

  it("is found behind a greeting and through a slip", () => {
    expect(findKnowledge(business, "Привет! Кофе угощаите?").map(({ id }) => id)).toEqual(["coffee"]);
  });
});

describe("who can't wait", () => {
  it("is handed over at once when it is known what for, with one question for the phone", async () => {
    const { outcome, kinds } = await aSpokenPlay(workshop).say("нужен эвакуатор срочно, встал на трассе");
    expect(kinds).toContain("hand_off");
    expect(outcome.asked).toEqual(["phone"]);
  });

  it("is asked what for as long as that is not known", async () => {
    const { outcome, kinds } = await aSpokenPlay(workshop).say("срочно запишите меня");
    expect(kinds).not.toContain("hand_off");
    expect(outcome.asked).toEqual(["service"]);
  });

  it("is asked for no phone where the owner's questions have none", async () => {
    const flows = {
      lead_b2c: { ask: ["service", "date"], enough: [["service", "date"]], maxQuestions: 2 },
    } as const;
    const { outcome } = await aSpokenPlay({ ...workshop, flows }).say("срочно нужен эвакуатор на трассу");
    expect(outcome).toMatchObject({ isWithPeople: true, asked: [] });
  });

  it("gets a person in the normal time, not in that of a question about prices", async () => {
    const play = aSpokenPlay(aBusiness());
    const { said } = await play.say("позовите человека");
    expect(said).toContain("в течение 30 минут");
    expect(play.state.request?.priority).toBe("normal");
  });
});

describe("the language of a conversation", () => {
  it("stays for a bare answer in it", async () => {
    const { said, understanding } = await aSpokenPlay(aBusiness()).sayAll(
      "Hello, I would like a manicure",
      "tomorrow at 5 pm",
      "Tom",
    );
    expect(said).toBe("Added to your request: Tom.");
    expect(understanding.slots.name).toBe("Tom");
  });

  it("stays Russian for a brand or a number in Latin letters", async () => {
    const { said } = await aSpokenPlay(workshop).sayAll("сколько стоит пройти ТО", "BMW X5");
    expect(said).toContain("Плановое ТО — от 4 500");
  });

  it("turns with a sentence in another one", async () => {
    const { said } = await aSpokenPlay(aBusiness()).sayAll(
      "Hello, how much is a manicure?",
      "а сколько стоит стрижка?",
    );
    expect(said).toContain("Мужская стрижка — 1 500 ₽.");
  });
});

describe("a service that the named branch does not offer", () => {
  it("is told with the branches that do, and the branch is not taken for an answer", async () => {
    const play = aSpokenPlay(club);
    const { said, kinds } = await play.say("бассейн есть на Уралмаше?");
    expect(said).toContain("Бассейн — только в филиале «Центр».");
    expect(kinds).not.toContain("hand_off");
    expect(play.state.request?.slots.branch).toBeUndefined();
  });

  it("is told while a booking is made", async () => {
    const { said } = await aSpokenPlay(club).say("запишите в бассейн на Уралмаше завтра");
    expect(said).toContain("Бассейн — только в филиале «Центр».");
  });

  it("is no matter where it is offered", async () => {
    const play = aSpokenPlay(club);
    expect((await play.say("запишите на йогу на Уралмаше завтра")).said).not.toContain("только");
    expect(play.state.request?.slots.branch).toBe("Уралмаш");
  });
});

describe("the owner's own words at a hand-over", () => {
  const flows = {
    cancel_reschedule: {
      ask: ["date"],
      enough: [["date"]],
      maxQuestions: 1,
      say: "Понятно, подтвердим изменение в течение {sla}.",
    },
  } as const;
  const business = aBusiness({ flows, branches: [aBranch({ hours: hoursOn(["wed", "thu"], 10, 21) })] });
  const move = "перенесите мою запись на пятницу в 12";

  it("name the SLA while people work", async () => {
    expect((await aSpokenPlay(business).say(move)).said).toContain("подтвердим изменение в течение 30 минут");
  });

  it("name the opening instead where the request rests until then", async () => {
    const at = new Date("2026-03-11T23:00:00+03:00");
    const { said } = await aSpokenPlay(business, { at }).say(move);
    expect(said).toContain("Понятно, подтвердим изменение завтра после 10:00.");
    expect(said).not.toContain("30 минут");
  });

  it("name the SLA at night where somebody is on duty", async () => {
    const duty = { ...business, night: { say: "Закрыто.", handoff: "duty" } } as const;
    const at = new Date("2026-03-11T23:00:00+03:00");
    expect((await aSpokenPlay(duty, { at }).say(move)).said).toContain("в течение 30 минут");
  });

  it("promise nothing twice in one breath", async () => {
    const duty = { ...business, night: { say: "Закрыто.", handoff: "duty" } } as const;
    const at = new Date("2026-03-11T23:00:00+03:00");
    const { said } = await aSpokenPlay(duty, { at }).say("запишите на маникюр в пятницу");
    expect(said).toContain("Администратор подтвердит время как можно скорее.");
    expect(said).not.toMatch(/время\s+\S+\s+\S+\s+время/u);
  });
});

describe("after a hand-over under the owner's flow", () => {
  const ask = ["product", "quantity", "company", "inn"] as const;
  const flows = {
    lead_b2b: { ask, enough: [["product", "quantity"]], maxQuestions: 4 },
    lead_b2c: { ask: ["service", "date", "name"], enough: [["service", "date"]], maxQuestions: 3 },
  } as const;

  it("a company is asked for nothing that the owner does not ask", async () => {
    const play = aSpokenPlay({ ...supplier, flows });
    const turns = [
      "нужны подшипники 100 штук, ООО Маяк",
      "доставка в Курск",
      "спасибо",
      "нам нужен еще компрессор",
    ];
    for (const text of turns) {
      const { outcome } = await play.say(text);
      expect(ask.map(String)).toEqual(expect.arrayContaining(outcome.asked.map(String)));
    }
  });

  it("a guest is asked for no phone beside the name", async () => {
    const { said } = await aSpokenPlay(aBusiness({ flows })).say("запишите на маникюр в пятницу");
    expect(said).toContain("Как к вам обращаться?");
    expect(said).not.toContain("номер");
  });

  it("work on goods is not counted in pieces", async () => {
    const { outcome } = await aSpokenPlay({ ...supplier, flows }).say(
      "ООО Маяк, нам требуется пусконаладка компрессора",
    );
    expect(outcome.asked).not.toContain("quantity");
  });
});

describe("what a turn is taken for", () => {
  const salon = aBusiness();

  it.each(["не пишите мне больше", "больше не пишите мне"])(
    "«%s» is met with silence, not with a form",
    async (text) => {
      const play = aSpokenPlay(salon);
      await play.say("сколько стоит маникюр?");
      const { said, kinds } = await play.say(text);
      expect(said).toBe("Хорошо, больше не пишу. Если что-то понадобится, я здесь.");
      expect(kinds).not.toContain("hand_off");
      expect(kinds).not.toContain("set_follow_up");
    },
  );

  it("a supplier who asks whom to talk to is still a supplier", async () => {
    const { outcome, kinds } = await aSpokenPlay(salon).sayAll(
      "предлагаем косметику оптом",
      "кто у вас закупками занимается?",
    );
    expect(outcome.category).toBe("supplier_offer");
    expect(kinds).not.toContain("hand_off");
  });

  it("a branch alone asks of it what was asked before", async () => {
    const { said } = await aSpokenPlay(salon).sayAll("до скольки вы работаете?", "а Набережная?");
    expect(said).toBe("Работаем пн–сб 09:00–20:00, вс выходной.");
  });

  it("a word narrows the service that was left open", async () => {
    const play = aSpokenPlay(salon);
    const { outcome } = await play.sayAll("хочу на стрижку", "мужская");
    expect(play.state.request?.slots.service).toBe("Мужская стрижка");
    expect(outcome.asked).toEqual(["date"]);
  });

  it("a wish to hear a price of something else orders nothing", async () => {
    const play = aSpokenPlay(salon);
    const { said } = await play.sayAll("запишите на маникюр завтра", "а сколько стоит окрашивание?");
    expect(said).toContain("Окрашивание — от 4 000 до 9 000 ₽.");
    expect(String(play.state.request?.slots.service).toLowerCase()).toBe("маникюр");
  });

  it("a side question that nobody answers goes along with the order instead of handing half of it over", async () => {
    const play = aSpokenPlay(salon);
    const asked = await play.sayAll("хочу на маникюр", "а бассейн у вас есть?");
    expect(asked.said).toContain("передам ваш вопрос вместе с заявкой");
    expect(asked.kinds).not.toContain("hand_off");
    const done = await play.say("завтра");
    expect(done.kinds).toContain("hand_off");
    expect(play.state.request?.openQuestion).toBe("а бассейн у вас есть?");
  });

  it("bare words after a price go on with it instead of handing nothing over", async () => {
    const { outcome } = await aSpokenPlay(workshop).sayAll("сколько стоит замена масла?", "киа рио 2017");
    expect(outcome).toMatchObject({ category: "lead_b2c", asked: ["date"] });
  });

  it("a complaint takes a weekday for the last one and who did it for the master", async () => {
    const play = aSpokenPlay(salon);
    await play.sayAll("маникюр отвалился через день, ужас", "была в понедельник, делала Рита");
    expect(play.state.request?.slots).toMatchObject({ date: "2026-03-09", master: "Рита" });
    expect(play.state.request?.slots.name).toBeUndefined();
  });
});

describe("what people who have the request hear of it", () => {
  it("is never said twice in the same words, and not as thanks to who complains", async () => {
    const play = aSpokenPlay(aBusiness());
    await play.say("мне испортили волосы, сожгли краской");
    const said = [];
    for (const text of ["я в ярости", "фото пришлю", "это просто кошмар"])
      said.push((await play.say(text)).said);
    const spoken = said.filter((text) => text !== undefined);
    expect(new Set(spoken).size).toBe(spoken.length);
    expect(spoken.join(" ")).not.toContain("Спасибо");
  });

  it("asked when, says that people have it and promises no time anew", async () => {
    const { said } = await aSpokenPlay(aBusiness()).sayAll(
      "запишите на маникюр завтра",
      "когда мне перезвонят?",
    );
    expect(said).toBe("Ваша заявка уже у коллег, вам ответят.");
  });
});

describe("what is not meant by a turn", () => {
  it("a name that the catalogue lacks takes no place of the service talked about", async () => {
    const play = aSpokenPlay(aBusiness());
    await play.sayAll("сколько стоит маникюр?", "а татуаж есть?", "давайте в понедельник");
    expect(String(play.state.request?.slots.service).toLowerCase()).toBe("маникюр");
  });

  it("somebody else besides moves nothing of what people have", async () => {
    const play = aSpokenPlay(aBusiness());
    await play.sayAll("запишите на маникюр завтра в 14", "а можно ещё подругу со мной в 15?");
    expect(play.state.request?.slots.time).toBe("14:00");
  });

  it("a second thing that we don't have is asked of colleagues too, not taken for a correction", async () => {
    const { said } = await aSpokenPlay(aBusiness()).sayAll("делаете татуаж губ?", "а пирсинг?");
    expect(said).toBe("И этот вопрос передаю коллегам: они ответят здесь.");
  });

  it("being late by some minutes is no hour", async () => {
    const play = aSpokenPlay(aBusiness());
    await play.say("опоздаю минут на 15");
    expect(play.state.request?.slots.time).toBeUndefined();
  });

  it.each(["потом напишу", "спасибо, подумаю", "я подумаю"])("«%s» is no reason to press", async (text) => {
    const { said, outcome } = await aSpokenPlay(aBusiness()).sayAll("хочу на маникюр", text);
    expect(said).toBe("Хорошо, пишите, когда будет удобно.");
    expect(outcome).toMatchObject({ asked: [], category: "smalltalk" });
  });

  it("a service asked after where it is not offered needs no colleague", async () => {
    const { said, kinds } = await aSpokenPlay(club).say("а на Уралмаше есть бассейн?");
    expect(said).toContain("Бассейн — только в филиале «Центр».");
    expect(kinds).not.toContain("hand_off");
  });
});
