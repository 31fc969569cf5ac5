import { describe, expect, it } from "vitest";
import { aBusiness } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";

const booking = { category: "lead_b2c", action: "ask" } as const;

describe("collecting what a request needs", () => {
  it("asks one thing at a time, in the flow's order, until there is enough", () => {
    const play = aPlay();
    expect(play.write("хочу записаться", booking).outcome.asked).toEqual(["service"]);
    const next = play.write("на маникюр", { ...booking, slots: { service: "маникюр" } });
    expect(next.outcome).toMatchObject({ asked: ["date"], action: "ask", isWithPeople: false });
    const last = play.write("в пятницу", { ...booking, slots: { date: "2026-03-13" } });
    expect(last.kinds).toContain("hand_off");
    expect(play.leads).toBe(1);
  });

  it("takes several answers at once and skips what they cover", () => {
    const play = aPlay();
    const { outcome } = play.write("Нелли, маникюр в пятницу в 18", {
      ...booking,
      slots: { service: "маникюр", date: "2026-03-13", time: "18:00", name: "Нелли", phone: "+79620000001" },
    });
    expect(outcome).toMatchObject({ asked: [], action: "assign_manager", isWithPeople: true });
  });

  it("repeats every detail in one confirming message and promises only what people will do", () => {
    const play = aPlay();
    const { said } = play.write("маникюр в пятницу в 18:00, в Центре", {
      ...booking,
      slots: { service: "Маникюр", date: "2026-03-13", time: "18:00", branch: "center", name: "Нелли" },
    });
    expect(said).toContain("Записала заявку: маникюр, пятница 13 марта, 18:00, филиал Центр, Нелли.");
    expect(said).toContain("Администратор подтвердит время в течение 30 минут.");
    expect(said).not.toMatch(/вы записаны/i);
  });

  it("asks once more, optionally, for the name when the request goes to people without one", () => {
    const play = aPlay();
    const first = play.write("стрижка завтра", {
      ...booking,
      slots: { service: "стрижка", date: "2026-03-12" },
    });
    expect(first.outcome.asked).toEqual(["name"]);
    expect(first.said).toContain("оставьте и номер");
    const second = play.write("Инга", { ...booking, slots: { name: "Инга" } });
    expect(second).toMatchObject({ said: "Добавила к заявке: Инга." });
    expect(second.kinds).toContain("update_lead");
    expect(second.kinds).not.toContain("hand_off");
  });

  it("answers a side question and puts the pending one again in other words, in one message", () => {
    const play = aPlay();
    const first = play.write("на маникюр", { ...booking, slots: { service: "маникюр" } });
    const second = play.write("а сколько стоит?", { category: "price_info", questions: ["price"] });
    expect(second.said).toContain("Маникюр — 1 800 ₽.");
    expect(second.outcome.asked).toEqual(["date"]);
    expect(second.kinds.filter((kind) => kind === "say")).toHaveLength(1);
    expect(second.said).not.toContain(first.said);
  });

  it("hands over when the second wording brings nothing either", () => {
    const play = aPlay();
    play.write("запишите меня", booking);
    expect(play.write("ну запишите", booking).outcome.asked).toEqual(["service"]);
    const third = play.write("да запишите уже", booking);
    expect(third.kinds).toContain("hand_off");
    expect(third.outcome.asked).not.toContain("service");
  });

  it("keeps answering facts without pressing a question that was put twice", () => {
    const play = aPlay();
    play.write("на маникюр", { ...booking, slots: { service: "маникюр" } });
    play.write("сколько стоит?", { category: "price_info", questions: ["price"] });
    const third = play.write("а адрес?", { category: "price_info", questions: ["address"] });
    expect(third.outcome.asked).toEqual([]);
    expect(third.kinds).not.toContain("hand_off");
    expect(third.kinds).toContain("set_follow_up");
  });

  it("stops at the owner's limit of questions and hands over with what it has", () => {
    const flows = {
      lead_b2c: {
        ask: ["service", "date", "name"],
        enough: [["service", "date", "name"]],
        maxQuestions: 1,
      },
    } as const;
    const play = aPlay({}, { business: aBusiness({ flows }) });
    play.write("запишите", booking);
    const { kinds, outcome } = play.write("на маникюр", { ...booking, slots: { service: "маникюр" } });
    expect(kinds).toContain("hand_off");
    expect(outcome.asked).not.toContain("date");
  });

  it("uses the owner's words and choices for a question first", () => {
    const questions = { date: { say: "Когда вас ждать?", choices: ["Сегодня", "В выходные"] } };
    const play = aPlay({}, { business: aBusiness({ questions }) });
    const { said, effects } = play.write("маникюр", { ...booking, slots: { service: "маникюр" } });
    expect(said).toBe("Когда вас ждать?");
    expect(effects[0]).toMatchObject({ choices: [{ label: "Сегодня" }, { label: "В выходные" }] });
    expect(play.write("хм", { category: "smalltalk" }).said).toContain("На какой день вас записать?");
  });

  it("puts the owner's sentence in place of its own promise and fills it in", () => {
    const flows = {
      complaint: {
        ask: [],
        enough: [],
        maxQuestions: 0,
        action: "escalate",
        say: "{name}, извините! Ответим в течение {sla}.",
      },
    } as const;
    const play = aPlay({}, { business: aBusiness({ flows }) });
    const { said } = play.write("мне нахамили", {
      category: "complaint",
      priority: "critical",
      action: "escalate",
    });
    expect(said).toBe("Извините! Ответим в течение 5 минут.");
  });

  it("does not ask for what the contact has refused", () => {
    const flows = {
      lead_b2c: { ask: ["phone", "date"], enough: [["phone", "date"]], maxQuestions: 3 },
    } as const;
    const play = aPlay({}, { business: aBusiness({ flows }) });
    expect(play.write("запишите", booking).outcome.asked).toEqual(["phone"]);
    const { outcome } = play.write("телефон не дам", { ...booking, refused: ["phone"] });
    expect(outcome.asked).toEqual(["date"]);
  });

  it("reads a bare no as a refusal of the question that waits", () => {
    const play = aPlay();
    play.write("на маникюр", { ...booking, slots: { service: "маникюр" } });
    play.write("нет", { category: "smalltalk", cues: ["no"] });
    expect(play.state.request?.refused).toContain("date");
  });

  it("never asks again for a name known from an earlier request", () => {
    const play = aPlay();
    play.write("маникюр завтра, Нелли", {
      ...booking,
      slots: { service: "маникюр", date: "2026-03-12", name: "Нелли", phone: "+79620000001" },
    });
    play.apply({ kind: "lead_closed" });
    const { outcome } = play.write("теперь педикюр в субботу", {
      ...booking,
      slots: { service: "педикюр", date: "2026-03-14" },
    });
    expect(outcome).toMatchObject({ asked: [], isWithPeople: true });
    expect(play.state.request?.slots.name).toBe("Нелли");
    expect(play.leads).toBe(2);
  });

  it("joins a second service to the first when it is wanted as well", () => {
    const play = aPlay();
    play.write("маникюр", { ...booking, slots: { service: "маникюр" } });
    play.write("и ещё педикюр", { ...booking, slots: { service: "педикюр" } });
    expect(play.state.request?.slots.service).toBe("маникюр, педикюр");
  });
});

