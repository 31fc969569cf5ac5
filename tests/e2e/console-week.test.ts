import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launchChromium } from "../support/chromium.ts";
import { serveSample, type SampleServer } from "../support/console/serve-sample.ts";

const CHROMIUM = findChromium();

describe.skipIf(CHROMIUM === undefined)("the console in a browser", () => {
  let server: SampleServer;
  let browser: Browser;
  let page: Page;
  /** Errors of the page and what its content security policy refused. */
  const problems: string[] = [];

  beforeAll(async () => {
    server = await serveSample();
    browser = await launchChromium(CHROMIUM ?? "");
    const context = await browser.newContext({ locale: "ru-RU", viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (line) => {
      if (line.type() === "error") problems.push(line.text());
    });
    await page.goto(`${server.url}/console/week`);
    await page.getByLabel("Токен").fill(server.token);
    await page.getByRole("button", { name: "Войти" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    expect(problems).toEqual([]);
  });

  it("shows the hours without people as a picture and in words, with the cure", async () => {
    await page.goto(`${server.url}/console/week`);
    await page.getByText("1 дыра: есть часы, когда заявку некому взять.").waitFor();
    await page.getByText("Некому взять: 10:00–11:00, 19:00–21:00").waitFor();
    const sunday = page.getByRole("img", { name: /^вс, 15 мар\.: .*19:00–21:00 никто не возьмёт/ });
    expect(await sunday.locator('[data-look="hole"]').count()).toBe(2);
    expect(await page.locator(".finding-cure").first().textContent()).toMatch(/^Как исправить: .+/);
    await page.getByText(/^К сведению/).click();
    expect(await page.locator('[data-severity="note"] .finding').count()).toBe(2);
  });

  it("fits a phone, and only the table of shifts scrolls sideways", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/console/week`);
    await page.locator(".week").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    expect(
      await page.evaluate("(([m]) => m.scrollWidth - m.clientWidth)([document.querySelector('#main')])"),
    ).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("answers «Почему не …?» from the keyboard", async () => {
    const lead = server.store.leads.find(({ ladder }) => ladder.status === "offering");
    await page.goto(`${server.url}/console/leads/${lead?.id}`);
    const vera = page.getByRole("button", { name: "Вера", exact: true });
    await vera.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Почему не Вера?" });
    await dialog.getByText("Вера: отсутствует.").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Вера");
  });
});
