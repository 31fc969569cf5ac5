import { describe, expect, it } from "vitest";
import { VERTICALS } from "../../../src/domain/business.ts";
import { renderDemoPage } from "../../../src/http/demo-page.ts";
import { aGateway } from "../../support/console/a-gateway.ts";
import { aBusiness } from "../../support/console/sample-business.ts";
import { NOON } from "../../support/console/sample-leads.ts";

const pageOf = (business = aBusiness(), at = NOON) => renderDemoPage(business, at);

describe("demo page", () => {
  it("carries the widget and the facts of the business", async () => {
    const page = await pageOf();
    expect(page).toContain('<script src="/widget.js" data-dozor async></script>');
    for (const fact of [
      "Салон «Лето»",
      "1 800 ₽",
      "4 000–9 000 ₽",
      "от 1 600 ₽",
      "1 ч 30 мин",
      "ул. Ленина, 10",
    ]) {
      expect(page).toContain(fact);
    }
    expect(page).toContain('href="tel:+73812000001"');
    expect(page).toContain('href="/console"');
  });

  it("joins days with the same hours into one line", async () => {
    expect((await pageOf()).replaceAll(/\s+/g, " ")).toContain("<dt>Пн–Сб</dt> <dd>10:00–21:00</dd>");
  });

  it("tells open from closed by the branch's own clock", async () => {
    expect(await pageOf()).toContain("Сейчас открыто");
    expect(await pageOf(aBusiness(), new Date("2026-03-11T20:00:00Z"))).not.toContain("Сейчас открыто");
  });

  it("shows the owner's markup as text and refuses a link that is a script", async () => {
    const page = await pageOf(
      aBusiness({ name: "<img src=x>", consent: { version: "1", url: "javascript:alert(1)", text: "" } }),
    );
    expect(page).not.toContain("<img");
    expect(page).not.toContain("javascript:");
  });

  it.each(VERTICALS)("needs no inline style or script in a page of kind %s", async (vertical) => {
    const page = await pageOf(aBusiness({ vertical }));
    expect(page).not.toMatch(/ style=|<style|\son\w+=/);
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script src="/demo.js" defer>',
      '<script src="/widget.js" data-dozor async>',
    ]);
  });

  it("speaks English for an English business", async () => {
    expect(await pageOf(aBusiness({ language: "en" }))).toContain("Services and prices");
  });

  it("is served with its style sheet and script", async () => {
    const { app } = aGateway();
    const page = await app.request("/");
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect((await app.request("/demo.css")).headers.get("content-type")).toContain("text/css");
    expect((await app.request("/demo.js")).headers.get("content-type")).toContain("text/javascript");
  });
});