describe("changes on the way", () => {
  it("takes a correction as the new value and tells people", () => {
    const play = aPlay();
    play.write("маникюр завтра в 18", {
      ...booking,
      slots: { service: "маникюр", date: "2026-03-12", time: "18:00", name: "Нелли" },
    });
    const { said, kinds } = play.write("ой, лучше в 19", { ...booking, slots: { time: "19:00" } });
    expect(said).toBe("Исправила: 19:00. Передаю коллегам.");
    expect(kinds).toContain("update_lead");
    expect(play.state.request?.slots.time).toBe("19:00");
  });

  it("turns a price question into a booking and keeps the service", () => {
    const play = aPlay();
    play.write("сколько маникюр", {
      category: "price_info",
      action: "auto_reply",
      slots: { service: "маникюр" },
      questions: ["price"],
    });
    const { kinds, said } = play.write("запишите завтра", { ...booking, slots: { date: "2026-03-12" } });
    expect(kinds).toContain("hand_off");
    expect(said).toContain("маникюр, четверг 12 марта");
  });

  it("lets a complaint take over a booking at once", () => {
    const play = aPlay();
    play.write("хочу записаться", booking);
    const { said, outcome } = play.write("и вообще мне в прошлый раз сожгли кожу", {
      category: "complaint",
      priority: "critical",
      action: "escalate",
    });
    expect(said).toContain("Мне очень жаль");
    expect(outcome).toMatchObject({ category: "complaint", action: "escalate" });
    expect(play.state.request).toMatchObject({ priority: "critical", also: ["lead_b2c"] });
  });

  it("drops a request that is taken back before people have it", () => {
    const play = aPlay();
    play.write("хочу маникюр", { ...booking, slots: { service: "маникюр" } });
    const { said, kinds } = play.write("а, не надо, передумала", { ...booking, cues: ["changes_mind"] });
    expect(said).toContain("ничего не оформляю");
    expect(kinds).not.toContain("hand_off");
    expect(play.state.request).toBeUndefined();
  });

  it("tells people when a request that they have is taken back", () => {
    const play = aPlay();
    play.write("маникюр завтра", { ...booking, slots: { service: "маникюр", date: "2026-03-12" } });
    const { said, kinds } = play.write("не надо уже", { ...booking, cues: ["changes_mind"] });
    expect(said).toContain("заявка больше не нужна");
    expect(kinds).toContain("update_lead");
    expect(play.state.request?.also).toContain("cancel_reschedule");
  });
});

