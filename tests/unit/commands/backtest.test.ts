import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { backtestCommand, type BacktestCommandOptions } from "../../../src/app/commands/backtest.ts";
import { exportRequestsCommand, type ExportOptions } from "../../../src/app/commands/export-requests.ts";
import { headOf, lineOf } from "../../../src/app/history/write-requests.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";
import { aPast } from "../../support/builders/past-request.ts";
import { serveSample } from "../../support/console/serve-sample.ts";
import { NOON } from "../../support/console/sample-leads.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const dir = mkdtempSync(join(tmpdir(), "dozor-backtest-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const past = aPast(
  60,
  [
    { managerId: "anna", takes: 0.7, afterMs: 20_000 },
    { managerId: "gleb", takes: 0.5, afterMs: 40_000 },
  ],
  { branch: "center" },
);
const file = join(dir, "past.csv");
writeFileSync(file, headOf("csv") + past.map((request) => lineOf(request, "csv")).join(""));

async function backtest(options: BacktestCommandOptions, settings: Record<string, string> = {}) {
  const { world, said } = aCommandWorld({
    settings: { DOZOR_BUSINESS: "tests/fixtures/business/with-holes", ...settings },
    folder: process.cwd(),
    clock: createFakeClock(NOON),
  });
  const code = await backtestCommand({ lang: "ru", runs: 2, ...options }, world);
  return { code, ...said };
}

describe("dozor backtest", () => {
  it("sets the past beside the model of the present and of the changed rules, with its assumptions", async () => {
    const { code, printed } = await backtest({ file, business: "tests/fixtures/business/small" });
    expect(code).toBe(0);
    expect(printed).toContain("Это расчёт «что было бы», а не измерение.");
    expect(printed).toMatch(/Показатель\s+Было\s+Модель: сейчас\s+Модель: новые/u);
    expect(printed).toMatch(/Заявок\s+60\s+60\s+60\n/u);
    expect(printed).toContain("Люди берут, отказываются и молчат так же, как в прошлом");
    expect(printed).toContain("Закрытие: как в прошлом");
  });

  it("gives figures, differences and assumptions as JSON, the same each time", async () => {
    const { printed } = await backtest({ file, json: true });
    const again = await backtest({ file, json: true });
    expect(again.printed).toBe(printed);
    const answer: unknown = JSON.parse(printed);
    expect(answer).toMatchObject({ ok: true, kind: "counterfactual", happened: { leads: 60 } });
    expect(answer).toHaveProperty("scenarios.0.runs.1.leads", 60);
    expect(answer).toHaveProperty("assumptions.reactions.people.0.managerId", "anna");
  });

  it("replays only the days that are named", async () => {
    const { printed } = await backtest({ file, json: true, from: "2026-03-12", to: "2026-03-12" });
    const { happened } = JSON.parse(printed) as { happened: { leads: number } };
    expect(happened.leads).toBeGreaterThan(0);
    expect(happened.leads).toBeLessThan(60);
  });

  it.each([
    [{ file, from: "2020-01-01", to: "2020-01-02" }, 1, "Заявок нет"],
    [{ file: join(dir, "absent.csv") }, 2, "не прочитать: ENOENT"],
    [{ file, from: "2026-03-02", to: "2026-03-01" }, 2, "позже, чем --to"],
    [{ file, business: "tests/fixtures/business" }, 1, "business.yaml"],
  ])("refuses %o with code %i", async (options, code, message) => {
    const answer = await backtest(options);
    expect(answer.code).toBe(code);
    expect(answer.muttered).toContain(message);
  });

  it("names the line that makes no sense", async () => {
    const broken = join(dir, "broken.csv");
    writeFileSync(broken, "at,category\n2026-03-11T14:05,nonsense\n");
    const { code, muttered } = await backtest({ file: broken });
    expect(code).toBe(2);
    expect(muttered).toContain("Строка 2: category");
  });
});

describe("dozor export requests", () => {
  async function exportRequests(options: ExportOptions, token?: string) {
    const server = await serveSample();
    const { world, said } = aCommandWorld({
      settings: { PUBLIC_URL: server.url, ADMIN_TOKEN: token ?? server.token },
      folder: dir,
      clock: createFakeClock(NOON),
    });
    try {
      return { code: await exportRequestsCommand({ lang: "ru", ...options }, world), ...said };
    } finally {
      await server.close();
    }
  }

  it("writes a file that backtest reads, without names and phones", async () => {
    const { code, muttered } = await exportRequests({ out: "requests.csv" });
    expect(code).toBe(0);
    expect(muttered).toMatch(/Заявок: \d+ \(2026-02-\d\d…2026-03-11\)/u);
    const written = readFileSync(join(dir, "requests.csv"), "utf8");
    expect(written).toMatch(/^\uFEFFid,at,category,/u);
    expect(written).not.toMatch(/\+7\d{10}/u);
    const replayed = await backtest({ file: join(dir, "requests.csv"), json: true });
    expect(replayed.code).toBe(0);
  });

  it("prints JSON lines", async () => {
    const { printed } = await exportRequests({ format: "jsonl" });
    const lines = printed.trim().split("\n");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty("at");
  });

  it("says why the gateway gives nothing", async () => {
    const { code, muttered } = await exportRequests({}, "another-token-of-16");
    expect(code).toBe(1);
    expect(muttered).toContain("не принял ADMIN_TOKEN");
  });

  it("replays the gateway's own requests", async () => {
    const server = await serveSample();
    try {
      const { code, printed } = await backtest(
        { json: true },
        { PUBLIC_URL: server.url, ADMIN_TOKEN: server.token },
      );
      expect(code).toBe(0);
      expect(JSON.parse(printed)).toMatchObject({ ok: true });
    } finally {
      await server.close();
    }
  });
});
