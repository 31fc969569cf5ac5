import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deadLettersCommand, type DeadLetterWish } from "../../../src/app/commands/dead-letters.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";
import { serveSample, type SampleServer } from "../../support/console/serve-sample.ts";

describe("dozor dead-letters", () => {
  let server: SampleServer;
  beforeEach(async () => {
    server = await serveSample();
  });
  afterEach(() => server.close());

  const run = async (
    wish: DeadLetterWish,
    options: { json?: boolean; lang?: string } = {},
    settings: Record<string, string> = { PUBLIC_URL: server.url, ADMIN_TOKEN: server.token },
  ) => {
    const { world, said } = aCommandWorld({ settings });
    return { code: await deadLettersCommand(wish, options, world), ...said };
  };

  it("lists what could not be delivered, in words", async () => {
    const { code, printed } = await run({ kind: "list" });
    expect(code).toBe(0);
    expect(printed).toContain("Не доставлено: 2");
    expect(printed).toMatch(/eff_3 +новый лид в CRM +.* +попыток: 9 +crm_rejected: UF_CRM_DOZOR_INTENT/);
    expect(printed).toMatch(/eff_4 +оповещение менеджеру/);
    expect(printed).not.toContain("eff_1");
  });

  it("shows one with its reason and what can be done", async () => {
    const { code, printed } = await run({ kind: "show", id: "eff_3" }, { lang: "en" });
    expect(code).toBe(0);
    expect(printed).toMatch(/What: +new lead in the CRM/);
    expect(printed).toMatch(/Reason: +crm_rejected/);
    expect(printed).toContain("dozor dead-letters retry eff_3");
  });

  it("retries and discards, each once", async () => {
    expect((await run({ kind: "retry", id: "eff_3" })).code).toBe(0);
    expect((await run({ kind: "discard", id: "eff_4" })).code).toBe(0);
    expect((await run({ kind: "list" })).printed).toBe("Недоставленного нет.\n");
    const again = await run({ kind: "retry", id: "eff_3" });
    expect(again).toMatchObject({ code: 1, printed: "" });
    expect(again.muttered).toContain("такой записи нет");
  });

  it("speaks JSON to machines, also when it fails", async () => {
    const list = JSON.parse((await run({ kind: "list" }, { json: true })).printed);
    expect(list.items.map((item: { id: string }) => item.id)).toEqual(["eff_3", "eff_4"]);
    const { code, printed, muttered } = await run({ kind: "show", id: "../leads" }, { json: true });
    expect([code, muttered]).toEqual([1, ""]);
    expect(JSON.parse(printed)).toMatchObject({ ok: false, kind: "not_found" });
  });

  it("says when the token is wrong, without showing it", async () => {
    const settings = { PUBLIC_URL: server.url, ADMIN_TOKEN: "hunter2-hunter2-hunter2", LANG: "en_GB.UTF-8" };
    const { code, muttered } = await run({ kind: "list" }, {}, settings);
    expect(code).toBe(1);
    expect(muttered).toContain("refused the token");
    expect(muttered).not.toContain("hunter2");
  });

  it("says when nobody answers, and when somebody else does", async () => {
    const other = createServer((_request, response) => response.end("<html>"));
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const settings = { PUBLIC_URL: url, ADMIN_TOKEN: server.token };
    const stranger = await run({ kind: "list" }, { lang: "en" }, settings);
    expect([stranger.code, stranger.muttered]).toEqual([
      1,
      expect.stringContaining("does not answer like a gateway"),
    ]);
    await new Promise((done) => other.close(done));
    const nobody = await run({ kind: "list" }, {}, settings);
    expect([nobody.code, nobody.muttered]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
  });

  it("counts a wrong setting as wrong use", async () => {
    const { code, muttered } = await run({ kind: "list" }, {}, { PORT: "eighty" });
    expect([code, muttered]).toEqual([2, expect.stringContaining("PORT")]);
  });

  it("takes the token that the gateway keeps when none is set, and the port of this machine", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dozor-token-"));
    const settings = { PORT: new URL(server.url).port, DATA_DIR: folder };
    const without = await run({ kind: "list" }, {}, settings);
    expect([without.code, without.muttered]).toEqual([1, expect.stringContaining("ADMIN_TOKEN")]);
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ adminToken: server.token }));
    expect((await run({ kind: "list" }, {}, settings)).code).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
