import { describe, expect, it } from "vitest";
import { aBusiness, aService } from "../../support/builders/business.ts";
import { aSpokenPlay } from "../../support/builders/spoken-play.ts";
import { aBusinessOf } from "../../support/builders/understanding.ts";

const clinic = aBusiness({
  vertical: "medical",
  services: [
    aService({ id: "thyroid", name: "УЗИ щитовидной железы", synonyms: [], price: { from: 1700 } }),
    aService({ id: "mammography", name: "Маммография", synonyms: [], price: { from: 2500 } }),
  ],
});

describe("a cancellation that people have", () => {
  it("is asked no new day when the name comes", async () => {
    const play = aSpokenPlay(aBusinessOf("barbershop"));
    await play.say("отмените мою стрижку в четверг");
    const named = await play.say("Степан");
    expect(named.outcome.asked).toEqual([]);
    expect(play.state.request?.slots).toMatchObject({ date: "2026-03-12", name: "Степан" });
  });

  it("asks for the new day of a visit that is moved", async () => {
    const moved = await aSpokenPlay(aBusinessOf("fitness")).say("сдвиньте мою персоналку");
    expect(moved.outcome.asked).toEqual(["date"]);
  });

  it("turns into a new booking when one is asked for instead", async () => {
    const play = aSpokenPlay(clinic);
    await play.say("отмените мою завтрашнюю маммографию");
    await play.say("запишите меня вместо неё на узи щитовидной железы, в следующую среду");
    expect(play.state.request).toMatchObject({
      category: "lead_b2c",
      also: ["cancel_reschedule"],
      slots: { service: "УЗИ щитовидной железы", date: "2026-03-18" },
    });
  });
});

describe("who can't wait", () => {
  it("is asked no day once people have it", async () => {
    const workshop = aBusiness({
      vertical: "auto",
      services: [aService({ id: "tow", name: "Эвакуатор", synonyms: [], price: { from: 3500 } })],
    });
    const play = aSpokenPlay(workshop);
    await play.say("эвакуатор нужен срочно, встал на трассе");
    expect((await play.say("газель")).outcome.asked).toEqual([]);
  });
});

describe("a complaint", () => {
  it("that says when it was is not asked it", async () => {
    const said = await aSpokenPlay(aBusinessOf("beauty")).say(
      "сделали мне вчера ресницы, сегодня половина отвалилась, ужас",
    );
    expect(said.outcome).toMatchObject({ category: "complaint", asked: [] });
  });

  it("that an order has turned into is answered as one, also beside a question", async () => {
    const play = aSpokenPlay(aBusinessOf("industrial"));
    await play.say("добрый день, где наш груз? заказ 7781");
    const turned = await play.say("ну вы даёте. верните деньги, надоело");
    expect(turned.outcome).toMatchObject({ category: "complaint", action: "escalate" });
    expect(turned.said).toContain("жаль");
  });
});

describe("what the bot says back", () => {
  it("names no other service than the contact did", async () => {
    const { said } = await aSpokenPlay(clinic).say("запишите на узи молочных желёз на завтра");
    expect(said).toContain("УЗИ молочных желёз");
    expect(said).not.toContain("щитовидной");
  });

  it("counts the people of a booking as people", async () => {
    const { said } = await aSpokenPlay(aBusinessOf("beauty")).say("хотим на маникюр в воскресенье, нас двое");
    expect(said).toContain("человек: 2");
  });

  it("takes another visit for no correction of the first", async () => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    await play.sayAll("запишите на окрашивание на 20 марта", "Лена", "то же самое на 20 апреля можно?");
    expect(play.state.request?.slots).toMatchObject({ date: "2026-03-20" });
  });

  it("lists what there is to who does not know what to book", async () => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    const listed = await play.sayAll("хочу записаться", "не знаю на что, посоветуйте");
    expect(listed.said).toContain("Маникюр");
    expect(listed.outcome).toMatchObject({ asked: ["service"], isWithPeople: false });
  });

  it("answers a bare car with the price that waited for it and nothing besides", async () => {
    const workshop = aBusiness({
      vertical: "auto",
      services: [
        aService({
          id: "oil",
          name: "Замена масла",
          price: { from: 900 },
          priceNeeds: ["car"],
          synonyms: [],
        }),
      ],
      knowledge: [
        { id: "warranty", question: "Какая гарантия?", also: ["гарантия"], answer: "На работу — 6 месяцев." },
      ],
    });
    const { said } = await aSpokenPlay(workshop).sayAll("замена масла сколько", "лада гранта");
    expect(said).toContain("900");
    expect(said).not.toContain("6 месяцев");
  });
});

describe("talk once people have the request", () => {
  it.each(["ок", "ок, жду", "👍", "хорошо спс"])("opens nothing anew: «%s»", async (text) => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    await play.say("запишите на маникюр завтра в 12");
    const talked = await play.say(text);
    expect(talked.outcome).toMatchObject({ category: "smalltalk", action: "auto_reply", asked: [] });
    expect(talked.effects.filter(({ kind }) => kind === "hand_off" || kind === "update_lead")).toEqual([]);
  });

  it("«ты бот?» with a laugh is no question for colleagues", async () => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    const asked = await play.sayAll("привет", "ахах ты бот?");
    expect(asked.outcome).toMatchObject({ category: "smalltalk", isWithPeople: false });
  });

  it("a refusal to leave a number is taken as such", async () => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    await play.say("запишите на маникюр завтра в 12");
    const refused = await play.say("телефон не дам");
    expect(refused.said).toBe("Хорошо!");
    expect(play.state.request?.refused).toEqual(["phone"]);
  });
});

