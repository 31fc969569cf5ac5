import { describe, expect, it } from "vitest";
import { aBranch, aBusiness, aService, hoursOn } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";
import type { Understanding } from "../../../src/domain/understanding.ts";

const asking = { category: "price_info", action: "auto_reply" } as const;

function ask(text: string, understanding: Partial<Understanding>, business = aBusiness()) {
  return aPlay({}, { business }).write(text, { ...asking, ...understanding });
}

const oneBranch = aBusiness({ branches: [aBranch()] });

describe("prices", () => {
  it("names a fixed price, a span and a lower bound as the owner has them", () => {
    expect(ask("сколько маникюр", { questions: ["price"], slots: { service: "маникюр" } }).said).toContain(
      "Маникюр — 1 800 ₽.",
    );
    expect(ask("окрашивание?", { questions: ["price"], slots: { service: "покраска" } }).said).toContain(
      "Окрашивание — от 4 000 до 9 000 ₽.",
    );
    const services = [aService({ isFixedPrice: false, price: { from: 12_500 } })];
    expect(ask("маник", { questions: ["price"] }, aBusiness({ services })).said).toContain("от 12 500 ₽");
  });

  it("finds the service in the words of the turn when none was recognised", () => {
    expect(ask("скока стоит маникюрчик... маникюр", { questions: ["price"] }).said).toContain("1 800 ₽");
  });

  it("answers for both services of one question", () => {
    const { said } = ask("маникюр и окрашивание сколько", { questions: ["price"] });
    expect(said).toContain("1 800 ₽");
    expect(said).toContain("9 000 ₽");
  });

  it("are told of each when a few services fit, so that nothing need be asked", () => {
    const { said, outcome } = aPlay().write("сколько стрижка", {
      ...asking,
      questions: ["price"],
      slots: { service: "стрижка" },
    });
    expect(said).toContain("Женская стрижка — 2 500 ₽.\nМужская стрижка — 1 500 ₽.");
    expect(outcome).toMatchObject({ asked: [], action: "auto_reply" });
  });

  it("asks which one when a price of those that fit needs more, and answers once that is told", () => {
    const services = aBusiness().services.map((service) =>
      service.id === "haircut_women" ? aService({ ...service, priceNeeds: ["master"] }) : service,
    );
    const play = aPlay({}, { business: aBusiness({ services }) });
    const first = play.write("сколько стрижка", {
      ...asking,
      questions: ["price"],
      slots: { service: "стрижка" },
    });
    expect(first.outcome).toMatchObject({ asked: ["service"], action: "ask" });
    expect(first.effects[0]).toMatchObject({
      choices: [{ label: "Женская стрижка" }, { label: "Мужская стрижка" }],
    });
    const second = play.write("Мужская стрижка", { ...asking, slots: { service: "Мужская стрижка" } });
    expect(second.said).toContain("Мужская стрижка — 1 500 ₽.");
    expect(second.kinds).not.toContain("hand_off");
  });

  it("asks for the car where the price depends on it, and names the price after", () => {
    const services = [
      aService({ id: "clutch", name: "Замена сцепления", synonyms: [], priceNeeds: ["car"] }),
    ];
    const play = aPlay({}, { business: aBusiness({ services, vertical: "auto" }) });
    const first = play.write("почём замена сцепления", {
      ...asking,
      questions: ["price"],
      slots: { service: "замена сцепления" },
    });
    expect(first).toMatchObject({ outcome: { asked: ["car"], action: "ask" } });
    expect(first.said).not.toContain("₽");
    expect(play.write("киа рио", { ...asking, slots: { car: "Киа Рио" } }).said).toContain("1 800 ₽");
  });

  it("leaves a price that the owner has not written to people, together with the question", () => {
    const play = aPlay();
    const { said, kinds } = play.write("сколько спа", {
      ...asking,
      questions: ["price"],
      slots: { service: "спа" },
    });
    expect(said).toBe("СПА-программа: уточню у коллег, ответ придёт сюда.");
    expect(kinds).toContain("hand_off");
    expect(play.state.request).toMatchObject({ openQuestion: "сколько спа", action: "assign_manager" });
  });

  it("leaves a service outside the catalogue to people instead of guessing", () => {
    const { said, kinds } = ask("сколько татуаж", { questions: ["price"], slots: { service: "татуаж" } });
    expect(said).toBe("Уточню у коллег, ответ придёт сюда.");
    expect(kinds).toContain("hand_off");
  });

  it("asks for the service when the question names none, with the list as choices", () => {
    const { outcome, effects } = ask("сколько стоит?", { questions: ["price"] });
    expect(outcome.asked).toEqual(["service"]);
    expect(effects[0]).toMatchObject({ choices: { length: 5 } });
  });

  it("invites to book once, without a question", () => {
    const play = aPlay();
    const first = play.write("сколько маникюр", {
      ...asking,
      questions: ["price"],
      slots: { service: "маникюр" },
    });
    expect(first.said).toContain("Захотите записаться");
    const second = play.write("а окрашивание", {
      ...asking,
      questions: ["price"],
      slots: { service: "окрашивание" },
    });
    expect(second.said).not.toContain("Захотите записаться");
  });
});

