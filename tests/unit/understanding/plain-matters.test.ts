import { describe, expect, it } from "vitest";
import { understand } from "../../support/builders/understanding.ts";

describe("whole expressions that single words mislead about", () => {
  it.each([
    ["у меня волдыри после депиляции у вас", "beauty"],
    ["почему у меня за одно узи списано два раза???", "medical"],
    ["деньги за абонемент два раза сняли", "fitness"],
    ["вы меняли колодки, теперь стучит", "auto"],
  ] as const)("tell of harm or money: «%s»", async (text, vertical) => {
    expect(await understand(text, { vertical })).toMatchObject({ category: "complaint", action: "escalate" });
  });

  it.each([
    ["болит зуб после удаления в другой клинике, примете?", "medical", "lead_b2c"],
    ["сколько стоит снять швы, два раза переделывали", "medical", "price_info"],
    ["можно проверить работает ли бассейн в субботу", "fitness", "price_info"],
  ] as const)("are told from what only sounds so: «%s»", async (text, vertical, category) => {
    expect((await understand(text, { vertical })).category).toBe(category);
  });

  it.each(["Добрый день, кому отправить прайс на гофроупаковку?", "куда можно прислать прайс на метизы?"])(
    "offer something to us: «%s»",
    async (text) => {
      expect((await understand(text, { vertical: "industrial" })).category).toBe("supplier_offer");
    },
  );

  it.each([
    ["тренер Артем постоянно опаздывает", "fitness"],
    ["ваш администратор мне нахамила", "beauty"],
    ["здравствуйте, хотим вернуть партию подшипников, не подошли", "industrial"],
  ] as const)("tell of a grievance without a word for it: «%s»", async (text, vertical) => {
    expect((await understand(text, { vertical })).category).toBe("complaint");
  });

  it.each([
    ["Добрый день, а обслуживание автобусов берёте? мы турфирма", "auto"],
    ["мы детский садик, вы делаете медосмотр персонала?", "medical"],
  ] as const)("ask for a firm: «%s»", async (text, vertical) => {
    expect((await understand(text, { vertical })).category).toBe("lead_b2b");
  });

  it.each([
    ["не могу прийти сегодня", "fitness", "cancel_reschedule"],
    ["не могу прийти раньше семи, есть время на стрижку?", "barbershop", "lead_b2c"],
    ["долго делаете мою ауди?", "auto", "order_status"],
    ["Можно позвать администратора?", "medical", "smalltalk"],
    ["мне как в прошлый раз", "barbershop", "lead_b2c"],
    ["к Руслану", "barbershop", "lead_b2c"],
    ["в пятницу 18:30", "barbershop", "lead_b2c"],
    ["спасибо Руслану", "barbershop", "smalltalk"],
    ["загорелась ошибка двигателя", "auto", "lead_b2c"],
    ["ошибка на сайте при записи", "auto", "tech_support"],
    ["ищу работу администратора", "medical", "job_applicant"],
  ] as const)("tell what is meant: «%s»", async (text, vertical, category) => {
    expect((await understand(text, { vertical })).category).toBe(category);
  });

  it("offer business done together, whatever the trade", async () => {
    const read = await understand("предлагаю сотрудничество, мы монтажная организация", {
      vertical: "industrial",
    });
    expect(read.category).toBe("partnership");
  });

  it.each(["ничего, просто проверяю работает ли чат", "алё, проверка связи"])(
    "try whether anyone is there and ask nothing: «%s»",
    async (text) => {
      expect(await understand(text)).toMatchObject({ category: "smalltalk", questions: [] });
    },
  );
});
