import { describe, expect, it } from "vitest";
import type { SpanOptions } from "../../../src/app/commands/ask-report.ts";
import { experimentsCommand } from "../../../src/app/commands/experiments.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";
import { anEmptyStore, type FakeStore } from "../../support/console/fake-reads.ts";
import { serveSample } from "../../support/console/serve-sample.ts";

async function experiments(options: SpanOptions = {}, store?: FakeStore) {
  const server = await serveSample(store ? { store } : {});
  const { world, said } = aCommandWorld({
    settings: { PUBLIC_URL: server.url, ADMIN_TOKEN: server.token },
  });
  try {
    return { code: await experimentsCommand({ lang: "ru", ...options }, world), ...said };
  } finally {
    await server.close();
  }
}

describe("dozor experiments", () => {
  it("shows each variant's figures with their spans and says what they tell", async () => {
    const { code, printed } = await experiments();
    expect(code).toBe(0);
    expect(printed).toContain("duty_first (правила, не идёт; * — с чем сравнивается)");
    expect(printed).toMatch(/duty \*\s+50\s+50\s+96 % \(87 %…99 %; n=50\)/u);
    expect(printed).toContain("now / duty. Взято: 80 % против 96 %: меньше на");
    expect(printed).toContain("Записались или купили: данных мало");
    expect(printed).toContain("Из двадцати таких сравнений одно");
  });

  it("gives the report as JSON", async () => {
    const { printed } = await experiments({ json: true });
    const answer: unknown = JSON.parse(printed);
    expect(answer).toHaveProperty("ok", true);
    expect(answer).toHaveProperty("items.0.variants.0.figures.taken.cases", 50);
  });

  it("says where experiments come from when there are none", async () => {
    const { code, printed } = await experiments({}, anEmptyStore());
    expect(code).toBe(0);
    expect(printed).toContain("experiments.yaml");
  });
});