describe("hours, addresses and the rest", () => {
  it("gives the hours of every branch, or of the one that is meant", () => {
    expect(ask("график?", { questions: ["hours"] }).said).toBe(
      "Центр: пн–сб 10:00–21:00, вс 11:00–19:00.\nНабережная: пн–сб 09:00–20:00, вс выходной.",
    );
    expect(ask("график в центре?", { questions: ["hours"], slots: { branch: "center" } }).said).toBe(
      "Работаем пн–сб 10:00–21:00, вс 11:00–19:00.",
    );
  });

  it("answers for the day that is asked about, holidays included", () => {
    expect(ask("до скольки сегодня", { questions: ["hours"] }, oneBranch).said).toBe(
      "Сегодня работаем 10:00–21:00.",
    );
    expect(ask("в воскресенье работаете?", { questions: ["hours"] }, oneBranch).said).toBe(
      "В воскресенье работаем 11:00–19:00.",
    );
    const holiday = aBusiness({
      branches: [aBranch()],
      holidays: [{ from: "2026-03-15", to: "2026-03-15" }],
    });
    expect(ask("в воскресенье работаете?", { questions: ["hours"] }, holiday).said).toBe(
      "В воскресенье не работаем.",
    );
  });

  it("writes a night that runs past midnight and a day with a break", () => {
    const night = aBranch({ hours: hoursOn(["fri"], 21, 26) });
    expect(ask("в пятницу?", { questions: ["hours"] }, aBusiness({ branches: [night] })).said).toContain(
      "21:00–02:00",
    );
  });

  it("gives addresses and phones", () => {
    expect(ask("адрес?", { questions: ["address"] }, oneBranch).said).toBe(
      "Наш адрес: Москва, ул. Ленина, 10.",
    );
    expect(ask("телефон?", { questions: ["contact"] }, oneBranch).said).toBe(
      "Наш телефон: +7 495 000-00-01.",
    );
  });

  it("lists the services and says how long one takes", () => {
    expect(ask("что делаете?", { questions: ["services"] }).said).toContain("Маникюр, Окрашивание");
    expect(ask("сколько по времени маникюр", { questions: ["duration"] }).said).toContain("1 час 30 минут");
    expect(ask("цена и длительность маникюра", { questions: ["price", "duration"] }).said).toContain(
      "Маникюр — 1 800 ₽, занимает 1 час 30 минут.",
    );
  });

  it("says whether a service is done here, with its price", () => {
    expect(ask("делаете маникюр?", { questions: ["availability"] }).said).toContain("Маникюр — 1 800 ₽");
    expect(ask("делаете спа?", { questions: ["availability"] }).said).toContain(
      "Да, у нас есть: СПА-программа.",
    );
    expect(
      ask("делаете татуаж?", { questions: ["availability"], slots: { service: "татуаж" } }).kinds,
    ).toContain("hand_off");
  });

  it("answers from the owner's questions and answers, slang and typos included", () => {
    expect(ask("а машину где поставить", { questions: ["other"] }).said).toContain("10 бесплатных мест");
    expect(ask("картой можна?", { questions: ["other"] }).said).toContain("СБП");
  });

  it("answers two questions of one message", () => {
    const { said } = ask("адрес скиньте и есть ли где припарковаться", { questions: ["address"] });
    expect(said).toContain("Ленина");
    expect(said).toContain("10 бесплатных мест");
  });

  it("leaves what nobody has written an answer to, to people", () => {
    const { said, kinds } = ask("лицензия у вас есть?", { questions: ["other"] });
    expect(said).toBe("Уточню у коллег, ответ придёт сюда.");
    expect(kinds).toContain("hand_off");
  });

  it("takes a wish put as a question for a wish", () => {
    const { outcome, kinds } = aPlay().write("можно к вам на педикюр?", {
      slots: { service: "педикюр" },
      questions: ["availability", "other"],
    });
    expect(outcome.asked).toEqual(["date"]);
    expect(kinds).not.toContain("hand_off");
  });

  it("answers in English when the contact writes in English", () => {
    expect(
      ask("how much is a manicure", { questions: ["price"], slots: { service: "маникюр" }, language: "en" })
        .said,
    ).toContain("Маникюр: 1,800 ₽.");
    expect(ask("opening hours?", { questions: ["hours"], language: "en" }, oneBranch).said).toBe(
      "Our hours: Mon–Sat 10:00–21:00, Sun 11:00–19:00.",
    );
  });
});
