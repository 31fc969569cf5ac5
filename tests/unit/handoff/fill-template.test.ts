import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillTemplate } from "../../../src/handoff/fill-template.ts";

const TITLE = "{category}: {name} ({source})";

describe("a template", () => {
  it.each([
    [TITLE, { category: "Запись", name: "Мария", source: "Telegram" }, "Запись: Мария (Telegram)"],
    [TITLE, { category: "Запись", source: "Telegram" }, "Запись (Telegram)"],
    [TITLE, { category: "Запись", name: "Мария" }, "Запись: Мария"],
    [TITLE, { name: "Мария", source: "сайт" }, "Мария (сайт)"],
    [TITLE, {}, ""],
    ["{category} / {service} / {branch}", { category: "Запись", branch: "Центр" }, "Запись / Центр"],
    ["{service} - {name}", { name: "Мария" }, "Мария"],
    ["Заявка [{service}, {branch}] {phone}", { phone: "+7" }, "Заявка +7"],
    ["«{service}»", {}, ""],
    ["{unknown} {name}", { name: " Анна-Мария " }, "Анна-Мария"],
  ])("%s with %j gives %s", (template, values, text) => {
    expect(fillTemplate(template, values)).toBe(text);
  });

  it("leaves no trace of what is empty, and keeps every value whole", () => {
    const word = fc.option(fc.stringMatching(/^[а-яё]{1,12}$/u), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ category: word, name: word, source: word }), (values) => {
        const text = fillTemplate(TITLE, values);
        expect(text).not.toMatch(/[{}]|\(\s*\)|^[\s:,]|[\s:,]$| {2}/u);
        for (const value of Object.values(values)) expect(text).toContain(value ?? "");
      }),
    );
  });
});
