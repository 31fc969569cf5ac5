import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Script } from "node:vm";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWidget, openWidgetSite } from "../support/widget/widget-site.ts";
import type { WidgetSite } from "../support/widget/widget-site.ts";

const CHROMIUM = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
if (CHROMIUM === undefined) {
  const help = "the widget's page tests need Chromium: apt-get install chromium, or set CHROMIUM_PATH";
  if (process.env["CI"]) throw new Error(help);
  console.warn(`skipped: ${help}`);
}

let assetsDir: string;
let site: WidgetSite;
let browser: Browser;
const problems: string[] = [];

beforeAll(async () => {
  assetsDir = await buildWidget();
  if (CHROMIUM === undefined) return;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await rm(assetsDir, { recursive: true, force: true });
});
beforeEach(async () => {
  site = await openWidgetSite(assetsDir);
  problems.length = 0;
});
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
  await site.close();
});

const launcher = (page: Page) => page.getByRole("button", { name: /Открыть переписку/ });
const composer = (page: Page) => page.getByRole("textbox", { name: "Сообщение" });
const messages = (page: Page) => page.getByRole("log");
const said = (page: Page, text: string) => messages(page).getByText(text, { exact: true });
const stored = (page: Page) => page.evaluate<string>("JSON.stringify({ ...localStorage }) + document.cookie");

const SHADOW = `document.querySelector("dozor-widget").shadowRoot`;

/** Which colour is written on which. */
const TEXT_ON = [
  ["on-accent", "accent"],
  ["on-accent", "deep"],
  ["ink", "bubble"],
  ["ink", "tint"],
  ["muted", "paper"],
  ["muted", "card"],
  ["accent-text", "paper"],
  ["accent-text", "card"],
  ["accent-text", "bubble"],
  ["accent-text", "tint"],
  ["danger", "paper"],
] as const;

/** WCAG contrast of two `#rrggbb` colours. */
function contrast(first: string, second: string): number {
  const light = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [a, b] = [light(first), light(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

async function open(page: Page): Promise<void> {
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("503")) problems.push(message.text());
  });
  await launcher(page).click();
  await said(page, "Здравствуйте! Чем помочь?").waitFor();
}

/** Writes the first message and gives consent. */
async function introduce(page: Page, text = "Привет"): Promise<void> {
  await open(page);
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Отправить" }).click();
  await said(page, `Вы написали: ${text}`).waitFor();
}

