import { describe, expect, it } from "vitest";
import type { SpanOptions } from "../../../src/app/commands/ask-report.ts";
import { ledgerCommand } from "../../../src/app/commands/ledger.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";
import { serveSample } from "../../support/console/serve-sample.ts";

async function ledger(options: SpanOptions, token?: string) {
  const server = await serveSample();
  const { world, said } = aCommandWorld({
    settings: { PUBLIC_URL: server.url, ADMIN_TOKEN: token ?? server.token },
  });
  try {
    return { code: await ledgerCommand({ lang: "ru", ...options }, world), ...said };
  } finally {
    await server.close();
  }
}

describe("dozor ledger", () => {
  it("shows offers, takes and shares as a table, with a sentence for each person", async () => {
    const { code, printed } = await ledger({ from: "2026-03-01", to: "2026-03-07" });
    expect(code).toBe(0);
    expect(printed).toMatch(/^Сотрудник\s+Предложено\s+Взято/u);
    expect(printed).toMatch(/Анна\s+9\s+6\s+2\s+1\s+12\s600\s₽\s+3\/1\s+64 %/u);
    expect(printed).toContain("Мимо: нет свободных мест — 2.");
  });

  it("gives the whole report as JSON", async () => {
    const { printed } = await ledger({ json: true });
    const answer: unknown = JSON.parse(printed);
    expect(answer).toHaveProperty("ok", true);
    expect(answer).toHaveProperty("items.0.managerId", "anna");
    expect(answer).toHaveProperty("items.0.filtered", { full: 2 });
  });

  it("refuses days the wrong way round", async () => {
    const { code, muttered } = await ledger({ from: "2026-03-09", to: "2026-03-01" });
    expect(code).toBe(2);
    expect(muttered).toContain("--from 2026-03-09 позже, чем --to 2026-03-01");
  });

  it("says what to do when the gateway refuses the token", async () => {
    const { code, muttered } = await ledger({}, "wrong-token-of-16-chars");
    expect(code).toBe(1);
    expect(muttered).toContain("не принял ADMIN_TOKEN");
  });
});
