import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBitrix24Peer, type Bitrix24Peer } from "../support/bitrix24/peer.ts";
import { copyOpenSalon, type BusinessCopy } from "../support/business-copy.ts";
import { findChromium, launchChromium } from "../support/chromium.ts";
import {
  ADMIN_TOKEN,
  eventually,
  startGatewayProcess,
  type GatewayProcess,
} from "../support/gateway-process.ts";

const chromium = findChromium();

/** For a machine that is ten times slower than a quiet one. */
const PATIENCE_MS = 90_000;

describe.skipIf(!chromium)("a visitor books on the site's page", () => {
  let portal: Bitrix24Peer;
  let salon: BusinessCopy;
  let dataDir: string;
  let gateway: GatewayProcess;
  let browser: Browser;

  beforeEach(async () => {
    portal = await startBitrix24Peer();
    salon = copyOpenSalon("4s");
    dataDir = mkdtempSync(join(tmpdir(), "dozor-e2e-"));
    gateway = await startGatewayProcess({
      DATA_DIR: dataDir,
      DOZOR_BUSINESS: salon.dir,
      BITRIX24_WEBHOOK_URL: portal.webhookUrl,
      BURST_QUIET_MS: "700",
    });
    browser = await launchChromium(chromium ?? "");
  });
  afterEach(async () => {
    await browser.close();
    await gateway.stop();
    await portal.stop();
    salon.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function openWidget(): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${gateway.url}/`);
    await page.getByRole("button", { name: /Открыть переписку/ }).click();
    return page;
  }
  /** Writes a message; the consent is asked for once, after the first one. */
  async function write(page: Page, text: string): Promise<void> {
    const box = page.getByRole("textbox").last();
    await box.fill(text);
    await box.press("Enter");
  }
  const botLines = (page: Page) => page.getByRole("log").getByText(/Запис|Добав|₽|обращаться|телефон/i);

  it("is answered in the panel, seen in the console, and left to the manager who takes it there", async () => {
    const page = await openWidget();
    await write(page, "Здравствуйте! Хочу записаться на маникюр завтра вечером");
    await page.getByRole("checkbox").check();
    await page
      .getByRole("button", { name: /отправить|продолжить|соглас/i })
      .last()
      .click();
    await botLines(page).first().waitFor();
    await write(page, "а сколько стоит?");
    await page
      .getByRole("log")
      .getByText(/1[\s\u00a0]?\d00[\s\u00a0]?₽/)
      .waitFor();
    await write(page, "Ольга, +7 913 555-44-33");

    const desk = await browser.newPage();
    desk.setDefaultTimeout(PATIENCE_MS);
    await desk.goto(`${gateway.url}/console#token=${ADMIN_TOKEN}`);
    await desk
      .getByText(/913.555.44.33/)
      .first()
      .waitFor();
    const first = await eventually("a first owner", async () => (await theLead())?.owner?.id);
    await eventually("the next owner", async () => {
      const next = (await theLead())?.owner?.id;
      return next !== undefined && next !== first;
    });

    // Whoever has the offer at that moment takes it; a slow machine may be late for one of them.
    const lead = await eventually("taken", async () => {
      const now = await theLead();
      if (now?.status === "taken") return now;
      await gateway.api(`leads/${now?.id}/take`, {
        method: "POST",
        body: JSON.stringify({ managerId: now?.owner?.id }),
      });
      return undefined;
    });
    const owner = lead.owner?.id;
    await desk.reload();
    await desk.getByText(/взят/i).first().waitFor();

    const before = await page.getByRole("log").innerText();
    await write(page, "а парковка у вас есть?");
    await gateway.api(`conversations/${lead.conversationId}/messages`, {
      method: "POST",
      body: JSON.stringify({ managerId: owner, text: "Да, во дворе. Ждём вас!", id: "reply-0001" }),
    });
    await page.getByRole("log").getByText("Да, во дворе. Ждём вас!").waitFor();
    const after = (await page.getByRole("log").innerText()).replace(before, "");
    expect(after).not.toMatch(/Помощник/);

    await eventually("one lead in the portal", async () => portal.leads().length === 1);
    expect(JSON.stringify(portal.leads())).toContain("79135554433");
  });

  it("goes on where it was when the gateway is killed while the visitor writes", async () => {
    const page = await openWidget();
    await write(page, "Хочу записаться на маникюр");
    await page.getByRole("checkbox").check();
    await page
      .getByRole("button", { name: /отправить|продолжить|соглас/i })
      .last()
      .click();
    await page
      .getByRole("log")
      .getByText(/день|когда|дат/i)
      .first()
      .waitFor();
    const { port } = new URL(gateway.url);
    await gateway.kill();
    await write(page, "завтра в 18:00");
    gateway = await startGatewayProcess({
      PORT: port,
      DATA_DIR: dataDir,
      DOZOR_BUSINESS: salon.dir,
      BITRIX24_WEBHOOK_URL: portal.webhookUrl,
      BURST_QUIET_MS: "700",
    });
    await page.getByRole("log").getByText(/18:00/).nth(1).waitFor();
    const lead = await eventually("the lead", theLead);
    expect(lead.slots).toMatchObject({ time: "18:00" });
    expect((await leads()).length).toBe(1);
  });

  interface LeadJson {
    readonly id: string;
    readonly conversationId: string;
    readonly status: string;
    readonly owner: { readonly id: string } | null;
    readonly slots: Readonly<Record<string, unknown>>;
  }
  const leads = async () => ((await (await gateway.api("leads")).json()) as { items: LeadJson[] }).items;
  async function theLead(): Promise<LeadJson | undefined> {
    return (await leads())[0];
  }
});