describe("the kinds of requests without an owner's flow", () => {
  it("asks whether to move or to cancel, and hands a plain cancellation over without a question", () => {
    const ask = aPlay().write("завтра не смогу", {
      category: "cancel_reschedule",
      action: "ask",
      slots: { date: "2026-03-12" },
    });
    expect(ask.outcome.asked).toEqual(["time"]);
    expect(ask.said).toContain("Перенести или отменить совсем?");
    const cancel = aPlay().write("отмените сегодня", {
      category: "cancel_reschedule",
      action: "assign_manager",
      slots: { date: "2026-03-11" },
    });
    expect(cancel).toMatchObject({ outcome: { asked: [], isWithPeople: true } });
  });

  it.each([
    ["tender", {}, ["tender_no"]],
    ["complaint", {}, ["date"]],
    ["job_applicant", { position: "мастер" }, []],
    ["tech_support", { problem: "не открывается" }, []],
    ["lead_b2b", { product: "насос", quantity: 3 }, ["phone"]],
    ["order_status", { order_id: "901" }, []],
    ["document_request", { doc_type: "акт", inn: "5407001122" }, []],
    ["partnership", { company: "Па" }, []],
    ["investor_media", { deadline: "2026-03-12" }, []],
  ] as const)("hands %s over as soon as people can work with it", (category, slots, asked) => {
    const { kinds, outcome } = aPlay().write("текст", { category, slots, action: "ask" });
    expect(kinds).toContain("hand_off");
    expect(outcome.asked).toEqual(asked);
  });

  it.each([
    ["lead_b2b", {}, "product"],
    ["lead_b2b", { product: "насос" }, "quantity"],
    ["order_status", {}, "name"],
    ["document_request", { doc_type: "акт сверки" }, "name"],
    ["partnership", {}, "company"],
    ["tech_support", {}, "problem"],
    ["cancel_reschedule", {}, "date"],
  ] as const)("asks a %s with %j for the %s", (category, slots, asked) => {
    expect(aPlay().write("текст", { category, slots, action: "ask" }).outcome.asked).toEqual([asked]);
  });

  it("asks a workshop's customer for the car, and a factory's buyer for the order", () => {
    const auto = aPlay({}, { business: aBusiness({ vertical: "auto" }) });
    expect(auto.write("переобуться", { ...booking, slots: { service: "шиномонтаж" } }).outcome.asked).toEqual(
      ["car"],
    );
    const factory = aPlay({}, { business: aBusiness({ vertical: "industrial" }) });
    expect(factory.write("где груз", { category: "order_status" }).outcome.asked).toEqual(["order_id"]);
  });
});