describe("the built files", () => {
  it("are small: the loader under 5 KB, the panel under 30 KB, both gzipped", async () => {
    const sizeOf = async (file: string) => gzipSync(await readFile(join(assetsDir, file))).length;
    expect(await sizeOf("widget.js")).toBeLessThanOrEqual(5 * 1024);
    expect(await sizeOf("widget-panel.js")).toBeLessThanOrEqual(30 * 1024);
  });

  it("keep a strict policy: no eval, no markup strings, and a loader that is a classic script", async () => {
    const loader = await readFile(join(assetsDir, "widget.js"), "utf8");
    const panel = await readFile(join(assetsDir, "widget-panel.js"), "utf8");
    expect(() => new Script(loader)).not.toThrow();
    expect(loader + panel).not.toMatch(/innerHTML|insertAdjacentHTML|\beval\(|new Function|document\.write/);
  });
});

describe.skipIf(CHROMIUM === undefined)("the widget on a page", () => {
  it("stores nothing and asks the server nothing before it is used", async () => {
    const page = await site.visit(browser);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await launcher(page).waitFor();
    expect(asked.filter((path) => path.startsWith("/widget/") || path === "/widget-panel.js")).toEqual([]);
    await open(page);
    expect(await stored(page)).toBe("{}");
  });

  it("puts one launcher on the page however often the script is there, and after the body was replaced", async () => {
    const page = await site.visit(browser);
    await launcher(page).waitFor();
    await page.evaluate("document.body.replaceWith(document.createElement('body'))");
    expect(await launcher(page).count()).toBe(1);
    await open(page);
  });

  it("asks for consent after the first send, keeps the text, and sends the version along", async () => {
    const page = await site.visit(browser);
    await open(page);
    await composer(page).fill("Хочу на маникюр");
    await composer(page).press("Enter");
    const box = page.getByRole("checkbox");
    expect(await box.isChecked()).toBe(false);
    expect(await page.getByRole("link", { name: /Подробнее/ }).getAttribute("href")).toBe(
      "https://example.com/privacy",
    );
    // It looks disabled, and yet says what is missing.
    await page.getByRole("button", { name: "Отправить" }).click({ force: true });
    await page.getByText("Отметьте согласие, чтобы отправить сообщение").waitFor();
    await page.getByRole("button", { name: "Изменить" }).click();
    expect(await composer(page).inputValue()).toBe("Хочу на маникюр");
    expect(site.received).toEqual([]);
    expect(await stored(page)).toBe("{}");

    await composer(page).press("Enter");
    await box.check();
    await page.getByRole("button", { name: "Отправить" }).click();
    await said(page, "Вы написали: Хочу на маникюр").waitFor();
    await composer(page).fill("И педикюр");
    await composer(page).press("Enter");
    await said(page, "Вы написали: И педикюр").waitFor();
    expect(site.received.map(({ text, consent }) => [text, consent])).toEqual([
      ["Хочу на маникюр", "2026-03"],
      ["И педикюр", undefined],
    ]);
    expect(await said(page, "Хочу на маникюр").count()).toBe(1);
  });

  it("works under a strict content security policy without a complaint", async () => {
    await introduce(await site.visit(browser));
    expect(problems).toEqual([]);
  });

  it("sends a pressed choice and then shows the buttons no more", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    site.say({ text: "На какой день?", choices: [{ label: "Завтра", data: "date:tomorrow" }] });
    await page.getByRole("button", { name: "Завтра" }).click();
    await said(page, "Вы написали: Завтра").waitFor();
    expect(await page.getByRole("button", { name: "Завтра" }).count()).toBe(0);
  });

  it("goes on after a reload with the same visitor and the whole conversation", async () => {
    const page = await site.visit(browser);
    await introduce(page, "Первое");
    await page.reload();
    await said(page, "Вы написали: Первое").waitFor();
    await composer(page).fill("Второе");
    await composer(page).press("Enter");
    await said(page, "Вы написали: Второе").waitFor();
    expect(new Set(site.received.map(({ id }) => id.split(":")[0])).size).toBe(1);
  });

  it("counts what came while it was closed, and says so after a reload too", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    await page.keyboard.press("Escape");
    site.say({ author: "manager", text: "Это Анна" });
    await page.getByRole("button", { name: "Открыть переписку, непрочитанных сообщений: 1" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Открыть переписку, непрочитанных сообщений: 1" }).click();
    await said(page, "Это Анна").waitFor();
    await page.getByText("Вам отвечает менеджер").waitFor();
  });

  it("keeps what is written offline, shows that it waits, and sends it once when the network is back", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    await page.context().setOffline(true);
    await composer(page).fill("Из метро");
    await composer(page).press("Enter");
    await page.getByText("Отправим, когда появится связь").waitFor();
    await page.context().setOffline(false);
    await said(page, "Вы написали: Из метро").waitFor();
    expect(site.received.filter(({ text }) => text === "Из метро")).toHaveLength(1);
  });

  it("loses nothing that was unsent when the page was closed", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    site.isDown = true;
    await composer(page).fill("Не дошло");
    await composer(page).press("Enter");
    await said(page, "Не дошло").waitFor();
    await page.reload();
    site.isDown = false;
    await said(page, "Вы написали: Не дошло").waitFor();
  });

  it("misses nothing that was said while its connection was cut", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    site.cutConnections();
    site.say({ text: "Пока вас не было" });
    await said(page, "Пока вас не было").waitFor();
    expect(await said(page, "Пока вас не было").count()).toBe(1);
  });

  it("asks again and again where a proxy lets no stream through", async () => {
    const page = await site.visit(browser);
    await page.route("**/widget/stream", (route) => route.abort());
    await introduce(page);
    site.say({ text: "Без потока" });
    await said(page, "Без потока").waitFor();
  });

  it("is one conversation in two tabs", async () => {
    const first = await site.visit(browser);
    const second = await first.context().newPage();
    await second.goto(site.address);
    await open(second);
    await introduce(first, "Из первой");
    await said(second, "Вы написали: Из первой").waitFor();
    await composer(second).fill("Из второй");
    await composer(second).press("Enter");
    await said(first, "Вы написали: Из второй").waitFor();
    expect(new Set(site.received.map(({ id }) => id.split(":")[0])).size).toBe(1);
  });

  it("lets a failed message be sent again", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    await page.route("**/widget/messages", (route) =>
      route.fulfill({ status: 403, json: { detail: "Нельзя" } }),
    );
    await composer(page).fill("Ещё раз");
    await composer(page).press("Enter");
    await messages(page).getByText("Нельзя").waitFor();
    await page.unroute("**/widget/messages");
    await page.getByRole("button", { name: "Повторить" }).click();
    await said(page, "Вы написали: Ещё раз").waitFor();
  });

  it("closes on Escape and gives the focus back to the launcher", async () => {
    const page = await site.visit(browser);
    await open(page);
    await page.keyboard.type("черновик");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await composer(page).inputValue()).toBe("черновик");
  });

  it("makes links of http addresses only, and never markup of a message", async () => {
    const page = await site.visit(browser);
    await introduce(page);
    site.say({ text: `<img src=x onerror="x()"> javascript:alert(1) и https://a.example/b_(c), да` });
    const line = messages(page).getByText("<img", { exact: false });
    await line.waitFor();
    const links = await line.getByRole("link").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    expect(links).toEqual(["https://a.example/b_(c)"]);
    expect(await line.getByRole("link").getAttribute("rel")).toContain("noopener");
    expect(await line.locator("img").count()).toBe(0);
  });

  it("fills a phone's screen, leaves the keyboard alone, and has a field that iOS does not zoom", async () => {
    const page = await site.visit(browser, { viewport: { width: 390, height: 844 }, isPhone: true });
    await open(page);
    const dialog = page.getByRole("dialog");
    expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await dialog.getAttribute("aria-modal")).toBe("true");
    expect(await composer(page).evaluate((it) => it.matches(":focus"))).toBe(false);
    expect(await page.evaluate(`getComputedStyle(${SHADOW}.querySelector("textarea")).fontSize`)).toBe(
      "16px",
    );
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.localName")).toBe("dozor-widget");
    }
  });

  it("opens for the page's own button, and tells the page what happens", async () => {
    const page = await site.visit(browser);
    await launcher(page).waitFor();
    await page.evaluate(
      "heard = []; for (const name of ['open', 'close']) Dozor.on(name, () => heard.push(name)); Dozor.open()",
    );
    await page.getByRole("dialog").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Закрыть переписку" }).click();
    expect(await page.evaluate("heard")).toEqual(["open", "close"]);
  });

  it("speaks English and stands on the left where the site says so", async () => {
    const page = await site.visit(browser, {
      attributes: `data-lang="en" data-position="left" data-title="Summer" data-open`,
    });
    const dialog = page.getByRole("dialog", { name: "Summer" });
    await dialog.waitFor();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    expect((await dialog.boundingBox())?.x).toBe(20);
    expect(await page.evaluate("document.activeElement.localName")).toBe("body");
  });

  it.each(["#17505a", "#ffd400", "#888888", "#ffffff", "#000000"])(
    "keeps contrast of 4.5 with the site's colour %s, by day and by night",
    async (color) => {
      for (const theme of ["light", "dark"]) {
        const page = await site.visit(browser, { attributes: `data-color="${color}" data-theme="${theme}"` });
        await introduce(page);
        const colors = await page.evaluate<Record<string, string>>(
          `Object.fromEntries(${JSON.stringify([...new Set(TEXT_ON.flat())])}.map((name) =>
            [name, getComputedStyle(${SHADOW}.querySelector(".frame")).getPropertyValue("--" + name).trim()]))`,
        );
        const poor = TEXT_ON.map(([text, ground]) => ({
          text,
          ground,
          ratio: contrast(colors[text] ?? "", colors[ground] ?? ""),
        })).filter(({ ratio }) => ratio < 4.5);
        expect(poor).toEqual([]);
      }
    },
  );
});
