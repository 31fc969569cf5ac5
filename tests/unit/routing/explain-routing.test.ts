import { describe, expect, it } from "vitest";
import type { Business } from "../../../src/domain/business.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import { chooseAssignment } from "../../../src/routing/choose-assignment.ts";
import { explainManager } from "../../../src/routing/explain-routing.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";
import { aLoad } from "../../support/builders/manager.ts";

const anna = aManager("anna");
const olga = aManager("olga", { name: "Ольга" });
const ivan = aManager("ivan", { name: "Иван", shifts: {} });

const nails: Business["rules"][number] = {
  name: "Ногти",
  when: { category: ["lead_b2c"], service: ["manicure"] },
  to: { skill: "nails" },
  choose: ["sticky", "least_loaded", "round_robin"],
  ladder: "standard",
};

function explain(overrides: Partial<Business>, loads: readonly ManagerLoad[] = []) {
  return chooseAssignment(aLeadRequest(), aBusiness(overrides), loads, WEDNESDAY_11).trace;
}

describe("the reasons of a decision", () => {
  it("are told in sentences that a person can read", () => {
    const trace = explain({ team: [anna, olga, ivan], rules: [nails] }, [
      aLoad("anna", { open: 1 }),
      aLoad("olga", { open: 3 }),
    ]);
    expect(trace.sentences).toEqual([
      "Правило «Ногти»: категория «Запись», услуга «Маникюр».",
      "Подходят Анна и Ольга. Выбор: Анна, меньше открытых заявок (1 из 4).",
      "Не подошли: Иван (не в смене).",
    ]);
  });

  it("are told in English for an English business", () => {
    const trace = explain({ language: "en", team: [anna, olga, ivan], rules: [nails] }, [
      aLoad("anna", { open: 1 }),
      aLoad("olga", { open: 3 }),
    ]);
    expect(trace.sentences).toEqual([
      'Rule "Ногти": category "Booking", service "Маникюр".',
      "Анна and Ольга fit. Choice: Анна, fewer open leads (1 of 4).",
      "Ruled out: Иван (off shift).",
    ]);
  });

  it("say what was set aside", () => {
    const trace = explain({ team: [aManager("boris", { name: "Борис", skills: [] })], rules: [nails] });
    expect(trace.sentences).toEqual([
      "Правило «Ногти»: категория «Запись», услуга «Маникюр».",
      "Подходящих по всем условиям сейчас нет, поэтому не учитывалось: навык.",
      "Подходит только Борис.",
    ]);
  });

  it("say that there is nobody", () => {
    expect(explain({ team: [ivan] }).sentences).toEqual([
      "Правило по умолчанию.",
      "Сейчас предложить заявку некому.",
      "Не подошли: Иван (не в смене).",
    ]);
  });

  it("mention a comparison that had no history to go by", () => {
    const rules = [{ ...nails, choose: ["best_converting" as const] }];
    expect(explain({ team: [anna, olga], rules }).sentences).toContain(
      "Сравнение по конверсии пропущено: истории пока мало.",
    );
  });

  it("name the figures where conversion decided", () => {
    const rules = [{ ...nails, choose: ["best_converting" as const] }];
    const trace = explain({ team: [anna, olga], rules }, [
      aLoad("anna", { history: { decided: 40, won: 12 } }),
      aLoad("olga", { history: { decided: 40, won: 25 } }),
    ]);
    expect(trace.sentences).toContain(
      "Подходят Ольга и Анна. Выбор: Ольга, чаще доводит заявки до записи: 57 % против 35 % (Анна); за 90 дней 25 из 40, с поправкой на число заявок.",
    );
  });

  it("leave to the next chooser what makes no whole percent", () => {
    const rules = [{ ...nails, choose: ["best_converting" as const, "least_loaded" as const] }];
    const trace = explain({ team: [anna, olga], rules }, [
      aLoad("anna", { open: 1, history: { decided: 400, won: 201 } }),
      aLoad("olga", { history: { decided: 400, won: 200 } }),
    ]);
    expect(trace.sentences.join(" ")).toContain("Выбор: Ольга, меньше открытых заявок (0 из 4).");
  });

  it("shorten a long list of names", () => {
    const team = Array.from({ length: 9 }, (_, index) =>
      aManager(`m${index}`, { name: `М${index}`, shifts: {} }),
    );
    expect(explain({ team }).sentences.at(-1)).toBe("Не подошли: М0, М1, М2, М3, М4 и ещё 4 (не в смене).");
  });

  it("answer for one manager: why, and why not", () => {
    const trace = explain({ team: [anna, olga, ivan], rules: [nails] }, [aLoad("olga", { open: 3 })]);
    const why = (id: string) => explainManager(trace, asId<"manager">(id));
    expect(why("anna")).toBe("Выбор: Анна, меньше открытых заявок (0 из 4).");
    expect(why("olga")).toBe("Ольга: подходит, но выбор — Анна: меньше открытых заявок (0 из 4).");
    expect(why("ivan")).toBe("Иван: не в смене.");
    expect(why("nobody")).toBe("Этого человека не было в команде, когда решали.");
  });
});