describe("who waits", () => {
  const status = ["где мой заказ 4410", "ну сколько можно ждать!"] as const;

  it("is told who has it, and no fact that nobody asked for", async () => {
    const { said, outcome } = await aSpokenPlay(aBusinessOf("industrial")).sayAll(...status);
    expect(said).toBe("Ваша заявка уже у коллег, вам ответят.");
    expect(outcome.category).toBe("order_status");
  });
});

describe("who leaves a number", () => {
  it("is called back, understood or not", async () => {
    const play = aSpokenPlay(aBusinessOf("barbershop"));
    const left = await play.sayAll("оставил у вас шапку вчера", "Глеб 89170001122");
    expect(left.outcome.isWithPeople).toBe(true);
    expect(play.state.request?.slots).toMatchObject({ name: "Глеб", phone: "+79170001122" });
  });
});

describe("a doctor named instead of a service", () => {
  it("is asked for what no second time, and handed over with a day", async () => {
    const play = aSpokenPlay(clinic);
    const named = await play.sayAll("запишите меня на прием", "к Орлову");
    expect(named.outcome.asked).toEqual(["date"]);
    expect((await play.say("во вторник")).outcome.isWithPeople).toBe(true);
    expect(play.state.request?.slots).toMatchObject({ master: "Орлов", date: "2026-03-17" });
  });
});

describe("what is cancelled after a question that people have", () => {
  it("is asked no new day", async () => {
    const play = aSpokenPlay(aBusinessOf("beauty"));
    await play.say("а шампанское своё можно принести?");
    expect((await play.say("запись на завтра отмените")).outcome).toMatchObject({
      category: "cancel_reschedule",
      asked: [],
    });
  });
});

describe("abuse with a question mark", () => {
  it("is no question for colleagues", async () => {
    const { outcome } = await aSpokenPlay(aBusinessOf("beauty")).say("вы дебилы?");
    expect(outcome).toMatchObject({ category: "smalltalk", isWithPeople: false });
  });
});

describe("what is bought and not come for", () => {
  it("is asked no day", async () => {
    const shop = aBusiness({
      services: [
        aService({
          id: "gift",
          name: "Подарочный сертификат",
          synonyms: ["сертификат"],
          price: { from: 1000 },
        }),
      ],
    });
    const { outcome } = await aSpokenPlay(shop).say("хочу сертификат маме");
    expect(outcome.asked).not.toContain("date");
    expect(outcome.asked).toHaveLength(1);
  });
});

describe("a second paper", () => {
  it("joins the first", async () => {
    const play = aSpokenPlay(aBusinessOf("medical"));
    await play.sayAll("дайте реквизиты для оплаты", "и договор");
    expect(play.state.request?.slots.doc_type).toBe("реквизиты, договор");
  });
});

describe("«а завтра?» after the hours of today", () => {
  it("asks for the hours of tomorrow", async () => {
    const hours = await aSpokenPlay(aBusinessOf("beauty")).sayAll("вы до скольки сегодня", "а завтра");
    expect(hours.outcome).toMatchObject({ category: "price_info", isWithPeople: false });
    expect(hours.said).toContain("четверг");
  });
});

describe("after a price", () => {
  const salon = aBusinessOf("beauty");

  it.each(["дорого(", "дороговато у вас"])("nothing is pressed on who finds it dear: «%s»", async (text) => {
    const play = aSpokenPlay(salon);
    const { said, outcome } = await play.sayAll("сколько стоит маникюр", text);
    expect(said).toBe("Хорошо, пишите, когда будет удобно.");
    expect(outcome).toMatchObject({ category: "smalltalk", isWithPeople: false });
  });

  it("a question left open is not put again to who will think it over", async () => {
    const play = aSpokenPlay(aBusinessOf("fitness"));
    const thought = await play.sayAll("хочу персоналку", "дорого для нас, подумаем");
    expect(thought.outcome.asked).toEqual([]);
  });

  it("a bare name is who wants it", async () => {
    const play = aSpokenPlay(salon);
    const named = await play.sayAll("сколько стоит маникюр", "Света");
    expect(named.outcome).toMatchObject({ category: "lead_b2c", asked: ["date"] });
    expect(play.state.request?.slots).toMatchObject({ name: "Света" });
  });

  it("«понятно» is heard, not misunderstood", async () => {
    expect((await aSpokenPlay(salon).sayAll("сколько стоит маникюр", "понятно")).said).toBe("Хорошо!");
  });
});

describe("who offers something to us", () => {
  it("is not told of our discounts and rooms", async () => {
    const club = aBusiness({
      vertical: "fitness",
      knowledge: [
        {
          id: "showers",
          question: "Есть душ?",
          also: ["раздевалки"],
          answer: "Душ есть, в раздевалках чисто.",
        },
      ],
    });
    const play = aSpokenPlay(club);
    const told = await play.sayAll("Есть идея по партнёрству", "пробники в ваши раздевалки, вам процент");
    expect(told.said).not.toContain("Душ");
  });
});
